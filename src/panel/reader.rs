//! What a panel member may read: not what is kept from them, nor an item they leave because they are too close to it, nor
//! a restricted case whose list they are not on (DOMAIN 3e P5, P16).

use super::items;
use super::room::{self, Against};
use crate::domain::*;

/// Whether somebody may read what an item is about.
pub fn may_read(diary: &Diary, who: &Professional, item: &AgendaItem) -> bool {
    let children = items::children(diary, item);
    let kept = room::kept_from(diary, item, who.id);
    let listed = |child: &Child| child.restricted_to.is_empty() || child.restricted_to.contains(&who.account);
    let open = children.iter().all(|id| diary.get::<Child>(*id).is_none_or(listed));
    open && !kept && far_enough(diary, who, item)
}

/// Whether nothing ties somebody to an item so closely that they must not read of it. Who manages or presents a case leaves
/// for it and has read it all the same.
pub fn far_enough(diary: &Diary, who: &Professional, item: &AgendaItem) -> bool {
    let against = room::against(diary, item, who);
    let ties =
        |recusal: &Recusal| recusal.who == who.id && !matches!(against, Some(Against::Manages(_) | Against::Presents));
    !item.recused.iter().any(ties) && !matches!(against, Some(Against::Declared(..) | Against::Close))
}

/// Whether somebody may read a paper of an item they may read.
pub fn may_read_paper(who: &Professional, paper: &PanelPaper) -> bool {
    !paper.kept_from.contains(&who.id)
}

/// Whether somebody sits on a panel on a day, comes in the place of one who does, or is at that sitting anyway.
pub fn belongs(panel: &Panel, sitting: &Sitting, who: ProfessionalId) -> bool {
    let seated = panel.seats_on(sitting.date).any(|s| s.who == who || s.substitutes.contains(&who));
    seated || sitting.attendance.iter().any(|attends| attends.who == who)
}
