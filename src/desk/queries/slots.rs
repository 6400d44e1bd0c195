//! `slots`: the best slots over the coming weeks, for an arrangement or a session, each with room, officers and cars
//! chosen and what speaks against it.

use super::*;
use crate::desk::commands::{Command, SessionBook, SessionMove};
use crate::desk::{No, fill};
use crate::planner::{self, Search, Wish};

/// Weeks looked at where no last day is said.
const WEEKS: i32 = 4;
/// Most days looked at.
const MOST_DAYS: i32 = 26 * 7;
/// Slots given where no number is said.
const LIMIT: u8 = 10;

/// What looks for a slot: an arrangement, a child with one arrangement, or a session that is to be elsewhere or made up for.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Slots {
    /// An arrangement, a child who has one, or a session: one still ahead is placed anew, one that was lost is made up for.
    pub what: Key,
    /// The first day; today without it.
    #[serde(default)]
    pub from: Option<Day>,
    /// The last day; four weeks on without it.
    #[serde(default)]
    pub to: Option<Day>,
    /// Only between these times.
    #[serde(default)]
    pub within: Option<Span>,
    /// Another length, in minutes.
    #[serde(default)]
    pub minutes: Option<u16>,
    /// Only in this room.
    #[serde(default)]
    pub room: Option<RoomId>,
    /// Only with these officers, the lead first.
    #[serde(default)]
    pub officers: Option<Vec<OfficerId>>,
    /// Most slots; ten without it.
    #[serde(default)]
    pub limit: Option<u8>,
}

impl Slots {
    /// The best slots for something, with nothing else said.
    pub fn of(what: Key) -> Self {
        Self { what, from: None, to: None, within: None, minutes: None, room: None, officers: None, limit: None }
    }

    /// The days looked at.
    fn days(&self, today: Day) -> Days {
        let first = self.from.unwrap_or(today).max(today);
        Days::new(first, self.to.unwrap_or(first + WEEKS * 7 - 1))
    }
}

/// The best slots.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct SlotsView {
    /// What looks for one.
    pub what: Key,
    /// The session that would be moved, where it is one.
    pub moved: Option<Session>,
    /// The days looked at.
    pub days: Days,
    /// The slots, the cheapest first.
    pub slots: Vec<Slot>,
    /// How many times were looked at.
    pub looked_at: usize,
    /// How many of them were refused, by the first rule that refuses, the most frequent first.
    pub refused: Vec<(RuleName, usize)>,
}

impl SlotsView {
    /// The command that takes a slot: the session is booked as it stands there, or moved.
    pub fn take(&self, slot: &Slot) -> Command {
        take(self.moved.as_ref(), &slot.session)
    }
}

/// The command that brings a session to where a slot has it.
pub(crate) fn take(moved: Option<&Session>, to: &Session) -> Command {
    match moved {
        None => SessionBook::exactly(to).into(),
        Some(old) => SessionMove {
            session: old.id,
            date: Some(to.date),
            start: Some(to.start),
            end: Some(to.end),
            minutes: None,
            room: to.room,
            officers: Some(to.officers.clone()),
            legs: Some(to.legs.clone()),
            was: Some(Box::new(old.clone())),
        }
        .into(),
    }
}

/// What looks for a slot, as the finder wants it, and the session it would move. Refused where it is not the asker's to
/// know.
pub(crate) fn wish(known: &Known, what: Key) -> Result<(Wish, Option<Session>), Refusal> {
    let today = known.today();
    let diary = known.diary;
    let unknown = |what: Key| Refusal::usage("what", format!("{what} does not look for a slot"));
    let (wish, moved) = match what.kind {
        Kind::Arrangement => {
            (Wish::of_arrangement(diary, known.open::<Arrangement>(ArrangementId(what.id))?, today), None)
        }
        Kind::Child => {
            let child = known.open::<Child>(ChildId(what.id))?.id;
            let runs = |a: &&Arrangement| a.status != ArrangementStatus::Ended && a.children.contains(&child);
            let mut own = diary.pointing::<Arrangement>(child).filter(runs);
            match (own.next(), own.next()) {
                (Some(one), None) => (Wish::of_arrangement(diary, one, today), None),
                (None, _) => return Err(Refusal::new(No::NotFound, format!("{what} has no arrangement"))),
                _ => {
                    let way = "name the arrangement: contactdesk show lists them";
                    return Err(Refusal::usage("what", format!("{what} has several arrangements")).hinted(way));
                }
            }
        }
        Kind::Session => {
            let session = known.session(SessionId(what.id))?;
            if !session.status.is_ahead() && session.status.takes_place() {
                let said = session.status.said();
                return Err(Refusal::new(No::Rule, format!("{what} is {said}: it needs no other slot")));
            }
            (Wish::of_session(diary, session, today), session.status.is_ahead().then(|| session.clone()))
        }
        _ => return Err(unknown(what).hinted("name an arrangement, a child or a session: A-0007, CH-0012, C-0142")),
    };
    if let Some(hidden) = wish.session.children.iter().find(|c| !known.viewer.may_know(diary, c.key())) {
        return Err(Refusal::new(No::NotPermitted, format!("{hidden} belongs to a restricted case")));
    }
    Ok((wish, moved))
}

/// The days the finder reads besides those it searches: who has looked after a child lately.
pub(crate) fn learned(today: Day) -> Days {
    Days::new(today - planner::LOOK_BACK, today)
}

impl Ask for Slots {
    fn scope(&self, _: &Viewer, today: Day) -> Scope {
        let days = self.days(today);
        let ours = if self.what.kind == Kind::Session { vec![SessionId(self.what.id)] } else { Vec::new() };
        let asked = if days.last - days.first < MOST_DAYS { vec![days] } else { Vec::new() };
        Scope { days: asked.into_iter().chain([learned(today)]).collect(), ..Scope::sessions(ours) }
    }

    fn answer(&self, asked: &Asked) -> Result<Answer, Refusal> {
        let known = &asked.known;
        let days = self.days(known.today());
        if days.last < days.first {
            return Err(Refusal::usage(
                "to",
                format!("{} is before {}", said::long(days.last), said::long(days.first)),
            ));
        }
        if days.last - days.first >= MOST_DAYS {
            return Err(Refusal::usage("to", "more than 26 weeks are too many to look through at once"));
        }
        let (mut wish, moved) = wish(known, self.what)?;
        fill::length("minutes", self.minutes)?;
        wish.minutes = self.minutes.unwrap_or(wish.minutes);
        if let Some(room) = self.room {
            let room = known.open::<Room>(room)?;
            (wish.room, wish.sites) = (Some(room.id), vec![room.site]);
        }
        for officer in self.officers.iter().flatten() {
            known.open::<Officer>(*officer)?;
        }
        wish.officers.clone_from(&self.officers);
        let limit = usize::from(self.limit.unwrap_or(LIMIT).max(1));
        let look = Search { days, now: known.now.moment(), within: self.within, limit };
        let found = planner::search(known.diary, &wish, look)?;
        Ok(Answer::Slots(SlotsView {
            what: self.what,
            moved,
            days,
            slots: found.slots,
            looked_at: found.looked_at,
            refused: found.refused,
        }))
    }
}

/// What the rules say of a slot, cut.
pub(crate) fn see_findings(cut: &Cutter, findings: &mut Vec<Finding>) {
    let mut all: Vec<About> = about(SessionId(0), std::mem::take(findings)).collect();
    cut.findings(&mut all);
    findings.extend(all.into_iter().map(|a| a.finding));
}

/// The keys a slot speaks of.
pub(crate) fn slot_keys(slot: &Slot, keys: &mut Vec<Key>) {
    session_keys(std::slice::from_ref(&slot.session), keys);
    keys.extend(slot.terms.iter().filter_map(|t| t.who));
    keys.extend(slot.warnings.iter().flat_map(Finding::keys));
}

impl Seen for SlotsView {
    fn see(&mut self, cut: &Cutter) -> Result<(), Refusal> {
        self.slots.iter_mut().for_each(|slot| see_findings(cut, &mut slot.warnings));
        Ok(())
    }

    fn keys(&self, keys: &mut Vec<Key>) {
        keys.push(self.what);
        session_keys(self.moved.as_slice(), keys);
        self.slots.iter().for_each(|slot| slot_keys(slot, keys));
    }
}
