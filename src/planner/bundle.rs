//! A session completed: room, officers and cars chosen, and what the rules say of it.
//!
//! Every open choice starts with the one that costs least. The rules judge the whole bundle; where they object to a room,
//! an officer or a car, the next one is taken, until they are content or nothing is left to take. A choice that has run
//! out stays open, so that the findings say what is missing.

use super::cost;
use super::model::DayModel;
use super::transport::{self, Crew, Journey};
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
        let placed = at_site(day, wish, *site, start, true);
        let wrong = placed.blocking().count();
        if wrong == 0 {
            return placed;
        }
        if best.as_ref().is_none_or(|b| wrong < b.blocking().count()) {
            best = Some(placed);
        }
    }
    best.unwrap_or_else(|| at_site(day, wish, wish.session.site, start, true))
}

/// The wish at a time and site. Not `thorough`: given up as soon as something refuses that no room, officer or car mends.
pub(super) fn at_site(day: &DayModel, wish: &Wish, site: SiteId, start: Minute, thorough: bool) -> Placed {
    settled(Build::new(day, wish, site, start), thorough)
}

/// The same for the finder, which asks it thousands of times: where no room or too few officers are free the rules need
/// not be asked, and the one that would refuse is given.
pub(super) fn tried(day: &DayModel, wish: &Wish, site: SiteId, start: Minute) -> Result<Placed, RuleName> {
    let (session, arrangement) = bare(day, wish, site, start);
    if session.level.needs_room() && wish.room.is_none() {
        let needed = Team::needed(&session, arrangement);
        if rooms(day, wish, &session, arrangement, needed).is_empty() {
            return Err(RuleName::new("room-named"));
        }
    }
    let build = Build::new(day, wish, site, start);
    if wish.officers.is_none() && build.session.officers.len() < build.team.needed {
        return Err(RuleName::new("officers-needed"));
    }
    Ok(settled(build, false))
}

/// Lets the rules judge a bundle, and takes another choice where they object.
fn settled(mut build: Build, thorough: bool) -> Placed {
    let (day, wish) = (build.day, build.wish);
    loop {
        let findings = day.check(&build.session);
        let mut changed = false;
        let mut stuck = false;
        for finding in findings.iter().filter(|f| f.blocks()) {
            match build.mend(finding) {
                Mend::Done => changed = true,
                Mend::Spent => {}
                Mend::Beyond => stuck = true,
            }
            if changed {
                break;
            }
        }
        if !changed || (stuck && !thorough) {
            let Build { session, .. } = build;
            let bare = wish.legs.is_some() || (!thorough && findings.iter().any(Finding::blocks));
            return if bare { Placed { session, findings } } else { escorted(day, session, findings) };
        }
    }
}

/// With an escort for each journey on which a young child would ride with only a driver, as far as there are any free.
pub(crate) fn escorted(day: &DayModel, mut session: Session, mut findings: Vec<Finding>) -> Placed {
    let alone = |f: &Finding| matches!(f.what, What::NoEscort { .. });
    let count = |findings: &[Finding], of: &dyn Fn(&Finding) -> bool| findings.iter().filter(|f| of(f)).count();
    while let Some(journey) = transport::unescorted(&session.legs, &findings) {
        let better = transport::escorts(day, &journey).into_iter().find_map(|escort| {
            let mut with = session.clone();
            transport::escort(&mut with.legs, &journey, escort);
            let now = day.check(&with);
            let fits = count(&now, &Finding::blocks) <= count(&findings, &Finding::blocks)
                && count(&now, &alone) < count(&findings, &alone);
            fits.then_some((with, now))
        });
        let Some((with, now)) = better else { break };
        (session, findings) = (with, now);
    }
    Placed { session, findings }
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
    fn new(day: &'a DayModel<'a>, wish: &'a Wish, site: SiteId, start: Minute) -> Self {
        let (session, arrangement) = bare(day, wish, site, start);
        let team = Team::new(day, wish, &session, arrangement);
        let rooms = rooms(day, wish, &session, arrangement, team.needed).into_iter();
        let mut build = Self { day, wish, session, rooms, team, settled: false };
        if wish.room.is_none() && build.session.level.needs_room() {
            build.session.room = build.rooms.next();
        }
        if wish.officers.is_none() {
            build.session.officers = build.team.pick();
        }
        build.drive();
        build
    }

    /// Makes the legs anew, for the officers as they are.
    fn drive(&mut self) {
        if self.wish.legs.is_none() {
            self.session.legs.clear();
            let legs = if self.settled { settled_legs(self) } else { first_legs(self) };
            self.session.legs = legs;
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

/// The wish at a time and site, before anything is chosen.
fn bare<'a>(day: &DayModel<'a>, wish: &Wish, site: SiteId, start: Minute) -> (Session, Option<&'a Arrangement>) {
    let end = start.plus(i32::from(wish.minutes));
    let arrangement = wish.session.arrangement.and_then(|id| day.diary.get::<Arrangement>(id));
    let times = if wish.session.sort.is_meeting() {
        Stagger { adult_arrive: start, child_arrive: start, child_leave: end, adult_release: end }
    } else {
        stagger(day.diary, arrangement, start, end)
    };
    let session = Session {
        date: day.day,
        start,
        end,
        site,
        room: wish.room,
        officers: wish.officers.clone().unwrap_or_default(),
        legs: wish.legs.clone().unwrap_or_default(),
        stagger: times,
        ..wish.session.clone()
    };
    (session, arrangement)
}

/// The rooms of the site that may do: the one of last time, then the least that does, so that the large ones are kept for
/// those who need them.
fn rooms(
    day: &DayModel,
    wish: &Wish,
    session: &Session,
    arrangement: Option<&Arrangement>,
    officers: usize,
) -> Vec<RoomId> {
    if wish.room.is_some() || !session.level.needs_room() {
        return Vec::new();
    }
    let people = session.children_there().len() + session.parties.len() + officers;
    let needs = arrangement.map_or(&[][..], |a| &a.room_needs);
    let does = |room: &&Room| {
        room.site == session.site
            && usize::from(room.capacity) >= people
            && needs.iter().all(|need| room.features.contains(need))
            && day.room_free(room, session.span())
    };
    let mut rooms: Vec<&Room> = day.diary.open::<Room>().filter(does).collect();
    rooms.sort_by_key(|room| (Some(room.id) != wish.last_room, room.features.len(), room.capacity, room.id));
    rooms.into_iter().map(|room| room.id).collect()
}

/// The officers to choose from.
struct Team {
    needed: usize,
    /// Who may be free, the least cost first.
    candidates: Vec<OfficerId>,
    /// Whom the rules refused.
    banned: Vec<OfficerId>,
    /// Who may not be the only one, the language not being theirs.
    not_alone: Vec<OfficerId>,
}

impl Team {
    /// How many it takes at least; the rules may say that it takes more.
    fn needed(session: &Session, arrangement: Option<&Arrangement>) -> usize {
        let said = arrangement.and_then(|a| a.officers_needed).map_or(0, usize::from);
        session.level.officers().max(said)
    }

    fn new(day: &DayModel, wish: &Wish, session: &Session, arrangement: Option<&Arrangement>) -> Self {
        let said = arrangement.and_then(|a| a.officers_needed).map_or(0, usize::from);
        let needed = if session.sort.is_meeting() { 0 } else { session.level.officers().max(said) };
        let mut team = Self { needed, candidates: Vec::new(), banned: Vec::new(), not_alone: Vec::new() };
        if wish.officers.is_some() {
            return team;
        }
        let languages = cost::languages(day.diary, session, arrangement);
        let mut officers: Vec<(bool, u32, OfficerId)> = day
            .diary
            .open::<Officer>()
            .filter(|o| may_work(day, o, session.on_site()))
            .map(|o| {
                let speaks = languages.iter().all(|l| cost::speaks(o, l));
                (!speaks, cost::officer_units(day, wish, session, o.id), o.id)
            })
            .collect();
        officers.sort_unstable();
        team.candidates = officers.into_iter().map(|(_, _, id)| id).collect();
        team
    }

    /// The first who are not refused, one who may lead before the others.
    fn pick(&self) -> Vec<OfficerId> {
        let mut left: Vec<OfficerId> = self.candidates.iter().filter(|o| !self.banned.contains(o)).copied().collect();
        if let Some(lead) = left.iter().position(|o| !self.not_alone.contains(o)) {
            let lead = left.remove(lead);
            left.insert(0, lead);
        } else if self.needed > 0 {
            // nobody speaks it: none, rather than somebody the rules refuse
            left.clear();
        }
        left.truncate(self.needed);
        left
    }

    /// Takes note of what the rules say; whether that leaves another choice.
    fn answer(&mut self, finding: &Finding, team: &[OfficerId]) -> bool {
        match &finding.what {
            What::TooFewOfficers { needed, .. } => {
                let more = usize::from(*needed) > self.needed;
                self.needed = self.needed.max(usize::from(*needed));
                more
            }
            What::Lacks { who, need: Need::Language(_) } => {
                let lead = OfficerId(who.id);
                let new = team.contains(&lead) && !self.not_alone.contains(&lead);
                self.not_alone.extend(new.then_some(lead));
                new
            }
            _ => {
                let refused = |o: &&OfficerId| finding.keys().contains(&o.key()) && !self.banned.contains(o);
                let refused: Vec<OfficerId> = team.iter().filter(refused).copied().collect();
                self.banned.extend(&refused);
                !refused.is_empty()
            }
        }
    }
}

/// Whether an officer may be at work and free then. The rules have the last word; who has a shift that day is asked.
fn may_work(day: &DayModel, officer: &Officer, span: Span) -> bool {
    let pattern = officer.hours.is_empty() || officer.hours.hold(day.day, span);
    let shift = || day.diary.pointing::<Shift>(officer.id).any(|s| s.day == day.day);
    (pattern || shift()) && day.officer_free(officer.id, span)
}

/// The legs as they would be if the rules objected to nothing.
fn first_legs(build: &Build) -> Vec<Leg> {
    let mut session = build.session.clone();
    for direction in [Direction::Out, Direction::Return] {
        let way =
            transport::journeys(build.day, build.wish, &session, direction).into_iter().next().unwrap_or_default();
        for journey in way {
            let crew = transport::crews(build.day, build.wish, &session, &journey).into_iter().next();
            session.legs.extend(transport::crewed(build.day, &journey, crew));
        }
    }
    session.legs
}

/// The legs chosen one journey after the other, each with the first crew the rules allow.
fn settled_legs(build: &Build) -> Vec<Leg> {
    let mut session = build.session.clone();
    for direction in [Direction::Out, Direction::Return] {
        let mut last = None;
        for way in transport::journeys(build.day, build.wish, &session, direction) {
            let (legs, all) = settle(build, &session, &way);
            last = Some(legs);
            if all {
                break;
            }
        }
        session.legs = last.unwrap_or(session.legs);
    }
    session.legs
}

/// The legs with these journeys added, and whether each has found a crew.
fn settle(build: &Build, session: &Session, way: &[Journey]) -> (Vec<Leg>, bool) {
    let mut session = session.clone();
    let mut all = true;
    for journey in way {
        let crews = transport::crews(build.day, build.wish, &session, journey);
        let before = session.legs.len();
        let mut fits = |crew: &Crew| {
            session.legs.truncate(before);
            session.legs.extend(transport::crewed(build.day, journey, Some(*crew)));
            !build.day.check(&session).iter().any(of_legs)
        };
        if crews.iter().find(|crew| fits(crew)).is_none() {
            session.legs.truncate(before);
            session.legs.extend(transport::crewed(build.day, journey, None));
            all = false;
        }
    }
    (session.legs, all)
}

/// Whether a finding refuses a car or who drives it.
fn of_legs(finding: &Finding) -> bool {
    let apart = matches!(finding.what, What::MustNotMeet { scope: NoMeetScope::Vehicle, .. });
    finding.blocks() && (finding.part == Part::Legs || apart)
}
