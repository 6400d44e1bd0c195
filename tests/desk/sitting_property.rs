//! Whatever a clerk does in a sitting, in whatever order: nothing drops out of every list, nobody decides who has left the
//! room, and nothing is decided without a quorum.

use super::*;
use crate::sitting_support::panel_day;
use proptest::prelude::*;

fn get<T: Plain + Clone>(desk: &dyn Desk, kind: Kind) -> Vec<T> {
    match ask(desk, List { kind, closed: true }) {
        Ok(Answer::List(view)) => view.records.iter().filter_map(T::of).cloned().collect(),
        other => panic!("{other:?}"),
    }
}

/// A step, by numbers: which of the steps there are, about whom or what, how.
fn step(desk: &dyn Desk, (what, which, how): (u8, u32, usize), minute: u16) {
    let at = Some(Minute(510 + minute));
    let sitting = SittingId(1);
    let item = AgendaItemId(which % 8 + 1);
    let code = DecisionCode::ALL[how % DecisionCode::ALL.len()];
    let why: Note = "a test".parse().unwrap();
    let command: Command = match what % 9 {
        0 | 1 => SittingAttend {
            sitting,
            who: vec![ProfessionalId(which % 7 + 1)],
            what: Attends::ALL[how % Attends::ALL.len()],
            at,
            in_place_of: (which % 7 == 6).then_some(ProfessionalId(3)),
        }
        .into(),
        2 | 3 => ItemBegin { item, at }.into(),
        4 | 5 => ItemDecide {
            item,
            code,
            children: if how % 3 == 0 { vec![ChildId(which % 4 + 1)] } else { Vec::new() },
            conditions: Condition::lines(&why),
            valid_until: Some("2027-01-01".parse().unwrap()),
            reasons: why,
            at,
            ..ItemDecide::default()
        }
        .into(),
        6 => ItemCarry { item, why, to: None }.into(),
        7 if how == 0 => SittingClose { sitting, why, at, to: None }.into(),
        7 if how == 1 => SittingCancel { sitting: SittingId(2), why, to: None }.into(),
        7 => DecisionSign {
            decision: DecisionId(which % 6 + 1),
            by: "A. Dir".parse().unwrap(),
            ..DecisionSign::default()
        }
        .into(),
        _ => ItemWithdraw { item, by: "R. Singh".parse().unwrap(), why }.into(),
    };
    let decides = matches!(command, Command::ItemDecide(_));
    // what is refused changes nothing
    if run(desk, command).is_ok() && decides {
        quorate(desk, item, Minute(510 + minute));
    }
}

/// Whether those in the room make a quorum, counted by hand: the chair or vice chair, two other members, one of another
/// service; a substitute for who is not there.
fn quorate(desk: &dyn Desk, item: AgendaItemId, at: Minute) {
    let item: AgendaItem = get(desk, Kind::AgendaItem).into_iter().find(|i: &AgendaItem| i.id == item).unwrap();
    let sitting: Sitting = get(desk, Kind::Sitting).into_iter().find(|s: &Sitting| s.id == SittingId(1)).unwrap();
    let there = |who: u32| {
        let line = sitting.attendance.iter().find(|a| a.who == ProfessionalId(who));
        line.is_some_and(|a| a.came.is_some_and(|came| came <= at) && a.left.is_none_or(|left| left > at))
    };
    let stays = |who: &u32| there(*who) && !item.recused.iter().any(|r| r.who == ProfessionalId(*who));
    let mut members: Vec<u32> = [1, 2, 3, 4, 5].into_iter().filter(stays).collect();
    members.extend(Some(7).filter(|who| stays(who) && !there(3)));
    assert!(members.contains(&1) || members.contains(&2), "{members:?} {item:?}");
    assert!(members.len() >= 3 && members.iter().any(|who| [3, 4, 7].contains(who)), "{members:?} {item:?}");
}

/// What must hold, whatever was done.
fn holds(desk: &dyn Desk) {
    let (items, referrals): (Vec<AgendaItem>, Vec<Referral>) = (get(desk, Kind::AgendaItem), get(desk, Kind::Referral));
    let (decisions, sittings): (Vec<Decision>, Vec<Sitting>) = (get(desk, Kind::Decision), get(desk, Kind::Sitting));
    let waits = |item: &&AgendaItem| matches!(item.status, ItemStatus::Listed | ItemStatus::Hearing);
    for referral in &referrals {
        let listed = items.iter().filter(waits).any(|i| i.referrals.contains(&referral.id));
        let decided = decisions.iter().any(|d| d.referral == Some(referral.id));
        match referral.status {
            ReferralStatus::Accepted | ReferralStatus::Listed | ReferralStatus::Deferred => {
                assert!(listed, "{} is {:?} and on no list", referral.id, referral.status);
            }
            ReferralStatus::Heard | ReferralStatus::Decided => assert!(decided, "{referral:?}"),
            ReferralStatus::Withdrawn => assert!(referral.ended.is_some(), "{referral:?}"),
            other => panic!("{} is {other:?}", referral.id),
        }
    }
    // an emergency agreement waits for a sitting until the panel has said what holds
    for emergency in decisions.iter().filter(|d| d.emergency && d.ratified_on.is_none()) {
        let open = decisions.iter().any(|d| d.recommended && d.signed.is_none() && d.child == emergency.child);
        assert!(open || items.iter().filter(waits).any(|i| i.decision == Some(emergency.id)), "{emergency:?}");
    }
    let people: Vec<Professional> = get(desk, Kind::Professional);
    for decision in decisions.iter().filter(|d| !d.emergency) {
        let item = items.iter().find(|i| Some(i.id) == decision.item).unwrap();
        let chair = people.iter().find(|p| p.name == decision.decided_by).unwrap();
        assert!(!item.recused.iter().any(|r| r.who == chair.id), "{decision:?}");
    }
    // nothing that was called off or is over still has something to hear
    for item in items.iter().filter(waits) {
        let over = item.sitting.and_then(|id| sittings.iter().find(|s| s.id == id)).is_some_and(|s| !s.is_ahead());
        assert!(!over, "{item:?}");
    }
}

proptest! {
    #![proptest_config(crate::chance::property(24))]

    #[test]
    fn nothing_drops_out_and_nobody_decides_who_may_not(
        steps in prop::collection::vec((any::<u8>(), 0u32..56, 0usize..30), 10..40)
    ) {
        let house = House::with(panel_day());
        let clive = house.seat("clive");
        run(&clive, SittingOpen { sitting: SittingId(1), at: Some(Minute::at(8, 30)) }).unwrap();
        let who = [1, 2, 4, 5].map(ProfessionalId).to_vec();
        run(&clive, SittingAttend { sitting: SittingId(1), who, at: Some(Minute::at(8, 30)), ..Default::default() }).unwrap();
        for (at, steps) in steps.into_iter().enumerate() {
            step(&clive, steps, (at as u16).min(29));
            holds(&clive);
        }
    }
}
