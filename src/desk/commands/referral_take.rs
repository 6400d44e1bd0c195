//! `referral.take`: a referral to a panel comes in, one child per form (DOMAIN 3e P1). What it lacks is said; it is taken
//! in all the same, and completed later.

use super::*;
use crate::desk::{No, referrals};
use crate::panel::gate;

/// Takes in a referral to a panel. Only the child must be said; what else it lacks is listed.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ReferralTake {
    /// A referral taken in before, to be completed: what is said here takes the place of what it said.
    pub referral: Option<ReferralId>,
    /// The child.
    pub child: Option<ChildId>,
    /// The panel; where there is only one, that.
    pub panel: Option<PanelId>,
    /// What is asked for.
    pub request: Option<RequestType>,
    /// In words.
    pub what: Note,
    /// Where it comes from.
    pub source: Option<SourceTeam>,
    /// The team, by name.
    pub team: Name,
    /// The social worker who asks, and presents it.
    pub referrer: Name,
    /// They, where the register has them.
    pub presenter: Option<ProfessionalId>,
    /// How urgent.
    pub urgency: Option<Priority>,
    /// Its priority category.
    pub category: Name,
    /// What brought it about.
    pub problem: Option<PresentingProblem>,
    /// In words.
    pub problem_words: Note,
    /// What was tried before: family group conference, family support, intensive support.
    pub tried: Note,
    /// A family group conference was held, or was not.
    pub conference_held: Option<bool>,
    /// What the child says; or why they were not asked.
    pub views_child: Note,
    /// What the parents say; or why they were not asked.
    pub views_parents: Note,
    /// The need that was assessed.
    pub need: Note,
    /// Against which threshold.
    pub threshold: Note,
    /// The service that is planned.
    pub service: Note,
    /// What is to come of it.
    pub outcome: Note,
    /// What contact will be needed, and how the child is taken there.
    pub contact: Note,
    /// Pounds a week.
    pub cost_week: Option<u32>,
    /// Asked for on; today where it is left out.
    pub asked_on: Option<Day>,
    /// The placement or contract it is about ends on.
    pub ends_on: Option<Day>,
    /// The emergency agreement it asks to ratify.
    pub ratifies: Option<DecisionId>,
    /// Panel members who may not see it.
    pub kept_from: Option<Vec<ProfessionalId>>,
    /// Why managers or services do not agree about it, and what came of that.
    pub disagreement: Note,
    /// Anything else.
    pub notes: Note,
    /// It has been handed in, and is not only being written.
    pub handed_in: bool,
    /// It is another one, though the same is asked for the child already.
    pub another: bool,
}

/// What is said takes the place of what stood there.
fn put<T: Clone + PartialEq + Default>(at: &mut T, said: &T) {
    if *said != T::default() {
        at.clone_from(said);
    }
}

impl ReferralTake {
    /// The form, filled in over what it said before.
    fn over(&self, mut r: Referral) -> Referral {
        put(&mut r.what, &self.what);
        put(&mut r.team, &self.team);
        put(&mut r.referrer, &self.referrer);
        put(&mut r.category, &self.category);
        put(&mut r.problem_words, &self.problem_words);
        put(&mut r.tried, &self.tried);
        put(&mut r.views_child, &self.views_child);
        put(&mut r.views_parents, &self.views_parents);
        put(&mut r.need, &self.need);
        put(&mut r.threshold, &self.threshold);
        put(&mut r.service, &self.service);
        put(&mut r.outcome, &self.outcome);
        put(&mut r.contact, &self.contact);
        put(&mut r.disagreement, &self.disagreement);
        put(&mut r.notes, &self.notes);
        r.presenter = self.presenter.or(r.presenter);
        r.cost_week = self.cost_week.or(r.cost_week);
        r.asked_on = self.asked_on.or(r.asked_on);
        r.ends_on = self.ends_on.or(r.ends_on);
        r.ratifies = self.ratifies.or(r.ratifies);
        r.child = self.child.unwrap_or(r.child);
        r.panel = self.panel.unwrap_or(r.panel);
        r.request = self.request.unwrap_or(r.request);
        r.source = self.source.unwrap_or(r.source);
        r.urgency = self.urgency.unwrap_or(r.urgency);
        r.problem = self.problem.unwrap_or(r.problem);
        r.conference_held = self.conference_held.unwrap_or(r.conference_held);
        r.kept_from = self.kept_from.clone().unwrap_or(r.kept_from);
        if self.handed_in && matches!(r.status, ReferralStatus::Draft | ReferralStatus::Incomplete) {
            r.status = ReferralStatus::Submitted;
        }
        r
    }

    /// A new one, for the only panel there is where none is named.
    fn blank(&self, known: &Known) -> Result<Referral, Refusal> {
        let panels: Vec<PanelId> = known.diary.open::<Panel>().map(|panel| panel.id).collect();
        let panel = match (self.panel, panels.as_slice()) {
            (Some(panel), _) => known.open::<Panel>(panel)?.id,
            (None, [panel]) => *panel,
            (None, []) => {
                return Err(Refusal::new(No::Rule, "there is no panel yet")
                    .hinted("record.add takes one down: who sits on it, when, where"));
            }
            (None, _) => {
                return Err(Refusal::usage("panel", "there are several panels: say which")
                    .hinted("contactdesk ask list --json '{\"kind\":\"panel\"}' lists them"));
            }
        };
        let id = ReferralId(known.diary.head.next(Kind::Referral));
        Ok(Referral { id, panel, asked_on: Some(known.today()), ..Referral::default() })
    }
}

/// What cannot be so, whatever else is still missing.
fn sound(known: &Known, r: &Referral) -> Result<(), Refusal> {
    if r.child.0 == 0 {
        return Err(Refusal::usage("child", "say which child: one form, one child"));
    }
    if !known.viewer.may_know(known.diary, r.child.key()) {
        return Err(referrals::restricted(r.child.key()));
    }
    known.open::<Child>(r.child)?;
    if r.asked_on.is_some_and(|on| on > known.today()) {
        return Err(Refusal::usage("asked_on", "a referral is taken in when it has come"));
    }
    if let Some(id) = r.ratifies {
        let decision = known.open::<Decision>(id)?;
        if decision.child != r.child || !decision.emergency {
            let what = format!("{id} is no emergency agreement about {}", r.child);
            return Err(Refusal::usage("ratifies", what));
        }
    }
    super::record_add::sound(&r.clone().into(), known.diary)
}

impl Decide for ReferralTake {
    fn decide(&self, known: &Known) -> Result<Decided, Refusal> {
        let before = match self.referral {
            Some(id) => {
                let hint = "record.change changes one that a panel has";
                Some(referrals::standing(known, id, referrals::BEFORE, hint)?)
            }
            None => None,
        };
        let mut r = self.over(before.map_or_else(|| self.blank(known), |before| Ok(before.clone()))?);
        if r.referrer.is_empty() {
            r.referrer =
                r.presenter.and_then(|p| known.diary.get::<Professional>(p)).map_or(r.referrer, |p| p.name.clone());
        }
        sound(known, &r)?;
        let twin = gate::repeats(known.diary, &r).into_iter().find(|other| other.panel == r.panel && is_open(other));
        if let (None, Some(twin), false) = (before, twin, self.another) {
            return Err(Refusal::usage("another", format!("{} asks for the same for {}", twin.id, r.child))
                .hinted(format!("complete {} instead, or say that this is another one", twin.id)));
        }
        match before {
            Some(before) if *before == r => {
                Err(Refusal::usage("referral", format!("that changes nothing about {}", r.id)))
            }
            Some(before) => Ok(referrals::changed(known, before, r)),
            None => {
                let lacks = gate::gate(known.diary, &r, known.today()).lacks;
                Ok(Decided { lacks, ..Decided::one(Change::new(r)) })
            }
        }
    }

    fn args(&self) -> String {
        crate::codec::json(&self.child)
    }
}

/// Whether the same would be asked twice: it is not decided yet.
fn is_open(r: &Referral) -> bool {
    r.status == ReferralStatus::Draft || r.status == ReferralStatus::Heard || r.status.is_to_be_heard()
}
