//! The watch over what is ordered: of each child and week what was ordered, what is planned, what was delivered, and what is
//! short of it, before the week is over (DOMAIN 3b H10).

use crate::domain::*;
use crate::rules::{Ordered, ordered};

/// Minutes lost at the door are no breach of an order.
const SLACK: u16 = 5;

/// What is ordered for a child in a week, and what comes of it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct OrderWeek {
    /// The court order; the arrangement where that says how much there is to be.
    pub by: Key,
    /// The arrangement.
    pub arrangement: ArrangementId,
    /// The child.
    pub child: ChildId,
    /// The week's Monday.
    pub monday: Day,
    /// The order is in force on a part of the week only: then nothing is short.
    pub part: bool,
    /// Least sessions ordered.
    pub least_times: Option<u8>,
    /// Least minutes ordered.
    pub least_minutes: Option<u16>,
    /// Most minutes ordered.
    pub most_minutes: Option<u16>,
    /// Sessions booked and still to come.
    pub planned_times: u16,
    /// Their minutes.
    pub planned_minutes: u16,
    /// Sessions that are only held.
    pub held_times: u16,
    /// Sessions that took place.
    pub delivered_times: u16,
    /// Their minutes, as they really were where that is recorded.
    pub delivered_minutes: u16,
    /// Sessions of days that are over of which nobody has said what became of them.
    pub unsaid_times: u16,
    /// Sessions that are missing.
    pub short_times: u16,
    /// Minutes that are missing.
    pub short_minutes: u16,
    /// Minutes beyond the most.
    pub over_minutes: u16,
}

impl OrderWeek {
    /// Whether anything is missing.
    pub fn is_short(&self) -> bool {
        self.short_times > 0 || self.short_minutes > 0
    }
}

/// Minutes of a session that took place: as recorded, else as booked.
fn delivered(session: &Session) -> Option<u16> {
    use SessionStatus as S;
    let took =
        matches!(session.status, S::Ended | S::ChildHome | S::Recorded | S::SignedOff | S::Aborted | S::PartAttended);
    let actual = session.actual.started.zip(session.actual.ended);
    took.then(|| actual.map_or(session.span(), |(from, to)| Span::new(from, to)).minutes())
}

/// A week of what is ordered for a child.
fn week(
    diary: &Diary,
    arrangement: &Arrangement,
    ordered: &Ordered,
    child: ChildId,
    monday: Day,
) -> Result<OrderWeek, NotLoaded> {
    let mut row = OrderWeek {
        by: ordered.by,
        arrangement: arrangement.id,
        child,
        monday,
        part: false,
        least_times: ordered.min_times,
        least_minutes: ordered.min_minutes,
        most_minutes: ordered.max_minutes,
        planned_times: 0,
        planned_minutes: 0,
        held_times: 0,
        delivered_times: 0,
        delivered_minutes: 0,
        unsaid_times: 0,
        short_times: 0,
        short_minutes: 0,
        over_minutes: 0,
    };
    let today = diary.now.day;
    for session in diary.days(Days::new(monday, monday + 6))?.filter(|s| ordered.counts(s, child) && diary.takes(s)) {
        match delivered(session) {
            Some(minutes) => {
                row.delivered_times += 1;
                row.delivered_minutes += minutes;
            }
            None if session.status == SessionStatus::Held => row.held_times += 1,
            None if session.date < today => row.unsaid_times += 1,
            None => {
                row.planned_times += 1;
                row.planned_minutes += session.span().minutes();
            }
        }
    }
    let (times, minutes) = (row.planned_times + row.delivered_times, row.planned_minutes + row.delivered_minutes);
    row.short_times = u16::from(row.least_times.unwrap_or(0)).saturating_sub(times);
    row.short_minutes =
        Some(row.least_minutes.unwrap_or(0).saturating_sub(minutes)).filter(|m| *m > SLACK).unwrap_or(0);
    row.over_minutes = row.most_minutes.map_or(0, |most| minutes.saturating_sub(most));
    Ok(row)
}

/// The weeks of an arrangement that something is ordered for, by week; an order in force on a part of one is said to be.
pub(crate) fn of_arrangement(
    diary: &Diary,
    arrangement: &Arrangement,
    mondays: impl Iterator<Item = Day>,
) -> Result<Vec<OrderWeek>, NotLoaded> {
    let mut rows = Vec::new();
    for monday in mondays {
        let (first, last) = (ordered(diary, arrangement, monday), ordered(diary, arrangement, monday + 6));
        let begins = last.iter().filter(|o| first.iter().all(|f| f.by != o.by));
        for terms in first.iter().chain(begins) {
            if terms.min_times.is_none() && terms.min_minutes.or(terms.max_minutes).is_none() {
                continue;
            }
            let whole = first.iter().any(|f| f.by == terms.by) && last.iter().any(|l| l.by == terms.by);
            for child in terms.children.iter().filter(|child| arrangement.children.contains(child)) {
                let mut row = week(diary, arrangement, terms, *child, monday)?;
                if !whole {
                    (row.part, row.short_times, row.short_minutes) = (true, 0, 0);
                }
                rows.push(row);
            }
        }
    }
    Ok(rows)
}

/// The weeks of every arrangement that is not over; an order about all contact of a child is counted once.
pub(crate) fn of_all(diary: &Diary, mondays: &[Day]) -> Result<Vec<OrderWeek>, NotLoaded> {
    let mut rows: Vec<OrderWeek> = Vec::new();
    for arrangement in diary.open::<Arrangement>().filter(|a| a.status != ArrangementStatus::Ended) {
        for row in of_arrangement(diary, arrangement, mondays.iter().copied())? {
            if !rows.iter().any(|r| (r.by, r.child, r.monday) == (row.by, row.child, row.monday)) {
                rows.push(row);
            }
        }
    }
    Ok(rows)
}
