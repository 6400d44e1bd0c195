//! `action.record`: somebody is to do something because a panel said so.

use super::*;
use crate::desk::sitting;

/// Records an action, with its owner and day.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ActionRecord {
    /// What.
    pub what: Note,
    /// Who, by name.
    pub owner: Name,
    /// Who, where the register has them.
    pub who: Option<ProfessionalId>,
    /// By when.
    pub due: Option<Day>,
    /// The decision it comes of.
    pub decision: Option<DecisionId>,
    /// The item it comes of.
    pub item: Option<AgendaItemId>,
    /// The sitting it comes of.
    pub sitting: Option<SittingId>,
    /// The child it is about; the decision's where there is one.
    pub child: Option<ChildId>,
}

impl Decide for ActionRecord {
    fn decide(&self, known: &Known) -> Result<Decided, Refusal> {
        let decision = self.decision.map(|d| sitting::decision(known, d)).transpose()?;
        let item = self.item.or(decision.and_then(|d| d.item));
        let item = item.map(|i| sitting::item(known, i)).transpose()?;
        let action = PanelAction {
            id: PanelActionId(known.diary.head.next(Kind::PanelAction)),
            what: self.what.clone(),
            owner: super::item_decide::owner(known, self.who, &self.owner)?,
            who: self.who,
            due: self.due,
            child: self.child.or(decision.map(|d| d.child)),
            item: item.map(|i| i.id),
            decision: self.decision,
            sitting: self.sitting.or(item.and_then(|i| i.sitting)),
            ..PanelAction::default()
        };
        super::record_add::sound(&action.clone().into(), known.diary)?;
        Ok(Decided::one(Change::new(action)))
    }

    fn args(&self) -> String {
        crate::codec::json(&(self.decision, self.item))
    }
}
