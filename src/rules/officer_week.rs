//! An officer's week, with travel and writing up, stays within the hours of their contract and within those they work
//! that week (DOMAIN 2, 3c S10): what is written up at the kitchen table is on no rota. It counts the days of the week that
//! the diary holds: more of them can only make it more, so what it says is so.

use super::*;

pub(super) const RULE: Rule = Rule {
    name: "officer-week",
    about: "an officer's week, with travel and writing up, fits into their contract and the hours they work that week",
    source: "DOMAIN 2, 3c S10",
    severity: Severity::Warn,
    parts: &[Part::Officers],
    check,
};

fn check(case: &Case, found: &mut Found) {
    for id in officer_taken::officers(case.session) {
        let Some(officer) = case.diary.get::<Officer>(id) else { continue };
        let duty_min = worked(case, id);
        let contract = (officer.weekly_hours > 0).then(|| u32::from(officer.weekly_hours) * 60);
        let Some(hours_min) = contract.into_iter().chain(rostered(case, officer)).min() else { continue };
        if duty_min > hours_min {
            let (duty_min, hours_min) = (short(duty_min), short(hours_min));
            found.add(Part::Officers, What::LongWeek { officer: id, duty_min, hours_min });
        }
    }
}

fn short(minutes: u32) -> u16 {
    minutes.min(u32::from(u16::MAX)) as u16
}

fn week(case: &Case) -> impl Iterator<Item = Day> {
    let monday = case.session.date.monday();
    monday.to(monday + 6)
}

/// Minutes they work that week; nothing where nobody has said.
fn rostered(case: &Case, officer: &Officer) -> Option<u32> {
    week(case).map(|day| case.diary.at_work(officer, day).map(|hours| spans::minutes(&hours))).sum()
}

/// Minutes of the week's work, the break not counted: it is not paid.
fn worked(case: &Case, officer: OfficerId) -> u32 {
    let paid = |duty: duty::Duty| u32::from(duty.total() - duty.rest);
    let of = |day: Day| {
        if day == case.session.date {
            let today = std::iter::once(case.session).chain(case.beside(officer.key()));
            return paid(duty::planned(case.diary, officer, today));
        }
        let other = case.diary.day(day).ok();
        // the session may be on its way from another day of the week to this one
        other.map_or(0, |day| paid(duty::planned(case.diary, officer, day.filter(|s| s.id != case.session.id))))
    };
    week(case).map(of).sum()
}

#[cfg(test)]
mod tests {
    use super::super::testing::Sketch;
    use super::super::*;

    #[test]
    fn the_week_is_counted_with_writing_up_and_without_the_breaks() {
        // 165 minutes each: two fit into five and a half hours, a third does not
        let sketch = || Sketch::new().set("Shah", |o: &mut Officer| o.weekly_hours = 6);
        sketch().check(
            "officer-week",
            r"
            mon 10:00-11:30 Oak Shah Amara with Kelly
            wed 10:00-11:30 Oak Shah Amara with Kelly
        ",
        );
        sketch().check(
            "officer-week",
            r"
            mon 10:00-11:30 Oak Shah Amara with Kelly
                                ^^^^ officer-week (warns): LongWeek officer Shah, duty_min 495, hours_min 360
            wed 10:00-11:30 Oak Shah Amara with Kelly
                                ^^^^ officer-week (warns): LongWeek officer Shah, duty_min 495, hours_min 360
            fri 10:00-11:30 Oak Shah Amara with Kelly
                                ^^^^ officer-week (warns): LongWeek officer Shah, duty_min 495, hours_min 360
            2026-11-30 10:00-11:30 Oak Shah Amara with Kelly
        ",
        );
    }

    #[test]
    fn writing_up_fits_into_the_hours_worked_leave_counted() {
        let leave = |w: &Sketch| {
            let days = "2026-11-25 to 2026-11-28".parse().unwrap();
            Absence { who: Some(w.key("Shah")), days, ..Absence::default() }.into()
        };
        Sketch::new()
            .set("Shah", |o: &mut Officer| o.hours = "Mon-Tue 10:00-12:30".parse().unwrap())
            .with(leave)
            .check(
                "officer-week",
                r"
            mon 10:15-11:45 Oak Shah Amara with Kelly
                                ^^^^ officer-week (warns): LongWeek officer Shah, duty_min 330, hours_min 300
            tue 10:15-11:45 Oak Shah Amara with Kelly
                                ^^^^ officer-week (warns): LongWeek officer Shah, duty_min 330, hours_min 300
        ",
            );
    }
}
