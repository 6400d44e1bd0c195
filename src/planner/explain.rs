//! Why not this slot: what the rules say of it, what was tried, and the cheapest single things that would make it work.

use super::bundle::{Placed, complete};
use super::model::DayModel;
use super::slots::slot;
use super::wish::Wish;
use crate::domain::*;

/// Most ways out that are offered.
const WAYS_OUT: usize = 6;

/// A slot looked at closely.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Why {
    /// The session as it would be, completed as far as the rules let it.
    pub slot: Slot,
    /// What refuses it; nothing if it can be booked.
    pub blocking: Vec<Finding>,
    /// Where no room was left: every room of the sites, and why not.
    pub rooms: Vec<Tried>,
    /// Where too few officers were left: every officer, and why not.
    pub officers: Vec<Tried>,
    /// What would make it work, the cheapest first.
    pub relaxed: Vec<Relaxed>,
}

/// Why a slot is refused, or what speaks against it. `NotLoaded` if the diary does not hold the day.
pub fn why(diary: &Diary, wish: &Wish, day: Day, start: Minute) -> Result<Why, NotLoaded> {
    let model = DayModel::of(diary, day, wish.session.id)?;
    let placed = complete(&model, wish, start);
    let (blocking, warnings) = placed.findings.iter().cloned().partition::<Vec<_>, _>(Finding::blocks);
    let mut why = Why { slot: slot(&model, wish, placed.session.clone(), warnings), blocking, ..Why::default() };
    if why.blocking.is_empty() {
        return Ok(why);
    }
    let session = &placed.session;
    if why.blocking.iter().any(|f| f.what == What::NoRoom) {
        why.rooms = rooms(&model, wish, session);
    }
    if why.blocking.iter().any(|f| matches!(f.what, What::TooFewOfficers { .. })) {
        why.officers = officers(&model, session);
    }
    let mut out = Out { model: &model, wish, start, relaxed: Vec::new() };
    out.other_time();
    out.other_day(diary);
    out.shorter();
    out.elsewhere();
    out.as_free();
    out.other_transport();
    out.without();
    out.interpreter(&why.officers, session);
    out.others_move(&placed, &why)?;
    out.relaxed.sort_by_key(|r| r.slot.units);
    out.relaxed.truncate(WAYS_OUT);
    out.by_leave(&placed);
    why.relaxed = out.relaxed;
    Ok(why)
}

/// Every room of the sites, and why it will not do.
fn rooms(model: &DayModel, wish: &Wish, session: &Session) -> Vec<Tried> {
    let rooms = model.diary.open::<Room>().filter(|r| wish.sites.contains(&r.site));
    let tried = rooms.map(|room| {
        let there = Session { room: Some(room.id), site: room.site, ..session.clone() };
        let mut findings = model.check(&there);
        findings.retain(|f| f.blocks() && (f.part == Part::Room || f.part == Part::Site));
        Tried { key: room.id.key(), findings }
    });
    tried.collect()
}

/// Every officer, and why they will not do.
fn officers(model: &DayModel, session: &Session) -> Vec<Tried> {
    let left = model.diary.open::<Officer>().filter(|o| !session.officers.contains(&o.id));
    let tried = left.map(|officer| {
        let with = Session { officers: vec![officer.id], ..session.clone() };
        let mut findings = model.check(&with);
        findings.retain(|f| f.blocks() && f.part == Part::Officers && f.keys().contains(&officer.id.key()));
        Tried { key: officer.id.key(), findings }
    });
    tried.collect()
}

/// Looks for ways out.
struct Out<'a> {
    model: &'a DayModel<'a>,
    wish: &'a Wish,
    start: Minute,
    relaxed: Vec<Relaxed>,
}

impl Out<'_> {
    /// Notes a way out, if it is one.
    fn try_wish(&mut self, instead: Instead, wish: &Wish, start: Minute) -> bool {
        let placed = complete(self.model, wish, start);
        self.note(instead, wish, placed)
    }

    fn note(&mut self, instead: Instead, wish: &Wish, placed: Placed) -> bool {
        let works = placed.blocking().next().is_none();
        if works {
            let slot = slot(self.model, wish, placed.session, placed.findings);
            self.relaxed.push(Relaxed { instead, slot });
        }
        works
    }

    /// The nearest times of the day, before and after, by quarters of an hour.
    fn other_time(&mut self) {
        let last = 1440 - i32::from(self.wish.minutes);
        for step in [-15, 15] {
            let mut at = i32::from(self.start.0) + step;
            while (0..=last).contains(&at) {
                let start = Minute(at as u16);
                if self.try_wish(Instead::Time(start), self.wish, start) {
                    break;
                }
                at += step;
            }
        }
    }

    /// The next day, within a fortnight and as far as the diary is loaded, on which it works at that time.
    fn other_day(&mut self, diary: &Diary) {
        let days = (self.model.day + 1).to(self.model.day + 14).take_while(|day| diary.has(*day));
        for day in days {
            let Ok(model) = DayModel::of(diary, day, self.wish.session.id) else { return };
            let placed = complete(&model, self.wish, self.start);
            if placed.blocking().next().is_none() {
                let slot = slot(&model, self.wish, placed.session, placed.findings);
                return self.relaxed.push(Relaxed { instead: Instead::Day(day), slot });
            }
        }
    }

    /// The longest that works, by quarters of an hour, not less than half an hour.
    fn shorter(&mut self) {
        let mut minutes = self.wish.minutes.saturating_sub(15);
        while minutes >= 30 {
            let wish = Wish { minutes, ..self.wish.clone() };
            if self.try_wish(Instead::Minutes(minutes), &wish, self.start) {
                return;
            }
            minutes -= 15;
        }
    }

    /// The other sites.
    fn elsewhere(&mut self) {
        let others = self.model.diary.open::<Site>().filter(|s| !self.wish.sites.contains(&s.id));
        for site in others.map(|s| s.id).collect::<Vec<_>>() {
            let wish = Wish { sites: vec![site], room: None, ..self.wish.clone() };
            let placed = complete(self.model, &wish, self.start);
            self.note(Instead::Site(site), &wish, placed);
        }
    }

    /// Whatever room and officers are free, where others were asked for.
    fn as_free(&mut self) {
        if self.wish.room.is_some() {
            let wish = Wish { room: None, ..self.wish.clone() };
            let placed = complete(self.model, &wish, self.start);
            if let Some(room) = placed.session.room {
                self.note(Instead::Room(room), &wish, placed);
            }
        }
        if self.wish.officers.is_some() {
            let wish = Wish { officers: None, ..self.wish.clone() };
            let placed = complete(self.model, &wish, self.start);
            let officers = placed.session.officers.clone();
            self.note(Instead::Officers(officers), &wish, placed);
        }
    }

    /// By taxi, or brought by the carer.
    fn other_transport(&mut self) {
        for how in [Transport::Taxi, Transport::Carer] {
            let transport: Vec<ChildTransport> =
                self.wish.session.children.iter().map(|child| ChildTransport { child: *child, how }).collect();
            if transport == self.wish.transport && self.wish.legs.is_none() {
                continue;
            }
            let wish = Wish { transport, legs: None, ..self.wish.clone() };
            if self.try_wish(Instead::Transport(how), &wish, self.start) {
                return;
            }
        }
    }

    /// Without one of several adults.
    fn without(&mut self) {
        let parties = &self.wish.session.parties;
        if parties.len() < 2 {
            return;
        }
        for party in parties.clone() {
            let mut wish = self.wish.clone();
            wish.session.parties.retain(|p| *p != party);
            self.try_wish(Instead::Without(party), &wish, self.start);
        }
    }

    /// An officer who lacks the language alone, with an interpreter.
    fn interpreter(&mut self, tried: &[Tried], session: &Session) {
        for one in tried {
            let [only] = one.findings.as_slice() else { continue };
            let What::Lacks { who, need: Need::Language(language) } = &only.what else { continue };
            let officer = OfficerId(who.id);
            let with = Session { officers: vec![officer], ..session.clone() };
            let findings = self.model.check(&with);
            let (blocking, rest): (Vec<_>, Vec<_>) = findings.into_iter().partition(Finding::blocks);
            if blocking.iter().all(|f| matches!(&f.what, What::Lacks { need: Need::Language(_), .. })) {
                let slot = slot(self.model, self.wish, with, rest);
                self.relaxed.push(Relaxed { instead: Instead::Interpreter(officer, language.clone()), slot });
            }
        }
    }

    /// Another session gives up its room or officer for one that does as well: one move, and nothing else in the way.
    fn others_move(&mut self, placed: &Placed, why: &Why) -> Result<(), NotLoaded> {
        for one in why.rooms.iter().filter(|one| one.findings.len() == 1) {
            let What::Taken { by, .. } = one.findings[0].what else { continue };
            let Some(other) = self.movable(by) else { continue };
            let free = |r: &&Room| self.model.room_free(r, other.span()) && r.site == other.site;
            let rooms: Vec<RoomId> = self.model.diary.open::<Room>().filter(free).map(|r| r.id).collect();
            let moved = rooms.iter().map(|room| Session { room: Some(*room), ..other.clone() });
            let Some(moved) = moved.into_iter().find(|s| self.sound(s)) else { continue };
            let mut wish = self.wish.clone();
            wish.room = Some(RoomId(one.key.id));
            let to = moved.room.unwrap_or_default();
            self.what_if(Instead::MoveRoom(by, to), &wish, &moved)?;
        }
        for one in why.officers.iter().filter(|one| one.findings.len() == 1) {
            let What::Taken { by, .. } = one.findings[0].what else { continue };
            let Some(other) = self.movable(by) else { continue };
            let taken = OfficerId(one.key.id);
            let swapped = |with: OfficerId| {
                let put = |o: &OfficerId| if *o == taken { with } else { *o };
                Session { officers: other.officers.iter().map(put).collect(), ..other.clone() }
            };
            let free = |o: &&Officer| !other.officers.contains(&o.id) && self.model.officer_free(o.id, other.on_site());
            let officers: Vec<OfficerId> = self.model.diary.open::<Officer>().filter(free).map(|o| o.id).collect();
            let not_ours = officers.into_iter().filter(|o| !placed.session.officers.contains(o));
            let found = not_ours.map(|with| (with, swapped(with))).find(|(_, s)| self.sound(s));
            let Some((with, moved)) = found else { continue };
            self.what_if(Instead::SwapOfficer(by, with), self.wish, &moved)?;
        }
        Ok(())
    }

    fn movable(&self, id: SessionId) -> Option<Session> {
        let found = self.model.rules.taking().iter().find(|s| s.id == id && s.status.is_ahead())?;
        Some((*found).clone())
    }

    /// Whether a session can be as it is here: no worse than it stands.
    fn sound(&self, session: &Session) -> bool {
        let stands = self.model.rules.taking().iter().find(|s| s.id == session.id);
        let before = stands.map(|s| self.model.check(s)).unwrap_or_default();
        crate::rules::new_blocking(&before, &self.model.check(session)).is_empty()
    }

    /// The wish on a day on which another session is elsewhere.
    fn what_if(&mut self, instead: Instead, wish: &Wish, other: &Session) -> Result<(), NotLoaded> {
        let mut diary = self.model.diary.clone();
        if let Some(stands) = diary.get::<Session>(other.id).cloned() {
            diary.apply(&Change::of(stands, other.clone()));
        }
        let model = DayModel::of(&diary, self.model.day, wish.session.id)?;
        let placed = complete(&model, wish, self.start);
        if placed.blocking().next().is_none() {
            let slot = slot(&model, wish, placed.session, placed.findings);
            self.relaxed.push(Relaxed { instead, slot });
        }
        Ok(())
    }

    /// What only papers, the social worker or a manager can mend, last. Nobody is told to override that somebody is
    /// elsewhere, or must not be met.
    fn by_leave(&mut self, placed: &Placed) {
        let (blocking, rest): (Vec<Finding>, Vec<Finding>) = placed.findings.iter().cloned().partition(Finding::blocks);
        let never = |f: &Finding| {
            matches!(f.what, What::Taken { .. } | What::MustNotMeet { .. } | What::Shut { .. } | What::NoSeat { .. })
        };
        if blocking.iter().any(never) {
            return;
        }
        let papers: Vec<Paper> = blocking
            .iter()
            .filter_map(|f| match f.what {
                What::NotInForce { paper, .. } => Some(paper),
                _ => None,
            })
            .collect();
        let in_school = blocking.iter().all(|f| matches!(f.what, What::InSchool { .. }));
        let instead = if papers.len() == blocking.len() {
            Instead::Papers(papers)
        } else if in_school {
            Instead::SchoolTime
        } else {
            let mut rules: Vec<RuleName> = blocking.iter().map(|f| f.rule.clone()).collect();
            rules.dedup();
            Instead::Override(rules)
        };
        let slot = slot(self.model, self.wish, placed.session.clone(), rest);
        self.relaxed.push(Relaxed { instead, slot });
    }
}
