//! The timing of an agenda against trying everything.

use super::*;
use crate::domain::testing::cases;
use proptest::prelude::*;

fn at(hour: u16, minute: u16) -> Minute {
    Minute::at(hour, minute)
}

fn span(from: (u16, u16), to: (u16, u16)) -> Span {
    Span::new(at(from.0, from.1), at(to.0, to.1))
}

fn wanted(id: u32, minutes: u16) -> Wanted {
    Wanted { item: AgendaItemId(id), part: 1, minutes, pinned: None, presenters: vec![ProfessionalId(id).key()] }
}

fn frame() -> Frame {
    Frame { span: span((13, 30), (16, 30)), wait: 15, most: 12, ..Frame::default() }
}

fn said(timed: &Timed) -> Vec<(usize, String)> {
    timed.heard.iter().map(|(at, start, _)| (*at, start.to_string())).collect()
}

#[test]
fn six_items_of_half_an_hour_fill_an_afternoon_in_their_order() {
    let items: Vec<Wanted> = (1..=7).map(|id| wanted(id, 30)).collect();
    let timed = time(&frame(), &items);
    let starts: Vec<String> = timed.heard.iter().map(|(_, start, _)| start.to_string()).collect();
    assert_eq!(starts, ["13:30", "14:00", "14:30", "15:00", "15:30", "16:00"]);
    assert_eq!(timed.left, [6]);
    assert!(timed.heard.iter().all(|(.., turn)| *turn == Turn::InTurn));
}

#[test]
fn who_supervises_until_two_presents_later_and_another_goes_first() {
    let bound = Bound { span: span((13, 0), (14, 0)), by: Some(SessionId(9).key()) };
    let mut frame = Frame { breaks: vec![span((14, 30), (14, 45))], ..frame() };
    frame.bound.insert(ProfessionalId(1).key(), vec![bound]);
    let items = [wanted(1, 30), wanted(2, 30), wanted(3, 30)];
    let timed = time(&frame, &items);
    assert_eq!(said(&timed), [(1, "13:30".into()), (0, "14:00".into()), (2, "14:45".into())]);
    assert_eq!(timed.heard[0].2, Turn::Earlier);
    assert_eq!(timed.heard[2].2, Turn::Break { until: at(14, 45) });
}

#[test]
fn families_who_must_not_meet_do_not_wait_together() {
    let frame = Frame { apart: vec![(0, 1)], ..frame() };
    let items = [wanted(1, 30), wanted(2, 30)];
    let timed = time(&frame, &items);
    assert_eq!(said(&timed), [(0, "13:30".into()), (1, "14:15".into())]);
    assert_eq!(timed.heard[1].2, Turn::Apart { from: AgendaItemId(1) });
    let three = [wanted(1, 30), wanted(2, 30), wanted(3, 30)];
    assert_eq!(said(&time(&frame, &three)).into_iter().map(|(at, _)| at).collect::<Vec<_>>(), [0, 2, 1]);
}

#[test]
fn what_the_chair_fixed_stays_and_part_two_comes_last() {
    let items =
        [Wanted { part: 2, ..wanted(1, 30) }, wanted(2, 30), Wanted { pinned: Some(at(14, 0)), ..wanted(3, 20) }];
    let timed = time(&frame(), &items);
    assert_eq!(said(&timed), [(1, "13:30".into()), (2, "14:00".into()), (0, "14:20".into())]);
}

/// Every order of every choice of the items, each item as early as it can be.
fn all_ways(frame: &Frame, items: &[Wanted], way: &Way, best: &mut (u32, Minute)) {
    *best = total(items, way).min(*best);
    for at in 0..items.len() {
        if let Some(with) = frame.with(items, way, at) {
            all_ways(frame, items, &with, best);
        }
    }
}

fn any_item(id: u32) -> impl Strategy<Value = Wanted> {
    (1u8..=2, 1u16..=3, prop::option::weighted(0.15, 0u16..12), prop::collection::vec(1u32..=9, 0..3)).prop_map(
        move |(part, slots, pinned, presenters)| Wanted {
            item: AgendaItemId(id),
            part,
            minutes: slots * 15,
            pinned: pinned.map(|quarter| Minute(13 * 60 + 30 + quarter * 15)),
            presenters: presenters.into_iter().map(|id| ProfessionalId(id).key()).collect(),
        },
    )
}

fn any_frame(items: usize) -> impl Strategy<Value = Frame> {
    let bound = prop::collection::vec((1u32..=9, 0u16..12, 1u16..5), 0..8);
    let apart = prop::collection::vec((0..items, 0..items), 0..3);
    (bound, apart, any::<bool>(), 2usize..=12).prop_map(|(bound, apart, pause, most)| {
        let mut frame = Frame { most, ..frame() };
        for (who, from, length) in bound {
            let from = Minute(13 * 60 + 30 + from * 15);
            let span = Span::new(from, from.plus(i32::from(length) * 15));
            frame.bound.entry(ProfessionalId(who).key()).or_default().push(Bound { span, by: None });
        }
        frame.apart = apart.into_iter().filter(|(a, b)| a != b).collect();
        if pause {
            frame.breaks.push(span((15, 0), (15, 15)));
        }
        frame
    })
}

#[test]
fn a_list_says_of_each_item_why_it_is_heard_then() {
    let bound = Bound { span: span((13, 0), (14, 0)), by: None };
    let mut frame = Frame { breaks: vec![span((14, 30), (14, 45))], ..frame() };
    frame.bound.insert(ProfessionalId(1).key(), vec![bound]);
    let items = [wanted(1, 30), wanted(2, 30), wanted(3, 30), Wanted { pinned: Some(at(16, 0)), ..wanted(4, 20) }];
    let timed = time(&frame, &items);
    let start = |at: usize| timed.heard.iter().find(|(heard, ..)| *heard == at).map(|(_, start, _)| *start);
    let placed: Vec<_> = items.iter().cloned().enumerate().map(|(at, item)| (item, start(at))).collect();
    let said = turns(&frame, &placed);
    for (at, _, turn) in &timed.heard {
        assert_eq!(said[*at].as_ref(), Some(turn));
    }
    let who = ProfessionalId(1).key();
    let alone = [(wanted(1, 30), Some(self::at(14, 0))), (wanted(2, 30), None)];
    let until = Turn::Presenter { who, until: self::at(14, 0), by: None };
    assert_eq!(turns(&frame, &alone), [Some(until), None]);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..cases(60) })]

    /// On small lists the search is as good as trying everything.
    #[test]
    fn it_is_as_good_as_trying_everything((frame, items) in (1usize..6).prop_flat_map(|n| {
        (any_frame(n), (1..=n as u32).map(any_item).collect::<Vec<_>>())
    })) {
        let first = Way { heard: 0, now: frame.span.from, cost: 0, path: Vec::new() };
        let mut best = total(&items, &first);
        all_ways(&frame, &items, &first, &mut best);
        let timed = time(&frame, &items);
        let way = timed.heard.iter().fold(first, |way, (at, ..)| frame.with(&items, &way, *at).unwrap());
        prop_assert_eq!(total(&items, &way), best);
    }

    /// Nothing is wrong with an agenda of a dozen items and nine members, and nothing of it is lost.
    #[test]
    fn no_presenter_is_in_two_places((frame, items) in
        (any_frame(12), (1..=12u32).map(any_item).collect::<Vec<_>>()))
    {
        let timed = time(&frame, &items);
        prop_assert_eq!(timed.heard.len() + timed.left.len(), items.len());
        let start = |at: usize| timed.heard.iter().find(|(heard, ..)| *heard == at).map(|(_, start, _)| *start);
        let placed: Vec<_> = items.iter().cloned().enumerate().map(|(at, item)| (item, start(at))).collect();
        let wrong = clashes(&frame, &placed);
        prop_assert!(wrong.iter().all(|(_, clash)| *clash == Clash::NoTime), "{:?}", wrong);
        prop_assert_eq!(wrong.len(), timed.left.len());
    }
}
