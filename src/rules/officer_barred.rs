//! An officer who must not work with a family does not: barred by the arrangement, or a conflict of interest on file
//! (DOMAIN 2, conflict_with).

use super::*;

pub(super) const RULE: Rule = Rule {
    name: "officer-barred",
    about: "an officer barred by the arrangement or with a conflict of interest is not booked",
    source: "DOMAIN 2",
    severity: Severity::Block,
    parts: &[Part::Officers],
    check,
};

fn check(case: &Case, found: &mut Found) {
    let session = case.session;
    for officer in super::officer_taken::officers(session) {
        let mut barred = |with: Key| found.add(Part::Officers, What::Barred { officer, with });
        if let Some(arrangement) = case.arrangement.filter(|a| a.barred_officers.contains(&officer)) {
            barred(arrangement.key());
        }
        for with in case.diary.get::<Officer>(officer).map_or(&[][..], |o| &o.conflicts) {
            let here = match with.kind {
                Kind::Child => session.children.contains(&ChildId(with.id)),
                Kind::Party => session.parties.contains(&PartyId(with.id)),
                Kind::Arrangement => session.arrangement == Some(ArrangementId(with.id)),
                _ => false,
            };
            if here {
                barred(*with);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::Sketch;
    use super::super::*;

    #[test]
    fn barred_by_the_arrangement_or_by_a_conflict() {
        Sketch::new()
            .set("Amara's", |a: &mut Arrangement| a.barred_officers = vec![OfficerId(1)])
            .set("Mehta", |o: &mut Officer| o.conflicts = vec![PartyId(2).key(), ChildId(3).key()])
            .check(
                "officer-barred",
                r"
            mon 14:00-15:30 Oak Shah Amara with Kelly
                                ^^^^ officer-barred: Barred officer Shah, with Amara's
            mon 14:00-15:30 Oak Mehta Theo with Rob
                                ^^^^^ officer-barred: Barred officer Mehta, with Rob
            mon 14:00-15:30 Oak Mehta Noor with Jo
            mon 14:00-15:30 Oak Cole Zuri with Mina
                                     ^^^^ officer-barred: Barred officer Mehta, with Zuri
              out 13:30-13:55 Mehta
        ",
            );
    }
}
