//! No child is taken out of school, unless the social worker has agreed (DOMAIN 3b H16). School is in on the days of its
//! terms that are not closed, within its hours. The session counts, and a journey where one is on file; the way to a
//! session without one does not.

use super::*;

pub(super) const RULE: Rule = Rule {
    name: "in-school",
    about: "no session or journey in a child's school time, unless the arrangement says it is agreed",
    source: "DOMAIN 3b H16",
    severity: Severity::Block,
    parts: &[Part::Time],
    check,
};

fn check(case: &Case, found: &mut Found) {
    let session = case.session;
    if case.arrangement.is_some_and(|a| a.school_time_agreed) {
        return;
    }
    for id in session.children_there() {
        let Some(school) = case.diary.get::<Child>(*id).and_then(|c| c.school) else { continue };
        let Some(school) = case.diary.get::<SchoolCalendar>(school) else { continue };
        if !is_in(school, session.date) {
            continue;
        }
        let journeys = session.legs.iter().filter(|leg| leg.children.contains(id)).map(Leg::span);
        let away = std::iter::once(session.children_on_site()).chain(journeys);
        let lessons = school.hours.on(session.date);
        if let Some(missed) = away.into_iter().find_map(|span| lessons.iter().find(|l| l.overlaps(span))) {
            found.add(Part::Time, What::InSchool { child: *id, school: school.id, until: missed.to });
        }
    }
}

/// Whether a school is in on a day.
fn is_in(school: &SchoolCalendar, day: Day) -> bool {
    school.terms.iter().any(|term| term.hold(day)) && !school.closed.contains(&day)
}

#[cfg(test)]
mod tests {
    use super::super::testing::Sketch;
    use super::super::*;

    #[test]
    fn term_time_hours_and_closed_days() {
        Sketch::new()
            .set("Amara", |c: &mut Child| c.school = Some(SchoolCalendarId(1)))
            .set("Theo", |c: &mut Child| c.school = Some(SchoolCalendarId(1)))
            .set("Theo's", |a: &mut Arrangement| a.school_time_agreed = true)
            .check(
                "in-school",
                r"
            mon 15:00-16:30 Oak Shah Amara with Kelly
                                     ^^^^^ in-school: InSchool child Amara, school Abbey, until 15:20
            tue 15:20-16:30 Oak Shah Amara with Kelly
            wed 14:00-15:30 Oak Shah Theo with Rob
            fri 14:00-15:30 Oak Shah Amara with Kelly
            2026-12-21 14:00-15:30 Oak Shah Amara with Kelly
            2199-12-30 14:00-15:30 Oak Shah Amara with Kelly
        ",
            );
    }

    #[test]
    fn a_journey_on_file_counts() {
        Sketch::new()
            .set("Amara", |c: &mut Child| c.school = Some(SchoolCalendarId(1)))
            .set("Theo", |c: &mut Child| c.school = Some(SchoolCalendarId(1)))
            .set("Theo's", |a: &mut Arrangement| a.school_time_agreed = true)
            .check(
                "in-school",
                r"
            mon 15:30-16:30 Oak Shah Amara with Kelly
                                     ^^^^^ in-school: InSchool child Amara, school Abbey, until 15:20
              out 15:05-15:30 Osei Car1 from Abbey
            tue 15:45-16:30 Oak Shah Amara with Kelly
              out 15:20-15:45 Osei Car1 from Abbey
        ",
            );
    }
}
