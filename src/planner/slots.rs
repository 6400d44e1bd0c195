//! The slot finder: the best places for one session, everybody else staying where they are; and the other way round, who
//! should have what has become free.

use super::bundle::{at_site, hopeless};
use super::choices::Choices;
use super::cost;
use super::model::DayModel;
use super::wish::Wish;
use crate::domain::*;
use std::collections::BTreeMap;

/// Sessions begin on the quarter hour, and where one usually does.
const STEP: u16 = 15;
/// Most slots of one day among those offered first: who is on the phone wants a choice of days.
const PER_DAY: usize = 3;

/// Where to look.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Search {
    /// The days.
    pub days: Days,
    /// Nothing before this moment.
    pub now: Moment,
    /// The times of each day, where not all of it will do.
    pub within: Option<Span>,
    /// Most slots; `usize::MAX` for every one there is.
    pub limit: usize,
}

/// What was found.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Found {
    /// The slots, the cheapest first.
    pub slots: Vec<Slot>,
    /// Times looked at.
    pub looked_at: usize,
    /// Times that were refused, by the first rule that refuses, the most frequent first.
    pub refused: Vec<(RuleName, usize)>,
}

/// A time to try, with what it costs at least.
struct Candidate {
    least: u32,
    day: Day,
    start: Minute,
    /// Which of the day's sites.
    site: usize,
}

/// What is known to refuse: a stretch of starts, by a rule.
struct Refused {
    starts: Span,
    rule: RuleName,
}

/// A day of the search.
struct Page<'a> {
    model: DayModel<'a>,
    /// What may be chosen at each site, and what is known to refuse there.
    sites: Vec<(Choices<'a>, Vec<Refused>)>,
}

/// A search under way.
struct Hunt<'a> {
    diary: &'a Diary,
    wish: &'a Wish,
    look: Search,
    pages: BTreeMap<Day, Page<'a>>,
    looked_at: usize,
    reasons: BTreeMap<RuleName, usize>,
}

/// The best slots. `NotLoaded` if the diary does not hold the days.
pub fn search(diary: &Diary, wish: &Wish, look: Search) -> Result<Found, NotLoaded> {
    let mut hunt = Hunt { diary, wish, look, pages: BTreeMap::new(), looked_at: 0, reasons: BTreeMap::new() };
    let mut candidates = Vec::new();
    for day in look.days.each() {
        hunt.open(day, &mut candidates)?;
    }
    candidates.sort_unstable_by_key(|c| (c.least, c.day, c.start, c.site));
    let mut slots = Vec::new();
    for candidate in candidates {
        if worst(&slots, look.limit).is_some_and(|worst| candidate.least >= worst) {
            break;
        }
        if let Some(slot) = hunt.try_one(&candidate) {
            keep(&mut slots, slot, look.limit);
        }
    }
    let mut refused: Vec<(RuleName, usize)> = hunt.reasons.into_iter().collect();
    refused.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    Ok(Found { slots, looked_at: hunt.looked_at, refused })
}

impl Hunt<'_> {
    fn refuse(&mut self, rule: RuleName) {
        *self.reasons.entry(rule).or_default() += 1;
    }

    /// Opens a day: every start within the hours of the service and of a site for which a room and officers are left.
    fn open(&mut self, day: Day, candidates: &mut Vec<Candidate>) -> Result<(), NotLoaded> {
        let (diary, wish) = (self.diary, self.wish);
        let model = DayModel::of(diary, day, wish.session.id)?;
        let mut sites = Vec::new();
        let starts = starts(wish, day, self.look);
        let of_day = cost::OfDay::of(diary, wish, day);
        for site in &wish.sites {
            let choices = Choices::of(&model, wish, *site);
            for start in &starts {
                let span = Span::new(*start, start.plus(i32::from(wish.minutes)));
                if !is_open(diary, *site, wish, day, span) {
                    continue;
                }
                self.looked_at += 1;
                match choices.least(&model, wish, *start) {
                    Ok(least) => {
                        let least = least + of_day.units(wish, *start);
                        candidates.push(Candidate { least, day, start: *start, site: sites.len() });
                    }
                    Err(rule) => self.refuse(rule),
                }
            }
            sites.push((choices, Vec::new()));
        }
        self.pages.insert(day, Page { model, sites });
        Ok(())
    }

    /// The slot at a time, unless something refuses it.
    fn try_one(&mut self, candidate: &Candidate) -> Option<Slot> {
        let Page { model, sites } = self.pages.get_mut(&candidate.day)?;
        let (choices, refused) = sites.get_mut(candidate.site)?;
        let known = |r: &&Refused| r.starts.from <= candidate.start && candidate.start < r.starts.to;
        if let Some(refusal) = refused.iter().find(known) {
            let rule = refusal.rule.clone();
            self.refuse(rule);
            return None;
        }
        if let Some((bare, finding)) = hopeless(model, self.wish, choices, candidate.start) {
            refused.extend(lasting(self.diary, &finding, &bare));
            self.refuse(finding.rule);
            return None;
        }
        let placed = at_site(model, self.wish, choices, candidate.start, false);
        if let Some(first) = placed.blocking().next() {
            refused.extend(placed.blocking().filter_map(|f| lasting(self.diary, f, &placed.session)));
            let rule = first.rule.clone();
            self.refuse(rule);
            return None;
        }
        Some(slot(model, self.wish, placed.session, placed.findings))
    }
}

/// A slot of a session that nothing refuses.
pub fn slot(model: &DayModel, wish: &Wish, session: Session, warnings: Vec<Finding>) -> Slot {
    let terms = cost::of_bundle(model, wish, &session, &warnings);
    Slot { units: terms.iter().map(|t| t.units).sum(), session, terms, warnings }
}

/// The starts of a day: each quarter of an hour, and the usual times.
fn starts(wish: &Wish, day: Day, look: Search) -> Vec<Minute> {
    let last = 1440_u16.saturating_sub(wish.minutes);
    let quarters = (0..=last).step_by(usize::from(STEP)).map(Minute);
    let usual = wish.usual.iter().filter(|(w, at)| *w == day.weekday_index() && at.0 % STEP != 0).map(|(_, at)| *at);
    let wanted = |at: &Minute| {
        let span = Span::new(*at, at.plus(i32::from(wish.minutes)));
        at.0 <= last
            && Moment::new(day, *at) > look.now
            && wish.now_at != Some((day, *at))
            && look.within.is_none_or(|within| within.holds(span))
    };
    quarters.chain(usual).filter(wanted).collect()
}

/// Whether the site and the service may be open then. The rules have the last word.
fn is_open(diary: &Diary, site: SiteId, wish: &Wish, day: Day, span: Span) -> bool {
    let holds = |hours: &Hours| hours.is_empty() || hours.hold(day, span);
    let site = diary.get::<Site>(site).filter(|_| wish.session.level != SupervisionLevel::Indirect);
    holds(&diary.settings().service_hours) && site.is_none_or(|site| holds(&site.hours))
}

/// The starts that a finding refuses as well as this one, whatever the room, the officers and the cars: as long as the
/// session would run into what blocks, until whoever blocks is free again, or all day.
fn lasting(diary: &Diary, finding: &Finding, session: &Session) -> Option<Refused> {
    let starts = |until: Minute| Span::new(session.start, until);
    let into = |from: Minute| from.plus(1 - i32::from(session.span().minutes())).min(session.start);
    let starts = match &finding.what {
        What::Taken { who, during, free_from, .. } if matches!(who.kind, Kind::Child | Kind::Party) => {
            Span::new(into(during.from), *free_from)
        }
        What::MustNotMeet { scope: NoMeetScope::Site, by, clear_from, .. } if *by != session.id => starts(*clear_from),
        What::InSchool { school, until, .. } => {
            let lessons = diary.get::<SchoolCalendar>(*school).map_or(&[][..], |s| s.hours.on(session.date));
            let from = lessons.iter().find(|l| l.to == *until).map_or(session.start, |l| into(l.from));
            Span::new(from, *until)
        }
        What::CarerAway { .. } | What::NotInForce { .. } => Span::DAY,
        What::Shut { place, until, .. } if place.kind == Kind::Site => starts(*until),
        _ => return None,
    };
    (starts.from < starts.to).then(|| Refused { starts, rule: finding.rule.clone() })
}

/// What a slot must cost less than, once there are enough.
fn worst(slots: &[Slot], limit: usize) -> Option<u32> {
    if slots.len() < limit { None } else { slots.last().map(|s| s.units) }
}

/// Keeps a slot in its place, the cheapest first, so many in all and not all of one day.
fn keep(slots: &mut Vec<Slot>, slot: Slot, limit: usize) {
    let order = |s: &Slot| (s.units, s.session.date, s.session.start, s.session.site);
    let at = slots.partition_point(|s| order(s) <= order(&slot));
    let day = slot.session.date;
    slots.insert(at, slot);
    if limit == usize::MAX {
        return;
    }
    let same = |s: &&Slot| s.session.date == day;
    if limit > PER_DAY && slots.iter().filter(same).count() > PER_DAY {
        let dearest = slots.iter().rposition(|s| s.session.date == day);
        if let Some(dearest) = dearest {
            slots.remove(dearest);
        }
    }
    slots.truncate(limit);
}

/// The best slot of a wish that uses an officer, room, driver or vehicle that has become free; nothing where it cannot.
pub fn taker(diary: &Diary, wish: &Wish, freed: Key, look: Search) -> Result<Option<Slot>, NotLoaded> {
    let look = Search { limit: 1, ..look };
    let uses = |slot: &Slot| Record::from(slot.session.clone()).owners().contains(&freed);
    for wish in with(diary, wish, freed) {
        if let Some(slot) = search(diary, &wish, look)?.slots.into_iter().find(uses) {
            return Ok(Some(slot));
        }
    }
    Ok(None)
}

/// A wish with what has become free in its place: alone first, then among others.
fn with(diary: &Diary, wish: &Wish, freed: Key) -> Vec<Wish> {
    let mut wish = wish.clone();
    match freed.kind {
        Kind::Room => {
            wish.room = Some(RoomId(freed.id));
            let site = diary.get::<Room>(freed).map(|r| r.site);
            wish.sites.retain(|s| Some(*s) == site);
            vec![wish]
        }
        Kind::Officer => {
            let officer = OfficerId(freed.id);
            let alone = Wish { officers: Some(vec![officer]), ..wish.clone() };
            vec![alone, Wish { known: with_first(wish.known.clone(), officer), ..wish }]
        }
        Kind::Driver => vec![Wish { drivers: with_first(wish.drivers.clone(), DriverId(freed.id)), ..wish }],
        _ => vec![wish],
    }
}

fn with_first<T: PartialEq>(mut all: Vec<T>, first: T) -> Vec<T> {
    all.retain(|one| *one != first);
    all.insert(0, first);
    all
}
