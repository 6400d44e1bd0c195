//! The timing of an agenda: what is heard when, so that no presenter is in two places, families who must not meet never
//! wait together, breaks and fixed times stand, and as little time as possible is lost (DOMAIN 3e P12).
//!
//! The order that is wished for is the order the items come in. A search over who is heard next keeps, for every set of items
//! that have been heard and the minute it is then, the cheapest way there; what it costs is minutes in which the panel sits
//! idle, places items are moved out of turn, and above all what is not heard at all.

use crate::domain::*;
use std::collections::{BTreeMap, HashMap};

/// An item to be timed.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Wanted {
    /// The item.
    pub item: AgendaItemId,
    /// Its part of the agenda: the second is heard after the first.
    pub part: u8,
    /// Minutes it takes.
    pub minutes: u16,
    /// The time the chair fixed.
    pub pinned: Option<Minute>,
    /// Who presents it.
    pub presenters: Vec<Key>,
}

/// What a presenter is bound by.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Bound {
    /// From when to when.
    pub span: Span,
    /// By which record: a session, a court date, an absence, another sitting; nothing outside the hours they work.
    pub by: Option<Key>,
}

/// The day an agenda is timed for.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Frame {
    /// The sitting.
    pub span: Span,
    /// Its breaks.
    pub breaks: Vec<Span>,
    /// What presenters are bound by.
    pub bound: BTreeMap<Key, Vec<Bound>>,
    /// Pairs of items whose families must not meet, by their places among the items.
    pub apart: Vec<(usize, usize)>,
    /// Minutes before its time that a family comes and waits.
    pub wait: u16,
    /// Items it hears at most.
    pub most: usize,
}

/// Why an item is heard when it is.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Turn {
    /// It is its turn.
    InTurn,
    /// The chair fixed its time.
    Pinned,
    /// It is heard before others whose turn it was: no time is lost so.
    Earlier,
    /// Who presents it is bound until then.
    Presenter {
        /// Who.
        who: Key,
        /// Until when.
        until: Minute,
        /// By what.
        by: Option<Key>,
    },
    /// Its family must not meet that of another.
    Apart {
        /// The other item.
        from: AgendaItemId,
    },
    /// There is a break.
    Break {
        /// Until then.
        until: Minute,
    },
}

/// An agenda with its times.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Timed {
    /// Which of the items, when, why then; in the order they are heard.
    pub heard: Vec<(usize, Minute, Turn)>,
    /// Which find no time.
    pub left: Vec<usize>,
}

/// A minute in which the panel sits idle costs as much as so much of a place out of turn.
const IDLE: u32 = 10;
/// An item that is heard before another whose turn it was.
const OUT_OF_TURN: u32 = 3;
/// An item that is not heard.
const UNHEARD: u32 = 100_000;
/// The most items that are timed; the set of those heard is a word of bits.
const MOST: usize = 32;
/// The most ways that are kept: beyond a dozen items the search gives the dearest up.
const WAYS: usize = 20_000;

/// A way through some of the items.
#[derive(Clone)]
struct Way {
    heard: u32,
    now: Minute,
    cost: u32,
    path: Vec<(usize, Minute, Turn)>,
}

impl Frame {
    /// When an item can begin, not before a minute, after what was heard, and what it waits for.
    fn earliest(&self, items: &[Wanted], at: usize, way: &Way) -> Option<(Minute, Turn)> {
        let item = &items[at];
        let (mut start, mut turn) = match item.pinned {
            Some(pinned) if pinned < way.now => return None,
            Some(pinned) => (pinned, Turn::Pinned),
            None => (way.now, Turn::InTurn),
        };
        while let Some((free, why)) = self.hinders(items, at, start, &way.path) {
            if item.pinned.is_some() {
                return None;
            }
            (start, turn) = (free, why);
        }
        let fits = start.plus(i32::from(item.minutes)) <= self.span.to && start >= self.span.from;
        fits.then_some((start, turn))
    }

    /// What keeps an item from beginning at a minute, and when that is over.
    fn hinders(
        &self,
        items: &[Wanted],
        at: usize,
        start: Minute,
        path: &[(usize, Minute, Turn)],
    ) -> Option<(Minute, Turn)> {
        let item = &items[at];
        let span = Span::new(start, start.plus(i32::from(item.minutes)));
        if let Some(pause) = self.breaks.iter().find(|pause| pause.overlaps(span)) {
            return Some((pause.to, Turn::Break { until: pause.to }));
        }
        for who in &item.presenters {
            let bound = self.bound.get(who).and_then(|all| all.iter().find(|b| b.span.overlaps(span)));
            if let Some(bound) = bound {
                return Some((bound.span.to, Turn::Presenter { who: *who, until: bound.span.to, by: bound.by }));
            }
        }
        path.iter().rev().find_map(|(other, began, _)| {
            let clear = began.plus(i32::from(items[*other].minutes + self.wait));
            (self.are_apart(at, *other) && start < clear).then(|| (clear, Turn::Apart { from: items[*other].item }))
        })
    }

    fn are_apart(&self, a: usize, b: usize) -> bool {
        self.apart.iter().any(|(x, y)| (*x, *y) == (a, b) || (*y, *x) == (a, b))
    }

    /// The way with one more item, unless it cannot be heard now.
    fn with(&self, items: &[Wanted], way: &Way, at: usize) -> Option<Way> {
        let bit = 1 << at;
        let later_part = |(other, _, _): &(usize, Minute, Turn)| items[*other].part > items[at].part;
        if way.heard & bit != 0 || way.path.len() >= self.most || way.path.iter().any(later_part) {
            return None;
        }
        let (start, mut turn) = self.earliest(items, at, way)?;
        let passed = (0..at).filter(|other| way.heard & (1 << other) == 0 && items[*other].part == items[at].part);
        let passed = passed.count() as u32;
        if passed > 0 && turn == Turn::InTurn {
            turn = Turn::Earlier;
        }
        let idle = u32::from(start.0.saturating_sub(way.now.0)).saturating_sub(self.pause(way.now, start));
        let mut path = way.path.clone();
        path.push((at, start, turn));
        Some(Way {
            heard: way.heard | bit,
            now: start.plus(i32::from(items[at].minutes)),
            cost: way.cost + idle * IDLE + passed * OUT_OF_TURN,
            path,
        })
    }

    /// Minutes of breaks between two minutes: nobody loses those.
    fn pause(&self, from: Minute, to: Minute) -> u32 {
        let within = |pause: &Span| u32::from(pause.to.min(to).0.saturating_sub(pause.from.max(from).0));
        self.breaks.iter().map(within).sum()
    }

    /// What still binds after a way: the minute, and the families who have not left the waiting area yet.
    fn state(&self, items: &[Wanted], way: &Way) -> (u32, Minute, Vec<(usize, Minute)>) {
        let near = way.path.iter().filter(|(at, began, _)| {
            let clear = began.plus(i32::from(items[*at].minutes + self.wait));
            clear > way.now && self.apart.iter().any(|(a, b)| a == at || b == at)
        });
        (way.heard, way.now, near.map(|(at, began, _)| (*at, *began)).collect())
    }
}

/// What a way costs if nothing more is heard: the items that come first weigh most.
fn total(items: &[Wanted], way: &Way) -> (u32, Minute) {
    let unheard = (0..items.len()).filter(|at| way.heard & (1 << at) == 0);
    let weight: u32 = unheard.map(|at| UNHEARD + (items.len() - at) as u32 * 1000).sum();
    (way.cost + weight, way.now)
}

/// The best times for the items, which come in the order that is wished for.
pub fn time(frame: &Frame, items: &[Wanted]) -> Timed {
    let known = &items[..items.len().min(MOST)];
    let first = Way { heard: 0, now: frame.span.from, cost: 0, path: Vec::new() };
    let (mut best, mut layer) = (first.clone(), vec![first]);
    while !layer.is_empty() {
        let mut next: HashMap<_, Way> = HashMap::new();
        for way in &layer {
            for with in (0..known.len()).filter_map(|at| frame.with(known, way, at)) {
                let state = frame.state(known, &with);
                let kept = next.entry(state).or_insert_with(|| with.clone());
                if with.cost < kept.cost {
                    *kept = with;
                }
            }
        }
        layer = next.into_values().collect();
        let order = |way: &Way| (total(known, way), way.path.iter().map(|(at, ..)| *at).collect::<Vec<_>>());
        layer.sort_by_cached_key(order);
        layer.truncate(WAYS);
        if let Some(way) = layer.first().filter(|way| total(known, way) < total(known, &best)) {
            best = way.clone();
        }
    }
    timed(items, best)
}

/// The times of the items in just that order: what cannot be heard in its place is left.
pub fn in_order(frame: &Frame, items: &[Wanted]) -> Timed {
    let mut way = Way { heard: 0, now: frame.span.from, cost: 0, path: Vec::new() };
    for at in 0..items.len().min(MOST) {
        if let Some(with) = frame.with(items, &way, at) {
            way = with;
        }
    }
    timed(items, way)
}

fn timed(items: &[Wanted], way: Way) -> Timed {
    let left = (0..items.len()).filter(|at| !way.path.iter().any(|(heard, ..)| heard == at)).collect();
    Timed { heard: way.path, left }
}

/// What is wrong with an agenda as it stands.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Clash {
    /// It has no time.
    NoTime,
    /// It lasts beyond the sitting, or begins before it.
    Outside,
    /// Another item is heard then.
    Overlaps {
        /// Which.
        other: AgendaItemId,
    },
    /// There is a break then.
    Break {
        /// When.
        pause: Span,
    },
    /// Who presents it is elsewhere.
    Presenter {
        /// Who.
        who: Key,
        /// When.
        span: Span,
        /// By what they are bound.
        by: Option<Key>,
    },
    /// Its family would wait beside one they must not meet.
    Apart {
        /// The other item.
        from: AgendaItemId,
    },
}

/// What is wrong with each item at the time it has.
pub fn clashes(frame: &Frame, items: &[(Wanted, Option<Minute>)]) -> Vec<(AgendaItemId, Clash)> {
    let span = |at: usize| {
        let (item, start) = &items[at];
        start.map(|start| Span::new(start, start.plus(i32::from(item.minutes))))
    };
    let mut found = Vec::new();
    for (at, (item, _)) in items.iter().enumerate() {
        let Some(own) = span(at) else {
            found.push((item.item, Clash::NoTime));
            continue;
        };
        if !frame.span.holds(own) {
            found.push((item.item, Clash::Outside));
        }
        found.extend(frame.breaks.iter().filter(|b| b.overlaps(own)).map(|b| (item.item, Clash::Break { pause: *b })));
        for who in &item.presenters {
            let bound = frame.bound.get(who).into_iter().flatten().filter(|b| b.span.overlaps(own));
            found.extend(bound.map(|b| (item.item, Clash::Presenter { who: *who, span: b.span, by: b.by })));
        }
        for (other, (theirs, _)) in items.iter().enumerate().filter(|(other, _)| *other != at) {
            let Some(span) = span(other) else { continue };
            if span.overlaps(own) {
                found.push((item.item, Clash::Overlaps { other: theirs.item }));
            }
            let waits = |span: Span| Span::new(span.from.plus(-i32::from(frame.wait)), span.to);
            if frame.are_apart(at, other) && waits(span).overlaps(waits(own)) {
                found.push((item.item, Clash::Apart { from: theirs.item }));
            }
        }
    }
    found
}

/// Why each item is heard when it is: the items in the order they are wished for, with the times they have. Nothing of one
/// that has no time.
pub fn turns(frame: &Frame, items: &[(Wanted, Option<Minute>)]) -> Vec<Option<Turn>> {
    let wanted: Vec<Wanted> = items.iter().map(|(item, _)| item.clone()).collect();
    let mut heard: Vec<(usize, Minute)> =
        items.iter().enumerate().filter_map(|(at, (_, start))| Some((at, (*start)?))).collect();
    heard.sort_by_key(|(at, start)| (*start, *at));
    let mut turns = vec![None; items.len()];
    let (mut path, mut now): (Vec<(usize, Minute, Turn)>, Minute) = (Vec::new(), frame.span.from);
    for (at, start) in heard {
        let mut turn = match wanted[at].pinned {
            Some(_) => Turn::Pinned,
            None => Turn::InTurn,
        };
        // what kept it from beginning when the one before it had ended, the last that did
        let mut begin = now;
        while let Some((free, why)) = frame.hinders(&wanted, at, begin, &path).filter(|_| begin < start) {
            (begin, turn) = (free, if turn == Turn::Pinned { turn } else { why });
        }
        let passed = (0..at).any(|other| {
            let still = !path.iter().any(|(heard, ..)| *heard == other);
            still && items[other].1.is_some() && wanted[other].part == wanted[at].part
        });
        if passed && turn == Turn::InTurn {
            turn = Turn::Earlier;
        }
        now = start.plus(i32::from(wanted[at].minutes));
        turns[at] = Some(turn.clone());
        path.push((at, start, turn));
    }
    turns
}

#[cfg(test)]
mod tests;
