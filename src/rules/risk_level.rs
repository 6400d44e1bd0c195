//! Contact is watched at least as closely as the risk assessment in force says it must be; of several, the strictest
//! (DOMAIN 3b H5). What the arrangement says counts for nothing against it.

use super::*;

pub(super) const RULE: Rule = Rule {
    name: "risk-level",
    about: "contact is watched at least as closely as the risk assessment in force asks for",
    source: "DOMAIN 3b H5",
    severity: Severity::Block,
    parts: &[Part::Session],
    check,
};

fn check(case: &Case, found: &mut Found) {
    let session = case.session;
    if session.sort.is_meeting() {
        return;
    }
    let asked = case.risks().filter_map(|risk| risk.level.map(|level| (level, risk.id.key())));
    let above = asked.filter(|(level, _)| session.level.closeness() < level.closeness());
    if let Some((needed, by)) = above.max_by_key(|(level, _)| level.closeness()) {
        found.add(Part::Session, What::LevelBelow { needed, by });
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Sketch, day};
    use super::super::*;

    #[test]
    fn the_strictest_in_force_counts() {
        let risk = |w: &Sketch, n: u32, level: SupervisionLevel, until: &str| RiskAssessment {
            id: RiskAssessmentId(n),
            arrangement: ArrangementId(w.id("Amara's")),
            made_on: Some(day("mon")),
            expires_on: Some(day(until)),
            level: Some(level),
            ..RiskAssessment::default()
        };
        let lines = [
            "mon 14:00-15:30 Oak Shah Amara with Kelly (close)",
            "mon 16:00-17:00 Oak Shah Amara with Kelly",
            "tue 14:00-15:30 Oak Shah Amara with Kelly",
            "tue 16:00-17:30 Oak Shah Amara with Kelly (unsupervised)",
        ];
        let (diary, sessions) = Sketch::new()
            .with(|w| risk(w, 801, SupervisionLevel::Supervised, "tue").into())
            .with(|w| risk(w, 802, SupervisionLevel::CloseTwoOfficer, "mon").into())
            .diary(&lines);
        let needed = |session: &Session| {
            let found = check(&diary, session).unwrap();
            let mine: Vec<_> = found.into_iter().filter(|f| f.rule.to_string() == "risk-level").collect();
            assert!(mine.iter().all(Finding::blocks));
            let level = |what: What| match what {
                What::LevelBelow { needed, by } if by.kind == Kind::RiskAssessment => needed,
                other => panic!("{other:?}"),
            };
            mine.into_iter().map(|f| level(f.what)).collect::<Vec<_>>()
        };
        assert_eq!(needed(&sessions[0]), []);
        assert_eq!(needed(&sessions[1]), [SupervisionLevel::CloseTwoOfficer]);
        assert_eq!(needed(&sessions[2]), []);
        assert_eq!(needed(&sessions[3]), [SupervisionLevel::Supervised]);
    }
}
