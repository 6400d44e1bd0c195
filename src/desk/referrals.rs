//! What the commands of referrals to panels share: a referral that is the asker's to work on, what it lacks once a command
//! is carried out, and what becomes of its place on an agenda when it is over.

use super::commands::{Decided, Known};
use super::{No, Refusal};
use crate::domain::*;
use crate::panel::gate;

/// A referral that is open and the asker's to know.
pub(crate) fn referral<'a>(known: &'a Known, id: ReferralId) -> Result<&'a Referral, Refusal> {
    let referral = known.open::<Referral>(id)?;
    if known.viewer.may_know(known.diary, id.key()) {
        return Ok(referral);
    }
    Err(restricted(id.key()))
}

/// What is not the asker's to know is not theirs to work on.
pub(crate) fn restricted(key: Key) -> Refusal {
    Refusal::new(No::NotPermitted, format!("{key} belongs to a restricted case"))
        .hinted("ask a manager: a restricted case opens only to those on its list")
}

/// One that is that far, for what can be done to it only then.
pub(crate) fn standing<'a>(
    known: &'a Known,
    id: ReferralId,
    at: &[ReferralStatus],
    hint: &str,
) -> Result<&'a Referral, Refusal> {
    let referral = referral(known, id)?;
    if at.contains(&referral.status) {
        return Ok(referral);
    }
    Err(Refusal::new(No::Rule, format!("{id} is {}", referral.status.said())).hinted(hint))
}

/// Before a panel has it.
pub(crate) const BEFORE: &[ReferralStatus] =
    &[ReferralStatus::Draft, ReferralStatus::Submitted, ReferralStatus::Incomplete];

/// As long as it can still be taken away: no panel has heard it.
pub(crate) const UNHEARD: &[ReferralStatus] = &[
    ReferralStatus::Draft,
    ReferralStatus::Submitted,
    ReferralStatus::Incomplete,
    ReferralStatus::Accepted,
    ReferralStatus::Listed,
    ReferralStatus::Deferred,
];

/// A referral changed, with what it lacks then.
pub(crate) fn changed(known: &Known, before: &Referral, after: Referral) -> Decided {
    let lacks = gate::gate(known.diary, &after, known.today()).lacks;
    Decided { lacks, ..Decided::one(Change::of(before.clone(), after)) }
}

/// Words that must be there.
pub(crate) fn said(field: &str, words: &str, what: &str) -> Result<(), Refusal> {
    if words.is_empty() { Err(Refusal::usage(field, what.to_owned())) } else { Ok(()) }
}

/// What becomes of its item when a referral is over before it was heard: it goes on for the siblings, or is withdrawn.
pub(crate) fn off_the_agenda(known: &Known, id: ReferralId) -> Result<Option<Change>, Refusal> {
    let Some(item) = gate::item(known.diary, id).filter(|item| item.status != ItemStatus::Withdrawn) else {
        return Ok(None);
    };
    if item.status != ItemStatus::Listed {
        return Err(Refusal::new(No::Rule, format!("{} is {}", item.id, item.status.said()))
            .hinted("a sitting that hears it decides about it"));
    }
    let mut after = item.clone();
    let emergency = item.decision.and_then(|d| known.diary.get::<Decision>(d));
    // what was agreed in an emergency is ratified or not, with a form or without one (P7)
    let ratifies = emergency.is_some_and(|d| d.is_unratified());
    if after.referrals.len() > 1 || ratifies {
        after.referrals.retain(|other| *other != id);
    } else {
        after.status = ItemStatus::Withdrawn;
    }
    Ok(Some(Change::of(item.clone(), after)))
}
