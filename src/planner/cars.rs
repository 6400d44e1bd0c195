//! Who drives and who rides along: for each journey the first the rules allow.

use super::bundle::Placed;
use super::model::DayModel;
use super::transport::{self, Crew, Journey};
use super::wish::Wish;
use crate::domain::*;

/// The legs as they would be if the rules objected to nothing.
pub(super) fn first(day: &DayModel, wish: &Wish, session: &Session) -> Vec<Leg> {
    let mut session = session.clone();
    for direction in [Direction::Out, Direction::Return] {
        let way = transport::journeys(day, wish, &session, direction).into_iter().next().unwrap_or_default();
        for journey in way {
            let crew = transport::crews(day, wish, &session, &journey).into_iter().next();
            session.legs.extend(transport::crewed(day, &journey, crew));
        }
    }
    session.legs
}

/// The legs chosen one journey after the other, each with the first crew the rules allow.
pub(super) fn settled(day: &DayModel, wish: &Wish, session: &Session) -> Vec<Leg> {
    let mut session = session.clone();
    for direction in [Direction::Out, Direction::Return] {
        let mut last = None;
        for way in transport::journeys(day, wish, &session, direction) {
            let (legs, all) = settle(day, wish, &session, &way);
            last = Some(legs);
            if all {
                break;
            }
        }
        session.legs = last.unwrap_or(session.legs);
    }
    session.legs
}

/// The legs with these journeys added, and whether each has found a crew.
fn settle(day: &DayModel, wish: &Wish, session: &Session, way: &[Journey]) -> (Vec<Leg>, bool) {
    let mut session = session.clone();
    let mut all = true;
    for journey in way {
        let crews = transport::crews(day, wish, &session, journey);
        let before = session.legs.len();
        let mut fits = |crew: &Crew| {
            session.legs.truncate(before);
            session.legs.extend(transport::crewed(day, journey, Some(*crew)));
            !day.of_legs(&session).any(|finding| finding.blocks() && of_legs(&finding))
        };
        if crews.iter().find(|crew| fits(crew)).is_none() {
            session.legs.truncate(before);
            session.legs.extend(transport::crewed(day, journey, None));
            all = false;
        }
    }
    (session.legs, all)
}

/// Whether a finding refuses a car or who drives it.
fn of_legs(finding: &Finding) -> bool {
    let apart = matches!(finding.what, What::MustNotMeet { scope: NoMeetScope::Vehicle, .. });
    finding.part == Part::Legs || apart
}

/// With an escort for each journey on which a young child would ride with only a driver, as far as there are any free.
pub(crate) fn escorted(day: &DayModel, mut session: Session, mut findings: Vec<Finding>) -> Placed {
    let alone = |f: &Finding| matches!(f.what, What::NoEscort { .. });
    let count = |findings: &[Finding], of: &dyn Fn(&Finding) -> bool| findings.iter().filter(|f| of(f)).count();
    while let Some(journey) = transport::unescorted(&session.legs, &findings) {
        let better = transport::escorts(day, &journey, &session.legs).into_iter().find_map(|escort| {
            let mut with = session.clone();
            transport::escort(&mut with.legs, &journey, escort);
            let now = day.check(&with);
            let fits = count(&now, &Finding::blocks) <= count(&findings, &Finding::blocks)
                && count(&now, &alone) < count(&findings, &alone);
            fits.then_some((with, now))
        });
        let Some((with, now)) = better else { break };
        (session, findings) = (with, now);
    }
    Placed { session, findings }
}
