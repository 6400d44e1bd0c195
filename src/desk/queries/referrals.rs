//! `referrals`: the queue of what panels are asked for: what has come, what it lacks, how long it has waited, and when its
//! papers are due (DOMAIN 4b). What is not over is always here, whatever list it is on besides.

use super::*;
use crate::panel::{Clock, Gate, gate};
use std::cmp::Reverse;

/// The queue.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Referrals {
    /// Of this panel only.
    pub panel: Option<PanelId>,
    /// Also what is over: notified, withdrawn, declined before panel.
    pub all: bool,
}

/// The queue.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct ReferralsView {
    /// When what is due for the next sitting of each panel.
    pub due: Vec<Due>,
    /// The referrals: what is to be looked over first.
    pub rows: Vec<ReferralRow>,
}

/// The deadlines of a panel's next sitting.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Due {
    /// The panel.
    pub panel: PanelId,
    /// When it sits.
    pub sitting: Moment,
    /// Papers are due.
    pub papers: Moment,
    /// The pack goes out.
    pub pack: Moment,
    /// Minutes until papers are due; less than none once they were.
    pub left: i32,
}

/// A referral in the queue.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct ReferralRow {
    /// The referral.
    pub referral: ReferralId,
    /// The child.
    pub child: ChildId,
    /// The panel.
    pub panel: PanelId,
    /// What is asked for.
    pub request: RequestType,
    /// How urgent.
    pub urgency: Priority,
    /// How far it is.
    pub status: ReferralStatus,
    /// Asked for on.
    pub asked_on: Option<Day>,
    /// Days since.
    pub waited: i32,
    /// What it has and lacks.
    pub gate: Gate,
    /// The sitting that lists it.
    pub listed: Option<Day>,
    /// How many others ask for the same for the child and are not decided yet.
    pub twins: u16,
    /// How many times it was asked for before.
    pub before: u16,
    /// How many times it was sent back.
    pub returned: u16,
}

impl Due {
    fn of(panel: PanelId, clock: &Clock, now: Moment) -> Self {
        let minutes = |at: Moment| at.day.0 * 1440 + i32::from(at.minute.0);
        let left = minutes(clock.papers) - minutes(now);
        Self { panel, sitting: clock.sitting, papers: clock.papers, pack: clock.pack, left }
    }

    /// Of the sitting a referral is to be heard by.
    pub(super) fn of_referral(diary: &Diary, r: &Referral, now: Moment) -> Option<Self> {
        gate::clock(diary, r, now.day).map(|clock| Self::of(r.panel, &clock, now))
    }
}

/// What is to be done first: look over what has come, chase what was sent back, place what waits.
fn rank(status: ReferralStatus) -> u8 {
    match status {
        ReferralStatus::Submitted => 0,
        ReferralStatus::Incomplete => 1,
        ReferralStatus::Accepted | ReferralStatus::Deferred => 2,
        ReferralStatus::Listed => 3,
        ReferralStatus::Heard => 4,
        ReferralStatus::Draft => 5,
        ReferralStatus::Decided => 6,
        _ => 7,
    }
}

fn row(diary: &Diary, r: &Referral, today: Day) -> ReferralRow {
    let repeats = gate::repeats(diary, r);
    let twins =
        repeats.iter().filter(|other| !other.status.is_over() && other.status != ReferralStatus::Decided).count();
    let listed = gate::item(diary, r.id).filter(|item| item.status != ItemStatus::Withdrawn);
    let count = |n: usize| u16::try_from(n).unwrap_or(u16::MAX);
    ReferralRow {
        referral: r.id,
        child: r.child,
        panel: r.panel,
        request: r.request,
        urgency: r.urgency,
        status: r.status,
        asked_on: r.asked_on,
        waited: r.asked_on.map_or(0, |on| today - on),
        gate: gate::gate(diary, r, today),
        listed: listed.and_then(|item| diary.get::<Sitting>(item.sitting?)).map(|sitting| sitting.date),
        twins: count(twins),
        before: count(repeats.len() - twins),
        returned: count(r.returned.len()),
    }
}

impl Ask for Referrals {
    fn scope(&self, _: &Viewer, _: Day) -> Scope {
        Scope::default()
    }

    fn answer(&self, asked: &Asked) -> Result<Answer, Refusal> {
        let (diary, now) = (asked.known.diary, asked.known.now.moment());
        let ours = |panel: PanelId| self.panel.is_none_or(|only| only == panel);
        let mine = |r: &&Referral| ours(r.panel) && (self.all || !r.status.is_over());
        let mut rows: Vec<ReferralRow> =
            diary.open::<Referral>().filter(mine).map(|r| row(diary, r, now.day)).collect();
        rows.sort_by_key(|row| (rank(row.status), Reverse(row.urgency), Reverse(row.waited), row.referral));
        let panels = diary.open::<Panel>().filter(|panel| ours(panel.id));
        let due = panels.filter_map(|panel| {
            let next = Referral { panel: panel.id, ..Referral::default() };
            Due::of_referral(diary, &next, now)
        });
        Ok(Answer::Referrals(ReferralsView { due: due.collect(), rows }))
    }
}

impl Seen for ReferralsView {
    fn see(&mut self, cut: &Cutter) -> Result<(), Refusal> {
        self.rows.retain(|row| cut.viewer.may_know(cut.diary, row.referral.key()));
        Ok(())
    }

    fn keys(&self, keys: &mut Vec<Key>) {
        keys.extend(self.due.iter().map(|due| due.panel.key()));
        for row in &self.rows {
            keys.extend([row.referral.key(), row.child.key(), row.panel.key()]);
        }
    }
}
