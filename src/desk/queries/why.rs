//! `why`: every rule that blocks a slot, who blocks and until when, and the cheapest things that would make it work. The
//! same completion and the same rules as a booking: what this refuses, `session.book` refuses.

use super::slots::{learned, see_findings, slot_keys, wish};
use super::*;
use crate::desk::commands::Command;
use crate::desk::fill;
use crate::planner;

/// A slot to look at closely.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Why {
    /// An arrangement, a child who has one, or a session.
    pub what: Key,
    /// The day.
    pub day: Day,
    /// The start.
    pub start: Minute,
    /// Another length, in minutes.
    #[serde(default)]
    pub minutes: Option<u16>,
    /// In this room.
    #[serde(default)]
    pub room: Option<RoomId>,
    /// With these officers, the lead first.
    #[serde(default)]
    pub officers: Option<Vec<OfficerId>>,
}

/// Why not, or what speaks against it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct WhyView {
    /// What looks for a slot.
    pub what: Key,
    /// The session that would be moved, where it is one.
    pub moved: Option<Session>,
    /// The slot, completed as far as the rules let it.
    pub slot: Slot,
    /// What refuses it; nothing if it can be booked.
    pub blocking: Vec<Finding>,
    /// Where no room is left: every room, and why not.
    pub rooms: Vec<Tried>,
    /// Where too few officers are left: every officer, and why not.
    pub officers: Vec<Tried>,
    /// What would make it work, the cheapest first.
    pub relaxed: Vec<Relaxed>,
}

impl WhyView {
    /// The command that takes the slot, or one that would work.
    pub fn take(&self, slot: &Slot) -> Command {
        super::slots::take(self.moved.as_ref(), &slot.session)
    }
}

impl Ask for Why {
    fn scope(&self, _: &Viewer, today: Day) -> Scope {
        let ours = if self.what.kind == Kind::Session { vec![SessionId(self.what.id)] } else { Vec::new() };
        let fortnight = Days::new(self.day, self.day + 14);
        Scope { days: vec![learned(today), fortnight], ..Scope::sessions(ours) }
    }

    fn answer(&self, asked: &Asked) -> Result<Answer, Refusal> {
        let known = &asked.known;
        let (mut wish, moved) = wish(known, self.what)?;
        fill::length("minutes", self.minutes)?;
        wish.minutes = self.minutes.unwrap_or(wish.minutes);
        if self.start.0 + wish.minutes > 1440 {
            return Err(Refusal::usage(
                "start",
                format!("{} minutes from {} end after midnight", wish.minutes, self.start),
            ));
        }
        if let Some(room) = self.room {
            let room = known.open::<Room>(room)?;
            (wish.room, wish.sites) = (Some(room.id), vec![room.site]);
        }
        for officer in self.officers.iter().flatten() {
            known.open::<Officer>(*officer)?;
        }
        wish.officers.clone_from(&self.officers);
        let why = planner::why(known.diary, &wish, self.day, self.start)?;
        let planner::Why { slot, blocking, rooms, officers, relaxed } = why;
        Ok(Answer::Why(WhyView { what: self.what, moved, slot, blocking, rooms, officers, relaxed }))
    }
}

impl Seen for WhyView {
    fn see(&mut self, cut: &Cutter) -> Result<(), Refusal> {
        see_findings(cut, &mut self.blocking);
        see_findings(cut, &mut self.slot.warnings);
        self.rooms.iter_mut().chain(&mut self.officers).for_each(|one| see_findings(cut, &mut one.findings));
        self.relaxed.iter_mut().for_each(|r| see_findings(cut, &mut r.slot.warnings));
        Ok(())
    }

    fn keys(&self, keys: &mut Vec<Key>) {
        keys.push(self.what);
        session_keys(self.moved.as_slice(), keys);
        slot_keys(&self.slot, keys);
        keys.extend(self.blocking.iter().flat_map(Finding::keys));
        for one in self.rooms.iter().chain(&self.officers) {
            keys.push(one.key);
            keys.extend(one.findings.iter().flat_map(Finding::keys));
        }
        for relaxed in &self.relaxed {
            slot_keys(&relaxed.slot, keys);
            match &relaxed.instead {
                Instead::Site(site) => keys.push(site.key()),
                Instead::MoveRoom(session, room) => keys.extend([session.key(), room.key()]),
                Instead::SwapOfficer(session, officer) => keys.extend([session.key(), officer.key()]),
                Instead::Interpreter(officer, _) => keys.push(officer.key()),
                Instead::Without(party) => keys.push(party.key()),
                _ => {}
            }
        }
    }
}
