//! What an arrangement comes round to once a series is changed, and which day takes the place of which.

use super::{SeriesChange, Which};
use crate::desk::commands::Known;
use crate::desk::{Refusal, series};
use crate::domain::recurrence::{At, Cadence, Frame, Repeat, Weekdays};
use crate::domain::*;

/// What of a recurrence is meant: the line, and its weekday where only one of them is; all lines where no time is named.
#[derive(Clone, Copy, Default)]
pub(super) struct Meant {
    line: Option<usize>,
    weekday: Option<usize>,
}

impl Meant {
    /// Whether a session comes from the line that is changed, and is on the weekday meant.
    pub(super) fn concerns(self, diary: &Diary, arrangement: &Arrangement, old: &Session, stood: Day) -> bool {
        let Some(line) = self.line else { return true };
        let found = diary.occurrences(arrangement, Days::one(stood));
        let mine = |o: &&Occurrence| o.at.is_none_or(|at| at.from == old.start);
        let of = found.iter().find(mine).or(found.first()).map(|o| o.line);
        of.is_none_or(|of| of == line) && self.weekday.is_none_or(|weekday| weekday == stood.weekday_index())
    }
}

impl SeriesChange {
    /// The line of the recurrence meant and, where only one of its weekdays is, that; all lines where no time is meant.
    pub(super) fn meant(&self, known: &Known, arrangement: &Arrangement) -> Result<Meant, Refusal> {
        let Some(day) = self.day else { return Ok(Meant::default()) };
        let within = Days::new(day - 366, day);
        let found = known.diary.occurrences(arrangement, within).into_iter().find(|o| o.window().hold(day));
        let Some(found) = found else {
            return Err(Refusal::usage(
                "day",
                format!("{} does not come round on {}", arrangement.id, said::long(day)),
            )
            .hinted("contactdesk ask series lists its days"));
        };
        let fixed = found.day == found.last;
        let weekday = self.weekday.map(|_| found.day.weekday_index()).filter(|_| fixed);
        Ok(Meant { line: Some(found.line), weekday })
    }

    /// The line with its new time and day.
    fn line(&self, arrangement: &Arrangement, line: &Repeat, meant: Option<usize>) -> Vec<Repeat> {
        let at = line.at.map(|at| {
            let span = at.span(series::length(arrangement));
            let from = self.start.unwrap_or(span.from);
            let length = self.minutes.unwrap_or(span.minutes());
            let open = at.to.is_none() && self.minutes.is_none();
            At { from, to: (!open).then(|| from.plus(i32::from(length))) }
        });
        let changed = |weekdays| Repeat { weekdays, at, ..line.clone() };
        match (self.weekday, meant) {
            (Some(to), Some(from)) => {
                let rest = Weekdays::of(line.weekdays.each().filter(|d| *d != from));
                let kept = (!rest.is_empty()).then(|| Repeat { weekdays: rest, ..line.clone() });
                kept.into_iter().chain([changed(Weekdays::of([to as usize]))]).collect()
            }
            (Some(to), None) => vec![changed(Weekdays::of([to as usize]))],
            (None, _) => vec![changed(line.weekdays)],
        }
    }

    /// The day from which on the recurrence is another: never one that is over, so that what was stays what it was; none
    /// where nothing has been yet, and all of it may change.
    pub(super) fn begins(&self, known: &Known, arrangement: &Arrangement) -> Result<Option<Day>, Refusal> {
        let (today, now) = (known.today(), known.now.moment());
        let been = |s: &&Session| Moment::new(s.date, s.start) <= now;
        let past: Vec<Day> = known.diary.sessions_of(arrangement.id.key())?.filter(been).map(|s| s.date).collect();
        let coming = if past.contains(&today) { today + 1 } else { today };
        Ok(match (self.which, self.day) {
            (Which::Following, Some(day)) => Some(day.max(coming)),
            _ if past.is_empty() => None,
            _ => Some(coming),
        })
    }

    /// The recurrence as it is from then on.
    pub(super) fn recurrence(
        &self,
        known: &Known,
        arrangement: &Arrangement,
        meant: Meant,
    ) -> Result<Recurrence, Refusal> {
        let old = &arrangement.recurrence;
        if self.which == Which::One || (self.weekday.is_none() && self.start.is_none() && self.minutes.is_none()) {
            return Ok(old.clone());
        }
        let in_term = |day: Day| known.diary.in_term(&arrangement.children, day);
        let frame = Frame { from: arrangement.start, to: arrangement.end, in_term: &in_term };
        let of = |(at, line): (usize, &Repeat)| match meant.line {
            Some(meant_line) if meant_line != at => vec![line.clone()],
            _ => self.line(arrangement, line, meant.weekday),
        };
        let Some(day) = self.begins(known, arrangement)? else {
            return Ok(Recurrence(old.0.iter().enumerate().flat_map(of).collect()));
        };
        // only the line meant is cut in two
        let cut = |(at, line): (usize, &Repeat)| {
            if meant.line.is_some_and(|line| line != at) {
                return vec![line.clone()];
            }
            let halves = Recurrence(vec![line.clone()]).split(day, &frame);
            let changes = |half: &Repeat| half.from.is_some_and(|from| from >= day);
            let each = |half: &Repeat| if changes(half) { of((at, half)) } else { vec![half.clone()] };
            let other = self.weekday.map(|to| Weekdays::of([to as usize]));
            let early =
                |half: Repeat| if changes(&half) && Some(half.weekdays) == other { begun(half, day) } else { half };
            halves.0.iter().flat_map(each).map(early).collect()
        };
        Ok(Recurrence(old.0.iter().enumerate().flat_map(cut).collect()))
    }

    /// The day of the new recurrence that takes the place of a day of the old one: in its week or month.
    pub(super) fn goes(&self, known: &Known, arrangement: &Arrangement, recurrence: &Recurrence, stood: Day) -> Day {
        let Some(to) = self.weekday else { return stood };
        let old = known.diary.occurrences(arrangement, Days::one(stood));
        let line = old.first().and_then(|o| arrangement.recurrence.0.get(o.line));
        let (period, of_month) = match line.map(|line| &line.cadence) {
            Some(Cadence::Months(..)) => (month_of(stood), true),
            Some(Cadence::Times(..)) => return stood,
            _ => (Days::new(stood.monday(), stood.monday() + 6), false),
        };
        let before = known.diary.occurrences(arrangement, period);
        let rank = before.iter().filter(|o| o.day < stood && o.day.weekday_index() == stood.weekday_index()).count();
        let after = known.diary.occurrences_of(recurrence, arrangement, period);
        let days: Vec<Day> = after.iter().filter(|o| o.day.weekday_index() == to as usize).map(|o| o.day).collect();
        let fallback = stood.monday() + to as i32;
        days.get(rank).copied().unwrap_or(if of_month { days.last().copied().unwrap_or(fallback) } else { fallback })
    }
}

/// A line that is on another weekday from a day on begins with the week of that day, or with its month: the new day may be
/// an earlier one.
fn begun(line: Repeat, day: Day) -> Repeat {
    let month = month_of(day).first;
    let from = match &line.cadence {
        Cadence::Months(_, which) if which.len() == 1 => month,
        Cadence::Months(..) => day.monday().max(month),
        _ => line.from.unwrap_or(day).monday(),
    };
    Repeat { from: Some(from), ..line }
}

fn month_of(day: Day) -> Days {
    let (year, month, _) = day.ymd();
    let first = Day::of(year, month, 1).unwrap_or(day);
    let next = if month == 12 { Day::of(year + 1, 1, 1) } else { Day::of(year, month + 1, 1) };
    Days::new(first, next.map_or(first + 30, |next| next - 1))
}
