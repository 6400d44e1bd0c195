//! An officer's week stays within the hours of their contract (DOMAIN 2). It counts the days of the week that the diary
//! holds: more of them can only make it more, so what it says is so.

use super::*;

pub(super) const RULE: Rule = Rule {
    name: "officer-week",
    about: "an officer's week, with travel and writing up, stays within the hours of their contract",
    source: "DOMAIN 2",
    severity: Severity::Warn,
    check,
};

fn check(case: &Case, found: &mut Found) {
    for id in officer_taken::officers(case.session) {
        let weekly = case.diary.get::<Officer>(id).map_or(0, |o| o.weekly_hours);
        if weekly == 0 {
            continue;
        }
        let worked = worked(case, id);
        if worked > u32::from(weekly) * 60 {
            let duty_min = worked.min(u32::from(u16::MAX)) as u16;
            found.add(Part::Officers, What::LongWeek { officer: id, duty_min, weekly_hours: weekly });
        }
    }
}

/// Minutes of the week, the break not counted: it is not paid.
fn worked(case: &Case, officer: OfficerId) -> u32 {
    let monday = case.session.date.monday();
    let paid = |duty: duty::Duty| u32::from(duty.total() - duty.rest);
    let of = |day: Day| {
        if day == case.session.date {
            let today = std::iter::once(case.session).chain(case.others.iter().copied());
            return paid(duty::planned(case.diary, officer, today));
        }
        let other = case.diary.day(day).ok();
        // the session may be on its way from another day of the week to this one
        other.map_or(0, |day| paid(duty::planned(case.diary, officer, day.filter(|s| s.id != case.session.id))))
    };
    monday.to(monday + 6).map(of).sum()
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
                                ^^^^ officer-week (warns): LongWeek officer Shah, duty_min 495, weekly_hours 6
            wed 10:00-11:30 Oak Shah Amara with Kelly
                                ^^^^ officer-week (warns): LongWeek officer Shah, duty_min 495, weekly_hours 6
            fri 10:00-11:30 Oak Shah Amara with Kelly
                                ^^^^ officer-week (warns): LongWeek officer Shah, duty_min 495, weekly_hours 6
            2026-11-30 10:00-11:30 Oak Shah Amara with Kelly
        ",
        );
    }
}
