//! Two sessions of high risk are not next door to each other in the same half of a day (DOMAIN 3c S11). High risk is
//! close supervision, by the session, its arrangement or its risk assessment; next door are rooms of a site that share a
//! waiting area or an entrance.

use super::*;

pub(super) const RULE: Rule = Rule {
    name: "risk-next-door",
    about: "two sessions of high risk next door to each other in the same half of a day are a warning",
    source: "DOMAIN 3c S11",
    severity: Severity::Warn,
    parts: &[Part::Room],
    check,
};

/// Where the day is cut in two.
const NOON: Minute = Minute::at(13, 0);

fn check(case: &Case, found: &mut Found) {
    let ours = case.session;
    let Some(room) = ours.room.and_then(|id| case.diary.get::<Room>(id)) else { return };
    if !is_high(case.diary, ours) {
        return;
    }
    let half = |s: &Session| s.start < NOON;
    for other in case.others.iter().filter(|o| o.site == ours.site && half(o) == half(ours)) {
        let Some(next) = other.room.and_then(|id| case.diary.get::<Room>(id)).filter(|r| r.id != room.id) else {
            continue;
        };
        if beside(room, next) && is_high(case.diary, other) {
            found.add(Part::Room, What::RiskNextDoor { by: other.id, room: next.id });
        }
    }
}

/// Whether a session is one of high risk.
fn is_high(diary: &Diary, session: &Session) -> bool {
    let close = |level: SupervisionLevel| level == SupervisionLevel::CloseTwoOfficer;
    let Some(arrangement) = session.arrangement.filter(|_| !close(session.level)) else { return close(session.level) };
    let in_date = |r: &&RiskAssessment| r.expires_on.is_none_or(|end| session.date <= end);
    diary.get::<Arrangement>(arrangement).is_some_and(|a| close(a.level))
        || diary.pointing::<RiskAssessment>(arrangement).filter(in_date).any(|r| r.level.is_some_and(close))
}

fn beside(a: &Room, b: &Room) -> bool {
    let same = |x: &Name, y: &Name| !x.is_empty() && x == y;
    same(&a.waiting_area, &b.waiting_area) || same(&a.entrance, &b.entrance)
}

#[cfg(test)]
mod tests {
    use super::super::testing::Sketch;

    #[test]
    fn close_supervision_next_door_in_the_same_half_of_the_day() {
        Sketch::new().check(
            "risk-next-door",
            r"
            mon 09:30-10:30 Oak Shah+Mehta Amara with Kelly (close)
                            ^^^ risk-next-door (warns): RiskNextDoor by C-0002, room Elm
            mon 11:00-12:00 Elm Shah+Mehta Theo with Rob (close)
                            ^^^ risk-next-door (warns): RiskNextDoor by C-0001, room Oak
            mon 11:00-12:00 Willow Cole Noor with Jo (close)
            mon 14:00-15:00 Elm Shah Noor with Jo
            mon 16:00-17:00 Oak Shah+Mehta Amara with Kelly (close)
        ",
        );
    }
}
