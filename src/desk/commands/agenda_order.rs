//! `agenda.order` and `agenda.pin`: the order and the times of a list, by the planner or by hand (DOMAIN 3e P12, 4b).

use super::*;
use crate::desk::{No, sitting};
use crate::panel::agenda::{self, Clash, Timed};
use crate::panel::list;

/// Orders the list of a sitting and gives it its times.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AgendaOrder {
    /// The sitting.
    pub sitting: SittingId,
    /// The items in this order, by hand; the best order where it is left out.
    #[serde(default)]
    pub items: Vec<AgendaItemId>,
}

/// Fixes the time of an item, as the chair wants it, or frees it.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AgendaPin {
    /// The item.
    pub item: AgendaItemId,
    /// When it is to be heard; left out it is free again.
    #[serde(default)]
    pub start: Option<Minute>,
    /// Minutes it takes.
    #[serde(default)]
    pub minutes: Option<u16>,
    /// Its part of the agenda.
    #[serde(default)]
    pub part: Option<u8>,
    /// Who presents it, in the place of who did.
    #[serde(default)]
    pub presenters: Option<Vec<Key>>,
    /// Family members who come and wait outside, in the place of who did.
    #[serde(default)]
    pub parties: Option<Vec<PartyId>>,
    /// Who chairs it, where the chair does not; empty text takes that back.
    #[serde(default)]
    pub chair: Option<ProfessionalId>,
}

/// The day of a sitting, to be loaded.
fn day_of(known: &Known, id: Option<SittingId>) -> Scope {
    let day = id.and_then(|id| known.diary.get::<Sitting>(id)).map(|s| s.date);
    day.map_or_else(Scope::default, Scope::day)
}

impl AgendaOrder {
    /// The list, timed.
    fn timed<'a>(&self, known: &'a Known, of: &Sitting) -> Result<(Vec<&'a AgendaItem>, Timed), Refusal> {
        let mut all = sitting::items(known.diary, of.id);
        all.retain(|i| i.status == ItemStatus::Listed);
        if self.items.is_empty() {
            let (ordered, wanted) = list::wanted(known.diary, &all);
            let frame = list::frame(known.diary, of, &ordered)?;
            return Ok((ordered, agenda::time(&frame, &wanted)));
        }
        let mut ordered = Vec::new();
        for id in &self.items {
            let Some(at) = all.iter().position(|i| i.id == *id) else {
                return Err(Refusal::usage("items", format!("{id} is not on the list of {}", of.id)));
            };
            ordered.push(all.remove(at));
        }
        ordered.append(&mut all);
        // part II stays behind part I, whatever order was typed
        ordered.sort_by_key(|i| i.part);
        let wanted: Vec<_> = ordered.iter().map(|i| list::as_wanted(i)).collect();
        let frame = list::frame(known.diary, of, &ordered)?;
        Ok((ordered, agenda::in_order(&frame, &wanted)))
    }
}

impl Decide for AgendaOrder {
    fn needs(&self, known: &Known) -> Scope {
        day_of(known, Some(self.sitting))
    }

    fn decide(&self, known: &Known) -> Result<Decided, Refusal> {
        let of = sitting::ahead(known, self.sitting)?;
        let (items, timed) = self.timed(known, of)?;
        let mut changes = Vec::new();
        let heard = timed.heard.iter().map(|(at, start, _)| (*at, Some(*start)));
        let places = heard.chain(timed.left.iter().map(|at| (*at, None)));
        for (order, (at, start)) in (0u16..).zip(places) {
            let before = items[at];
            let after = AgendaItem { order, start, ..before.clone() };
            if after != *before {
                changes.push(Change::of(before.clone(), after));
            }
        }
        if changes.is_empty() {
            return Err(Refusal::new(No::Rule, format!("the list of {} stands in that order already", of.id)));
        }
        Ok(Decided { changes, ..Decided::default() })
    }

    fn args(&self) -> String {
        crate::codec::json(self)
    }
}

/// The item whose family would wait with the one of another item though they must not meet.
fn waits_with(known: &Known, of: &Sitting, item: &AgendaItem) -> Result<Option<AgendaItemId>, NotLoaded> {
    let others = sitting::items(known.diary, of.id).into_iter();
    let all: Vec<&AgendaItem> =
        others.filter(|i| i.id != item.id && i.status == ItemStatus::Listed).chain([item]).collect();
    let frame = list::frame(known.diary, of, &all)?;
    let timed: Vec<_> = all.iter().map(|i| (list::as_wanted(i), i.start)).collect();
    let found = agenda::clashes(&frame, &timed).into_iter();
    let apart = found.filter_map(|(id, clash)| match clash {
        Clash::Apart { from } if id == item.id => Some(from),
        Clash::Apart { from } if from == item.id => Some(id),
        _ => None,
    });
    Ok(apart.min())
}

impl Decide for AgendaPin {
    fn needs(&self, known: &Known) -> Scope {
        day_of(known, known.diary.get::<AgendaItem>(self.item).and_then(|i| i.sitting))
    }

    fn decide(&self, known: &Known) -> Result<Decided, Refusal> {
        let before = sitting::item(known, self.item)?;
        let Some(of) = before.sitting else {
            return Err(
                Refusal::new(No::Rule, format!("{} is on no list", before.id)).hinted("agenda.add puts it on one")
            );
        };
        let of = sitting::ahead(known, of)?;
        let mut after = before.clone();
        (after.start, after.pinned) = (self.start.or(before.start), self.start.is_some());
        after.minutes = self.minutes.unwrap_or(before.minutes);
        after.part = self.part.unwrap_or(before.part);
        after.presenters = self.presenters.clone().unwrap_or(after.presenters);
        after.parties = self.parties.clone().unwrap_or(after.parties);
        after.chair = self.chair.map_or(before.chair, |who| Some(who).filter(|who| who.0 != 0));
        super::record_add::sound(&after.clone().into(), known.diary)?;
        if let Some(start) = self.start {
            let span = Span::new(start, start.plus(i32::from(after.minutes)));
            if !of.span().holds(span) {
                return Err(Refusal::usage("start", format!("{} sits {}", of.id, of.span())));
            }
            for who in &after.presenters {
                if let Some(bound) = list::bound(known.diary, of, *who)?.iter().find(|b| b.span.overlaps(span)) {
                    let by = bound.by.map_or_else(|| "does not work then".to_owned(), |by| format!("has {by}"));
                    let what = format!("{who} presents it and {by}, {}", bound.span);
                    return Err(Refusal::new(No::Rule, what).hinted("another time, or another presenter"));
                }
            }
        }
        // what was so before is no reason not to change something else
        if waits_with(known, of, before)?.is_none()
            && let Some(other) = waits_with(known, of, &after)?
        {
            let what = format!("the family of {} would wait with that of {other}, whom it must not meet", after.id);
            return Err(Refusal::new(No::Rule, what).hinted("another time; agenda.order finds one"));
        }
        if after == *before {
            return Err(Refusal::usage("item", format!("that changes nothing about {}", before.id)));
        }
        Ok(Decided::one(Change::of(before.clone(), after)))
    }

    fn args(&self) -> String {
        crate::codec::json(self)
    }
}
