//! `actions`: what is to be done because panels said so, conditions to be met, and decisions to be looked at again or that
//! run out; what is overdue comes first.

use super::*;

choices! {
    /// What is tracked.
    Tracked {
        /// Somebody is to do something.
        #[default] Action "action",
        /// A condition of a decision.
        Condition "condition",
        /// A decision is to be looked at again.
        Review "review",
        /// A decision's time runs out.
        RunsOut "runs out",
    }
}

/// What is tracked.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Actions {
    /// Only what this person is to do.
    pub owner: Name,
    /// Only what is overdue.
    pub late: bool,
}

/// What is tracked, what is due first comes first.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct ActionsView {
    /// Today.
    pub today: Day,
    /// The rows.
    pub rows: Vec<TrackRow>,
}

/// Something that is tracked.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct TrackRow {
    /// What it is.
    pub sort: Tracked,
    /// The action, or the decision.
    pub about: Key,
    /// Which condition, counted from 1.
    pub condition: Option<u16>,
    /// The child.
    pub child: Option<ChildId>,
    /// Who owns it.
    pub owner: Name,
    /// What.
    pub what: Note,
    /// By when.
    pub due: Option<Day>,
    /// It should be done.
    pub late: bool,
    /// When somebody was last reminded, and how often.
    pub chased: Option<(Moment, u16)>,
}

/// Days before a decision runs out or is to be looked at again that it is listed.
const AHEAD: i32 = 56;

fn of_action(action: &PanelAction, today: Day) -> TrackRow {
    TrackRow {
        sort: Tracked::Action,
        about: action.key(),
        condition: None,
        child: action.child,
        owner: action.owner.clone(),
        what: action.what.clone(),
        due: action.due,
        late: action.due.is_some_and(|due| due < today),
        chased: action.chased.iter().max().map(|last| (*last, action.chased.len() as u16)),
    }
}

/// What of a decision that holds is tracked.
fn of_decision(diary: &Diary, decision: &Decision, today: Day) -> Vec<TrackRow> {
    use DecisionCode::{Agreed, AgreedTimeLimited, AgreedWithConditions, Ratified};
    let holds = matches!(decision.holds(), Some(Agreed | AgreedTimeLimited | AgreedWithConditions | Ratified));
    let over = decision.valid_until.is_some_and(|until| until + AHEAD < today);
    if !holds || over {
        return Vec::new();
    }
    let referral = decision.referral.and_then(|r| diary.get::<Referral>(r));
    let row = |sort, condition, what: &Note, due: Option<Day>| TrackRow {
        sort,
        about: decision.key(),
        condition,
        child: Some(decision.child),
        owner: referral.map(|r| r.referrer.clone()).unwrap_or_default(),
        what: what.clone(),
        due,
        late: due.is_some_and(|due| due < today),
        chased: None,
    };
    let conditions = decision.conditions.iter().zip(1u16..).filter(|(condition, _)| condition.met.is_none());
    let mut rows: Vec<TrackRow> =
        conditions.map(|(condition, n)| row(Tracked::Condition, Some(n), &condition.what, condition.due)).collect();
    let near = |day: Option<Day>| day.filter(|day| *day <= today + AHEAD);
    rows.extend(near(decision.review_on).map(|day| row(Tracked::Review, None, &decision.what, Some(day))));
    rows.extend(near(decision.valid_until).map(|day| row(Tracked::RunsOut, None, &decision.what, Some(day))));
    rows
}

impl Ask for Actions {
    fn scope(&self, _: &Viewer, _: Day) -> Scope {
        Scope::default()
    }

    fn answer(&self, asked: &Asked) -> Result<Answer, Refusal> {
        let (diary, today) = (asked.known.diary, asked.known.today());
        let open = diary.open::<PanelAction>().filter(|a| a.done_on.is_none());
        let mut rows: Vec<TrackRow> = open.map(|action| of_action(action, today)).collect();
        rows.extend(diary.open::<Decision>().flat_map(|decision| of_decision(diary, decision, today)));
        let owner = self.owner.to_lowercase();
        rows.retain(|row| (owner.is_empty() || row.owner.to_lowercase().contains(&owner)) && (row.late || !self.late));
        rows.sort_by_key(|row| (row.due.is_none(), row.due, row.sort, row.about, row.condition));
        Ok(Answer::Actions(ActionsView { today, rows }))
    }
}

impl Seen for ActionsView {
    fn see(&mut self, cut: &Cutter) -> Result<(), Refusal> {
        self.rows.retain(|row| cut.viewer.may_know(cut.diary, row.about));
        Ok(())
    }

    fn keys(&self, keys: &mut Vec<Key>) {
        keys.extend(self.rows.iter().flat_map(|row| row.child.map(|c| c.key()).into_iter().chain([row.about])));
    }
}
