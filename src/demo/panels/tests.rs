use super::super::history;
use super::*;
use crate::panel::gate;
use std::collections::BTreeSet;
use std::sync::LazyLock;

const TODAY: &str = "2026-11-26";

fn first(seed: u64, scale: u8, today: &str) -> Vec<Record> {
    let options = Options { scale, ..Options::new(seed, today.parse().unwrap()) };
    history(options).next().unwrap()
}

static USUAL: LazyLock<Vec<Record>> = LazyLock::new(|| first(1, 1, TODAY));

fn all<T: Plain>(records: &[Record]) -> Vec<&T> {
    records.iter().filter_map(T::of).collect()
}

fn by_id<T: Plain>(records: &[Record], key: Key) -> &T {
    records.iter().filter_map(T::of).find(|r| r.key() == key).unwrap()
}

/// How many of a hundred.
fn share<T>(all: &[T], is: impl Fn(&T) -> bool) -> usize {
    (all.iter().filter(|it| is(it)).count() * 100 + all.len() / 2) / all.len()
}

#[track_caller]
fn near(what: &str, is: usize, wanted: usize, give: usize) {
    assert!(is.abs_diff(wanted) <= give, "{what}: {is} and not about {wanted}");
}

#[test]
fn the_panel_is_calderdales_with_nine_members() {
    let panel = all::<Panel>(&USUAL)[0];
    assert_eq!((&*panel.name, panel.seats.len()), ("Placement panel", 9));
    assert_eq!(panel.name, Settings::default().panel);
    let seats: Vec<Seat> = panel.seats.iter().map(|s| s.seat).collect();
    assert_eq!(seats.iter().filter(|s| **s == Seat::Core).count(), 7);
    let agencies: BTreeSet<Agency> =
        panel.seats.iter().map(|s| by_id::<Professional>(&USUAL, s.who.key()).agency).collect();
    assert!(agencies.len() >= 6, "{agencies:?}");
    // nobody's contact is in the room it takes
    let room = panel.room.unwrap();
    let whole = super::super::service(Options::new(1, TODAY.parse().unwrap()));
    assert!(all::<Session>(&whole).iter().all(|s| s.room != Some(room)));
}

#[test]
fn a_year_of_decisions_has_the_mix_of_the_domain() {
    let decided: Vec<&Decision> = all::<Decision>(&USUAL).into_iter().filter(|d| d.referral.is_some()).collect();
    assert_eq!(decided.len(), 130);
    use DecisionCode::*;
    near("agreed", share(&decided, |d| matches!(d.code, Agreed | AgreedWithConditions | AgreedTimeLimited)), 34, 1);
    near("support instead", share(&decided, |d| d.code == SignpostedElsewhere), 41, 1);
    near("more information", share(&decided, |d| d.code == MoreInfo), 12, 1);
    near("not agreed", share(&decided, |d| d.code == NotAgreed), 8, 1);
    near("ratified", share(&decided, |d| d.code == Ratified), 5, 1);
    let referrals: Vec<&Referral> = decided.iter().map(|d| by_id(&USUAL, d.referral.unwrap().key())).collect();
    near("conflict", share(&referrals, |r| r.problem == PresentingProblem::ParentChildConflict), 78, 1);
    near("late", share(&referrals, |r| r.late_accepted.is_some()), 15, 6);
    let age = |r: &Referral| by_id::<Child>(&USUAL, r.child.key()).dob.unwrap().age_on(TODAY.parse().unwrap());
    near("from ten to fifteen", share(&referrals, |r| (10..=15).contains(&age(r))), 60, 9);
    let emergencies: Vec<&Decision> = all::<Decision>(&USUAL).into_iter().filter(|d| d.emergency).collect();
    assert!((20..=25).contains(&emergencies.iter().filter(|d| d.ratified_on.is_some()).count()));
    let heard = all::<AgendaItem>(&USUAL).into_iter().filter(|i| i.status == ItemStatus::Heard).count();
    near("actions of ten items", all::<PanelAction>(&USUAL).len() * 10 / heard, 24, 1);
    let sittings = all::<Sitting>(&USUAL);
    let held: Vec<&&Sitting> = sittings.iter().filter(|s| s.status == SittingStatus::Held).collect();
    assert!((46..=51).contains(&held.len()), "{}", held.len());
    let came = |s: &Sitting| s.attendance.iter().filter(|a| a.came.is_some() && a.in_place_of.is_none()).count();
    assert!(held.iter().all(|s| came(s) == 6 && s.date.weekday() == Settings::default().sitting));
    let peak = |m: u8| matches!(m, 1..=3 | 6 | 9 | 11);
    near("in the peaks", share(&decided, |d| peak(d.at.day.ymd().1)), 60, 10);
}

#[test]
fn whoever_manages_a_case_was_not_in_the_room_and_no_item_overran_its_list() {
    let mut left = 0;
    for item in all::<AgendaItem>(&USUAL).into_iter().filter(|i| i.status == ItemStatus::Heard) {
        let sitting = by_id::<Sitting>(&USUAL, item.sitting.unwrap().key());
        let span = Span::new(item.start.unwrap(), item.start.unwrap().plus(i32::from(item.minutes)));
        assert!(sitting.span().holds(span), "{}", item.id);
        let child = match item.referrals.first() {
            Some(referral) => by_id::<Referral>(&USUAL, referral.key()).child,
            None => item.children[0],
        };
        let team = &by_id::<Child>(&USUAL, child.key()).team;
        for member in &by_id::<Panel>(&USUAL, item.panel.key()).seats {
            let manages = by_id::<Professional>(&USUAL, member.who.key()).manages.contains(team);
            assert_eq!(item.recused.iter().any(|r| r.who == member.who), manages, "{}", item.id);
            assert_eq!(item.chair.is_some() && member.seat == Seat::Chair, manages && member.seat == Seat::Chair);
            left += usize::from(manages);
        }
        let others: Vec<&AgendaItem> = all::<AgendaItem>(&USUAL)
            .into_iter()
            .filter(|o| o.sitting == item.sitting && o.id != item.id && o.status == ItemStatus::Heard)
            .collect();
        for other in others {
            let its = Span::new(other.start.unwrap(), other.start.unwrap().plus(i32::from(other.minutes)));
            assert!(!its.overlaps(span), "{} and {}", item.id, other.id);
        }
    }
    assert!(left > 10, "{left}");
}

/// The list two working days on, and its items in order.
fn list(records: &[Record], today: Day) -> (&Sitting, Vec<&AgendaItem>) {
    let soon = ahead::soon(today, &Settings::default());
    let panel = all::<Panel>(records)[0].id;
    let sitting = all::<Sitting>(records).into_iter().find(|s| s.date == soon && s.panel == panel).unwrap();
    let mut items: Vec<&AgendaItem> =
        all::<AgendaItem>(records).into_iter().filter(|i| i.sitting == Some(sitting.id)).collect();
    items.sort_by_key(|i| i.order);
    (sitting, items)
}

#[test]
fn what_is_planted_is_there_whatever_the_day_and_the_seed() {
    for (seed, today) in [(1, TODAY), (2, "2026-11-24"), (3, "2026-12-25"), (4, "2027-03-28"), (5, "2026-11-22")] {
        let (records, today) = (first(seed, 1, today), today.parse::<Day>().unwrap());
        let (sitting, items) = list(&records, today);
        let clock =
            crate::panel::Clock::of(all::<Panel>(&records)[0], sitting.date, sitting.start, &Settings::default());
        assert!((today..today + 5).contains(&clock.papers.day) && sitting.status == SittingStatus::Planned, "{seed}");
        let of = |item: &AgendaItem| by_id::<Referral>(&records, item.referrals[0].key());
        let panel = all::<Panel>(&records)[0];
        let [chair, _, _, _, _, school, ..] =
            panel.seats.iter().map(|s| by_id::<Professional>(&records, s.who.key())).collect::<Vec<_>>()[..]
        else {
            panic!("nine seats")
        };
        assert!(chair.manages.contains(&of(items[0]).team), "{seed}: the chair's own case");
        let [a, b] = [1, 2].map(|nth| items[nth].parties[0].key());
        let apart = |r: &&NoMeetRule| [r.a, r.b] == [Some(a), Some(b)];
        assert!(all::<NoMeetRule>(&records).iter().any(apart), "{seed}: families who must not meet");
        let officers = items[3].presenters.iter().filter(|k| k.kind == Kind::Officer).count();
        assert_eq!(officers, 1, "{seed}: an officer presents");
        let comes = |a: &&Arrangement| a.recurrence.0.iter().any(|line| line.fits(sitting.date, &|_| true));
        let busy = |a: &Arrangement| a.usual_officers.first().is_some_and(|o| items[3].presenters.contains(&o.key()));
        let some = all::<Arrangement>(&records).into_iter().filter(comes);
        assert!(some.clone().count() == 0 || some.clone().any(busy), "{seed}: who has contact that day");
        assert_eq!(items[4].referrals.len(), 2, "{seed}: brothers and sisters are one item");
        let arrangement = |party: Key, child: ChildId| {
            let here = all::<Arrangement>(&records);
            here.iter().any(|a| a.children.contains(&child) && a.parties.iter().any(|p| p.key() == party))
        };
        assert!(school.family.iter().any(|k| arrangement(*k, of(items[4]).child)), "{seed}: a member is close to them");
        assert!(items[4].kept_from.contains(&school.id));
        let late = of(items[5]);
        let papers = all::<PanelPaper>(&records).into_iter().filter(|p| p.referral == late.id).count();
        assert!(late.late_accepted.is_some() && papers < gate::required(late.request).len(), "{seed}: one is late");
        let open: Vec<&Decision> = all::<Decision>(&records).into_iter().filter(|d| d.is_unratified()).collect();
        assert_eq!(open.len(), 2);
        for decision in open {
            let item = all::<AgendaItem>(&records).into_iter().find(|i| i.decision == Some(decision.id)).unwrap();
            let heard = by_id::<Sitting>(&records, item.sitting.unwrap().key());
            assert_eq!(Some(heard.date), decision.ratify_by, "{seed}: an agreement is on the list that ratifies it");
        }
        // whatever is to be heard is on a list or in the queue
        let queue: BTreeSet<ReferralStatus> = all::<Referral>(&records)
            .into_iter()
            .filter(|r| !all::<AgendaItem>(&records).iter().any(|i| i.referrals.contains(&r.id)))
            .map(|r| r.status)
            .filter(|s| !s.is_over())
            .collect();
        use ReferralStatus::{Draft, Incomplete, Submitted};
        assert_eq!(queue, [Draft, Submitted, Incomplete].into(), "{seed}");
    }
}

#[test]
fn four_panels_sit_in_the_large_service() {
    let records = first(1, 5, TODAY);
    let panels = all::<Panel>(&records);
    assert_eq!(panels.len(), 4);
    for panel in panels {
        let decided = all::<Decision>(&records).into_iter().filter(|d| d.panel == panel.name && d.referral.is_some());
        assert_eq!(decided.count(), 130, "{}", panel.name);
    }
}

#[test]
fn services_were_asked_for_as_the_seed_says() {
    let asked = all::<ServiceRequest>(&USUAL);
    let wanted = |s: SourceTeam| share(&asked, |r| r.source == s);
    near("duty and assessment", wanted(SourceTeam::DutyAssessment), 45, 1);
    near("hostels", wanted(SourceTeam::Hostel), 15, 1);
    near("answered", share(&asked, |r| r.answered_on.is_some()), 95, 1);
    near("got what was asked", share(&asked, |r| r.got == Got::AsAsked), 84, 1);
    let moved = |c: &Child| {
        let stays = all::<Placement>(&USUAL).into_iter().filter(|p| p.child == c.id);
        stays.filter(|p| p.from.is_some_and(|from| TODAY.parse::<Day>().unwrap() - from < 365)).count()
    };
    assert!(all::<Child>(&USUAL).into_iter().filter(|c| moved(c) >= 2).count() >= 3);
}
