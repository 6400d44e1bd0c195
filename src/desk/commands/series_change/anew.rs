//! An arrangement that comes round otherwise from a day on, in words: what was keeps its days, and what is booked for days
//! that are none any more is named before it is done. Nothing is cancelled by it: a person says what becomes of each.

use super::{SeriesChange, Which};
use crate::desk::commands::{Decided, Known};
use crate::desk::{No, Orphan, Refusal, Settled, series};
use crate::domain::recurrence::{Frame, Repeat};
use crate::domain::*;

impl SeriesChange {
    /// The arrangement with another recurrence; nothing where none is asked for.
    pub(super) fn anew(&self, known: &Known, arrangement: &Arrangement) -> Result<Option<Decided>, Refusal> {
        let Some(asked) = &self.recurrence else { return Ok(None) };
        self.alone(asked)?;
        let begins = self.begins(known, arrangement)?;
        let recurrence = followed(known, arrangement, asked, begins);
        if recurrence == arrangement.recurrence {
            return Err(Refusal::usage("recurrence", format!("{} comes round so already", arrangement.id)));
        }
        let orphans = orphaned(known, arrangement, &recurrence, begins)?;
        if !orphans.is_empty() && !self.orphans_ok {
            let what = format!("{} booked for days that are none any more", said::count(orphans.len(), "session"));
            return Err(Refusal { orphans, ..Refusal::new(No::Rule, what) }
                .hinted("say yes to it with orphans_ok: they stay booked until each is moved or cancelled"));
        }
        let new = Arrangement { recurrence, ..arrangement.clone() };
        Ok(Some(Decided::one(Change::of(arrangement.clone(), new))))
    }

    /// A new recurrence says days and times itself, and is never one of a single time.
    fn alone(&self, asked: &Recurrence) -> Result<(), Refusal> {
        if asked.is_empty() {
            return Err(Refusal::usage("recurrence", "say when it comes round")
                .hinted("Mon and Thu 16:00-17:30; arrangement.end ends it"));
        }
        if self.which == Which::One {
            return Err(Refusal::usage("which", "one time has no recurrence: say following or all"));
        }
        if self.weekday.is_some() || self.start.is_some() || self.minutes.is_some() {
            return Err(Refusal::usage("recurrence", "the recurrence says its days and times itself: say no others"));
        }
        if self.room.is_some() || self.officers.is_some() || self.parties.is_some() {
            return Err(Refusal::usage("recurrence", "change the recurrence first, then who and where"));
        }
        Ok(())
    }
}

/// What it came round to until that day, and what it comes round to from it on.
fn followed(known: &Known, arrangement: &Arrangement, asked: &Recurrence, begins: Option<Day>) -> Recurrence {
    let Some(day) = begins else { return asked.clone() };
    let in_term = |day: Day| known.diary.in_term(&arrangement.children, day);
    let frame = Frame { from: arrangement.start, to: arrangement.end, in_term: &in_term };
    let halves = arrangement.recurrence.split(day, &frame).0;
    let until = halves.into_iter().filter(|half| half.from.is_none_or(|from| from < day));
    let then =
        asked.0.iter().map(|line| Repeat { from: Some(line.from.map_or(day, |from| from.max(day))), ..line.clone() });
    Recurrence(until.chain(then).collect())
}

/// The sessions from that day on that the arrangement would not come round to.
fn orphaned(
    known: &Known,
    arrangement: &Arrangement,
    recurrence: &Recurrence,
    begins: Option<Day>,
) -> Result<Vec<Orphan>, Refusal> {
    let now = known.now.moment();
    let mut orphans = Vec::new();
    for old in known.diary.sessions_of(arrangement.id.key())? {
        let stood = series::stands_for(known.diary, old).unwrap_or(old.date);
        let ahead = old.status.is_ahead() && Moment::new(old.date, old.start) > now && old.makeup_of.is_none();
        if !ahead || begins.is_some_and(|day| stood < day) {
            continue;
        }
        let there = known.diary.occurrences_of(recurrence, arrangement, Days::new(stood - 366, stood));
        // one that was moved by hand keeps the time it was moved to
        let same = |o: &Occurrence| old.date != stood || o.at.is_none_or(|at| at.from == old.start);
        if !there.iter().any(|o| o.window().hold(stood) && same(o)) {
            orphans.push(Orphan { session: old.id, day: old.date, span: old.span(), what: Settled::Booked });
        }
    }
    orphans.sort_by_key(|orphan| (orphan.day, orphan.span.from, orphan.session));
    Ok(orphans)
}
