//! `decision.sign`: the decision-maker decides on a recommendation; until then it is open (DOMAIN 3e P9).

use super::*;
use crate::desk::No;
use crate::desk::sitting::{self, Heard, Numbers};

/// Signs a recommendation.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DecisionSign {
    /// The recommendation.
    pub decision: DecisionId,
    /// What is decided; what was recommended where it is left out.
    #[serde(default)]
    pub code: Option<DecisionCode>,
    /// Why, where it is not what was recommended.
    #[serde(default)]
    pub reasons: Note,
    /// Who decides; the panel's decision-maker where it is left out.
    #[serde(default)]
    pub by: Name,
    /// When; now where it is left out.
    #[serde(default)]
    pub at: Option<Moment>,
}

impl DecisionSign {
    fn by(&self, known: &Known, decision: &Decision) -> Result<Name, Refusal> {
        if !self.by.is_empty() {
            return Ok(self.by.clone());
        }
        let panel = decision.item.and_then(|i| known.diary.get::<AgendaItem>(i)).map(|i| i.panel);
        let maker = panel.and_then(|p| known.diary.get::<Panel>(p)?.decision_maker);
        match maker.and_then(|m| known.diary.get::<Professional>(m)) {
            Some(maker) => Ok(maker.name.clone()),
            None => Err(Refusal::usage("by", "say who decides: the panel names nobody")),
        }
    }
}

impl Decide for DecisionSign {
    fn decide(&self, known: &Known) -> Result<Decided, Refusal> {
        let before = sitting::decision(known, self.decision)?;
        if !before.recommended {
            return Err(Refusal::new(No::Rule, format!("{} is a decision and needs no signature", before.id)));
        }
        if let Some(signed) = &before.signed {
            let what = format!("{} decided on {}: {}", signed.by, before.id, signed.code.said());
            return Err(Refusal::new(No::Rule, what));
        }
        let now = known.now.moment();
        let at = self.at.unwrap_or(now);
        if at > now || at < before.at {
            return Err(Refusal::usage("at", "it is signed after it was recommended, and recorded when it is"));
        }
        let code = self.code.unwrap_or(before.code);
        if code != before.code {
            sitting::needs("reasons", &self.reasons, "say why it is not what was recommended")?;
        }
        let signed = Signed { by: self.by(known, before)?, at, code, reasons: self.reasons.clone() };
        let after = Decision { signed: Some(signed), ..before.clone() };
        let mut changes = vec![Change::of(before.clone(), after.clone())];
        let item = before.item.and_then(|i| known.diary.get::<AgendaItem>(i));
        let of = before.sitting.and_then(|s| known.diary.get::<Sitting>(s));
        if let Some((item, of)) = item.zip(of) {
            let reasons = if self.reasons.is_empty() { &before.reasons } else { &self.reasons };
            let heard = Heard { code, decision: &after, item, sitting: of, reasons };
            changes.extend(sitting::follow(known, &mut Numbers::of(known), &heard));
        }
        Ok(Decided { changes, ..Decided::default() })
    }

    fn args(&self) -> String {
        crate::codec::json(&self.decision)
    }
}
