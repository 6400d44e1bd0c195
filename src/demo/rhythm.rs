//! How often and when the families meet, as a person would write it down.

use crate::domain::recurrence::{At, Cadence, Repeat, Season, Weekdays};
use crate::domain::{ArrangementId, Day, Hours, Minute, Per, Recurrence};

/// Those days and times as a rhythm: weekly, every second week, the first Saturday or so of a month, so many a year. Each
/// has its own weeks, so that they spread. Some who go to school come in the mornings in the holidays.
pub(super) fn rhythm(pattern: &Hours, id: ArrangementId, often: (u8, Per), start: Day, pupil: bool) -> Recurrence {
    let (times, per) = often;
    let cadence = match per {
        Per::Week => Cadence::Weeks(1),
        Per::Fortnight => Cadence::Weeks(2),
        Per::Month => Cadence::Months(1, vec![1 + (id.0 % 4) as i8]),
        Per::Year => Cadence::Times(times, Per::Year),
    };
    let from = (per == Per::Fortnight).then(|| {
        let odd = ((start.monday().0 + 3).div_euclid(7) as u32 + id.0 * 5) % 2;
        start.monday() + 7 * odd as i32
    });
    let mut lines: Vec<Repeat> = Vec::new();
    for (weekday, span) in pattern.0.iter().enumerate().flat_map(|(day, spans)| spans.iter().map(move |s| (day, *s))) {
        let at = Some(At { from: span.from, to: Some(span.to) });
        if let Some(line) = lines.iter_mut().find(|line| line.at == at) {
            line.weekdays = Weekdays::of(line.weekdays.each().chain([weekday]));
        } else {
            let weekdays = Weekdays::of([weekday]);
            lines.push(Repeat { cadence: cadence.clone(), weekdays, at, season: Season::Always, from, to: None });
        }
    }
    if pupil && per == Per::Week && id.0 % 4 == 1 {
        let morning = |line: &Repeat| {
            let length = line.at.map_or(90, |at| i32::from(at.span(90).minutes()));
            let from = Minute::at(10, 30);
            let at = Some(At { from, to: Some(from.plus(length)) });
            Repeat { season: Season::Holidays, at, ..line.clone() }
        };
        let holidays: Vec<Repeat> = lines.iter().map(morning).collect();
        for line in &mut lines {
            line.season = Season::Term;
        }
        lines.extend(holidays);
    }
    Recurrence(lines)
}
