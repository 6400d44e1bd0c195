//! `forward`: what panels must look at again without anybody asking: contracts that end, conditions that fall due, decisions
//! whose time runs out, children who moved twice in a year, overdue actions, emergency agreements (DOMAIN 3e P7, P11).

use super::*;
use crate::desk::sitting;

/// What is to be brought forward.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Forward {
    /// Of this panel only.
    pub panel: Option<PanelId>,
}

/// Something to be brought forward.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize, JsonSchema)]
pub struct ForwardRow {
    /// When it falls due.
    pub due: Day,
    /// What it is.
    pub what: BroughtBy,
    /// The child.
    pub child: Option<ChildId>,
    /// The decision, referral, action or placement behind it.
    pub about: Key,
    /// How many: moves.
    pub count: u16,
    /// The item that has it already.
    pub item: Option<AgendaItemId>,
}

/// What is to be brought forward, what falls due first on top.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct ForwardView {
    /// Today.
    pub today: Day,
    /// The rows.
    pub rows: Vec<ForwardRow>,
}

/// Conditions and reviews are looked at so many days before.
const AHEAD: i32 = 28;

/// The item that has it already: one that points at what is behind it, or looks at the child for the same reason.
fn listed(diary: &Diary, about: Key, child: Option<ChildId>, what: BroughtBy) -> Option<AgendaItemId> {
    let of = diary.pointing::<AgendaItem>(about).filter(|i| about.kind != Kind::Child || i.brought_by == what);
    let same = child.into_iter().flat_map(|c| diary.pointing::<AgendaItem>(c)).filter(|i| i.brought_by == what);
    of.chain(same).filter(|i| i.status == ItemStatus::Listed).map(|i| i.id).max()
}

/// Whether a decision answers what another left open: it holds, and is of the same request, or of an item that looked at it.
fn answers(diary: &Diary, later: &Decision, before: &Decision) -> bool {
    use DecisionCode::{Deferred, MoreInfo};
    let over = later.holds().is_some_and(|code| !matches!(code, Deferred | MoreInfo));
    let request = |d: &Decision| d.referral.and_then(|r| diary.get::<Referral>(r)).map(|r| r.request);
    let item = later.item.and_then(|i| diary.get::<AgendaItem>(i));
    let looked_at = item.is_some_and(|i| i.decision == Some(before.id) || i.brought_by == BroughtBy::Review);
    let same = request(later).is_some() && request(later) == request(before);
    later.child == before.child && later.at > before.at && over && (looked_at || same)
}

/// Of decisions: conditions, time and review, emergencies.
fn of_decisions(diary: &Diary, today: Day, rows: &mut Vec<ForwardRow>) {
    for d in diary.open::<Decision>() {
        let row = |due: Day, what: BroughtBy| ForwardRow {
            due,
            what,
            child: Some(d.child),
            about: d.id.key(),
            count: 0,
            item: listed(diary, d.id.key(), Some(d.child), what),
        };
        if d.is_unratified() {
            rows.push(row(d.ratify_by.unwrap_or(d.at.day), BroughtBy::Emergency));
            continue;
        }
        // a condition is there until it is met, however long ago it was due
        let soon = |day: &Day| *day <= today + AHEAD;
        let due = d.conditions.iter().filter(|c| c.met.is_none()).filter_map(|c| c.due).filter(soon).min();
        rows.extend(due.map(|due| row(due, BroughtBy::Condition)));
        // a review is over when a panel has decided about the same again
        let again = |other: &Decision| other.item.is_some() && answers(diary, other, d);
        let reviews = d.valid_until.into_iter().chain(d.review_on).filter(soon).min();
        let runs_out = reviews.filter(|_| !diary.pointing::<Decision>(d.child).any(again));
        rows.extend(runs_out.map(|due| row(due, BroughtBy::Review)));
    }
}

/// Contracts that end, recurring taxis among them.
fn of_referrals(diary: &Diary, today: Day, rows: &mut Vec<ForwardRow>) {
    let weeks = i32::from(diary.settings().panel_ends_weeks);
    for r in diary.open::<Referral>() {
        let Some(ends) = r.ends_on.filter(|day| *day <= today + weeks * 7) else { continue };
        // asked for again, or looked at since it was about to end: also of one that has ended meanwhile
        let again = |other: &Referral| other.child == r.child && other.id > r.id && other.ends_on > r.ends_on;
        let looked_at = |d: &Decision| {
            let item = d.item.and_then(|i| diary.get::<AgendaItem>(i));
            let about =
                d.referral.and_then(|other| diary.get::<Referral>(other)).is_some_and(|o| o.request == r.request);
            about || item.is_some_and(|i| matches!(i.brought_by, BroughtBy::ContractEnds | BroughtBy::Taxi))
        };
        let heard = |d: &Decision| {
            let over = d.holds().is_some_and(|c| !matches!(c, DecisionCode::Deferred | DecisionCode::MoreInfo));
            over && d.referral != Some(r.id) && d.at.day > ends - weeks * 7 && looked_at(d)
        };
        let over = !matches!(r.status, ReferralStatus::Heard | ReferralStatus::Decided | ReferralStatus::Notified);
        if over || diary.pointing::<Referral>(r.child).any(again) || diary.pointing::<Decision>(r.child).any(heard) {
            continue;
        }
        let what = if r.request == RequestType::RecurringTaxi { BroughtBy::Taxi } else { BroughtBy::ContractEnds };
        let item = listed(diary, r.id.key(), Some(r.child), what);
        rows.push(ForwardRow { due: ends, what, child: Some(r.child), about: r.id.key(), count: 0, item });
    }
}

/// Children who moved several times within a year, unless the panel has looked at it since.
fn of_moves(diary: &Diary, today: Day, rows: &mut Vec<ForwardRow>) {
    let least = usize::from(diary.settings().panel_moves);
    for child in diary.open::<Child>() {
        let mut began: Vec<Day> =
            diary.pointing::<Placement>(child.id).filter(|p| p.child == child.id).filter_map(|p| p.from).collect();
        began.sort_unstable();
        began.dedup();
        // the first placement is no move
        let moves: Vec<Day> = began.into_iter().skip(1).filter(|day| *day > today - 365 && *day <= today).collect();
        let Some(last) = moves.last().copied().filter(|_| moves.len() >= least) else { continue };
        if diary.pointing::<Decision>(child.id).any(|d| d.item.is_some() && d.at.day >= last) {
            continue;
        }
        let item = listed(diary, child.id.key(), None, BroughtBy::Moves);
        rows.push(ForwardRow {
            due: last,
            what: BroughtBy::Moves,
            child: Some(child.id),
            about: child.id.key(),
            count: moves.len() as u16,
            item,
        });
    }
}

impl Ask for Forward {
    fn scope(&self, _: &Viewer, _: Day) -> Scope {
        Scope::default()
    }

    fn answer(&self, asked: &Asked) -> Result<Answer, Refusal> {
        let (diary, today) = (asked.known.diary, asked.known.today());
        let mut rows = Vec::new();
        of_decisions(diary, today, &mut rows);
        of_referrals(diary, today, &mut rows);
        of_moves(diary, today, &mut rows);
        let overdue = diary.open::<PanelAction>().filter(|a| a.done_on.is_none());
        rows.extend(overdue.filter_map(|a| {
            let due = a.due.filter(|due| *due < today)?;
            let decided = a.decision.and_then(|d| listed(diary, d.key(), None, BroughtBy::Overdue));
            let item = decided.or_else(|| listed(diary, a.id.key(), a.child, BroughtBy::Overdue));
            Some(ForwardRow { due, what: BroughtBy::Overdue, child: a.child, about: a.id.key(), count: 0, item })
        }));
        if let Some(panel) = self.panel.and_then(|p| diary.get::<Panel>(p)) {
            let name = |row: &ForwardRow| match row.about.kind {
                Kind::Decision => diary.get::<Decision>(row.about).is_some_and(|d| sitting::is_of(diary, d, panel)),
                Kind::Referral => diary.get::<Referral>(row.about).is_some_and(|r| r.panel == panel.id),
                Kind::PanelAction => {
                    let of = diary.get::<PanelAction>(row.about).and_then(|a| a.sitting);
                    of.and_then(|s| diary.get::<Sitting>(s)).is_none_or(|s| s.panel == panel.id)
                }
                // a child who moved is for any panel to look at
                _ => true,
            };
            rows.retain(name);
        }
        rows.sort();
        Ok(Answer::Forward(ForwardView { today, rows }))
    }
}

impl Seen for ForwardView {
    fn see(&mut self, cut: &Cutter) -> Result<(), Refusal> {
        let may = |key: Key| cut.viewer.may_know(cut.diary, key);
        self.rows.retain(|row| may(row.about) && row.child.is_none_or(|c| may(c.key())));
        Ok(())
    }

    fn keys(&self, keys: &mut Vec<Key>) {
        for row in &self.rows {
            keys.extend([row.about].into_iter().chain(row.child.map(|c| c.key())).chain(row.item.map(|i| i.key())));
        }
    }
}
