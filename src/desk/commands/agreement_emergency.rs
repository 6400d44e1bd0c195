//! `agreement.emergency`: what a head of service agreed between two sittings, to be ratified at the next, even if the child
//! has gone home since (DOMAIN 3e P7, P8).

use super::*;
use crate::desk::{No, sitting};

/// Records an emergency agreement: five fields, and it waits for the next sitting.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AgreementEmergency {
    /// The child.
    pub child: ChildId,
    /// What was agreed.
    pub what: Note,
    /// Why it could not wait.
    pub reasons: Note,
    /// Who asked: a service manager.
    #[serde(default)]
    pub asked_by: Name,
    /// Who agreed: the head of service.
    pub decided_by: Name,
    /// On what conditions.
    #[serde(default)]
    pub conditions: Note,
    /// When; now where it is left out.
    #[serde(default)]
    pub at: Option<Moment>,
}

/// The panel that ratifies: the usual one, by whatever name it goes.
fn panel<'a>(known: &'a Known) -> Option<&'a Panel> {
    known.diary.get::<Panel>(sitting::panel(known.diary)?)
}

/// The panel's next sitting that is planned: its list takes what is to be ratified, locked or not.
fn next_list<'a>(known: &'a Known, panel: &Panel) -> Option<&'a Sitting> {
    let ahead = known.diary.pointing::<Sitting>(panel.id).filter(|s| {
        let open = matches!(s.status, SittingStatus::Planned | SittingStatus::Locked);
        s.panel == panel.id && open && !s.is_missed(known.now.moment())
    });
    ahead.min_by_key(|s| (s.date, s.start, s.id))
}

/// The item that ratifies it: on the panel's next list from the moment it was agreed, so that nobody has to think of it.
/// Nothing where no panel of that name is kept.
fn listed(known: &Known, decision: &Decision) -> Option<Change> {
    let panel = panel(known)?;
    let id = AgendaItemId(known.diary.head.next(Kind::AgendaItem));
    let mut item = sitting::ratification(id, decision, panel, known.diary.settings());
    item.sitting = next_list(known, panel).map(|s| s.id);
    item.order = sitting::last_order(known.diary, item.sitting, item.part);
    Some(Change::new(item))
}

impl Decide for AgreementEmergency {
    fn decide(&self, known: &Known) -> Result<Decided, Refusal> {
        let child = known.open::<Child>(self.child)?.id;
        if !known.viewer.may_know(known.diary, child.key()) {
            return Err(Refusal::new(No::NotPermitted, format!("{child} belongs to a restricted case"))
                .hinted("case.open opens it for a while, with a reason"));
        }
        let now = known.now.moment();
        let at = self.at.unwrap_or(now);
        if at > now {
            return Err(Refusal::usage("at", "an agreement is recorded when it was made, not before"));
        }
        if self.reasons.is_empty() {
            return Err(Refusal::usage("reasons", "say why it could not wait for the panel"));
        }
        let settings = known.diary.settings();
        let usual = calendar::next_sitting(now.day, settings);
        let panel = panel(known);
        let planned = panel.and_then(|panel| next_list(known, panel));
        let ratify_by = planned.map_or(usual, |sitting| sitting.date);
        let decision = Decision {
            id: DecisionId(known.diary.head.next(Kind::Decision)),
            child,
            panel: panel.map_or_else(|| settings.panel.clone(), |panel| panel.name.clone()),
            at,
            code: if self.conditions.is_empty() { DecisionCode::Agreed } else { DecisionCode::AgreedWithConditions },
            what: self.what.clone(),
            conditions: Condition::lines(&self.conditions),
            reasons: self.reasons.clone(),
            decided_by: self.decided_by.clone(),
            asked_by: self.asked_by.clone(),
            emergency: true,
            ratify_by: Some(ratify_by),
            ..Decision::default()
        };
        super::record_add::sound(&decision.clone().into(), known.diary)?;
        let about = vec![child.key(), decision.id.key()];
        let words = format!("{} agreed; to be ratified {}", self.decided_by, said::long(ratify_by));
        let task = super::task(TaskSort::Agreement, about, &words, &self.what);
        let mut decided =
            Decided::one(Change::new(decision.clone())).raising(known, Task { whose: Role::Clerk, ..task });
        decided.changes.extend(listed(known, &decision));
        Ok(decided)
    }

    fn args(&self) -> String {
        crate::codec::json(&self.child)
    }
}
