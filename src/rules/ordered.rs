//! What is ordered for an arrangement on a day: by a court, or else by what the arrangement itself says of its minimum and
//! maximum. The rule of its terms, the watch over its minimum and the gate of paperwork all ask here.

use crate::domain::*;

/// What an order in force says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Ordered {
    /// The court order, or the arrangement.
    pub by: Key,
    /// The arrangement it is about; nothing for an order about all contact of its children.
    pub arrangement: Option<ArrangementId>,
    /// The children.
    pub children: Vec<ChildId>,
    /// Least minutes a week.
    pub min_minutes: Option<u16>,
    /// Most minutes a week.
    pub max_minutes: Option<u16>,
    /// Least sessions a week.
    pub min_times: Option<u8>,
    /// How long a session is to be.
    pub length_min: Option<u16>,
    /// The only adults who may attend; empty where it does not say.
    pub parties: Vec<PartyId>,
    /// The level it asks for at least.
    pub level: Option<SupervisionLevel>,
}

impl Ordered {
    /// The court order, where it is one.
    pub fn order(&self) -> Option<CourtOrderId> {
        (self.by.kind == Kind::CourtOrder).then_some(CourtOrderId(self.by.id))
    }

    /// Whether a session of a child is of the contact that is ordered.
    pub fn counts(&self, session: &Session, child: ChildId) -> bool {
        let among = || self.parties.is_empty() || session.parties.iter().any(|p| self.parties.contains(p));
        !session.sort.is_meeting()
            && session.children.contains(&child)
            && match self.arrangement {
                Some(id) => session.arrangement == Some(id),
                None => among(),
            }
    }
}

/// What is ordered for an arrangement on a day.
pub fn ordered(diary: &Diary, arrangement: &Arrangement, day: Day) -> Vec<Ordered> {
    let mut all: Vec<Ordered> = orders(diary, arrangement)
        .filter(|order| in_force(diary, order, day))
        .map(|order| Ordered {
            by: order.key(),
            arrangement: order.arrangement,
            children: order.children.clone(),
            min_minutes: order.min_minutes_week,
            max_minutes: order.max_minutes_week,
            min_times: order.min_times_week,
            length_min: order.length_min,
            parties: order.parties.clone(),
            level: order.level,
        })
        .collect();
    let said = arrangement.ordered_min_minutes.or(arrangement.ordered_max_minutes).is_some();
    if said && all.iter().all(|order| order.min_minutes.or(order.max_minutes).is_none()) {
        all.push(Ordered {
            by: arrangement.key(),
            arrangement: Some(arrangement.id),
            children: arrangement.children.clone(),
            min_minutes: arrangement.ordered_min_minutes,
            max_minutes: arrangement.ordered_max_minutes,
            min_times: None,
            length_min: None,
            parties: Vec::new(),
            level: None,
        });
    }
    all
}

/// The orders about an arrangement, replaced ones too: those that name it, and those about its children and adults that
/// name none.
pub(super) fn orders<'a>(diary: &'a Diary, arrangement: &'a Arrangement) -> impl Iterator<Item = &'a CourtOrder> {
    let mut all: Vec<&CourtOrder> = diary.pointing::<CourtOrder>(arrangement.id).collect();
    all.retain(|order| order.arrangement == Some(arrangement.id));
    let comes = |p: &PartyId| {
        [&arrangement.parties, &arrangement.invited, &arrangement.by_agreement].iter().any(|l| l.contains(p))
    };
    for child in &arrangement.children {
        let open = diary.pointing::<CourtOrder>(*child).filter(|order| order.arrangement.is_none());
        let about = open.filter(|order| order.parties.is_empty() || order.parties.iter().any(comes));
        all.extend(about);
    }
    all.sort_by_key(|order| order.id);
    all.dedup_by_key(|order| order.id);
    all.into_iter()
}

/// Whether an order is in force on a day: one that was replaced is until the other begins.
pub(super) fn in_force(diary: &Diary, order: &CourtOrder, day: Day) -> bool {
    let later = order.replaced_by.map(|id| diary.get::<CourtOrder>(id).and_then(|later| later.from));
    order.from.is_none_or(|from| from <= day)
        && order.to.is_none_or(|to| day <= to)
        && later.is_none_or(|from| from.is_some_and(|from| day < from))
}
