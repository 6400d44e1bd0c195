//! `decisions`: what sittings decided and nobody has signed or sent yet, by when it is due; or what was sent.

use super::*;
use crate::panel::Clock;

choices! {
    /// How far a decision is.
    DecisionStage {
        /// The decision-maker has not signed (P9).
        #[default] ToSign "to sign",
        /// Nobody was told.
        ToSend "to send",
        /// Who is to know was told.
        Sent "sent",
    }
}

/// Which decisions.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Decisions {
    /// Those of a panel only.
    pub panel: Option<PanelId>,
    /// Those that were sent, too.
    pub sent: bool,
}

/// What is to be signed and sent.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct DecisionsView {
    /// Now.
    pub at: Moment,
    /// The decisions: what is due first comes first.
    pub rows: Vec<DecisionRow>,
}

/// A decision, with how far it is.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct DecisionRow {
    /// The decision.
    pub decision: Decision,
    /// How far it is.
    pub stage: DecisionStage,
    /// Who asked.
    pub referrer: Name,
    /// It is out by.
    pub due: Day,
    /// It should be out.
    pub late: bool,
}

/// The most that were sent and are shown.
const SHOWN: usize = 60;

fn stage(decision: &Decision) -> DecisionStage {
    match decision.holds() {
        None => DecisionStage::ToSign,
        Some(_) if decision.notices.is_empty() => DecisionStage::ToSend,
        Some(_) => DecisionStage::Sent,
    }
}

impl Ask for Decisions {
    fn scope(&self, _: &Viewer, _: Day) -> Scope {
        Scope::default()
    }

    fn answer(&self, asked: &Asked) -> Result<Answer, Refusal> {
        let (diary, at) = (asked.known.diary, asked.known.now.moment());
        let row = |decision: &Decision| {
            let sitting = diary.get::<Sitting>(decision.sitting?)?;
            let panel = diary.get::<Panel>(sitting.panel)?;
            let due = Clock::of(panel, sitting.date, sitting.start, diary.settings()).decisions;
            let stage = stage(decision);
            let shown = self.panel.is_none_or(|p| p == panel.id) && (self.sent || stage != DecisionStage::Sent);
            let referrer = decision.referral.and_then(|r| diary.get::<Referral>(r)).map(|r| r.referrer.clone());
            shown.then(|| DecisionRow {
                decision: decision.clone(),
                stage,
                referrer: referrer.unwrap_or_default(),
                due,
                late: stage != DecisionStage::Sent && due < at.day,
            })
        };
        let mut rows: Vec<DecisionRow> = diary.open::<Decision>().filter_map(row).collect();
        rows.sort_by_key(|r| {
            let newest = if r.stage == DecisionStage::Sent { -r.decision.at.day.0 } else { r.due.0 };
            (r.stage == DecisionStage::Sent, newest, r.stage, r.decision.id)
        });
        let open = rows.iter().filter(|r| r.stage != DecisionStage::Sent).count();
        rows.truncate(open + SHOWN);
        Ok(Answer::Decisions(DecisionsView { at, rows }))
    }
}

impl Seen for DecisionsView {
    fn see(&mut self, cut: &Cutter) -> Result<(), Refusal> {
        self.rows.retain(|row| cut.viewer.may_know(cut.diary, row.decision.key()));
        Ok(())
    }

    fn keys(&self, keys: &mut Vec<Key>) {
        keys.extend(self.rows.iter().flat_map(|row| [row.decision.key(), row.decision.child.key()]));
        keys.extend(self.rows.iter().filter_map(|row| row.decision.sitting).map(|s| s.key()));
    }
}
