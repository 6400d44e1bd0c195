//! The slot finder: the best places for one session, everybody else staying where they are; and the other way round, who
//! should have what has become free.

use super::bundle::tried;
use super::cost;
use super::model::DayModel;
use super::wish::Wish;
use crate::domain::*;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

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

/// A time and site to try, with what it costs at least.
struct Candidate {
    least: u32,
    day: Day,
    start: Minute,
    site: SiteId,
}

/// What is known to refuse: a stretch of starts on a day at a site, by a rule.
struct Refused {
    starts: Span,
    site: SiteId,
    rule: RuleName,
}

/// The best slots. `NotLoaded` if the diary does not hold the days.
pub fn search(diary: &Diary, wish: &Wish, look: Search) -> Result<Found, NotLoaded> {
    let mut candidates = candidates(diary, wish, look)?;
    candidates.sort_unstable_by_key(|c| (c.least, c.day, c.start, c.site));
    let mut found = Found { looked_at: candidates.len(), ..Found::default() };
    let mut models: BTreeMap<Day, (DayModel, Vec<Refused>)> = BTreeMap::new();
    let mut reasons: BTreeMap<RuleName, usize> = BTreeMap::new();
    for candidate in candidates {
        if worst(&found.slots, look.limit).is_some_and(|worst| candidate.least >= worst) {
            break;
        }
        let (model, refused) = match models.entry(candidate.day) {
            Entry::Occupied(there) => there.into_mut(),
            Entry::Vacant(free) => free.insert((DayModel::of(diary, candidate.day, wish.session.id)?, Vec::new())),
        };
        let known = |r: &&Refused| {
            r.site == candidate.site && r.starts.from <= candidate.start && candidate.start < r.starts.to
        };
        if let Some(refusal) = refused.iter().find(known) {
            *reasons.entry(refusal.rule.clone()).or_default() += 1;
            continue;
        }
        let placed = match tried(model, wish, candidate.site, candidate.start) {
            Ok(placed) => placed,
            Err(rule) => {
                *reasons.entry(rule).or_default() += 1;
                continue;
            }
        };
        if let Some(first) = placed.blocking().next() {
            *reasons.entry(first.rule.clone()).or_default() += 1;
            refused.extend(placed.blocking().filter_map(|f| lasting(f, &placed.session)));
            continue;
        }
        keep(&mut found.slots, slot(model, wish, placed.session, placed.findings), look.limit);
    }
    found.refused = reasons.into_iter().collect();
    found.refused.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    Ok(found)
}

/// A slot of a session that nothing refuses.
pub fn slot(model: &DayModel, wish: &Wish, session: Session, warnings: Vec<Finding>) -> Slot {
    let terms = cost::of_bundle(model, wish, &session, &warnings);
    Slot { units: terms.iter().map(|t| t.units).sum(), session, terms, warnings }
}

/// Every start of every day within the hours of the service and of the site, and the usual times.
fn candidates(diary: &Diary, wish: &Wish, look: Search) -> Result<Vec<Candidate>, NotLoaded> {
    let usual = &wish.usual;
    let last = 1440_u16.saturating_sub(wish.minutes);
    let mut candidates = Vec::new();
    for day in look.days.each() {
        if !diary.has(day) {
            return Err(NotLoaded::Day(day));
        }
        let mut starts: Vec<Minute> = (0..=last).step_by(usize::from(STEP)).map(Minute).collect();
        starts.extend(usual.iter().filter(|(w, at)| *w == day.weekday_index() && at.0 % STEP != 0).map(|(_, at)| *at));
        starts.retain(|at| Moment::new(day, *at) > look.now && at.0 <= last && wish.now_at != Some((day, *at)));
        for start in starts {
            let span = Span::new(start, start.plus(i32::from(wish.minutes)));
            if look.within.is_some_and(|within| !within.holds(span)) {
                continue;
            }
            let sites = wish.sites.iter().filter(|site| open(diary, **site, wish, day, span));
            let sites: Vec<SiteId> = sites.copied().collect();
            if sites.is_empty() {
                continue;
            }
            let least = cost::of_time(diary, wish, day, start).iter().map(|t| t.units).sum();
            candidates.extend(sites.into_iter().map(|site| Candidate { least, day, start, site }));
        }
    }
    Ok(candidates)
}

/// Whether the site and the service may be open then. The rules have the last word.
fn open(diary: &Diary, site: SiteId, wish: &Wish, day: Day, span: Span) -> bool {
    let holds = |hours: &Hours| hours.is_empty() || hours.hold(day, span);
    let site = diary.get::<Site>(site).filter(|_| wish.session.level != SupervisionLevel::Indirect);
    holds(&diary.settings().service_hours) && site.is_none_or(|site| holds(&site.hours))
}

/// The starts that a finding refuses as well as this one, whatever the room, the officers and the cars: until whoever
/// blocks is free again, or all day.
fn lasting(finding: &Finding, session: &Session) -> Option<Refused> {
    let starts = |until: Minute| Span::new(session.start, until);
    let starts = match &finding.what {
        What::Taken { who, free_from, .. } if matches!(who.kind, Kind::Child | Kind::Party) => starts(*free_from),
        What::MustNotMeet { scope: NoMeetScope::Site, by, clear_from, .. } if *by != session.id => starts(*clear_from),
        What::InSchool { until, .. } => starts(*until),
        What::CarerAway { .. } | What::NotInForce { .. } => Span::DAY,
        What::Shut { place, until, .. } if place.kind == Kind::Site => starts(*until),
        _ => return None,
    };
    (starts.from < starts.to).then(|| Refused { starts, site: session.site, rule: finding.rule.clone() })
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
