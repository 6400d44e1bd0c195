//! Whether the service can give what is asked: a few weeks are filled on trial. A day on which an arrangement hardly ever
//! finds an officer or a room is not agreed to; who would get none at all begins later.

use super::week::{Lost, Week, known};
use super::{Options, of};
use crate::domain::recurrence::Weekdays;
use crate::domain::{Arrangement, ArrangementId, Diary, Head, Per, Record};
use std::collections::BTreeMap;

/// Weeks filled on trial, and in how many of them a day must have had no place.
const WEEKS: i32 = 6;
const OFTEN: u8 = 2;
/// Times without a place from which on who would get none at all begins later.
const HOPELESS: u8 = 6;

/// Times without a place on trial, by arrangement and weekday.
type Missed = BTreeMap<(ArrangementId, usize), u8>;

/// Makes today's arrangements fit, and their records and orders say the same.
pub(super) fn fit(options: &Options, records: &mut [Record], head: &Head, lot: &mut [Arrangement]) {
    let diary = Diary::of_records(records.iter().cloned(), []);
    let mut missed = Missed::new();
    for back in 1..=WEEKS {
        let (mut head, monday) = (head.clone(), options.today.monday() - 7 * back);
        let around = known(&diary, options.seed, monday, options.today, &mut head);
        for left in Week::new(&diary, options.seed, monday, &around, &mut head).fill(lot, &[]) {
            if let Lost::Occurrence(Some(day)) = left.what {
                *missed.entry((left.arrangement, day.weekday_index())).or_default() += 1;
            }
        }
    }
    missed.retain(|_, times| *times >= OFTEN);
    let mut changed: BTreeMap<ArrangementId, Arrangement> = BTreeMap::new();
    for arrangement in lot.iter_mut().filter(|a| missed.keys().any(|(id, _)| *id == a.id)) {
        agree(options, arrangement, &missed);
        changed.insert(arrangement.id, arrangement.clone());
    }
    for record in records {
        if let Some(fitted) = of::<Arrangement>(record).and_then(|a| changed.get(&a.id)) {
            *record = fitted.clone().into();
        } else if let Record::CourtOrder(order) = record {
            let fitted = order.arrangement.and_then(|id| changed.get(&id));
            order.min_minutes_week = fitted.map_or(order.min_minutes_week, |a| a.ordered_min_minutes);
        }
    }
}

/// Leaves out the days that had no place; begins later where none is left.
fn agree(options: &Options, arrangement: &mut Arrangement, missed: &Missed) {
    let mut lines = arrangement.recurrence.0.clone();
    for line in &mut lines {
        let had = |day: &usize| !missed.contains_key(&(arrangement.id, *day));
        line.weekdays = Weekdays::of(line.weekdays.each().filter(had));
    }
    lines.retain(|line| line.weekdays.each().next().is_some());
    if arrangement.per == Per::Week && !lines.is_empty() {
        // holiday lines have the same days as those of term
        let days = Weekdays::of(lines.iter().flat_map(|line| line.weekdays.each().collect::<Vec<_>>()));
        let times = days.each().count() as u8;
        arrangement.recurrence.0 = lines;
        arrangement.times = Some(times);
        let minutes = u16::from(times) * arrangement.length_min.unwrap_or(90);
        arrangement.ordered_min_minutes = arrangement.ordered_min_minutes.map(|_| minutes);
    } else if missed.iter().any(|((id, _), times)| *id == arrangement.id && *times >= HOPELESS) {
        arrangement.start = Some(options.today + 6 + (arrangement.id.0 % 12) as i32);
        arrangement.end = None;
    }
}
