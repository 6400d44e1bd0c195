//! An officer has no more sessions on a day than they, or the service, can bear (DOMAIN 2, max sessions per day).

use super::*;

pub(super) const RULE: Rule = Rule {
    name: "officer-day-full",
    about: "an officer has no more sessions on a day than their limit",
    source: "DOMAIN 2",
    severity: Severity::Block,
    parts: &[Part::Officers],
    check,
};

fn check(case: &Case, found: &mut Found) {
    for officer in &case.session.officers {
        let own = case.diary.get::<Officer>(*officer).and_then(|o| o.max_sessions_day).map(u16::from);
        let most = own.unwrap_or(case.settings.sessions_day);
        let sessions = 1 + case.beside(officer.key()).filter(|o| o.officers.contains(officer)).count() as u16;
        if sessions > most {
            found.add(Part::Officers, What::DayFull { officer: *officer, sessions, most });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::Sketch;
    use super::super::*;

    #[test]
    fn a_limit_of_ones_own_goes_before_the_services() {
        Sketch::new().set("Mehta", |o: &mut Officer| o.max_sessions_day = Some(1)).check(
            "officer-day-full",
            r"
            mon 09:00-10:00 Oak Shah Amara with Kelly
            mon 11:00-12:00 Oak Shah Amara with Kelly
            mon 13:00-14:00 Oak Shah Amara with Kelly
            mon 15:00-16:00 Oak Shah+Mehta Amara with Kelly
                                     ^^^^^ officer-day-full: DayFull officer Mehta, sessions 2, most 1
            mon 17:00-18:00 Oak Mehta Amara with Kelly
                                ^^^^^ officer-day-full: DayFull officer Mehta, sessions 2, most 1
            tue 13:00-14:00 Oak Shah Amara with Kelly
        ",
        );
    }

    #[test]
    fn the_service_allows_four() {
        Sketch::new().check(
            "officer-day-full",
            r"
            mon 09:00-09:30 Oak Shah Amara with Kelly
                                ^^^^ officer-day-full: DayFull officer Shah, sessions 5, most 4
            mon 11:00-11:30 Oak Shah Amara with Kelly
                                ^^^^ officer-day-full: DayFull officer Shah, sessions 5, most 4
            mon 13:00-13:30 Oak Shah Amara with Kelly
                                ^^^^ officer-day-full: DayFull officer Shah, sessions 5, most 4
            mon 15:00-15:30 Oak Shah Amara with Kelly
                                ^^^^ officer-day-full: DayFull officer Shah, sessions 5, most 4
            mon 17:00-17:30 Oak Shah Amara with Kelly
                                ^^^^ officer-day-full: DayFull officer Shah, sessions 5, most 4
        ",
        );
    }
}
