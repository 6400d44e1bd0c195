//! What a sitting hears, and about whom.

use crate::domain::*;

/// The items of a sitting in the order in which it hears them.
pub fn items(diary: &Diary, sitting: SittingId) -> Vec<&AgendaItem> {
    let mut all: Vec<&AgendaItem> = diary.pointing::<AgendaItem>(sitting).filter(|i| i.life == Life::Open).collect();
    all.retain(|i| i.sitting == Some(sitting));
    all.sort_by_key(|i| (i.part, i.order, i.start, i.id));
    all
}

/// The children an item is about: one form each (DOMAIN 3e P1).
pub fn children(diary: &Diary, item: &AgendaItem) -> Vec<ChildId> {
    let referred = item.referrals.iter().filter_map(|r| diary.get::<Referral>(*r)).map(|r| r.child);
    let ratified = item.decision.and_then(|d| diary.get::<Decision>(d)).map(|d| d.child);
    let mut all: Vec<ChildId> = referred.chain(item.children.iter().copied()).chain(ratified).collect();
    let mut seen = Vec::new();
    all.retain(|child| {
        !seen.contains(child) && {
            seen.push(*child);
            true
        }
    });
    all
}

/// The referral of an item that is about a child.
pub fn referral<'a>(diary: &'a Diary, item: &AgendaItem, child: ChildId) -> Option<&'a Referral> {
    item.referrals.iter().filter_map(|r| diary.get::<Referral>(*r)).find(|r| r.child == child)
}

/// What was agreed in an emergency and waits to be ratified by an item, by itself or by a form.
pub fn unratified<'a>(diary: &'a Diary, item: &AgendaItem) -> Option<&'a Decision> {
    let by_form = item.referrals.iter().filter_map(|r| diary.get::<Referral>(*r)?.ratifies);
    let mut agreed = item.decision.into_iter().chain(by_form).filter_map(|d| diary.get::<Decision>(d));
    agreed.find(|d| d.is_unratified())
}

/// Whether somebody agreed in an emergency what an item is to ratify. Who agreed it is kept as it was said, so by name.
pub fn agreed_it(diary: &Diary, item: &AgendaItem, who: ProfessionalId) -> bool {
    let named = |d: &Decision| {
        diary.get::<Professional>(who).is_some_and(|p| p.name.to_lowercase() == d.decided_by.to_lowercase())
    };
    unratified(diary, item).is_some_and(named)
}
