//! When somebody works, and when they are away: pattern, shifts, leave, sickness, appointments.

use super::*;

/// Why somebody is away for part of a day: the record, its last day, and the time.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Gone<'a> {
    /// The record: an absence or an appointment.
    pub record: GoneBy<'a>,
    /// The time of the day.
    pub span: Span,
    /// The last day of it.
    pub last: Day,
}

/// What takes somebody away.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum GoneBy<'a> {
    /// Leave, sickness, training.
    Absence(&'a Absence),
    /// A date they are taken by.
    Appointment(&'a Appointment),
}

impl Diary {
    /// The hours an officer is rostered for on a day, the pattern and the day's shifts together. `None` where nobody has
    /// said: no pattern on file, and no shift in that week.
    pub fn rostered(&self, officer: &Officer, day: Day) -> Option<Vec<Span>> {
        let monday = day.monday();
        let week = Days::new(monday, monday + 6);
        let shifts: Vec<&Shift> = self.pointing::<Shift>(officer.id).filter(|s| week.hold(s.day)).collect();
        if officer.hours.is_empty() && shifts.is_empty() {
            return None;
        }
        let today = shifts.iter().filter(|s| s.day == day).filter_map(|s| s.time);
        Some(spans::joined(officer.hours.on(day).iter().copied().chain(today).collect()))
    }

    /// What takes an officer, driver or vehicle away on a day.
    pub fn gone(&self, who: Key, day: Day) -> impl Iterator<Item = Gone<'_>> {
        let absences = self.dated::<Absence>(who, day).filter(move |a| a.days.hold(day)).map(|a| Gone {
            record: GoneBy::Absence(a),
            span: a.time.unwrap_or(Span::DAY),
            last: a.days.last,
        });
        let dates = self.dated::<Appointment>(who, day).filter(move |a| a.days.hold(day));
        let dates = dates.filter(|a| a.sort != AppointmentSort::Festival).map(|a| Gone {
            record: GoneBy::Appointment(a),
            span: a.time.unwrap_or(Span::DAY),
            last: a.days.last,
        });
        absences.chain(dates)
    }

    /// The hours an officer really works on a day: what they are rostered for, less what takes them away. `None` where
    /// nobody has said.
    pub fn at_work(&self, officer: &Officer, day: Day) -> Option<Vec<Span>> {
        let gone: Vec<Span> = self.gone(officer.id.key(), day).map(|gone| gone.span).collect();
        self.rostered(officer, day).map(|hours| spans::without(&hours, &gone))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shifts_go_on_top_of_the_pattern_and_rule_where_there_is_none() {
        let pattern = Officer { id: OfficerId(1), hours: "Mon 09:00-13:00".parse().unwrap(), ..Officer::default() };
        let sessional = Officer { id: OfficerId(2), ..Officer::default() };
        let monday: Day = "2026-11-23".parse().unwrap();
        let shift = |id: u32, officer: u32, day: Day, time: &str| {
            let time = Some(time.parse().unwrap());
            Record::from(Shift { id: ShiftId(id), officer: OfficerId(officer), day, time, ..Shift::default() })
        };
        let sick = Absence {
            id: AbsenceId(1),
            who: Some(OfficerId(1).key()),
            days: Days::one(monday),
            time: Some("12:00-23:59".parse().unwrap()),
            ..Absence::default()
        };
        let records = [
            pattern.clone().into(),
            sessional.clone().into(),
            shift(1, 1, monday, "13:00-15:00"),
            shift(2, 2, monday + 1, "10:00-12:00"),
            sick.into(),
        ];
        let diary = Diary::of_records(records, []);
        let said =
            |spans: Option<Vec<Span>>| spans.map(|s| s.iter().map(Span::to_string).collect::<Vec<_>>().join(" "));
        assert_eq!(said(diary.rostered(&pattern, monday)).as_deref(), Some("09:00-15:00"));
        assert_eq!(said(diary.at_work(&pattern, monday)).as_deref(), Some("09:00-12:00"));
        assert_eq!(said(diary.rostered(&pattern, monday + 1)).as_deref(), Some(""));
        // once somebody without a pattern has a shift in the week, the shifts are what they work
        assert_eq!(said(diary.rostered(&sessional, monday)).as_deref(), Some(""));
        assert_eq!(said(diary.rostered(&sessional, monday + 1)).as_deref(), Some("10:00-12:00"));
        assert_eq!(said(diary.rostered(&sessional, monday + 7)), None);
    }
}
