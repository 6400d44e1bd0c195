//! When an arrangement is to happen: its recurrence laid over its children's school calendars.

use super::Diary;
use crate::domain::recurrence::{Frame, Occurrence};
use crate::domain::*;

impl Diary {
    /// Whether it is term for some children: while it is term for any of them, from the first day of a term to its last,
    /// training days and weekends between them included. Where none of them goes to school the City's dates count.
    pub fn in_term(&self, children: &[ChildId], day: Day) -> bool {
        let mut schools =
            children.iter().filter_map(|c| self.get::<SchoolCalendar>(self.get::<Child>(*c)?.school?)).peekable();
        if schools.peek().is_none() {
            return projected(calendar::Authority::City, day);
        }
        schools.any(|school| school.in_term(day))
    }

    /// The times an arrangement comes round on these days, by day and time.
    pub fn occurrences(&self, arrangement: &Arrangement, within: Days) -> Vec<Occurrence> {
        self.occurrences_of(&arrangement.recurrence, arrangement, within)
    }

    /// The same for another recurrence of the arrangement than the one on file.
    pub fn occurrences_of(&self, recurrence: &Recurrence, arrangement: &Arrangement, within: Days) -> Vec<Occurrence> {
        let in_term = |day: Day| self.in_term(&arrangement.children, day);
        recurrence.occurrences(within, &Frame { from: arrangement.start, to: arrangement.end, in_term: &in_term })
    }
}

impl SchoolCalendar {
    /// Whether a day lies within a term. Years whose terms are not on file yet are projected, by the authority named.
    pub fn in_term(&self, day: Day) -> bool {
        let (first, last) = year_of(day);
        if self.terms.iter().any(|term| term.overlap(Days::new(first, last))) {
            return self.terms.iter().any(|term| term.hold(day));
        }
        let county = self.authority.to_lowercase().starts_with("county");
        projected(if county { calendar::Authority::County } else { calendar::Authority::City }, day)
    }
}

fn projected(authority: calendar::Authority, day: Day) -> bool {
    calendar::school_year(authority, year_of(day).0.ymd().0).terms.iter().any(|term| term.hold(day))
}

/// The school year of a day, August to July.
fn year_of(day: Day) -> (Day, Day) {
    let (year, month, _) = day.ymd();
    let year = if month < 8 { year - 1 } else { year };
    let of = |year, month, day| Day::of(year, month, day).unwrap_or_default();
    (of(year, 8, 1), of(year + 1, 7, 31))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn diary() -> Diary {
        let term = |text: &str| text.parse::<Days>().unwrap();
        let city = SchoolCalendar {
            id: SchoolCalendarId(1),
            terms: vec![term("2026-08-25 to 2026-10-16"), term("2026-10-26 to 2026-12-18")],
            closed: vec![day("2026-11-27")],
            ..SchoolCalendar::default()
        };
        let county = SchoolCalendar {
            id: SchoolCalendarId(2),
            authority: "County".parse().unwrap(),
            terms: vec![term("2026-08-26 to 2026-10-09"), term("2026-10-19 to 2026-12-18")],
            ..SchoolCalendar::default()
        };
        let child = |id, school: Option<u32>| {
            Record::from(Child { id: ChildId(id), school: school.map(SchoolCalendarId), ..Child::default() })
        };
        Diary::of_records([city.into(), county.into(), child(1, Some(1)), child(2, Some(2)), child(3, None)], [])
    }

    #[test]
    fn each_child_follows_its_own_school_and_one_in_term_is_enough() {
        let diary = diary();
        let on = |children: &[u32], text: &str| {
            diary.in_term(&children.iter().map(|c| ChildId(*c)).collect::<Vec<_>>(), day(text))
        };
        // the County's half-term is a week before the City's
        assert_eq!((on(&[1], "2026-10-14"), on(&[2], "2026-10-14"), on(&[1, 2], "2026-10-14")), (true, false, true));
        assert_eq!((on(&[1], "2026-10-21"), on(&[2], "2026-10-21"), on(&[1, 2], "2026-10-21")), (false, true, true));
        assert!(on(&[1], "2026-11-27") && on(&[1], "2026-11-28") && !on(&[1], "2026-12-19"));
        // a brother who is too young for school changes nothing; alone he follows the City's dates
        assert!(!on(&[1, 3], "2026-10-21") && !on(&[3], "2026-10-21") && on(&[3], "2026-11-04"));
        // years that are not on file are projected: February half-term, a summer
        assert!(on(&[2], "2028-02-15") && !on(&[1], "2028-07-20") && on(&[1], "2028-09-20"));
    }

    #[test]
    fn term_and_holidays_have_times_of_their_own() {
        let recurrence = "Thu 16:00-17:30 in term; Wed 11:00-12:30 in holidays".parse().unwrap();
        let arrangement = Arrangement { children: vec![ChildId(1)], recurrence, ..Arrangement::default() };
        let days: Vec<String> = diary()
            .occurrences(&arrangement, "2026-10-12 to 2026-11-01".parse().unwrap())
            .iter()
            .map(|o| format!("{} {}", said::short(o.day), o.at.unwrap().from))
            .collect();
        assert_eq!(days, ["Thu 15 Oct 16:00", "Wed 21 Oct 11:00", "Thu 29 Oct 16:00"]);
    }
}
