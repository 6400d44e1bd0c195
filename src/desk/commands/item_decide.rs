//! `item.decide`: what the panel decides about each child of an item: code, conditions, validity, reasons, dissent, actions
//! (DOMAIN 3e P1, P4, P5, P7, P9).

use super::item_begin::{heard_in, quorate};
use super::*;
use crate::desk::No;
use crate::desk::sitting::{self, Heard, Numbers};

/// Something somebody is to do.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct NewAction {
    /// What.
    pub what: Note,
    /// Who, by name.
    pub owner: Name,
    /// Who, where the register has them.
    pub who: Option<ProfessionalId>,
    /// By when.
    pub due: Option<Day>,
}

/// Decides about a child of an item, or about all whom it has not decided about.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ItemDecide {
    /// The item.
    pub item: AgendaItemId,
    /// The children; all whom the item has not decided about where none is named.
    pub children: Vec<ChildId>,
    /// What is decided.
    pub code: DecisionCode,
    /// What it is about; what was asked for where it is left out.
    pub what: Note,
    /// Conditions.
    pub conditions: Vec<Condition>,
    /// Until when it holds.
    pub valid_until: Option<Day>,
    /// To be looked at again on.
    pub review_on: Option<Day>,
    /// The reasons.
    pub reasons: Note,
    /// Who is of another mind, and why.
    pub dissent: Note,
    /// Pounds a week; what was asked for where it is left out.
    pub cost_week: Option<u32>,
    /// What is to be done, by whom, by when.
    pub actions: Vec<NewAction>,
    /// What was said, for the minutes.
    pub discussion: Text,
    /// When; now where it is left out.
    pub at: Option<Minute>,
}

/// What somebody owns up to doing.
pub(super) fn owner(known: &Known, who: Option<ProfessionalId>, owner: &Name) -> Result<Name, Refusal> {
    match who {
        Some(who) if owner.is_empty() => Ok(known.open::<Professional>(who)?.name.clone()),
        _ => Ok(owner.clone()),
    }
}

impl ItemDecide {
    /// What must be said with a decision of its sort.
    fn said(&self, item: &AgendaItem, ratifies: bool) -> Result<(), Refusal> {
        use DecisionCode::*;
        match self.code {
            AgreedWithConditions if self.conditions.is_empty() => {
                return Err(Refusal::usage("conditions", "say on what conditions"));
            }
            AgreedTimeLimited if self.valid_until.is_none() => {
                return Err(Refusal::usage("valid_until", "say until when it is agreed"));
            }
            NotAgreed | Deferred | MoreInfo | SignpostedElsewhere | Withdrawn => {
                sitting::needs("reasons", &self.reasons, "say why")?;
            }
            Ratified if !ratifies => {
                return Err(Refusal::usage("code", format!("{} has no emergency agreement to ratify", item.id)));
            }
            _ => {}
        }
        if ratifies && matches!(self.code, Withdrawn | Noted | SignpostedElsewhere) {
            let what = format!("{} ratifies an emergency agreement: it stands or does not", item.id);
            return Err(Refusal::usage("code", what)
                .hinted("ratified, not agreed, or deferred; also where the child has gone home"));
        }
        Ok(())
    }

    /// About whom it decides.
    fn whom(&self, known: &Known, item: &AgendaItem) -> Result<Vec<ChildId>, Refusal> {
        let left = sitting::undecided(known.diary, item);
        if self.children.is_empty() {
            return Ok(left);
        }
        match self.children.iter().find(|child| !left.contains(child)) {
            Some(other) if sitting::children(known.diary, item).contains(other) => {
                Err(Refusal::new(No::Rule, format!("{} has decided about {other} already", item.id)).hinted(
                    "decision.sign, decision.notify and decision.condition go on from there; undo takes it back",
                ))
            }
            Some(other) => Err(Refusal::usage("children", format!("{other} is not in {}", item.id))),
            None => Ok(left.into_iter().filter(|child| self.children.contains(child)).collect()),
        }
    }

    /// The decision about a child.
    fn decision(&self, known: &Known, item: &AgendaItem, child: ChildId, at: Moment) -> Result<Decision, Refusal> {
        let panel = known.open::<Panel>(item.panel)?;
        let referral = sitting::referral(known.diary, item, child);
        let emergency = item.decision.and_then(|d| known.diary.get::<Decision>(d));
        let asked = referral.map(|r| (r.what.clone(), r.cost_week));
        let asked = asked.or_else(|| emergency.map(|d| (d.what.clone(), d.cost_week)));
        let title = || Note::new(&*item.title).unwrap_or_default();
        let what =
            if self.what.is_empty() { asked.as_ref().map_or_else(title, |a| a.0.clone()) } else { self.what.clone() };
        let what = if what.is_empty() {
            Note::new(referral.map_or("", |r| r.request.said())).unwrap_or_default()
        } else {
            what
        };
        let cost_week = self.cost_week.or(asked.and_then(|a| a.1));
        let over = panel.limit_week.zip(cost_week).is_some_and(|(limit, cost)| cost > limit);
        Ok(Decision {
            child,
            panel: panel.name.clone(),
            referral: referral.map(|r| r.id),
            item: Some(item.id),
            sitting: item.sitting,
            at,
            code: self.code,
            what,
            conditions: self.conditions.clone(),
            reasons: self.reasons.clone(),
            dissent: self.dissent.clone(),
            recommended: panel.recommends || over,
            valid_until: self.valid_until,
            review_on: self.review_on,
            cost_week,
            ..Decision::default()
        })
    }

    /// What is to be done because of it.
    fn actions(
        &self,
        known: &Known,
        numbers: &mut Numbers,
        item: &AgendaItem,
        decision: Option<&Decision>,
    ) -> Result<Vec<Change>, Refusal> {
        let action = |new: &NewAction| {
            let action = PanelAction {
                id: PanelActionId(numbers.take(Kind::PanelAction)),
                what: new.what.clone(),
                owner: owner(known, new.who, &new.owner)?,
                who: new.who,
                due: new.due,
                child: decision.map(|d| d.child),
                item: Some(item.id),
                decision: decision.map(|d| d.id),
                sitting: item.sitting,
                ..PanelAction::default()
            };
            match action.check().into_iter().next() {
                Some(wrong) => Err(Refusal::usage("actions", format!("{} {}", wrong.field, wrong.what))),
                None => Ok(Change::new(action)),
            }
        };
        self.actions.iter().map(action).collect()
    }
}

/// Who is to be named as who decided: whoever chairs the item.
fn chair(known: &Known, item: &AgendaItem, room: &sitting::Quorum) -> Result<Name, Refusal> {
    quorate(item.id, room)?;
    if let Some(stays) = room.must_leave.first() {
        let what = format!("{} must leave for {}: {}", stays.who, item.id, &*stays.why);
        return Err(Refusal::new(No::Rule, what)
            .hinted("sitting.attend records that they left, interest.declare why they may stay"));
    }
    let chair = room.chair.and_then(|who| known.diary.get::<Professional>(who));
    Ok(chair.map(|c| c.name.clone()).unwrap_or_default())
}

impl Decide for ItemDecide {
    fn decide(&self, known: &Known) -> Result<Decided, Refusal> {
        let (item, of) = heard_in(known, self.item)?;
        let at = sitting::minute(known, of, self.at)?;
        if item.status != ItemStatus::Hearing {
            return Err(Refusal::new(No::Rule, format!("{} has not begun", item.id)).hinted("item.begin begins it"));
        }
        let referred = item.referrals.iter().filter_map(|r| known.diary.get::<Referral>(*r));
        let ratifies = item.decision.is_some_and(|d| known.diary.get::<Decision>(d).is_some_and(|d| d.emergency))
            || referred.clone().any(|r| r.ratifies.is_some());
        self.said(item, ratifies)?;
        let room = sitting::room(known.diary, known.open::<Panel>(item.panel)?, of, item, at);
        let decided_by = chair(known, item, &room)?;
        let whom = self.whom(known, item)?;
        let mut numbers = Numbers::of(known);
        let mut changes = Vec::new();
        for child in &whom {
            let id = DecisionId(numbers.take(Kind::Decision));
            let decision = self.decision(known, item, *child, Moment::new(of.date, at))?;
            let decision = Decision { id, decided_by: decided_by.clone(), ..decision };
            super::record_add::sound(&decision.clone().into(), known.diary)?;
            changes.push(Change::new(decision.clone()));
            changes.extend(self.actions(known, &mut numbers, item, Some(&decision))?);
            match decision.holds() {
                Some(code) => {
                    let reasons = &decision.reasons;
                    let heard = Heard { code, decision: &decision, item, sitting: of, reasons };
                    changes.extend(sitting::follow(known, &mut numbers, &heard));
                }
                None => changes.extend(waits_for_signature(known, &decision)),
            }
        }
        // a matter that is about no child has no decision, and is noted
        if whom.is_empty() {
            if self.code != DecisionCode::Noted {
                let what = format!("{} is about no child: there is nothing to be {} about", item.id, self.code.said());
                return Err(Refusal::usage("code", what)
                    .hinted("noted, with what was said as discussion; item.carry puts it on another list"));
            }
            changes.extend(self.actions(known, &mut numbers, item, None)?);
        }
        let mut after = item.clone();
        after.discussion = together(&item.discussion, &self.discussion)?;
        if sitting::undecided(known.diary, item).iter().all(|child| whom.contains(child)) {
            (after.status, after.ended) = (ItemStatus::Heard, Some(at));
        }
        if after != *item {
            changes.push(Change::of(item.clone(), after));
        }
        Ok(Decided { changes, ..Decided::default() })
    }

    fn args(&self) -> String {
        crate::codec::json(&(self.item, self.code))
    }
}

/// A recommendation is open: its referral is heard and not decided (P9).
fn waits_for_signature(known: &Known, decision: &Decision) -> Option<Change> {
    let referral = decision.referral.and_then(|r| known.diary.get::<Referral>(r))?;
    Some(Change::of(referral.clone(), Referral { status: ReferralStatus::Heard, ..referral.clone() }))
}

/// What was said, with what is said now below it.
fn together(before: &Text, now: &Text) -> Result<Text, Refusal> {
    let all = [&**before, &**now].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n");
    Text::new(all).map_err(|why| Refusal::usage("discussion", why.0))
}
