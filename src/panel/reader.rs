//! What a panel member may read: not what is kept from them, nor an item they leave because they are too close to it, nor
//! a restricted case whose list they are not on (DOMAIN 3e P5, P16).

use crate::domain::*;

/// The children an item is about.
pub fn children(diary: &Diary, item: &AgendaItem) -> Vec<ChildId> {
    let of = item.referrals.iter().filter_map(|id| diary.get::<Referral>(*id)).map(|r| r.child);
    let decided = item.decision.and_then(|id| diary.get::<Decision>(id)).map(|decision| decision.child);
    let mut all: Vec<ChildId> = of.chain(item.children.iter().copied()).chain(decided).collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// Whether somebody may read what an item is about.
pub fn may_read(diary: &Diary, who: &Professional, item: &AgendaItem) -> bool {
    let children = children(diary, item);
    let leaves = item.recused.iter().any(|recusal| recusal.who == who.id);
    let kept = item.kept_from.contains(&who.id)
        || item.referrals.iter().filter_map(|id| diary.get::<Referral>(*id)).any(|r| r.kept_from.contains(&who.id));
    let close = children.iter().any(|child| who.family.contains(&child.key()))
        || item.parties.iter().any(|party| who.family.contains(&party.key()));
    let declared = diary.pointing::<Interest>(who.id).filter(|i| i.who == who.id && i.life == Life::Open).any(|i| {
        i.stays.is_empty() && (i.item == Some(item.id) || i.child.is_some_and(|child| children.contains(&child)))
    });
    let listed = |child: &Child| child.restricted_to.is_empty() || child.restricted_to.contains(&who.account);
    let open = children.iter().all(|id| diary.get::<Child>(*id).is_none_or(listed));
    open && !leaves && !kept && !close && !declared
}

/// Whether somebody may read a paper of an item they may read.
pub fn may_read_paper(who: &Professional, paper: &PanelPaper) -> bool {
    !paper.kept_from.contains(&who.id)
}

/// Whether somebody sits on a panel on a day, comes in the place of one who does, or is at that sitting anyway.
pub fn belongs(panel: &Panel, sitting: &Sitting, who: ProfessionalId) -> bool {
    let sits = |seat: &PanelSeat| {
        seat.from.is_none_or(|from| from <= sitting.date) && seat.until.is_none_or(|until| sitting.date <= until)
    };
    let seated = panel.seats.iter().filter(|seat| sits(seat)).any(|s| s.who == who || s.substitutes.contains(&who));
    seated || sitting.attendance.iter().any(|attends| attends.who == who)
}
