//! The papers of an arrangement, in force for as long as it runs, and who must not meet.

use super::families::{Era, Family};
use super::names::{WORKERS, name, note};
use super::rng::Rng;
use crate::domain::{
    Agreement, AgreementId, Arrangement, CourtOrder, CourtOrderId, Day, Head, Key, Kind, NoMeetRule, NoMeetRuleId,
    NoMeetScope, OrderedBy, PartyId, Record, RiskAssessment, RiskAssessmentId,
};
use std::collections::BTreeSet;

/// Pairs who must not meet in a service of the usual size.
const NO_MEETS: usize = 40;

/// The arrangement, its agreement, its risk assessments (some have one that ran out before) and its order.
pub(super) fn of(rng: &mut Rng, era: Era, arrangement: Arrangement, head: &mut Head, all: &mut Vec<Record>) {
    let id = arrangement.id;
    let start = arrangement.start.unwrap_or(era.days.first);
    let signed = start - rng.between(1, 3);
    let agreement = Agreement {
        id: AgreementId(head.take(Kind::Agreement)),
        arrangement: id,
        signed_on: Some(signed),
        signed_by: arrangement.parties.clone(),
        terms: note("Arrive fifteen minutes early; ring by 10:00 if you cannot come."),
        ..Agreement::default()
    };
    let last = arrangement.end.unwrap_or(era.days.last);
    // nobody renews the papers of what ends soon
    let until = last + if era.today.is_some() && arrangement.end.is_some() { 3 } else { 40 };
    let mut risk = |made: Day, expires: Day| RiskAssessment {
        id: RiskAssessmentId(head.take(Kind::RiskAssessment)),
        arrangement: id,
        made_on: Some(made),
        author: name(rng.pick(&WORKERS)),
        approved_by: name(rng.pick(&WORKERS)),
        expires_on: Some(expires),
        hazards: note(rng.pick(&[
            "Messages to the child.",
            "Anger at the end of contact.",
            "Abduction: low.",
            "Disclosure of the placement.",
        ])),
        controls: note(rng.pick(&[
            "Officer sits near the door.",
            "Bag check.",
            "Separate arrival and departure.",
            "Vary the route.",
        ])),
        level: Some(arrangement.level),
        ..RiskAssessment::default()
    };
    let renewed = start + (last - start) / 2;
    let risks = if last - start > 60 && id.0.is_multiple_of(3) {
        vec![risk(signed - 2, renewed), risk(renewed - 5, until)]
    } else {
        vec![risk(signed - 2, until)]
    };
    let ordered = arrangement.ordered_by == OrderedBy::CourtOrder;
    let (children, minutes) = (arrangement.children.clone(), arrangement.ordered_min_minutes);
    all.push(arrangement.into());
    all.push(agreement.into());
    all.extend(risks.into_iter().map(Record::from));
    if ordered {
        let number = CourtOrderId(head.take(Kind::CourtOrder));
        let made = start - rng.between(15, 30);
        all.push(Record::from(CourtOrder {
            id: number,
            children,
            arrangement: Some(id),
            case_no: name(format!("LE{}C{:05}", made.ymd().0 % 100, 100 + number.0 * 7)),
            made_on: Some(made),
            received_on: Some(made + rng.between(0, 4)),
            from: Some(made),
            terms: note("Contact as the arrangement says; the local authority may vary times for illness."),
            min_minutes_week: minutes,
            ..CourtOrder::default()
        }));
    }
}

/// The pairs: parents who separated and are not seen together, relatives and a child, families at odds.
pub(super) fn no_meets(
    rng: &mut Rng,
    scale: usize,
    families: &[Family],
    together: &BTreeSet<(PartyId, PartyId)>,
    head: &mut Head,
) -> Vec<Record> {
    let wanted = NO_MEETS * scale;
    let mut pairs: Vec<(Key, Key, NoMeetScope)> = Vec::new();
    let parents = families.iter().filter_map(|f| Some((f, f.father?)));
    for (family, father) in parents {
        if pairs.len() < wanted * 6 / 10 && !together.contains(&(family.mother, father)) && rng.percent(60) {
            pairs.push((family.mother.key(), father.key(), NoMeetScope::Site));
        }
    }
    for family in families {
        let Some(kin) = family.others.get(2) else { continue };
        if pairs.len() < wanted * 7 / 10 {
            pairs.push((family.children[0].id.key(), kin.key(), NoMeetScope::Site));
        }
    }
    let mut tries = 0;
    while pairs.len() < wanted && tries < wanted * 20 {
        tries += 1;
        let (a, b) = (rng.below(families.len()), rng.below(families.len()));
        let scope = rng.weighted(&[(50, NoMeetScope::Site), (30, NoMeetScope::Entrance), (20, NoMeetScope::Room)]);
        let (one, other) = (families[a].mother.key(), families[b].father.unwrap_or(families[b].mother).key());
        if a != b && !pairs.iter().any(|(x, y, _)| (*x, *y) == (one, other) || (*x, *y) == (other, one)) {
            pairs.push((one, other, scope));
        }
    }
    pairs
        .into_iter()
        .map(|(a, b, scope)| {
            let id = NoMeetRuleId(head.take(Kind::NoMeetRule));
            let reason = note(rng.pick(&[
                "Non-molestation order.",
                "Threats at court.",
                "Bail condition.",
                "Feud between the families.",
            ]));
            NoMeetRule { id, a: Some(a), b: Some(b), scope, reason, ..NoMeetRule::default() }.into()
        })
        .collect()
}
