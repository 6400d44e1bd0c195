//! The times a child asks to keep: clubs, tuition, prayers (DOMAIN 3c S15, S16). A warning: contact may matter more.

use super::*;

pub(super) const RULE: Rule = Rule {
    name: "keep-free",
    about: "the times a child is to have free stay free, journeys counted, or it is a warning",
    source: "DOMAIN 3c S15, S16",
    severity: Severity::Warn,
    parts: &[Part::Children],
    check,
};

fn check(case: &Case, found: &mut Found) {
    let session = case.session;
    for id in session.children_there() {
        let Some(child) = case.diary.get::<Child>(*id) else { continue };
        let journeys = session.legs.iter().filter(|leg| leg.children.contains(id)).map(Leg::span);
        let away: Vec<Span> = std::iter::once(session.children_on_site()).chain(journeys).collect();
        let free = child.keep_free.on(session.date).iter().filter(|free| away.iter().any(|a| a.overlaps(**free)));
        if let Some(until) = free.map(|free| free.to).max() {
            found.add(Part::Children, What::KeepFree { child: *id, until });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::Sketch;
    use super::super::*;

    #[test]
    fn football_is_on_mondays() {
        Sketch::new().set("Amara", |c: &mut Child| c.keep_free = "Mon 15:45-17:00".parse().unwrap()).check(
            "keep-free",
            r"
            mon 14:00-15:30 Oak Shah Amara with Kelly
            mon 14:00-15:30 Oak Shah Amara with Kelly
                                     ^^^^^ keep-free (warns): KeepFree child Amara, until 17:00
              back 15:30-16:00 Osei Car1
            tue 16:00-17:00 Oak Shah Amara with Kelly
        ",
        );
    }
}
