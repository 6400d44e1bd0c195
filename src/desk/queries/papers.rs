//! `papers`: from referral to contact: what an arrangement has, what it lacks, and what is ordered meanwhile.

use super::*;
use crate::desk::intake::{self, Lack};
use crate::desk::watch::{self, OrderWeek};
use crate::rules;

/// Weeks for which it is said what is ordered.
const WEEKS: i32 = 4;

/// An arrangement.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Papers {
    /// The arrangement.
    pub arrangement: ArrangementId,
}

/// Its papers.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct PapersView {
    /// The arrangement.
    pub arrangement: Arrangement,
    /// Each paper it needs, in the order in which they are dealt with.
    pub papers: Vec<PaperLine>,
    /// What it lacks today; the first is next.
    pub lacks: Vec<Lack>,
    /// What is ordered for it, this week and the next ones.
    pub ordered: Vec<OrderWeek>,
    /// Its sessions of these weeks that are still to come.
    pub sessions: Vec<Session>,
}

/// A paper.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct PaperLine {
    /// Which.
    pub paper: Paper,
    /// The record, where it is one.
    pub record: Option<Key>,
    /// Since.
    pub from: Option<Day>,
    /// Until.
    pub to: Option<Day>,
    /// Whether it is in force today.
    pub good: bool,
}

/// The papers an arrangement needs, each with the latest there is of it.
fn lines(diary: &Diary, a: &Arrangement, today: Day) -> Vec<PaperLine> {
    let missing = rules::missing(diary, a, today);
    let line = |paper: Paper, found: Option<(Key, Option<Day>, Option<Day>)>, on: Option<Day>| PaperLine {
        paper,
        record: found.map(|(key, ..)| key),
        from: found.map_or(on, |(_, from, _)| from),
        to: found.and_then(|(.., to)| to),
        good: !missing.iter().any(|m| m.paper == paper),
    };
    let agreement = diary.pointing::<Agreement>(a.id).max_by_key(|g| g.signed_on);
    let risks = diary.pointing::<RiskAssessment>(a.id).max_by_key(|r| r.made_on);
    let mut all = vec![
        line(Paper::Referral, None, a.referral_complete_on),
        line(Paper::PlanningMeeting, None, a.planned_on),
        line(Paper::Agreement, agreement.map(|g| (g.key(), g.signed_on, g.valid_to)), None),
        line(Paper::RiskAssessment, risks.map(|r| (r.key(), r.made_on, r.expires_on)), None),
    ];
    if a.ordered_by == OrderedBy::CourtOrder {
        let order = rules::ordered(diary, a, today).into_iter().find_map(|o| diary.get::<CourtOrder>(o.order()?));
        all.push(line(Paper::Order, order.map(|o| (o.key(), o.from, o.to)), None));
    }
    all
}

impl Ask for Papers {
    fn scope(&self, _: &Viewer, today: Day) -> Scope {
        Scope::days(Days::new(today.monday(), today.monday() + 7 * WEEKS - 1))
    }

    fn answer(&self, asked: &Asked) -> Result<Answer, Refusal> {
        let (diary, today) = (asked.known.diary, asked.known.today());
        let arrangement = intake::arrangement(&asked.known, self.arrangement)?;
        let mondays = (0..WEEKS).map(|week| today.monday() + 7 * week);
        let ahead =
            |s: &&Session| s.arrangement == Some(arrangement.id) && s.status.takes_place() && s.status.is_ahead();
        let days = diary.days(Days::new(today, today.monday() + 7 * WEEKS - 1))?;
        Ok(Answer::Papers(PapersView {
            papers: lines(diary, arrangement, today),
            lacks: intake::lacks(diary, arrangement, today),
            ordered: watch::of_arrangement(diary, arrangement, mondays)?,
            sessions: days.filter(ahead).cloned().collect(),
            arrangement: arrangement.clone(),
        }))
    }
}

impl Seen for PapersView {
    fn see(&mut self, cut: &Cutter) -> Result<(), Refusal> {
        cut.sessions(&mut self.sessions);
        let may = |key: Key| cut.viewer.may_know(cut.diary, key);
        self.papers.retain(|line| line.record.is_none_or(may));
        self.ordered.retain(|row| may(row.child.key()) && may(row.by));
        Ok(())
    }

    fn keys(&self, keys: &mut Vec<Key>) {
        keys.push(self.arrangement.key());
        keys.extend(Record::from(self.arrangement.clone()).owners());
        keys.extend(self.papers.iter().filter_map(|line| line.record));
        super::orders::week_keys(&self.ordered, keys);
        session_keys(&self.sessions, keys);
    }
}
