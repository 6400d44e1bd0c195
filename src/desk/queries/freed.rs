//! `freed`: an officer, a room or a driver has become free: who should have it, of those who wait, are short of what is
//! ordered, or are owed. The newborn first, then by priority, by what an order is short of that week, by how long they wait.

use super::slots::{learned, see_findings, slot_keys};
use super::*;
use crate::desk::watch;
use crate::planner::{self, Search, Wish};
use std::cmp::Reverse;

/// Most losses and families that are tried: the oldest of each.
const TRIED: usize = 60;

/// What has become free, and when.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Freed {
    /// The officer, room, driver or vehicle.
    pub what: Key,
    /// The day.
    pub day: Day,
    /// From one minute to another; all day without it.
    #[serde(default)]
    pub span: Option<Span>,
}

/// Who could have it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct FreedView {
    /// What has become free.
    pub what: Key,
    /// The day.
    pub day: Day,
    /// From one minute to another.
    pub span: Span,
    /// Who could have it, the first first.
    pub rows: Vec<FreedRow>,
    /// How many were tried.
    pub tried: usize,
}

/// Somebody who could have it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct FreedRow {
    /// What looks for a slot: an arrangement, or a session that is owed.
    pub wish: Key,
    /// The children.
    pub children: Vec<ChildId>,
    /// Whether one of them is newborn.
    pub newborn: bool,
    /// How soon contact is to begin, of those who wait for it.
    pub priority: Option<Priority>,
    /// Minutes short of what is ordered that week.
    pub short_min: u16,
    /// Minutes owed.
    pub owed_min: u16,
    /// Days they have waited, or since the loss.
    pub days: i32,
    /// The slot they would have.
    pub slot: Slot,
}

/// Somebody who might use it, not tried yet.
struct Candidate {
    wish: Key,
    newborn: bool,
    priority: Option<Priority>,
    short_min: u16,
    owed_min: u16,
    days: i32,
}

impl Candidate {
    fn rank(&self) -> impl Ord + use<> {
        (!self.newborn, Reverse(self.priority), Reverse(self.short_min), Reverse(self.days), self.wish)
    }
}

impl Ask for Freed {
    fn scope(&self, viewer: &Viewer, today: Day) -> Scope {
        let mut scope = Waiting::default().scope(viewer, today);
        let week = Days::new(self.day.monday(), self.day.monday() + 6);
        scope.days.extend([learned(today), week]);
        scope
    }

    fn further(&self, known: &Known) -> Scope {
        Owed::default().further(known)
    }

    fn answer(&self, asked: &Asked) -> Result<Answer, Refusal> {
        let known = &asked.known;
        let span = self.span.unwrap_or(Span::DAY);
        if !matches!(self.what.kind, Kind::Officer | Kind::Room | Kind::Driver | Kind::Vehicle) {
            return Err(Refusal::usage("what", format!("{} is no officer, room, driver or vehicle", self.what)));
        }
        if known.diary.record(self.what).is_none() {
            return Err(Refusal::not_found(self.what));
        }
        let look = Search { days: Days::one(self.day), now: known.now.moment(), within: Some(span), limit: 1 };
        let candidates = self.candidates(asked)?;
        let tried = candidates.len();
        let mut rows = Vec::new();
        for one in candidates {
            let (diary, today) = (known.diary, known.today());
            let wish = if one.wish.kind == Kind::Session {
                diary.get::<Session>(one.wish).map(|s| Wish::of_session(diary, s, today))
            } else {
                diary.get::<Arrangement>(one.wish).map(|a| Wish::of_arrangement(diary, a, today))
            };
            let Some(wish) = wish else { continue };
            let Some(slot) = planner::taker(known.diary, &wish, self.what, look)? else { continue };
            let Candidate { wish: key, newborn, priority, short_min, owed_min, days } = one;
            let children = wish.session.children;
            rows.push(FreedRow { wish: key, children, newborn, priority, short_min, owed_min, days, slot });
        }
        Ok(Answer::Freed(FreedView { what: self.what, day: self.day, span, rows, tried }))
    }
}

impl Freed {
    /// Who might use it, in the order in which they should have it, each once.
    fn candidates(&self, asked: &Asked) -> Result<Vec<Candidate>, Refusal> {
        let (diary, today) = (asked.known.diary, asked.known.today());
        let mut all: Vec<Candidate> = Vec::new();
        if let Answer::Waiting(view) = Waiting::default().answer(asked)? {
            all.extend(view.rows.iter().filter(|row| row.first.is_none()).map(|row| Candidate {
                wish: row.arrangement.key(),
                newborn: row.newborn,
                priority: Some(row.priority),
                short_min: 0,
                owed_min: 0,
                days: row.since.map_or(0, |since| today - since),
            }));
        }
        for week in watch::of_all(diary, &[self.day.monday()])?.iter().filter(|week| week.is_short()) {
            let length = diary.get::<Arrangement>(week.arrangement).and_then(|a| a.length_min).unwrap_or(90);
            let short_min = week.short_minutes.max(week.short_times * length);
            let wish = week.arrangement.key();
            match all.iter_mut().find(|one| one.wish == wish) {
                Some(one) => one.short_min = one.short_min.max(short_min),
                None => all.push(Candidate { wish, newborn: false, priority: None, short_min, owed_min: 0, days: 0 }),
            }
        }
        if let Answer::Owed(view) = Owed::default().answer(asked)? {
            for row in view.rows.iter().filter(|row| row.since <= today) {
                let Some(wish) = row.session.map(|s| s.key()).or(row.arrangement.map(|a| a.key())) else { continue };
                let days = today - row.since;
                match all.iter_mut().find(|one| one.wish == wish) {
                    Some(one) => one.owed_min = one.owed_min.saturating_add(row.left),
                    None => all.push(Candidate {
                        wish,
                        newborn: false,
                        priority: None,
                        short_min: 0,
                        owed_min: row.left,
                        days,
                    }),
                }
            }
        }
        let may = |one: &Candidate| asked.known.viewer.may_know(diary, one.wish);
        all.retain(may);
        all.sort_by_key(Candidate::rank);
        all.truncate(TRIED);
        Ok(all)
    }
}

impl Seen for FreedView {
    fn see(&mut self, cut: &Cutter) -> Result<(), Refusal> {
        let may = |key: Key| cut.viewer.may_know(cut.diary, key);
        self.rows.retain(|row| may(row.wish) && row.children.iter().all(|c| may(c.key())));
        self.rows.iter_mut().for_each(|row| see_findings(cut, &mut row.slot.warnings));
        Ok(())
    }

    fn keys(&self, keys: &mut Vec<Key>) {
        keys.push(self.what);
        for row in &self.rows {
            keys.push(row.wish);
            keys.extend(row.children.iter().map(|c| c.key()));
            slot_keys(&row.slot, keys);
        }
    }
}
