//! A series: the sessions of an arrangement, each by the day of the recurrence it stands for.
//!
//! A session says which day it stands for ([`Session::occurrence`]), wherever it is moved; one that says nothing and makes
//! up for nothing stands for its own day. So what is booked, moved or cancelled is never booked a second time.

use super::commands::{Known, SessionBook};
use super::queries::OccurrenceState;
use super::{Refusal, fill};
use crate::domain::recurrence::At;
use crate::domain::*;
use crate::rules;

/// Days of a stretch that are tried for a session without a fixed day.
const TRIES: usize = 14;

/// One time an arrangement comes round, and what has become of it.
pub(crate) struct Slot {
    /// When it comes round.
    pub occurrence: Occurrence,
    /// What has become of it.
    pub state: OccurrenceState,
    /// The session that stands for it; proposed, without a number, where none is booked.
    pub session: Option<Session>,
    /// What is wrong with that.
    pub findings: Vec<Finding>,
    /// What shuts its sites.
    pub closure: Option<ClosureId>,
}

/// How far ahead series are booked.
pub(crate) fn horizon(diary: &Diary, today: Day) -> Day {
    today + 7 * i32::from(diary.settings().series_weeks)
}

/// What is needed to look at an arrangement on some days.
pub(crate) fn scope(arrangement: ArrangementId, within: Days) -> Scope {
    Scope { of: vec![arrangement.key()], ..Scope::days(within) }
}

/// The day of the recurrence a session stands for, where its arrangement has one then.
pub(crate) fn stands_for(diary: &Diary, session: &Session) -> Option<Day> {
    if session.makeup_of.is_some() || session.occurrence.is_some() {
        return session.occurrence;
    }
    let arrangement = diary.get::<Arrangement>(session.arrangement?)?;
    let found = diary.occurrences(arrangement, Days::one(session.date));
    let same = |o: &&Occurrence| o.at.is_some_and(|at| at.from == session.start);
    found.iter().find(same).or(found.first()).map(|o| o.day)
}

/// The session that stands for each occurrence, if there is one. Of several one that takes place is the one that counts.
pub(crate) fn paired<'a>(occurrences: &[Occurrence], sessions: &[&'a Session]) -> Vec<Option<&'a Session>> {
    let mut left: Vec<&Session> = sessions.iter().copied().filter(|s| s.makeup_of.is_none()).collect();
    left.sort_by_key(|s| (!s.status.takes_place(), s.date, s.start, s.id));
    let mut pairs = vec![None; occurrences.len()];
    let is = |s: &Session, o: &Occurrence| s.occurrence.map_or_else(|| o.window().hold(s.date), |day| day == o.day);
    for exact in [true, false] {
        for (pair, occurrence) in pairs.iter_mut().zip(occurrences).filter(|(pair, _)| pair.is_none()) {
            let at = |s: &Session| !exact || occurrence.at.is_none_or(|at| at.from == s.start);
            if let Some(found) = left.iter().position(|s| is(s, occurrence) && at(s)) {
                *pair = Some(left.remove(found));
            }
        }
    }
    pairs
}

/// The closure that shuts every site an arrangement may be at, at that time; contact without a site is never shut out.
pub(crate) fn closed(diary: &Diary, arrangement: &Arrangement, day: Day, span: Span) -> Option<ClosureId> {
    if arrangement.level == SupervisionLevel::Indirect {
        return None;
    }
    let stagger = fill::stagger(diary, Some(arrangement), span.from, span.to);
    let used = Session { start: span.from, end: span.to, stagger, ..Session::default() }.on_site();
    let base = || diary.open::<Site>().find(|s| s.base).or_else(|| diary.open::<Site>().next()).map(|s| s.id);
    let sites = if arrangement.sites.is_empty() { base().into_iter().collect() } else { arrangement.sites.clone() };
    let shuts = |site: &SiteId| {
        let mut closures = diary.pointing::<Closure>(*site);
        closures.find(|c| c.days.hold(day) && c.time.unwrap_or(Span::DAY).overlaps(used)).map(|c| c.id)
    };
    sites.iter().map(shuts).collect::<Option<Vec<_>>>()?.first().copied()
}

/// The usual length of an arrangement's sessions.
pub(crate) fn length(arrangement: &Arrangement) -> u16 {
    arrangement.length_min.unwrap_or(fill::LENGTH)
}

/// What has become of each time an arrangement comes round on these days: of those not booked, what would be.
pub(crate) fn look(known: &Known, arrangement: &Arrangement, within: Days, held: bool) -> Result<Vec<Slot>, Refusal> {
    let occurrences = known.diary.occurrences(arrangement, within);
    let sessions: Vec<&Session> = known.diary.sessions_of(arrangement.id.key())?.collect();
    let pairs = paired(&occurrences, &sessions);
    let mut diary = known.diary.clone();
    let mut slots = Vec::new();
    for (occurrence, pair) in occurrences.into_iter().zip(pairs) {
        if let Some(session) = pair {
            let findings = if diary.has(session.date) { rules::check(&diary, session)? } else { Vec::new() };
            let state = state(&occurrence, session);
            slots.push(Slot { occurrence, state, session: Some(session.clone()), findings, closure: None });
            continue;
        }
        let slot = open(&diary, known, arrangement, occurrence, within, held)?;
        if let (OccurrenceState::Free, Some(session)) = (slot.state, &slot.session) {
            let id = SessionId(diary.head.take(Kind::Session));
            diary.apply(&Change::new(Session { id, ..session.clone() }));
        }
        slots.push(slot);
    }
    Ok(slots)
}

fn state(occurrence: &Occurrence, session: &Session) -> OccurrenceState {
    let there = occurrence.window().hold(session.date) && occurrence.at.is_none_or(|at| at.from == session.start);
    match session.status {
        SessionStatus::CancelledInAdvance | SessionStatus::CancelledOnDay => OccurrenceState::Cancelled,
        _ if there => OccurrenceState::Booked,
        _ => OccurrenceState::Moved,
    }
}

/// What would be booked for a time nothing is booked for.
fn open(
    diary: &Diary,
    known: &Known,
    arrangement: &Arrangement,
    occurrence: Occurrence,
    within: Days,
    held: bool,
) -> Result<Slot, Refusal> {
    let slot = |state| Slot { occurrence, state, session: None, findings: Vec::new(), closure: None };
    let now = known.now.moment();
    let ahead = |day: Day, at: Option<At>| Moment::new(day, at.map_or(Minute::END, |at| at.from)) > now;
    if !ahead(occurrence.last, occurrence.at) {
        return Ok(slot(OccurrenceState::Lost));
    }
    let Some(at) = occurrence.at else { return Ok(slot(OccurrenceState::Due)) };
    let span = at.span(length(arrangement));
    let mut tried: Option<Slot> = None;
    for day in days_to_try(diary, arrangement, &occurrence, within).filter(|day| ahead(*day, Some(at))) {
        if let Some(closure) = closed(diary, arrangement, day, span) {
            tried.get_or_insert(Slot { closure: Some(closure), ..slot(OccurrenceState::Closed) });
            continue;
        }
        let ask = SessionBook {
            date: day,
            start: span.from,
            end: Some(span.to),
            arrangement: Some(arrangement.id),
            occurrence: Some(occurrence.day),
            held,
            ..SessionBook::default()
        };
        let (session, findings) = proposed(diary, &ask, known.today())?;
        if !rules::blocking(&findings) {
            return Ok(Slot { session: Some(session), findings, ..slot(OccurrenceState::Free) });
        }
        if tried.as_ref().is_none_or(|t| t.state == OccurrenceState::Closed) {
            tried = Some(Slot { session: Some(session), findings, ..slot(OccurrenceState::Clash) });
        }
    }
    Ok(tried.unwrap_or_else(|| slot(OccurrenceState::Due)))
}

/// The day; of a stretch those of its days that suit, from the middle outwards.
fn days_to_try(
    diary: &Diary,
    arrangement: &Arrangement,
    occurrence: &Occurrence,
    within: Days,
) -> impl Iterator<Item = Day> {
    let in_term = |day: Day| diary.in_term(&arrangement.children, day);
    let line = arrangement.recurrence.0.get(occurrence.line);
    let suits = |day: &Day| within.hold(*day) && line.is_none_or(|line| line.fits(*day, &in_term));
    let mut days: Vec<Day> = occurrence.window().each().filter(suits).collect();
    let middle = occurrence.day + (occurrence.last - occurrence.day) / 2;
    days.sort_by_key(|day| (*day - middle).abs());
    days.into_iter().take(TRIES)
}

/// A session filled in, and what is wrong with it.
pub(crate) fn proposed(diary: &Diary, ask: &SessionBook, today: Day) -> Result<(Session, Vec<Finding>), Refusal> {
    let session = fill::propose(diary, ask, today)?;
    let findings = rules::check(diary, &session)?;
    Ok((session, findings))
}
