//! As many officers as the level takes: of the session, the arrangement and the risk assessment in force, whichever asks
//! most (DOMAIN 3b H5). Indirect contact takes what the arrangement says and no more.

use super::*;

pub(super) const RULE: Rule = Rule {
    name: "officers-needed",
    about: "as many officers as the level, the arrangement or the risk assessment asks for",
    source: "DOMAIN 3b H5",
    severity: Severity::Block,
    parts: &[Part::Officers],
    check,
};

fn check(case: &Case, found: &mut Found) {
    let session = case.session;
    if session.sort.is_meeting() {
        return;
    }
    let indirect = session.level == SupervisionLevel::Indirect;
    let levels = case.arrangement.map(|a| a.level).into_iter().chain(case.risks().filter_map(|risk| risk.level));
    let asked = levels.filter(|_| !indirect).map(SupervisionLevel::officers).max().unwrap_or(0);
    let said = case.arrangement.and_then(|a| a.officers_needed).map_or(0, usize::from);
    let needed = session.level.officers().max(asked).max(said);
    let distinct = session.officers.iter().enumerate().filter(|(i, o)| !session.officers[..*i].contains(o)).count();
    if distinct < needed {
        found.add(Part::Officers, What::TooFewOfficers { needed: needed as u16, given: distinct as u16 });
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::Sketch;
    use super::super::*;

    #[test]
    fn the_most_that_anyone_asks_for() {
        Sketch::new()
            .set("Theo's", |a: &mut Arrangement| a.officers_needed = Some(3))
            .set("Zuri's", |a: &mut Arrangement| a.level = SupervisionLevel::CloseTwoOfficer)
            .set("Noor's risks", |r: &mut RiskAssessment| r.level = Some(SupervisionLevel::CloseTwoOfficer))
            .check(
                "officers-needed",
                r"
            mon 14:00-15:30 Oak Shah Amara with Kelly
            mon 14:00-15:30 Oak Shah Amara with Kelly (close)
                                ^^^^ officers-needed: TooFewOfficers needed 2, given 1
            mon 14:00-15:30 Oak Shah+Mehta Theo with Rob
                                ^^^^^^^^^^ officers-needed: TooFewOfficers needed 3, given 2
            mon 14:00-15:30 Oak Shah Zuri with Mina
                                ^^^^ officers-needed: TooFewOfficers needed 2, given 1
            mon 14:00-15:30 Oak Shah+Shah Noor with Jo
                                ^^^^^^^^^ officers-needed: TooFewOfficers needed 2, given 1
            mon 14:00-15:30 Oak - Noor with Jo (indirect)
            2027-02-01 14:00-15:30 Oak Shah Noor with Jo
        ",
            );
    }
}
