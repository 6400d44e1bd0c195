//! `referral_file`: everything about one referral to a panel: what it says and lacks, its papers, what was asked before, where
//! it waits, and what was decided.

use super::*;
use crate::desk::No;
use crate::panel::{Demand, Gate, demand, gate};

/// A referral.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReferralQuery {
    /// The referral.
    pub referral: ReferralId,
}

/// Everything about it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct ReferralView {
    /// The referral.
    pub referral: Referral,
    /// What it has and lacks.
    pub gate: Gate,
    /// When what is due for the sitting it is to be heard by.
    pub due: Option<Due>,
    /// Its papers, those that are not required too, by sort and version.
    pub papers: Vec<PanelPaper>,
    /// The item that is to hear it, or did.
    pub item: Option<AgendaItem>,
    /// The day of the sitting that item is on.
    pub listed: Option<Day>,
    /// What else was asked for the child that is the same, the last first.
    pub repeats: Vec<Repeat>,
    /// What was asked for about the child before, and its moves.
    pub demand: Demand,
    /// What was decided on it.
    pub decisions: Vec<Decision>,
}

/// Another referral that asks for the same.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Repeat {
    /// The referral.
    pub referral: ReferralId,
    /// Asked for on.
    pub asked_on: Option<Day>,
    /// How far it is.
    pub status: ReferralStatus,
}

impl Ask for ReferralQuery {
    fn scope(&self, _: &Viewer, _: Day) -> Scope {
        Scope::default()
    }

    fn answer(&self, asked: &Asked) -> Result<Answer, Refusal> {
        let (diary, now) = (asked.known.diary, asked.known.now.moment());
        let r = diary.get::<Referral>(self.referral).ok_or_else(|| Refusal::not_found(self.referral))?;
        let mut papers: Vec<PanelPaper> = gate::papers(diary, r.id).into_iter().cloned().collect();
        papers.sort_by_key(|paper| (paper.sort, paper.version, paper.id));
        let item = gate::item(diary, r.id);
        let repeat = |other: &Referral| Repeat { referral: other.id, asked_on: other.asked_on, status: other.status };
        let mut decisions: Vec<Decision> = diary.pointing::<Decision>(r.id).cloned().collect();
        decisions.sort_by_key(|decision| (decision.at, decision.id));
        Ok(Answer::Referral(ReferralView {
            gate: gate::gate(diary, r, now.day),
            due: Due::of_referral(diary, r, now),
            papers,
            listed: item.and_then(|item| diary.get::<Sitting>(item.sitting?)).map(|sitting| sitting.date),
            item: item.cloned(),
            repeats: gate::repeats(diary, r).into_iter().map(repeat).collect(),
            demand: demand::of(diary, r.child, now.day),
            decisions,
            referral: r.clone(),
        }))
    }
}

impl Seen for ReferralView {
    fn see(&mut self, cut: &Cutter) -> Result<(), Refusal> {
        let may = |key: Key| cut.viewer.may_know(cut.diary, key);
        let key = self.referral.id.key();
        if !may(key) {
            return Err(Refusal::new(No::NotPermitted, format!("{key} belongs to a restricted case"))
                .hinted("ask a manager: a restricted case opens only to those on its list"));
        }
        self.papers.retain(|paper| may(paper.id.key()));
        // that it is required and there is no secret; which record it is may be
        let hidden = |id: PanelPaperId| !may(id.key());
        self.gate.ticks.iter_mut().filter(|t| t.paper.is_some_and(hidden)).for_each(|t| t.paper = None);
        if self.item.as_ref().is_some_and(|item| !may(item.id.key())) {
            (self.item, self.listed) = (None, None);
        }
        self.repeats.retain(|other| may(other.referral.key()));
        self.decisions.retain(|decision| may(decision.id.key()));
        Ok(())
    }

    fn keys(&self, keys: &mut Vec<Key>) {
        keys.push(self.referral.id.key());
        keys.extend(Record::from(self.referral.clone()).owners());
        keys.extend(self.due.iter().map(|due| due.panel.key()));
        for paper in &self.papers {
            keys.extend([paper.id.key()]);
            keys.extend(paper.kept_from.iter().map(|who| who.key()));
        }
        keys.extend(self.item.iter().flat_map(|item| Record::from(item.clone()).owners()));
        keys.extend(self.repeats.iter().map(|other| other.referral.key()));
        keys.extend(self.decisions.iter().map(|decision| decision.id.key()));
    }
}
