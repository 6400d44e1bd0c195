//! A session completed: room, officers and cars chosen, and what the rules say of it.
//!
//! Every open choice starts with the one that costs least. The rules judge the whole bundle; where they object to a room,
//! an officer or a car, the next one is taken, until they are content or nothing is left to take. A choice that has run
//! out stays open, so that the findings say what is missing.

use super::cars;
use super::choices::Choices;
use super::model::DayModel;
use super::team::Team;
use super::wish::Wish;
use crate::domain::*;

/// A session completed, and all that the rules say of it.
#[derive(Clone, PartialEq, Debug)]
pub struct Placed {
    /// The session.
    pub session: Session,
    /// What the rules say of it.
    pub findings: Vec<Finding>,
}

impl Placed {
    /// The findings that refuse.
    pub fn blocking(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|f| f.blocks())
    }
}

/// When everyone comes and goes (DOMAIN 3a): adults before the child, and after it unless the arrangement turns that round.
pub fn stagger(diary: &Diary, arrangement: Option<&Arrangement>, start: Minute, end: Minute) -> Stagger {
    let (before, after) = (i32::from(diary.settings().before_min), i32::from(diary.settings().after_min));
    let adults_first = arrangement.is_some_and(|a| a.departure == DepartureOrder::AdultFirst);
    Stagger {
        adult_arrive: start.plus(-before),
        child_arrive: start,
        child_leave: if adults_first { end.plus(after) } else { end },
        adult_release: if adults_first { end } else { end.plus(after) },
    }
}

/// The wish at a time: at the first of its sites where nothing refuses, else where least does.
pub fn complete(day: &DayModel, wish: &Wish, start: Minute) -> Placed {
    let mut best: Option<Placed> = None;
    for site in &wish.sites {
        let placed = at_site(day, wish, &Choices::of(day, wish, *site), start, true);
        let wrong = placed.blocking().count();
        if wrong == 0 {
            return placed;
        }
        if best.as_ref().is_none_or(|b| wrong < b.blocking().count()) {
            best = Some(placed);
        }
    }
    best.unwrap_or_else(|| at_site(day, wish, &Choices::of(day, wish, wish.session.site), start, true))
}

/// The wish at a time, with the choices of a site. Not `thorough`: given up as soon as something refuses that no room,
/// officer or car mends; the findings are then only what refuses, as far as it was asked.
pub(super) fn at_site(day: &DayModel, wish: &Wish, choices: &Choices, start: Minute, thorough: bool) -> Placed {
    let mut build = Build::new(day, wish, choices, start);
    loop {
        let session = build.session.clone();
        let mut findings = Vec::new();
        let mut changed = false;
        for finding in day.findings(&session) {
            let mend = if finding.blocks() { build.mend(&finding) } else { Mend::Spent };
            findings.push(finding);
            changed = matches!(mend, Mend::Done);
            if changed || matches!(mend, Mend::Beyond) && !thorough {
                break;
            }
        }
        if changed {
            continue;
        }
        if !thorough && findings.iter().any(Finding::blocks) {
            findings.retain(Finding::blocks);
            return Placed { session, findings };
        }
        return if wish.legs.is_some() { Placed { session, findings } } else { cars::escorted(day, session, findings) };
    }
}

/// What refuses a time whatever room, officers and cars are chosen: the first thing.
pub(super) fn hopeless(day: &DayModel, wish: &Wish, choices: &Choices, start: Minute) -> Option<(Session, Finding)> {
    let bare = bare(day, wish, choices, start);
    let mended = |f: &Finding| matches!(f.what, What::MustNotMeet { scope, .. } if scope != NoMeetScope::Site);
    let first = day.of_time(&bare).find(|f| f.blocks() && !mended(f));
    first.map(|finding| (bare, finding))
}

/// A session with its times and nothing chosen.
fn bare(day: &DayModel, wish: &Wish, choices: &Choices, start: Minute) -> Session {
    let end = start.plus(i32::from(wish.minutes));
    let stagger = choices.times(day.diary, wish, Span::new(start, end));
    Session { date: day.day, start, end, site: choices.site, stagger, ..wish.session.clone() }
}

/// What can be done about a finding.
enum Mend {
    /// Another choice was made.
    Done,
    /// There is no other choice left.
    Spent,
    /// No choice of ours mends it.
    Beyond,
}

/// A bundle under way.
struct Build<'a> {
    day: &'a DayModel<'a>,
    wish: &'a Wish,
    session: Session,
    rooms: std::vec::IntoIter<RoomId>,
    team: Team,
    /// Whether the cars were chosen one by one, the first choice having been refused.
    settled: bool,
}

impl<'a> Build<'a> {
    fn new(day: &'a DayModel<'a>, wish: &'a Wish, choices: &Choices, start: Minute) -> Self {
        let bare = bare(day, wish, choices, start);
        let span = bare.span();
        let mut rooms = choices.rooms(day, span).map(|(_, room)| room).collect::<Vec<_>>().into_iter();
        let team = Team::of(choices, day, bare.on_site());
        let session = Session {
            room: wish.room.or_else(|| rooms.next()),
            officers: wish.officers.clone().unwrap_or_else(|| team.pick()),
            legs: wish.legs.clone().unwrap_or_default(),
            ..bare
        };
        let mut build = Self { day, wish, session, rooms, team, settled: false };
        build.drive();
        build
    }

    /// Makes the legs anew, for the officers as they are.
    fn drive(&mut self) {
        if self.wish.legs.is_none() {
            self.session.legs.clear();
            let choose = if self.settled { cars::settled } else { cars::first };
            self.session.legs = choose(self.day, self.wish, &self.session);
        }
    }

    fn mend(&mut self, finding: &Finding) -> Mend {
        let meets =
            |scopes: &[NoMeetScope]| matches!(&finding.what, What::MustNotMeet { scope, .. } if scopes.contains(scope));
        if finding.part == Part::Room || meets(&[NoMeetScope::Room, NoMeetScope::Entrance]) {
            return self.mend_room();
        }
        if finding.part == Part::Legs || meets(&[NoMeetScope::Vehicle]) {
            return self.mend_legs();
        }
        if finding.part == Part::Officers {
            return self.mend_officers(finding);
        }
        Mend::Beyond
    }

    fn mend_room(&mut self) -> Mend {
        if self.wish.room.is_some() {
            return Mend::Beyond;
        }
        if self.session.room.is_none() {
            return Mend::Spent;
        }
        self.session.room = self.rooms.next();
        Mend::Done
    }

    fn mend_officers(&mut self, finding: &Finding) -> Mend {
        if self.wish.officers.is_some() {
            return Mend::Beyond;
        }
        if !self.team.answer(finding, &self.session.officers) {
            return Mend::Spent;
        }
        let team = self.team.pick();
        if team == self.session.officers {
            return Mend::Spent;
        }
        self.session.officers = team;
        self.drive();
        Mend::Done
    }

    fn mend_legs(&mut self) -> Mend {
        if self.wish.legs.is_some() {
            return Mend::Beyond;
        }
        if std::mem::replace(&mut self.settled, true) {
            return Mend::Spent;
        }
        self.drive();
        Mend::Done
    }
}
