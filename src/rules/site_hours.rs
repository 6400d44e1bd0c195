//! A session lies within the hours of its site, and everyone comes and goes within the hours of the service
//! (DOMAIN 3a). The early adult waits inside, so the site's own hours hold the session, the service's all of it. A site
//! without hours on file is not checked; indirect contact needs no site.

use super::*;

pub(super) const RULE: Rule = Rule {
    name: "site-hours",
    about: "a session lies within its site's hours, arrivals and departures within the service's",
    source: "DOMAIN 3a",
    severity: Severity::Block,
    parts: &[Part::Time],
    check,
};

fn check(case: &Case, found: &mut Found) {
    let session = case.session;
    let indirect = session.level == SupervisionLevel::Indirect;
    let asked = if indirect { session.span() } else { session.on_site() };
    outside(case, None, &case.settings.service_hours, asked, Part::Time, found);
    if let Some(site) = case.diary.get::<Site>(session.site).filter(|_| !indirect) {
        outside(case, Some(site.key()), &site.hours, session.span(), Part::Time, found);
    }
}

/// Notes that `asked` is not within the hours of that day. No hours on file at all are no limit.
pub(super) fn outside(
    case: &Case,
    who: Option<Key>,
    hours: &Hours,
    asked: Span,
    part: Part,
    found: &mut Found,
) -> bool {
    let day = case.session.date;
    let outside = !hours.is_empty() && !hours.hold(day, asked);
    if outside {
        found.add(part, What::OutsideHours { who, hours: hours.on(day).to_vec(), asked });
    }
    outside
}

#[cfg(test)]
mod tests {
    use super::super::testing::Sketch;
    use super::super::*;

    #[test]
    fn the_session_lies_within_the_sites_hours_and_all_of_it_within_the_services() {
        Sketch::new().check(
            "site-hours",
            r"
            mon 08:30-10:00 Oak Shah Amara with Kelly
            mon 08:00-09:00 Oak Shah Theo with Rob
                ^^^^^^^^^^^ site-hours: OutsideHours who None, hours [08:00-19:00], asked 07:45-09:15
                ^^^^^^^^^^^ site-hours: OutsideHours who Some(Andrew), hours [08:30-18:30], asked 08:00-09:00
            sat 15:00-16:30 Oak Shah Amara with Kelly
                ^^^^^^^^^^^ site-hours: OutsideHours who Some(Andrew), hours [09:00-16:00], asked 15:00-16:30
            sun 10:00-11:00 Oak Shah Amara with Kelly
                ^^^^^^^^^^^ site-hours: OutsideHours who None, hours [], asked 09:45-11:15
                ^^^^^^^^^^^ site-hours: OutsideHours who Some(Andrew), hours [], asked 10:00-11:00
        ",
        );
    }

    #[test]
    fn a_site_without_hours_on_file_is_not_checked() {
        Sketch::new().set("Mayfield", |s: &mut Site| s.hours = Hours::default()).check(
            "site-hours",
            r"
            mon 18:00-18:45 Hall Shah Amara with Kelly
            mon 18:00-18:50 Hall Mehta Theo with Rob
                ^^^^^^^^^^^ site-hours: OutsideHours who None, hours [08:00-19:00], asked 17:45-19:05
            mon 18:00-19:00 @Andrew Cole Zuri with Mina (indirect)
        ",
        );
    }
}
