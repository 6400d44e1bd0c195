//! Items that were not heard where they were listed: they go on to another sitting or wait for one, and never drop out.

use super::{children, undecided};
use crate::desk::commands::Known;
use crate::domain::*;

/// New numbers for the records one command makes.
pub(crate) struct Numbers(Head);

impl Numbers {
    /// Those that come next.
    pub(crate) fn of(known: &Known) -> Self {
        Self(known.diary.head.clone())
    }

    /// One.
    pub(crate) fn take(&mut self, kind: Kind) -> u32 {
        self.0.take(kind)
    }
}

/// The panel's next sitting after another whose list is open: where what was not heard goes.
pub(crate) fn next_sitting(diary: &Diary, after: &Sitting) -> Option<SittingId> {
    let of_panel = diary.open::<Sitting>().filter(|s| s.panel == after.panel && s.id != after.id);
    let open = of_panel.filter(|s| s.status == SittingStatus::Planned && (s.date, s.start) > (after.date, after.start));
    open.min_by_key(|s| (s.date, s.start, s.id)).map(|s| s.id)
}

/// The last place in a part of a sitting.
pub(crate) fn last_order(diary: &Diary, sitting: Option<SittingId>, part: u8) -> u16 {
    let Some(sitting) = sitting else { return 0 };
    let orders = diary.pointing::<AgendaItem>(sitting).filter(|i| i.sitting == Some(sitting) && i.part == part);
    orders.map(|i| i.order + 1).max().unwrap_or(0)
}

/// That an item was on the list of a sitting whose time passed without it.
pub(crate) fn not_held(missed: &Sitting) -> Carried {
    let why = Note::new("that sitting was not held").unwrap_or_default();
    Carried { from: missed.id, on: missed.date, why }
}

/// An item at its new place, with why it is there.
fn moved(known: &Known, item: &AgendaItem, from: &Sitting, to: Option<SittingId>, why: &Note) -> AgendaItem {
    let mut carried = item.carried.clone();
    carried.push(Carried { from: from.id, on: from.date, why: why.clone() });
    AgendaItem {
        sitting: to,
        order: last_order(known.diary, to, item.part),
        start: None,
        pinned: false,
        status: ItemStatus::Listed,
        began: None,
        ended: None,
        carried,
        since: item.since.or(Some(from.date)),
        ..item.clone()
    }
}

/// How a referral stands whose item is listed there, or waits.
fn stands(referral: &Referral, to: Option<SittingId>) -> ReferralStatus {
    match (referral.status, to) {
        (ReferralStatus::Listed, None) => ReferralStatus::Accepted,
        (ReferralStatus::Accepted | ReferralStatus::Deferred, Some(_)) => ReferralStatus::Listed,
        (status, _) => status,
    }
}

/// The changes that carry an item: to a sitting, or to wait for one. Of siblings of whom some are decided the others go on
/// as an item of their own.
pub(crate) fn carried(
    known: &Known,
    numbers: &mut Numbers,
    item: &AgendaItem,
    from: &Sitting,
    to: Option<SittingId>,
    why: &Note,
) -> Vec<Change> {
    let left = undecided(known.diary, item);
    let mut on = moved(known, item, from, to, why);
    let mut changes = Vec::new();
    if left.len() == children(known.diary, item).len() {
        changes.push(Change::of(item.clone(), on.clone()));
    } else {
        let ended = item.ended.or(Some(from.end));
        changes.push(Change::of(item.clone(), AgendaItem { status: ItemStatus::Heard, ended, ..item.clone() }));
        on = AgendaItem { id: AgendaItemId(numbers.take(Kind::AgendaItem)), ..about(known.diary, &on, &left) };
        changes.push(Change::new(on.clone()));
    }
    for referral in on.referrals.iter().filter_map(|r| known.diary.get::<Referral>(*r)) {
        let status = stands(referral, to);
        if status != referral.status {
            changes.push(Change::of(referral.clone(), Referral { status, ..referral.clone() }));
        }
    }
    changes
}

/// An item that is about some of its children only.
fn about(diary: &Diary, item: &AgendaItem, left: &[ChildId]) -> AgendaItem {
    let of = |r: &ReferralId| diary.get::<Referral>(*r).is_some_and(|r| left.contains(&r.child));
    AgendaItem {
        referrals: item.referrals.iter().copied().filter(of).collect(),
        children: item.children.iter().copied().filter(|c| left.contains(c)).collect(),
        discussion: Text::default(),
        ..item.clone()
    }
}

/// The item that hears about a child again, after what was put off: it waits for a sitting.
pub(crate) fn after_all(
    known: &Known,
    numbers: &mut Numbers,
    item: &AgendaItem,
    child: ChildId,
    from: &Sitting,
    why: &Note,
) -> AgendaItem {
    let on = moved(known, item, from, None, why);
    AgendaItem { id: AgendaItemId(numbers.take(Kind::AgendaItem)), ..about(known.diary, &on, &[child]) }
}

/// The items that ratify emergency agreements of a panel which no list has yet, put on the list of a sitting: none is ever
/// lost, also of a child who has gone home (DOMAIN 3e P7).
pub(crate) fn emergencies(known: &Known, numbers: &mut Numbers, of: &Sitting, panel: &Panel) -> Vec<Change> {
    let diary = known.diary;
    let mut order = last_order(diary, Some(of.id), 1);
    let mut changes = Vec::new();
    for decision in unratified(diary, panel) {
        if is_with_a_panel(diary, decision) {
            continue;
        }
        let item = ratifying(diary, decision).find(|i| i.status == ItemStatus::Listed);
        let missed = item.and_then(|i| diary_sitting(diary, i)).filter(|s| s.is_missed(known.now.moment()));
        if let Some((item, missed)) = item.zip(missed) {
            changes.extend(carried(known, numbers, item, missed, Some(of.id), &not_held(missed).why));
            continue;
        }
        let placed = |item: AgendaItem| AgendaItem { sitting: Some(of.id), order, start: None, ..item };
        match item {
            // on the list of an earlier sitting, or of this one
            Some(item) if diary_sitting(diary, item).is_some_and(|s| (s.date, s.start) <= (of.date, of.start)) => {
                continue;
            }
            Some(item) => changes.push(Change::of(item.clone(), placed(item.clone()))),
            None => {
                let id = AgendaItemId(numbers.take(Kind::AgendaItem));
                changes.push(Change::new(placed(ratification(id, decision, panel, diary.settings()))));
            }
        }
        order += 1;
        if decision.ratify_by.is_none_or(|by| of.date < by) {
            changes.push(Change::of(decision.clone(), Decision { ratify_by: Some(of.date), ..decision.clone() }));
        }
    }
    changes
}

/// The sitting that lists an item.
fn diary_sitting<'a>(diary: &'a Diary, item: &AgendaItem) -> Option<&'a Sitting> {
    item.sitting.and_then(|id| diary.get::<Sitting>(id))
}

/// The items that ratify an emergency agreement: its own, and those that hear a form which asks for it.
fn ratifying<'a>(diary: &'a Diary, decision: &'a Decision) -> impl Iterator<Item = &'a AgendaItem> {
    let own = diary.pointing::<AgendaItem>(decision.id).filter(|i| i.decision == Some(decision.id));
    let forms = diary.pointing::<Referral>(decision.id).filter(|r| r.ratifies == Some(decision.id));
    own.chain(forms.flat_map(|r| diary.pointing::<AgendaItem>(r.id).filter(move |i| i.referrals.contains(&r.id))))
}

/// Whether a panel hears it now, or has recommended something about it that waits for a signature.
fn is_with_a_panel(diary: &Diary, decision: &Decision) -> bool {
    let unsigned = |i: &AgendaItem| super::decided(diary, i).any(|d| d.child == decision.child && d.holds().is_none());
    ratifying(diary, decision).any(|i| i.status == ItemStatus::Hearing || unsigned(i))
}

/// Whether a decision is a panel's: by where it was made or is listed, else by the panel's name; what bears no panel's name
/// is the usual panel's.
pub(crate) fn is_of(diary: &Diary, decision: &Decision, panel: &Panel) -> bool {
    if let Some(sitting) = decision.sitting.and_then(|s| diary.get::<Sitting>(s)) {
        return sitting.panel == panel.id;
    }
    if let Some(item) = diary.pointing::<AgendaItem>(decision.id).find(|i| i.decision == Some(decision.id)) {
        return item.panel == panel.id;
    }
    let named = diary.open::<Panel>().find(|p| p.name == decision.panel).map(|p| p.id);
    named.or_else(|| super::panel(diary)) == Some(panel.id)
}

/// The emergency agreements a panel has still to ratify, the oldest first.
fn unratified<'a>(diary: &'a Diary, panel: &'a Panel) -> Vec<&'a Decision> {
    let waits = |d: &&Decision| d.is_unratified() && is_of(diary, d, panel);
    let mut all: Vec<&Decision> = diary.open::<Decision>().filter(waits).collect();
    all.sort_by_key(|d| (d.at, d.id));
    all
}

/// The item that ratifies an emergency agreement; it has no sitting yet.
pub(crate) fn ratification(id: AgendaItemId, decision: &Decision, panel: &Panel, settings: &Settings) -> AgendaItem {
    AgendaItem {
        id,
        panel: panel.id,
        sort: ItemSort::Ratification,
        brought_by: BroughtBy::Emergency,
        children: vec![decision.child],
        decision: Some(decision.id),
        part: 1,
        minutes: panel
            .slots
            .iter()
            .find(|s| s.request == RequestType::Ratify)
            .map_or_else(|| panel.slot_min.unwrap_or(settings.panel_slot_min), |slot| slot.minutes),
        since: Some(decision.at.day),
        ..AgendaItem::default()
    }
}
