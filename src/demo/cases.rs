//! What contact the families are to have, and the papers for it (DOMAIN 5b): arrangements, orders, agreements, risk
//! assessments, and who must not meet.
//!
//! DOMAIN 5b's shares of frequencies (10 % of 230 arrangements at 4 to 5 a week, 20 % at 2 to 3...) would make 300 sessions
//! a week; its own figure, and what its sixteen officers can do, is 150 to 170. The week decides here: the shares of the
//! frequent ones are smaller.

use super::estate::{BASE, opening};
use super::families::{Era, Family, Member};
use super::load::Load;
use super::meetings::{self, Meeting};
use super::names::note;
use super::papers;
use super::rhythm::rhythm;
use super::rng::{Rng, dealt};
use crate::domain::{
    Arrangement, ArrangementId, ArrangementStatus, Day, DepartureOrder, Head, Hours, Kind, Minute, Name, Officer,
    OfficerId, OrderedBy, Per, Priority, Record, RoomFeature, SiteId, Skill, Span, SupervisionLevel, Transport,
};

/// Active arrangements in a service of the usual size.
const ARRANGEMENTS: usize = 230;
/// Arrangements asked for, waiting or suspended, besides.
const WAITING: usize = 12;

/// How often, by share: times and period.
const FREQUENCIES: [(usize, (u8, Per)); 10] = [
    (2, (5, Per::Week)),
    (2, (4, Per::Week)),
    (4, (3, Per::Week)),
    (6, (2, Per::Week)),
    (25, (1, Per::Week)),
    (17, (1, Per::Fortnight)),
    (20, (1, Per::Month)),
    (10, (6, Per::Year)),
    (6, (5, Per::Year)),
    (6, (4, Per::Year)),
];

const LENGTHS: [(usize, u16); 4] = [(20, 60), (45, 90), (30, 120), (5, 180)];

const LEVELS: [(usize, SupervisionLevel); 7] = [
    (62, SupervisionLevel::Supervised),
    (6, SupervisionLevel::CloseTwoOfficer),
    (14, SupervisionLevel::Monitored),
    (5, SupervisionLevel::Supported),
    (3, SupervisionLevel::HandoverOnly),
    (8, SupervisionLevel::Community),
    (2, SupervisionLevel::Indirect),
];

const TRANSPORT: [(usize, Transport); 6] = [
    (38, Transport::Carer),
    (17, Transport::Council),
    (19, Transport::Volunteer),
    (12, Transport::Taxi),
    (10, Transport::OfficerCar),
    (4, Transport::Public),
];

const PURPOSES: [&str; 3] = ["Keep and strengthen the bond.", "Assess for the court.", "Work towards going home."];

const REASONS: [&str; 4] =
    ["Risk assessment.", "Court's direction.", "Past incidents at handover.", "Parent's learning needs."];

const HOUSE_RULES: [&str; 3] = [
    "Small gifts only; food to be agreed; photographs allowed.",
    "No telephones; no photographs.",
    "Parent does personal care.",
];

/// What was dealt to one arrangement.
struct Terms {
    often: (u8, Per),
    length: u16,
    level: SupervisionLevel,
    transport: Transport,
}

/// All arrangements with their papers.
pub(super) fn records(
    rng: &mut Rng,
    scale: usize,
    era: Era,
    families: &[Family],
    officers: &[Officer],
    head: &mut Head,
) -> Vec<Record> {
    let mut meetings = meetings::all(rng, families);
    let count = ARRANGEMENTS * scale;
    let waiting = meetings.split_off(count.min(meetings.len()));
    let count = meetings.len();
    let pair = |m: &Meeting| Some((*m.parties.first()?, *m.parties.get(1)?));
    let together = meetings.iter().chain(&waiting).filter_map(pair).collect();
    // the youngest are seen most often
    let on = era.days.first;
    meetings.sort_by_key(|m| m.children.iter().map(|c| on - c.born).min().unwrap_or(0) / 700);
    let mut often = dealt(rng, count, &FREQUENCIES);
    often.sort_by_key(|(times, per)| std::cmp::Reverse(yearly(*times, *per)));
    loosen(rng, &mut often);
    let lengths = lengths(rng, &meetings, &often, on);
    let levels = dealt(rng, count, &LEVELS);
    let transport = dealt(rng, count, &TRANSPORT);
    let mut shape = Shape { rng, era, officers, load: Load::of(officers, scale), families };
    let mut all = Vec::new();
    for (i, meeting) in meetings.iter().enumerate() {
        let terms = Terms { often: often[i], length: lengths[i], level: levels[i], transport: transport[i] };
        let arrangement = shape.arrangement(meeting, terms, head);
        papers::of(shape.rng, era, arrangement, head, &mut all);
    }
    if let Some(today) = era.today {
        let few = waiting.iter().take(WAITING * scale).enumerate();
        all.extend(few.map(|(i, meeting)| shape.waits(meeting, i, today, head).into()));
    }
    all.extend(papers::no_meets(shape.rng, scale, families, &together, head));
    all
}

fn yearly(times: u8, per: Per) -> u32 {
    u32::from(times)
        * match per {
            Per::Week => 52,
            Per::Fortnight => 26,
            Per::Month => 13,
            Per::Year => 1,
        }
}

/// Lengths by their shares; an infant's are two hours at most, and who comes after school on several days has an hour and
/// a half at most: those swap theirs with others.
fn lengths(rng: &mut Rng, meetings: &[Meeting], often: &[(u8, Per)], on: Day) -> Vec<u16> {
    let mut lengths = dealt(rng, meetings.len(), &LENGTHS);
    let most = |at: usize| {
        let (meeting, (times, per)) = (&meetings[at], often[at]);
        match () {
            () if meeting.children.iter().any(|c| c.pupil) && (times > 1 && per == Per::Week) => 90,
            () if meeting.infants(on) => 120,
            () => u16::MAX,
        }
    };
    for at in 0..lengths.len() {
        if lengths[at] > most(at) {
            let from = rng.below(lengths.len());
            let swap =
                (from..lengths.len()).chain(0..from).find(|b| lengths[*b] <= most(at) && lengths[at] <= most(*b));
            match swap {
                Some(other) => lengths.swap(at, other),
                None => lengths[at] = most(at),
            }
        }
    }
    lengths
}

/// Swaps some neighbours, so that not only the very youngest are seen often.
fn loosen<T>(rng: &mut Rng, sorted: &mut [T]) {
    for i in 12..sorted.len() {
        if rng.percent(30) {
            let other = i - rng.below(12);
            sorted.swap(i, other);
        }
    }
}

struct Shape<'a> {
    rng: &'a mut Rng,
    era: Era,
    officers: &'a [Officer],
    load: Load,
    families: &'a [Family],
}

impl Shape<'_> {
    fn arrangement(&mut self, meeting: &Meeting, terms: Terms, head: &mut Head) -> Arrangement {
        let Terms { often: (times, per), length, level, transport } = terms;
        let family = &self.families[meeting.family];
        let first = self.era.days.first;
        let infant = meeting.infants(first);
        let pupil = meeting.children.iter().any(|c| c.pupil);
        let teens = meeting.children.iter().all(|c| c.born.age_on(first) >= 12);
        let days = if per == Per::Week { usize::from(times) } else { 1 };
        let weight = (yearly(times, per) * 100 / 52 / days as u32).max(5);
        let school_time_agreed = pupil && self.rng.percent(3);
        let pattern = self.pattern(days, length, pupil && !school_time_agreed, weight);
        let skills = if infant && self.rng.percent(40) { vec![Skill::Infant] } else { Vec::new() };
        let usual_officers = self.usual(&pattern, &family.language, &skills, transport == Transport::OfficerCar);
        let transport = if level == SupervisionLevel::Indirect { Transport::Carer } else { transport };
        let transport = self.transport(transport, &meeting.children, infant);
        let (start, end) = self.dates(&meeting.children);
        let changing = infant && meeting.children.len() == 1 && self.rng.percent(30);
        let id = ArrangementId(head.take(Kind::Arrangement));
        let recurrence = rhythm(&pattern, id, (times, per), start, pupil && !school_time_agreed);
        let bare = Arrangement {
            id,
            children: meeting.children.iter().map(|c| c.id).collect(),
            parties: meeting.parties.clone(),
            invited: meeting.invited.clone(),
            by_agreement: meeting.by_agreement.clone(),
            level,
            times: Some(times),
            per,
            length_min: Some(length),
            recurrence,
            sites: sites(self.rng, level, teens, &meeting.children),
            room_needs: if changing { vec![RoomFeature::Changing] } else { Vec::new() },
            language: family.language.clone(),
            skills,
            usual_officers,
            transport,
            school_time_agreed,
            start: Some(start),
            end,
            planned_on: Some(start - self.rng.between(3, 10)),
            referral_complete_on: Some(start - self.rng.between(11, 20)),
            ..Arrangement::default()
        };
        self.worded(bare)
    }

    /// What is said about it, who ordered it, and where it stands.
    fn worded(&mut self, bare: Arrangement) -> Arrangement {
        let rng = &mut *self.rng;
        let ordered_by =
            rng.weighted(&[(35, OrderedBy::CourtOrder), (52, OrderedBy::CarePlan), (13, OrderedBy::Agreement)]);
        let minutes = u16::from(bare.times.unwrap_or(1)) * bare.length_min.unwrap_or(90);
        let departure = rng.weighted(&[(96, DepartureOrder::ChildFirst), (4, DepartureOrder::AdultFirst)]);
        Arrangement {
            purpose: note(rng.pick(&PURPOSES)),
            level_reason: note(rng.pick(&REASONS)),
            house_rules: note(rng.pick(&HOUSE_RULES)),
            departure,
            ordered_by,
            ordered_min_minutes: (ordered_by == OrderedBy::CourtOrder && bare.per == Per::Week).then_some(minutes),
            review_due: self.era.today.map(|today| today + rng.between(-6, 85)),
            status: if self.era.today.is_some() { ArrangementStatus::Active } else { ArrangementStatus::Ended },
            ..bare
        }
    }

    /// How they really come: our drivers go to one home at a time, a wheelchair needs a taxi that takes one.
    fn transport(&mut self, wanted: Transport, children: &[Member], infant: bool) -> Transport {
        let split = children.iter().any(|c| c.carer != children[0].carer);
        match wanted {
            Transport::Carer => Transport::Carer,
            _ if children.iter().any(|c| c.wheelchair) => Transport::Taxi,
            Transport::Public if infant || split => Transport::Carer,
            Transport::Taxi | Transport::Public => wanted,
            _ if split || children.len() > 3 => self.rng.weighted(&[(2, Transport::Carer), (1, Transport::Taxi)]),
            ours => ours,
        }
    }

    /// From when to when: most began before the days we show, some within them; a few end soon.
    fn dates(&mut self, children: &[Member]) -> (Day, Option<Day>) {
        let Era { days, today } = self.era;
        let rng = &mut *self.rng;
        let recent = today.filter(|today| *today - days.first > 60 && rng.percent(14));
        let start = recent.map_or(days.first - rng.between(20, 300), |today| today - rng.between(5, 60));
        let born = children.iter().map(|c| c.born).max().unwrap_or(days.first);
        let end = match today {
            Some(today) => rng.percent(6).then(|| today + rng.between(10, 80)),
            None => Some(days.last),
        };
        (start.max(born + 20), end)
    }

    /// An arrangement that has not begun, or does not go on for now. Its papers are not all there.
    fn waits(&mut self, meeting: &Meeting, nth: usize, today: Day, head: &mut Head) -> Arrangement {
        let asked = today - self.rng.between(1, 40);
        let (status, reason) = *self.rng.pick(&[
            (ArrangementStatus::Requested, "Referral form not complete."),
            (ArrangementStatus::Waiting, "No officer after school yet."),
            (ArrangementStatus::Waiting, "Planning meeting to be held."),
        ]);
        let suspended = nth % 4 == 3;
        Arrangement {
            id: ArrangementId(head.take(Kind::Arrangement)),
            children: meeting.children.iter().map(|c| c.id).collect(),
            parties: meeting.parties.clone(),
            purpose: note("Keep and strengthen the bond."),
            level_reason: note("Risk assessment."),
            times: Some(1),
            per: *self.rng.pick(&[Per::Week, Per::Fortnight]),
            length_min: Some(90),
            sites: vec![BASE],
            transport: *self.rng.pick(&[Transport::Carer, Transport::Council]),
            requested_on: Some(asked),
            requested_by: Name::new("Duty and assessment team, 0116 496 0300").unwrap_or_default(),
            priority: [Priority::Routine, Priority::Soon, Priority::Urgent][nth % 3],
            target_on: nth.is_multiple_of(2).then(|| asked + [42, 21, 10][nth % 3]),
            referral_complete_on: (status == ArrangementStatus::Waiting || suspended).then_some(asked),
            status: if suspended { ArrangementStatus::Suspended } else { status },
            status_reason: note(if suspended {
                "Three sessions missed; to be talked over with the social worker."
            } else {
                reason
            }),
            suspended_until: suspended.then_some(today + 14),
            start: suspended.then_some(today - 200),
            ..Arrangement::default()
        }
    }

    /// Days and times that fit children in school, or leave the afternoons to those who are.
    fn pattern(&mut self, days: usize, length: u16, after_school: bool, weight: u32) -> Hours {
        let mut hours = Hours::default();
        let clock = |weekday: usize| {
            let open = opening(weekday);
            let (from, to) = match (weekday, after_school) {
                (5, _) => (open.from.0 + 15, open.to.0 - length),
                (_, true) => (Minute::at(15, 45).0, open.to.0.saturating_sub(length)),
                (_, false) => (open.from.0 + 30, Minute::at(15, 30).0 - length),
            };
            (from, to)
        };
        let mut used: Vec<usize> = Vec::new();
        let mut start_at = None;
        for _ in 0..days {
            let mut best: Option<(u32, usize, Minute)> = None;
            for _ in 0..16 {
                let weekday = if after_school && self.rng.percent(30) { 5 } else { self.rng.below(5) };
                let (from, to) = clock(weekday);
                if used.contains(&weekday) || from > to {
                    continue;
                }
                let start = start_at
                    .filter(|s: &Minute| (from..=to).contains(&s.0))
                    .unwrap_or(Minute(from + 15 * self.rng.below(usize::from((to - from) / 15) + 1) as u16));
                let fullness = self.load.fullness(weekday, start, length);
                if best.is_none_or(|(least, ..)| fullness < least) {
                    best = Some((fullness, weekday, start));
                }
            }
            let Some((_, weekday, start)) = best else { continue };
            used.push(weekday);
            start_at = Some(start);
            self.load.take(weekday, start, length, weight);
            hours.0[weekday].push(Span::new(start, start.plus(i32::from(length))));
        }
        if hours.is_empty() {
            let start = Minute::at(9, 15);
            hours.0[5].push(Span::new(start, start.plus(i32::from(length))));
        }
        hours
    }

    /// Two officers who work at those times and speak the language.
    fn usual(&mut self, pattern: &Hours, language: &str, skills: &[Skill], car: bool) -> Vec<OfficerId> {
        let fits = |o: &&Officer| {
            let works =
                |day: usize| pattern.0[day].iter().all(|s| o.hours.0[day].iter().any(|h| h.holds(s.widened(15, 15))));
            (language.is_empty() || o.languages.iter().any(|l| **l == *language))
                && skills.iter().all(|s| o.skills.contains(s))
                && (!car || o.car_owner)
                && (0..7).all(works)
        };
        let mut able: Vec<_> = self.officers.iter().filter(fits).map(|o| o.id).collect();
        self.rng.shuffle(&mut able);
        able.truncate(2);
        able
    }
}

/// Where it may happen.
fn sites(rng: &mut Rng, level: SupervisionLevel, teens: bool, children: &[Member]) -> Vec<SiteId> {
    let (mayfield, christopher, charnwood) = (SiteId(7), SiteId(8), SiteId(5));
    match level {
        SupervisionLevel::Indirect | SupervisionLevel::CloseTwoOfficer => vec![BASE],
        SupervisionLevel::Community | SupervisionLevel::HandoverOnly => vec![SiteId(*rng.pick(&[1, 2, 4, 5, 6, 7, 8]))],
        _ if children.iter().any(|c| c.wheelchair) => vec![BASE, mayfield],
        _ if teens && rng.percent(60) => vec![christopher, BASE],
        _ => match rng.below(100) {
            0..12 => vec![mayfield, BASE],
            12..24 => vec![charnwood, BASE],
            24..60 => vec![BASE],
            _ => vec![BASE, mayfield, charnwood],
        },
    }
}
