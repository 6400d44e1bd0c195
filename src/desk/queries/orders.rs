//! `order_watch` and `order_set`: what is ordered against what is planned and delivered, and the earliest way to make up
//! for what is short.

use super::*;
use crate::desk::No;
use crate::desk::intake::{self, Lack};
use crate::desk::set::{Search, SetWeek};
use crate::desk::watch::{self, OrderWeek};

/// Weeks back and on, where nothing else is said.
const BACK: u16 = 2;
const AHEAD: u16 = 6;

/// What is ordered, week by week.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OrderWatch {
    /// Only of this child, adult or arrangement; of everybody without it.
    #[serde(default)]
    pub of: Option<Key>,
    /// Weeks back; 2 where it is left out.
    #[serde(default)]
    pub back: Option<u16>,
    /// Weeks from this one on; 6 where it is left out.
    #[serde(default)]
    pub ahead: Option<u16>,
    /// Only the weeks in which something is short or over.
    #[serde(default)]
    pub short: bool,
}

/// What is ordered, week by week.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct OrderWatchView {
    /// The weeks, those of this one and later that are short first, then by week.
    pub rows: Vec<OrderWeek>,
    /// The Monday of this week.
    pub monday: Day,
}

impl OrderWatch {
    fn mondays(&self, today: Day) -> Vec<Day> {
        let back = i32::from(self.back.unwrap_or(BACK).min(52));
        let ahead = i32::from(self.ahead.unwrap_or(AHEAD).clamp(1, 52));
        (-back..ahead).map(|week| today.monday() + 7 * week).collect()
    }

    fn wanted(&self, diary: &Diary, row: &OrderWeek) -> bool {
        let of = self.of.is_none_or(|of| {
            let arrangement = diary.get::<Arrangement>(row.arrangement);
            let names = |a: &Arrangement| Record::from(a.clone()).owners().contains(&of);
            of == row.child.key() || of == row.arrangement.key() || of == row.by || {
                of.kind == Kind::Party && arrangement.is_some_and(names)
            }
        });
        of && (!self.short || row.is_short() || row.over_minutes > 0)
    }
}

impl Ask for OrderWatch {
    fn scope(&self, _: &Viewer, today: Day) -> Scope {
        let mondays = self.mondays(today);
        let (first, last) = (mondays.first().copied().unwrap_or(today), mondays.last().copied().unwrap_or(today));
        Scope::days(Days::new(first, last + 6))
    }

    fn answer(&self, asked: &Asked) -> Result<Answer, Refusal> {
        let (diary, monday) = (asked.known.diary, asked.known.today().monday());
        if let Some(of) = self.of.filter(|of| diary.record(*of).is_none()) {
            return Err(Refusal::not_found(of));
        }
        let mut rows = watch::of_all(diary, &self.mondays(monday))?;
        rows.retain(|row| self.wanted(diary, row));
        // what can still be mended comes first
        rows.sort_by_key(|row| (!(row.monday >= monday && row.is_short()), row.monday, row.child));
        Ok(Answer::OrderWatch(OrderWatchView { rows, monday }))
    }
}

impl Seen for OrderWatchView {
    fn see(&mut self, cut: &Cutter) -> Result<(), Refusal> {
        let may = |key: Key| cut.viewer.may_know(cut.diary, key);
        self.rows.retain(|row| may(row.child.key()) && may(row.arrangement.key()) && may(row.by));
        Ok(())
    }

    fn keys(&self, keys: &mut Vec<Key>) {
        week_keys(&self.rows, keys);
    }
}

pub(super) fn week_keys(rows: &[OrderWeek], keys: &mut Vec<Key>) {
    keys.extend(rows.iter().flat_map(|row| [row.child.key(), row.arrangement.key(), row.by]));
}

/// The earliest sessions that make up what is short of what is ordered for an arrangement.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OrderSet {
    /// The arrangement.
    pub arrangement: ArrangementId,
    /// The first week, by any of its days; this week where it is left out.
    #[serde(default)]
    pub from: Option<Day>,
    /// How many weeks; 1 where it is left out.
    #[serde(default)]
    pub weeks: Option<u16>,
}

impl OrderSet {
    fn mondays(&self, today: Day) -> impl Iterator<Item = Day> + use<> {
        let first = self.from.unwrap_or(today).max(today).monday();
        (0..i32::from(self.weeks.unwrap_or(1).clamp(1, 8))).map(move |week| first + 7 * week)
    }
}

/// The sessions, week by week.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct OrderSetView {
    /// The arrangement.
    pub arrangement: ArrangementId,
    /// The papers that are missing: until they are there the sessions can be held only, and a manager is to be asked.
    pub lacks: Vec<Lack>,
    /// The weeks that are short. Nothing is booked: `session.book_set` books the sessions.
    pub weeks: Vec<SetWeek>,
}

impl Ask for OrderSet {
    fn scope(&self, _: &Viewer, today: Day) -> Scope {
        Scope { days: self.mondays(today).map(|monday| Days::new(monday, monday + 6)).collect(), ..Scope::default() }
    }

    fn answer(&self, asked: &Asked) -> Result<Answer, Refusal> {
        let known = &asked.known;
        let arrangement = intake::running(known, self.arrangement)?;
        let mondays: Vec<Day> = self.mondays(known.today()).collect();
        let last = mondays.last().copied().unwrap_or(known.today()) + 6;
        if last > known.today() + 366 * i32::from(known.diary.settings().years_ahead) {
            return Err(Refusal::new(No::Usage, format!("{} is too far ahead", said::long(last))));
        }
        let first = mondays.first().copied().unwrap_or(last).max(known.today());
        let lacks = intake::lacks(known.diary, arrangement, first);
        let search = Search { arrangement, now: known.now.moment() };
        let weeks = search.weeks(known.diary, mondays.into_iter())?;
        Ok(Answer::OrderSet(OrderSetView { arrangement: arrangement.id, lacks, weeks }))
    }
}

impl Seen for OrderSetView {
    fn see(&mut self, cut: &Cutter) -> Result<(), Refusal> {
        for week in &mut self.weeks {
            let about =
                std::mem::take(&mut week.why).into_iter().map(|finding| About { session: SessionId(0), finding });
            week.why = cut::findings(cut.viewer, cut.diary, about.collect()).into_iter().map(|a| a.finding).collect();
        }
        Ok(())
    }

    fn keys(&self, keys: &mut Vec<Key>) {
        keys.push(self.arrangement.key());
        for week in &self.weeks {
            week_keys(std::slice::from_ref(&week.week), keys);
            session_keys(&week.sessions, keys);
            keys.extend(week.why.iter().flat_map(Finding::keys));
        }
    }
}
