//! Only adults who are on the arrangement come; some only by prior agreement (DOMAIN 3b H2).

use super::*;

pub(super) const RULE: Rule = Rule {
    name: "adult-named",
    about: "only adults on the arrangement come; one who may come by prior agreement is a warning to ask first",
    source: "DOMAIN 3b H2",
    severity: Severity::Block,
    parts: &[Part::Parties],
    check,
};

fn check(case: &Case, found: &mut Found) {
    let Some(arrangement) = case.arrangement else { return };
    for party in &case.session.parties {
        if arrangement.parties.contains(party) || arrangement.invited.contains(party) {
            continue;
        }
        if arrangement.by_agreement.contains(party) {
            found.warn(Part::Parties, What::ByAgreement { party: *party });
        } else {
            found.add(Part::Parties, What::NotNamed { party: *party, arrangement: arrangement.id });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::Sketch;
    use super::super::*;

    #[test]
    fn a_stranger_is_refused() {
        Sketch::new().check(
            "adult-named",
            r"
            mon 14:00-15:30 Oak Shah Amara with Kelly+Rob
                                                      ^^^ adult-named: NotNamed party Rob, arrangement Amara's
        ",
        );
    }

    #[test]
    fn the_invited_come_and_some_must_be_agreed_first() {
        Sketch::new()
            .set("Amara's", |r: &mut Arrangement| {
                r.invited = vec![PartyId(2)];
                r.by_agreement = vec![PartyId(3)];
            })
            .check(
                "adult-named",
                r"
            mon 14:00-15:30 Oak Shah Amara with Kelly+Rob+Mina
                                                          ^^^^ adult-named (warns): ByAgreement party Mina
        ",
            );
    }
}
