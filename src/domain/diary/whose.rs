//! Whose a session is, what it takes, and where a child lives on its day.

use super::*;

impl Diary {
    /// Whether a session takes its people, room and cars: it is not cancelled or missed, and no hold that has run out.
    pub fn takes(&self, session: &Session) -> bool {
        session.status.takes_place() && !session.has_lapsed(self.now)
    }

    /// The placement of a child on a day.
    pub fn placement(&self, child: ChildId, day: Day) -> Option<&Placement> {
        self.pointing::<Placement>(child)
            .filter(|p| p.from.is_none_or(|from| from <= day) && p.to.is_none_or(|to| day <= to))
            .max_by_key(|p| p.from)
    }

    /// Whether a session is someone's or something's: they take part in it, it takes them up, or a child of it lives with
    /// them on its day.
    pub fn concerns(&self, session: &Session, who: Key) -> bool {
        if who.kind == Kind::Carer {
            let placements = session.children.iter().filter_map(|child| self.placement(*child, session.date));
            return placements.map(|p| p.carer.key()).any(|carer| carer == who);
        }
        session.key() == who || session.owners().contains(&who)
    }
}
