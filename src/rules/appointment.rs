//! No session while a child, adult or officer is taken by a review, court, a medical, school or a holiday (DOMAIN 3b
//! H20). A festival is a warning (3c S15). A carer's holiday takes the child along; their other dates are a warning where
//! the carer brings the child.

use super::carer_away::brings;
use super::officer_taken::{bound, officers};
use super::*;

pub(super) const RULE: Rule = Rule {
    name: "appointment",
    about: "no session while somebody it takes is at a review, court, a medical, school or on holiday; a festival warns",
    source: "DOMAIN 3b H20, 3c S15",
    severity: Severity::Block,
    parts: &[Part::Officers, Part::Time],
    check,
};

fn check(case: &Case, found: &mut Found) {
    let session = case.session;
    for child in &session.children {
        let journeys = session.legs.iter().filter(|leg| leg.children.contains(child)).map(Leg::span);
        let taken: Vec<Span> = std::iter::once(session.children_on_site()).chain(journeys).collect();
        dates(case, child.key(), &taken, Part::Time, found);
        carer(case, *child, &taken, found);
    }
    for party in &session.parties {
        dates(case, party.key(), &[session.adults_on_site()], Part::Time, found);
    }
    for officer in officers(session) {
        let taken: Vec<Span> = bound(session, officer).collect();
        dates(case, officer.key(), &taken, Part::Officers, found);
    }
}

/// Every date of somebody that falls into the minutes the session takes of them.
fn dates(case: &Case, who: Key, taken: &[Span], part: Part, found: &mut Found) {
    for date in hits(case, who, taken) {
        let what = said(case, who, date);
        if date.sort == AppointmentSort::Festival { found.warn(part, what) } else { found.add(part, what) }
    }
}

fn carer(case: &Case, child: ChildId, taken: &[Span], found: &mut Found) {
    let Some(placement) = case.diary.placement(child, case.session.date) else { return };
    let who = placement.carer.key();
    for date in hits(case, who, taken) {
        let what = said(case, who, date);
        match date.sort {
            AppointmentSort::Holiday => found.add(Part::Time, what),
            AppointmentSort::Festival => found.warn(Part::Time, what),
            _ if brings(case, child) => found.warn(Part::Time, what),
            _ => {}
        }
    }
}

fn hits<'a>(case: &'a Case, who: Key, taken: &[Span]) -> impl Iterator<Item = &'a Appointment> {
    let day = case.session.date;
    let on = case.diary.dated::<Appointment>(who, day).filter(move |date| date.days.hold(day));
    on.filter(|date| taken.iter().any(|span| span.overlaps(date.time.unwrap_or(Span::DAY))))
}

fn said(case: &Case, who: Key, date: &Appointment) -> What {
    let until = if date.days.last == case.session.date { date.time.unwrap_or(Span::DAY).to } else { Minute::END };
    let until = date.time.map_or(until, |time| time.to);
    What::Appointment { who, appointment: date.id, sort: date.sort, last: date.days.last, until }
}

#[cfg(test)]
mod tests {
    use super::super::testing::Sketch;
    use super::super::*;

    fn date(who: &'static [&str], sort: AppointmentSort, time: Option<&str>) -> impl FnOnce(&Sketch) -> Record {
        let time = time.map(|t| t.parse().unwrap());
        move |w: &Sketch| {
            let who = who.iter().map(|name| w.key(name)).collect();
            let days = "2026-11-23 to 2026-11-24".parse().unwrap();
            Appointment { who, sort, days, time, ..Appointment::default() }.into()
        }
    }

    #[test]
    fn a_review_refuses_and_a_festival_warns() {
        Sketch::new().with(date(&["Amara", "Shah"], AppointmentSort::LacReview, Some("15:35-16:30"))).check(
            "appointment",
            r"
            mon 14:00-15:30 Oak Mehta Amara with Kelly
            tue 14:00-15:30 Oak Mehta Amara with Kelly
                                      ^^^^^ appointment: Appointment who Amara, appointment the appointment, sort LacReview, last 2026-11-24, until 16:30
              back 15:30-16:00 Osei Car1
            tue 14:00-15:30 Elm Shah Theo with Rob
                                ^^^^ appointment: Appointment who Shah, appointment the appointment, sort LacReview, last 2026-11-24, until 16:30
            wed 15:00-16:00 Oak Mehta Amara with Kelly
        ",
        );
        Sketch::new().with(date(&["Kelly"], AppointmentSort::Festival, None)).check(
            "appointment",
            r"
            mon 14:00-15:30 Oak Mehta Amara with Kelly
                                                 ^^^^^ appointment (warns): Appointment who Kelly, appointment the appointment, sort Festival, last 2026-11-24, until 24:00
            wed 14:00-15:30 Oak Mehta Amara with Kelly
        ",
        );
    }

    #[test]
    fn a_carers_holiday_refuses_and_their_court_date_warns_where_they_bring_the_child() {
        Sketch::new().with(date(&["Hill"], AppointmentSort::Holiday, None)).check(
            "appointment",
            r"
            mon 14:00-15:30 Oak Mehta Amara with Kelly
                ^^^^^^^^^^^ appointment: Appointment who Hill, appointment the appointment, sort Holiday, last 2026-11-24, until 24:00
              out 13:30-14:00 Osei Car1
            mon 14:00-15:30 Elm Shah Theo with Rob
        ",
        );
        Sketch::new().with(date(&["Hill"], AppointmentSort::Court, Some("09:00-14:30"))).check(
            "appointment",
            r"
            mon 14:00-15:30 Oak Mehta Amara with Kelly
                ^^^^^^^^^^^ appointment (warns): Appointment who Hill, appointment the appointment, sort Court, last 2026-11-24, until 14:30
            tue 14:00-15:30 Oak Mehta Amara with Kelly
              out 13:30-14:00 Osei Car1
        ",
        );
    }
}
