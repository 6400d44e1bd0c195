//! What is proposed for the sessions that are hit: another officer first, whoever the family knows before others; else
//! another time of the same day; else it is cancelled. One after the other on a version of the diary in which those
//! before are changed already, the session with the fewest ways out first, so that all of them go together.

use super::{Mend, MendSort, Missing, is_under_way, relieve};
use crate::desk::commands::{Known, session_move};
use crate::desk::queries::{Affected, Choice, Reason};
use crate::desk::{About, Refusal, fill};
use crate::domain::*;
use crate::planner::{self, DayModel, Search, Wish};
use crate::rules;
use std::collections::BTreeMap;

/// Sessions from now on that a record is in the way of, and what the rules find about each. The rules that would refuse
/// the booking say it.
pub(crate) fn hit(diary: &Diary, key: Key, days: Days, now: Moment) -> Result<Vec<(&Session, Vec<Finding>)>, Refusal> {
    let mut hit = Vec::new();
    for session in diary.days(days)? {
        let to_come = session.date > now.day || session.on_site().to > now.minute;
        if !to_come || !(session.status.is_ahead() || is_under_way(session.status)) {
            continue;
        }
        let mut found = rules::check(diary, session)?;
        found.retain(|f| f.keys().contains(&key));
        if !found.is_empty() {
            hit.push((session, found));
        }
    }
    Ok(hit)
}

/// How many branches are tried before the best found so far is taken.
const BRANCHES: usize = 80;

/// Ways out that are listed for one session, besides cancelling it and leaving it.
const SHOWN: usize = 8;

/// Other times that are looked for.
const TIMES: usize = 3;

/// How far back a family knows an officer from.
pub(crate) const KNOWN_FOR: i32 = 56;

/// Proposals for every session that is hit, those `chosen` kept as they are.
pub(crate) fn solve(known: &Known, missing: &Missing, chosen: &[Mend]) -> Result<Vec<Affected>, Refusal> {
    let (record, new) = missing.record(known)?;
    let key = record.key();
    let mut diary = known.diary.clone();
    if new {
        diary.apply(&Change::new(record));
    }
    let now = known.now.moment();
    let days = Days::new(missing.days.first.max(now.day), missing.days.last);
    let hit: Vec<(Session, Vec<Finding>)> =
        hit(&diary, key, days, now)?.into_iter().map(|(s, found)| (s.clone(), found)).collect();
    // what was chosen stands, and the rest is found round it
    for mend in chosen {
        if let Some(after) = mend.mended(known, missing)? {
            diary.apply(&Change::of(known.session(mend.session)?.clone(), after));
        }
    }
    let wishes = hit.iter().map(|(session, _)| (session.id, wish(known.diary, session, missing.who))).collect();
    let mut solver = Solver { known, missing, wishes, branches: BRANCHES, floor: 0 };
    let is_open =
        |s: &&Session| known.viewer.may_know_session(known.diary, s) && !chosen.iter().any(|mend| mend.session == s.id);
    let open: Vec<&Session> = hit.iter().map(|(s, _)| s).filter(is_open).collect();
    solver.floor = solver.floor(&diary, &open);
    let placed = solver.place(&diary, &open);
    let mut rows = Vec::new();
    let mut after = diary.clone();
    for (session, choice) in &placed {
        if let Some(choice) = choice {
            after.apply(&Change::of(Session::clone(session), choice.slot.session.clone()));
        }
    }
    for (session, why) in &hit {
        let about = |finding: &Finding| About { session: session.id, finding: finding.clone() };
        let mut row =
            Affected { session: session.clone(), why: why.iter().map(about).collect(), ..Affected::default() };
        if let Some(mend) = chosen.iter().find(|mend| mend.session == session.id) {
            row.choices.push(solver.as_chosen(mend)?);
        }
        if known.viewer.may_know_session(known.diary, session) {
            let own = placed.iter().find(|(s, _)| s.id == session.id).and_then(|(_, choice)| choice.clone());
            solver.finish(&after, session, own, &mut row);
        }
        rows.push(row);
    }
    Ok(rows)
}

/// A session with what was found for it.
type Placed<'a> = (&'a Session, Option<Choice>);

struct Solver<'a> {
    known: &'a Known<'a>,
    missing: &'a Missing,
    /// What each session that is hit looks for, as the finder has it.
    wishes: BTreeMap<SessionId, Wish>,
    branches: usize,
    /// What cannot be bettered, whoever takes what.
    floor: usize,
}

impl Solver<'_> {
    /// Finds a way for all of these sessions, or for as many as can be found one for.
    fn place<'s>(&mut self, diary: &Diary, left: &[&'s Session]) -> Vec<Placed<'s>> {
        let options = left.iter().map(|session| (*session, self.with_others(diary, session)));
        // the one with the fewest ways out; those without any wait until nobody is left who could be taken from them
        let hardest = options.filter(|(_, ways)| !ways.is_empty()).min_by_key(|(_, ways)| ways.len());
        let Some((session, ways)) = hardest else {
            return self.at_other_times(diary, left);
        };
        let rest: Vec<&Session> = left.iter().copied().filter(|s| s.id != session.id).collect();
        let mut best: Option<Vec<Placed>> = None;
        for way in ways {
            if best.is_some() && self.branches == 0 {
                break;
            }
            self.branches = self.branches.saturating_sub(1);
            let mut then = diary.clone();
            then.apply(&Change::of(session.clone(), way.slot.session.clone()));
            let mut all = self.place(&then, &rest);
            all.push((session, Some(way)));
            if moved_or_lost(&all) <= self.floor {
                return all;
            }
            if best.as_ref().is_none_or(|best| moved_or_lost(&all) < moved_or_lost(best)) {
                best = Some(all);
            }
        }
        best.unwrap_or_default()
    }

    /// What those nobody can take, though all the others wait, come to at least.
    fn floor(&self, diary: &Diary, open: &[&Session]) -> usize {
        let without = open.iter().filter(|session| self.with_others(diary, session).is_empty());
        let least = |session: &&Session| self.later_or_earlier(diary, session).into_iter().next();
        moved_or_lost(&without.map(|session| (*session, least(session))).collect::<Vec<_>>())
    }

    /// For those nobody can take as they are: another time, one after the other.
    fn at_other_times<'s>(&self, diary: &Diary, left: &[&'s Session]) -> Vec<Placed<'s>> {
        let mut diary = diary.clone();
        let mut placed = Vec::new();
        for session in left {
            let way = self.later_or_earlier(&diary, session).into_iter().next();
            if let Some(way) = &way {
                diary.apply(&Change::of(Session::clone(session), way.slot.session.clone()));
            }
            placed.push((*session, way));
        }
        placed
    }

    /// What was chosen, with what it comes to.
    fn as_chosen(&self, mend: &Mend) -> Result<Choice, Refusal> {
        let old = self.known.session(mend.session)?;
        let after = mend.mended(self.known, self.missing)?.unwrap_or_else(|| old.clone());
        Ok(self.choice(self.known.diary, old, mend.clone(), after))
    }

    /// The row's choices: what was found, the other ways that are still open beside all the other rows, cancelling and
    /// leaving it. And where nobody can take it as it is, why not.
    fn finish(&self, after: &Diary, session: &Session, own: Option<Choice>, row: &mut Affected) {
        let mut without = after.clone();
        if let Some(now) = after.get::<Session>(session.id) {
            without.apply(&Change::of(now.clone(), session.clone()));
        }
        row.choices.extend(own);
        let others = self.with_others(&without, session);
        if others.is_empty() {
            row.nobody = self.nobody(&without, session);
        }
        let times = if others.len() < 2 { self.later_or_earlier(&without, session) } else { Vec::new() };
        for choice in others.into_iter().chain(times) {
            let new = row.choices.iter().all(|c| c.slot.session != choice.slot.session);
            if new && row.choices.len() < SHOWN {
                row.choices.push(choice);
            }
        }
        for how in [MendSort::Cancel, MendSort::Keep] {
            let may = how == MendSort::Keep || session.status.is_ahead();
            if may && row.choices.iter().all(|c| c.mend.how != how) {
                row.choices.extend(self.as_chosen(&Mend { session: session.id, how, ..Mend::default() }));
            }
        }
        row.choices.iter_mut().for_each(|c| c.mend.was = Some(Box::new(session.clone())));
    }

    /// Whether the session as it would be brings nothing that refuses and was not there before it was hit.
    fn goes(&self, diary: &Diary, old: &Session, new: &Session) -> bool {
        self.against(diary, old, new).is_empty()
    }

    /// What refuses it, and did not before.
    fn against(&self, diary: &Diary, old: &Session, new: &Session) -> Vec<Finding> {
        let stood = rules::check(self.known.diary, old).unwrap_or_default();
        rules::check(diary, new).map_or_else(|_| Vec::new(), |found| rules::new_blocking(&stood, &found))
    }

    /// The session at its time with others in the place of what is missing, the best first.
    fn with_others(&self, diary: &Diary, session: &Session) -> Vec<Choice> {
        let who = self.missing.who;
        let tried: Vec<Session> = match who.kind {
            Kind::Officer => self.officers(diary).into_iter().filter_map(|o| self.instead(diary, session, o)).collect(),
            Kind::Room | Kind::Site => {
                rooms(diary, session).into_iter().map(|room| in_room(diary, session, room)).collect()
            }
            _ => vec![self.driven(diary, session)],
        };
        let goes = tried.into_iter().filter(|new| new != session && self.goes(diary, session, new));
        self.ranked(diary, session, goes.collect())
    }

    /// The session at another time of its day, with whoever and whatever is free then: what the finder offers.
    fn later_or_earlier(&self, diary: &Diary, session: &Session) -> Vec<Choice> {
        if !session.status.is_ahead() {
            return Vec::new();
        }
        let now = self.known.now.moment();
        // nobody can be told in less
        let now = Moment::new(now.day, now.minute.plus(60));
        let look = Search { days: Days::one(session.date), now, within: None, limit: TIMES };
        let Some(wish) = self.wishes.get(&session.id) else { return Vec::new() };
        let found = planner::search(diary, wish, look).map(|found| found.slots).unwrap_or_default();
        let other = found.into_iter().map(|slot| slot.session).filter(|s| s.start != session.start);
        let mut choices: Vec<Choice> = other.filter_map(|new| self.as_mended(diary, session, &new)).collect();
        choices.retain(|choice| self.goes(diary, session, &choice.slot.session));
        choices
    }

    fn officers(&self, diary: &Diary) -> Vec<OfficerId> {
        diary.open::<Officer>().map(|o| o.id).filter(|o| o.key() != self.missing.who).collect()
    }

    /// The session with another officer in the place of the missing one: beside the family and at the wheel.
    fn instead(&self, diary: &Diary, session: &Session, officer: OfficerId) -> Option<Session> {
        let gone = OfficerId(self.missing.who.id);
        if session.officers.contains(&officer) && session.officers.contains(&gone) {
            return None;
        }
        let mut new = session.clone();
        let officers: Vec<OfficerId> = session.officers.iter().map(|o| if *o == gone { officer } else { *o }).collect();
        relieve(&mut new, &officers, self.missing.since(self.known.now.moment()));
        let theirs = |leg: &Leg| leg.officer == Some(gone) && is_open(leg);
        if new.legs.iter().any(theirs) {
            let drives = diary.get::<Officer>(officer).is_some_and(|o| o.car_owner);
            let mut driving = new.clone();
            driving.legs.iter_mut().filter(|leg| theirs(leg)).for_each(|leg| leg.officer = Some(officer));
            if drives && !objected(diary, &driving, &[Part::Officers, Part::Legs]) {
                new = driving;
            } else {
                by_car(diary, &mut new, theirs);
            }
        }
        fill::received(diary, session, &mut new);
        Some(new)
    }

    /// The session with other drivers and cars for the journeys that lack theirs.
    fn driven(&self, diary: &Diary, session: &Session) -> Session {
        let gone = self.missing.who;
        let mut new = session.clone();
        let rides = |leg: &Leg| is_open(leg) && leg.escort.is_some_and(|e| e.key() == gone);
        if new.legs.iter().any(rides) {
            let with = |escort: Option<DriverId>| {
                let mut tried = session.clone();
                tried.legs.iter_mut().filter(|leg| rides(leg)).for_each(|leg| leg.escort = escort);
                tried
            };
            let escorts = diary.open::<Driver>().filter(|d| d.sort == DriverKind::Escort && d.id.key() != gone);
            let tried = escorts.map(|d| with(Some(d.id)));
            new = tried.into_iter().find(|s| !objected(diary, s, &[Part::Legs])).unwrap_or_else(|| with(None));
        }
        by_car(diary, &mut new, |leg| {
            is_open(leg) && [leg.driver.map(|d| d.key()), leg.vehicle.map(|v| v.key())].contains(&Some(gone))
        });
        new
    }

    /// These ways out with what speaks for and against each, the best first.
    fn ranked(&self, diary: &Diary, old: &Session, all: Vec<Session>) -> Vec<Choice> {
        let mut choices: Vec<Choice> = all.iter().filter_map(|new| self.as_mended(diary, old, new)).collect();
        choices.sort_by_key(|choice| (choice.slot.units, choice.slot.session.officers.clone()));
        choices
    }

    /// The mend that makes one session of the other, and the session it makes.
    fn as_mended(&self, diary: &Diary, old: &Session, new: &Session) -> Option<Choice> {
        let mend = Mend::of(old, new);
        let after = mend.mended(self.known, self.missing).ok().flatten()?;
        Some(self.choice(diary, old, mend, after))
    }

    /// A choice, priced by the finder as if the session looked for this place.
    fn choice(&self, diary: &Diary, old: &Session, mend: Mend, after: Session) -> Choice {
        let because = self.reasons(diary, old, &after);
        let mut warnings = rules::check(diary, &after).unwrap_or_default();
        warnings.retain(|f| !f.blocks());
        let slot = match (DayModel::of(diary, after.date, after.id), self.wishes.get(&old.id)) {
            (Ok(model), Some(wish)) => planner::slot(&model, wish, after, warnings),
            _ => Slot { session: after, warnings, ..Slot::default() },
        };
        Choice { mend, slot, because }
    }

    /// What speaks for it.
    fn reasons(&self, diary: &Diary, old: &Session, new: &Session) -> Vec<Reason> {
        let mut reasons = Vec::new();
        let arrangement = old.arrangement.and_then(|a| diary.get::<Arrangement>(a));
        for officer in new.officers.iter().copied().filter(|o| !old.officers.contains(o)) {
            let sessions = self.sessions_with(officer, &old.children);
            if arrangement.is_some_and(|a| a.usual_officers.contains(&officer)) {
                reasons.push(Reason::Usual { officer });
            } else if sessions > 0 {
                reasons.push(Reason::Knows { officer, sessions });
            }
            reasons.extend(speaks(diary, old, officer));
            if is_under_way(old.status) {
                reasons.push(Reason::TakesOver { officer, at: self.missing.since(self.known.now.moment()) });
            }
        }
        reasons
    }

    /// Sessions of the last weeks that an officer had with any of the children.
    fn sessions_with(&self, officer: OfficerId, children: &[ChildId]) -> u16 {
        let today = self.known.today();
        let past = self.known.diary.days(Days::new(today - KNOWN_FOR, today));
        let with = |s: &&Session| {
            s.status.takes_place() && s.officers.contains(&officer) && s.children.iter().any(|c| children.contains(c))
        };
        past.map_or(0, |days| days.filter(with).count() as u16)
    }

    /// Why nobody can take it as it is: of each officer who might, the first thing that stands against it.
    fn nobody(&self, diary: &Diary, session: &Session) -> Vec<About> {
        let about = |finding: Finding| About { session: session.id, finding };
        if self.missing.who.kind != Kind::Officer {
            let tried = self.driven(diary, session);
            return self.against(diary, session, &tried).into_iter().map(about).collect();
        }
        let first = |officer: OfficerId| {
            let new = self.instead(diary, session, officer)?;
            let found = self.against(diary, session, &new);
            found.into_iter().min_by_key(|f| (!f.keys().contains(&officer.key()), passing(&f.what)))
        };
        self.officers(diary).into_iter().filter_map(first).take(SHOWN * 2).map(about).collect()
    }
}

/// What a session looks for in the place of what is missing.
fn wish(diary: &Diary, session: &Session, missing: Key) -> Wish {
    let mut wish = Wish::of_session(diary, session, session.date);
    wish.known.retain(|o| o.key() != missing);
    wish
}

/// That an officer speaks the family's language, where it is not English.
fn speaks(diary: &Diary, session: &Session, officer: OfficerId) -> Option<Reason> {
    let arrangement = session.arrangement.and_then(|a| diary.get::<Arrangement>(a)).map(|a| &a.language);
    let adults = session.parties.iter().filter_map(|p| diary.get::<Party>(*p)).map(|p| &p.interpreter);
    let officer = diary.get::<Officer>(officer)?;
    let spoken = |language: &&Name| officer.languages.iter().any(|l| l.eq_ignore_ascii_case(language));
    let language = arrangement.into_iter().chain(adults).filter(|l| !l.is_empty()).find(spoken)?.clone();
    Some(Reason::Speaks { officer: officer.id, language })
}

/// How soon what stands against somebody passes: what they lack does not by waiting.
fn passing(what: &What) -> u8 {
    match what {
        What::Lacks { .. } | What::Barred { .. } => 0,
        What::Away { .. } => 1,
        What::OutsideHours { .. } | What::DayFull { .. } => 2,
        _ => 3,
    }
}

/// How many of them are lost, and how many have to move; the first weighs more.
fn moved_or_lost(placed: &[Placed]) -> usize {
    let weight = |(session, choice): &Placed| match choice {
        None => 100,
        Some(choice) if choice.slot.session.start != session.start => 1,
        Some(_) => 0,
    };
    placed.iter().map(weight).sum()
}

/// Whether something about one of these parts refuses it.
fn objected(diary: &Diary, session: &Session, parts: &[Part]) -> bool {
    rules::check(diary, session).map_or(true, |f| f.iter().any(|f| f.blocks() && parts.contains(&f.part)))
}

/// Whether a journey is still to be made.
fn is_open(leg: &Leg) -> bool {
    matches!(leg.status, LegStatus::Planned | LegStatus::Held | LegStatus::Released)
}

/// Gives these journeys one of our cars, or a taxi: those the finder would choose for the session as it is.
fn by_car(diary: &Diary, session: &mut Session, lacks: impl Fn(&Leg) -> bool) {
    let mut wish = Wish::of_session(diary, session, session.date);
    (wish.room, wish.sites) = (session.room, vec![session.site]);
    wish.officers = Some(session.officers.clone());
    for leg in session.legs.iter().filter(|leg| lacks(leg)) {
        let how = if leg.mode == Transport::OfficerCar { Transport::Council } else { leg.mode };
        wish.transport.iter_mut().filter(|t| leg.children.contains(&t.child)).for_each(|t| t.how = how);
    }
    let Ok(model) = DayModel::of(diary, session.date, session.id) else { return };
    let planned = planner::complete(&model, &wish, session.start).session.legs;
    for leg in session.legs.iter_mut().filter(|leg| lacks(leg)) {
        let same = |new: &&Leg| new.direction == leg.direction && leg.children.iter().all(|c| new.children.contains(c));
        let crew = planned.iter().find(same).cloned().unwrap_or_default();
        (leg.mode, leg.driver, leg.officer, leg.vehicle) = (crew.mode, crew.driver, crew.officer, crew.vehicle);
        (leg.seats, leg.run) = (crew.seats, crew.run);
    }
}

/// Other rooms that might do, nearest in kind first: of the same site, then of those the arrangement allows.
fn rooms(diary: &Diary, session: &Session) -> Vec<RoomId> {
    let allowed = session.arrangement.and_then(|a| diary.get::<Arrangement>(a)).map_or(&[][..], |a| &a.sites);
    let at = |room: &&Room| room.site == session.site || allowed.contains(&room.site);
    let mut rooms: Vec<&Room> = diary.open::<Room>().filter(at).filter(|r| Some(r.id) != session.room).collect();
    rooms.sort_by_key(|r| (r.site != session.site, r.features.len(), r.capacity, r.id));
    rooms.into_iter().map(|r| r.id).collect()
}

/// The session in another room; its journeys go to that site.
fn in_room(diary: &Diary, session: &Session, room: RoomId) -> Session {
    let site = diary.get::<Room>(room).map_or(session.site, |r| r.site);
    let mut there = Session { room: Some(room), site, ..session.clone() };
    session_move::shift(&mut there, session);
    there
}
