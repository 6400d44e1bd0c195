//! A room has what the arrangement, the risk assessment and the people ask for (DOMAIN 2). Who uses a wheelchair, or has
//! the words “wheelchair” or “step-free” among their access needs, needs a step-free room.

use super::*;

pub(super) const RULE: Rule = Rule {
    name: "room-needs",
    about: "a room has what the arrangement, the risk assessment and the people need",
    source: "DOMAIN 2",
    severity: Severity::Block,
    parts: &[Part::Room],
    check,
};

fn check(case: &Case, found: &mut Found) {
    let Some(room) = case.session.room.and_then(|id| case.diary.get::<Room>(id)) else { return };
    let mut lacks = |feature: RoomFeature| {
        if !room.features.contains(&feature) {
            found.add(Part::Room, What::Lacks { who: room.key(), need: Need::Feature(feature) });
        }
    };
    let asked = case.arrangement.map_or(&[][..], |a| &a.room_needs);
    for feature in asked {
        lacks(*feature);
    }
    if !asked.contains(&RoomFeature::StepFree) && step_free(case) {
        lacks(RoomFeature::StepFree);
    }
    if !asked.contains(&RoomFeature::NearExit) && case.risks().any(|risk| risk.room_near_exit) {
        lacks(RoomFeature::NearExit);
    }
}

fn step_free(case: &Case) -> bool {
    let child = |id: &ChildId| case.diary.get::<Child>(*id).is_some_and(|c| c.wheelchair || says_so(&c.mobility));
    let party = |id: &PartyId| case.diary.get::<Party>(*id).is_some_and(|p| says_so(&p.access));
    case.session.children_there().iter().any(child) || case.session.parties.iter().any(party)
}

fn says_so(text: &str) -> bool {
    ["wheelchair", "step-free"]
        .iter()
        .any(|word| text.as_bytes().windows(word.len()).any(|part| part.eq_ignore_ascii_case(word.as_bytes())))
}

#[cfg(test)]
mod tests {
    use super::super::testing::Sketch;
    use super::super::*;

    #[test]
    fn the_arrangement_and_the_risk_assessment_ask_for_things() {
        Sketch::new()
            .set("Amara's", |a: &mut Arrangement| a.room_needs = vec![RoomFeature::Cot, RoomFeature::Kitchen])
            .set("Amara's risks", |r: &mut RiskAssessment| r.room_near_exit = true)
            .set("Oak", |r: &mut Room| r.features = vec![RoomFeature::Kitchen])
            .check(
                "room-needs",
                r"
            mon 14:00-15:30 Oak Shah Amara with Kelly
                            ^^^ room-needs: Lacks who Oak, need Feature(Cot)
                            ^^^ room-needs: Lacks who Oak, need Feature(NearExit)
            2027-02-01 14:00-15:30 Oak Shah Amara with Kelly
                                   ^^^ room-needs: Lacks who Oak, need Feature(Cot)
            mon 14:00-15:30 Elm Shah Theo with Rob
        ",
            );
    }

    #[test]
    fn who_cannot_manage_steps_needs_none() {
        Sketch::new()
            .set("Kelly", |p: &mut Party| p.access = "Uses a Wheelchair outdoors".parse().unwrap())
            .set("Theo", |c: &mut Child| c.wheelchair = true)
            .set("Hall", |r: &mut Room| r.features = vec![RoomFeature::StepFree])
            .check(
                "room-needs",
                r"
            mon 14:00-15:30 Oak Shah Amara with Kelly
                            ^^^ room-needs: Lacks who Oak, need Feature(StepFree)
            mon 14:00-15:30 Elm Shah Theo with Rob
                            ^^^ room-needs: Lacks who Elm, need Feature(StepFree)
            tue 14:00-15:30 Hall Shah Theo with Rob
        ",
            );
    }
}
