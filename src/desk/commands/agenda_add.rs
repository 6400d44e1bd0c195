//! `agenda.add`: puts what waits on the list of a sitting: an item, or referrals that are complete; siblings are one item.

use super::*;
use crate::desk::{No, sitting};
use crate::panel::{Clock, Gate, Light, gate};
use std::collections::BTreeMap;

/// Puts something on a list.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct AgendaAdd {
    /// The sitting.
    pub sitting: SittingId,
    /// An item that waits.
    pub item: Option<AgendaItemId>,
    /// Referrals: several are heard together, as one item.
    pub referrals: Vec<ReferralId>,
    /// Something else for the panel, in words.
    pub title: Name,
    /// Children it is about, where no referral says so.
    pub children: Vec<ChildId>,
    /// A decision to look at again.
    pub decision: Option<DecisionId>,
    /// What brought it forward.
    pub brought_by: Option<BroughtBy>,
    /// Part of the agenda: 1 or 2.
    pub part: Option<u8>,
    /// Minutes; as the panel hears such requests where it is left out.
    pub minutes: Option<u16>,
    /// Who presents it: professionals and officers.
    pub presenters: Vec<Key>,
    /// Family members who come and wait outside.
    pub parties: Vec<PartyId>,
}

/// A list that is still made; a locked one takes only what must be ratified.
fn open_list<'a>(known: &'a Known, id: SittingId, ratifies: bool) -> Result<&'a Sitting, Refusal> {
    let of = sitting::ahead(known, id)?;
    if of.status == SittingStatus::Locked && !ratifies {
        return Err(Refusal::new(No::Rule, format!("the list of {id} is locked"))
            .hinted("sitting.unlock opens it again, with a reason"));
    }
    Ok(of)
}

impl AgendaAdd {
    /// The items that already wait with what is to be heard.
    fn waiting<'a>(&self, known: &'a Known) -> Result<Vec<&'a AgendaItem>, Refusal> {
        let mut all: Vec<&AgendaItem> = self.item.map(|id| sitting::item(known, id)).transpose()?.into_iter().collect();
        for id in &self.referrals {
            let referral = crate::desk::referrals::referral(known, *id)?;
            if !matches!(referral.status, ReferralStatus::Accepted | ReferralStatus::Listed | ReferralStatus::Deferred)
            {
                return Err(Refusal::new(No::Rule, format!("{id} is {}", referral.status.said()))
                    .hinted("referral.accept takes a complete one on"));
            }
            all.extend(gate::item(known.diary, *id).filter(|i| i.status == ItemStatus::Listed));
        }
        let mut seen = Vec::new();
        all.retain(|i| {
            !seen.contains(&i.id) && {
                seen.push(i.id);
                true
            }
        });
        Ok(all)
    }

    /// The item as it is heard, over one that waits.
    fn over(&self, known: &Known, panel: &Panel, mut item: AgendaItem) -> AgendaItem {
        for id in self.referrals.iter().filter(|id| !item.referrals.contains(id)).collect::<Vec<_>>() {
            item.referrals.push(*id);
        }
        let requests = item.referrals.iter().filter_map(|r| known.diary.get::<Referral>(*r));
        let presenters = requests.filter_map(|r| r.presenter).map(|p| p.key());
        let presenters: Vec<Key> = self.presenters.iter().copied().chain(presenters).collect();
        for who in presenters {
            if !item.presenters.contains(&who) {
                item.presenters.push(who);
            }
        }
        item.panel = panel.id;
        if let Some(missed) = item.sitting.filter(|s| *s != self.sitting).and_then(|s| known.diary.get::<Sitting>(s)) {
            item.carried.push(sitting::not_held(missed));
        }
        item.sitting = Some(self.sitting);
        item.part = self.part.unwrap_or(item.part.max(1));
        item.decision = self.decision.or(item.decision);
        item.brought_by = self.brought_by.unwrap_or(item.brought_by);
        if !self.title.is_empty() {
            item.title = self.title.clone();
        }
        item.children.extend(self.children.iter().copied());
        item.parties.extend(self.parties.iter().copied());
        let request = item.referrals.first().and_then(|r| known.diary.get::<Referral>(*r)).map(|r| r.request);
        let usual = request.and_then(|r| panel.slots.iter().find(|s| s.request == r)).map(|s| s.minutes);
        let usual = usual.or(panel.slot_min).unwrap_or(known.diary.settings().panel_slot_min);
        item.minutes = self.minutes.unwrap_or(if item.minutes == 0 { usual } else { item.minutes });
        item
    }

    /// One form of a child in an item, for each form is decided about (P1); one item that looks at a decision again.
    fn once(&self, known: &Known) -> Result<(), Refusal> {
        let mut children = BTreeMap::new();
        for referral in self.referrals.iter().filter_map(|r| known.diary.get::<Referral>(*r)) {
            if let Some(other) = children.insert(referral.child, referral.id).filter(|other| *other != referral.id) {
                let what = format!("{other} and {} are of one child: each is an item of its own", referral.id);
                return Err(
                    Refusal::new(No::Rule, what).hinted("siblings are heard together, forms of one child apart")
                );
            }
        }
        let again = |decision: DecisionId| {
            let of = known.diary.pointing::<AgendaItem>(decision);
            of.into_iter()
                .find(|i| i.decision == Some(decision) && i.status == ItemStatus::Listed && Some(i.id) != self.item)
        };
        if self.item.is_none()
            && let Some(by) = self.brought_by.filter(|by| *by != BroughtBy::Hand)
        {
            let of = self.children.iter().flat_map(|child| known.diary.pointing::<AgendaItem>(*child));
            let mut of = of.filter(|i| i.brought_by == by && i.status == ItemStatus::Listed);
            if let Some(item) = of.find(|i| i.children.iter().any(|c| self.children.contains(c))) {
                return Err(Refusal::new(No::Rule, format!("{} looks at that already: {}", item.id, by.said()))
                    .hinted("item.carry moves it to another sitting"));
            }
        }
        match self.decision.and_then(|d| Some((d, again(d)?))) {
            Some((decision, item)) => Err(Refusal::new(No::Rule, format!("{} is about {decision} already", item.id))
                .hinted("item.carry moves it to another sitting")),
            None => Ok(()),
        }
    }
}

/// Two items that are heard as one: nothing of either is lost.
fn joined(mut item: AgendaItem, other: &AgendaItem) -> AgendaItem {
    fn add<T: Clone + PartialEq>(to: &mut Vec<T>, from: &[T]) {
        for one in from {
            if !to.contains(one) {
                to.push(one.clone());
            }
        }
    }
    add(&mut item.referrals, &other.referrals);
    add(&mut item.children, &other.children);
    add(&mut item.presenters, &other.presenters);
    add(&mut item.parties, &other.parties);
    add(&mut item.recused, &other.recused);
    add(&mut item.kept_from, &other.kept_from);
    add(&mut item.carried, &other.carried);
    item.since = item.since.min(other.since).or(item.since).or(other.since);
    item
}

impl Decide for AgendaAdd {
    fn decide(&self, known: &Known) -> Result<Decided, Refusal> {
        let waiting = self.waiting(known)?;
        let ratifies = !waiting.is_empty() && waiting.iter().all(|i| i.sort == ItemSort::Ratification);
        let of = open_list(known, self.sitting, ratifies)?;
        let panel = known.open::<Panel>(of.panel)?;
        if let Some(other) = waiting
            .iter()
            .find(|i| i.status != ItemStatus::Listed || i.sitting == Some(of.id) && self.referrals.is_empty())
        {
            return Err(Refusal::new(No::Rule, format!("{} is on that list already, or over", other.id)));
        }
        let listed = |i: &AgendaItem| {
            let on = i.sitting.and_then(|s| known.diary.get::<Sitting>(s)).filter(|s| s.id != of.id)?;
            (!on.is_missed(known.now.moment())).then_some(on.id)
        };
        if let Some((other, on)) = waiting.iter().find_map(|i| Some((i, listed(i)?))) {
            return Err(Refusal::new(No::Rule, format!("{} is on the list of {on}", other.id))
                .hinted("item.carry carries it, with the reason"));
        }
        self.once(known)?;
        let mut numbers = sitting::Numbers::of(known);
        let (first, rest) = match waiting.split_first() {
            Some((first, rest)) => (Some(*first), rest),
            None => (None, &[][..]),
        };
        let new = || AgendaItem {
            sort: if self.decision.is_some() || self.brought_by.is_some() {
                ItemSort::BringForward
            } else {
                ItemSort::Matter
            },
            since: Some(known.today()),
            ..AgendaItem::default()
        };
        let together = rest.iter().fold(first.cloned().unwrap_or_else(new), |item, other| joined(item, other));
        let mut item = self.over(known, panel, together);
        // what is joined to an item of this list is heard in its place
        let place = first.filter(|first| first.sitting == Some(of.id)).map(|first| first.order);
        item.order = place.unwrap_or_else(|| sitting::last_order(known.diary, Some(of.id), item.part));
        (item.start, item.pinned) = (None, false);
        let mut changes = Vec::new();
        for referral in item.referrals.iter().filter_map(|r| known.diary.get::<Referral>(*r)) {
            // by the deadline of the sitting it is to be heard at, which need not be the panel's next
            let clock = Clock::of(panel, of.date, of.start, known.diary.settings());
            let papers = gate::papers(known.diary, referral.id);
            let lights = Gate::of(referral, &papers, Some(panel), Some(&clock));
            if lights.light == Light::Amber {
                return Err(Refusal::new(No::Rule, format!("the papers of {} came after the deadline", referral.id))
                    .hinted("referral.late records that the chair takes them; or put it on the next list"));
            }
            let listed = Referral { status: ReferralStatus::Listed, ..referral.clone() };
            if listed != *referral {
                changes.push(Change::of(referral.clone(), listed));
            }
        }
        for other in rest {
            // it is heard as the first: no list shows it as one that was given up
            let gone = AgendaItem { status: ItemStatus::Withdrawn, sitting: None, start: None, ..(*other).clone() };
            changes.push(Change::of((*other).clone(), gone));
        }
        let change = if let Some(before) = first {
            Change::of(before.clone(), item.clone())
        } else {
            item.id = AgendaItemId(numbers.take(Kind::AgendaItem));
            Change::new(item.clone())
        };
        changes.insert(0, change);
        super::record_add::sound(&item.into(), known.diary)?;
        Ok(Decided { changes, ..Decided::default() })
    }

    fn args(&self) -> String {
        crate::codec::json(self)
    }
}
