//! What is taken in a week: quick answers to “is it free then?”.

use crate::domain::{Absence, Day, Diary, Key, Leg, Minute, Officer, OfficerId, Place, Room, Session, SiteId, Span};
use std::collections::BTreeMap;

/// A stretch of time that binds someone, from one place to another.
#[derive(Clone)]
struct Use {
    span: Span,
    from: Place,
    to: Place,
}

/// Everything that is taken, by day and by whom or what it binds.
#[derive(Default)]
pub(super) struct Book {
    taken: BTreeMap<(Day, Key), Vec<Use>>,
}

impl Book {
    fn uses(&self, key: Key, day: Day) -> &[Use] {
        self.taken.get(&(day, key)).map_or(&[], |uses| uses)
    }

    /// Whether someone can be bound then, the way from what is before and to what comes after counted.
    pub(super) fn free(&self, diary: &Diary, key: Key, day: Day, span: Span, from: &Place, to: &Place) -> bool {
        self.uses(key, day).iter().all(|taken| {
            if taken.span.to <= span.from {
                span.from.0 - taken.span.to.0 >= diary.place_minutes(&taken.to, from)
            } else if span.to <= taken.span.from {
                taken.span.from.0 - span.to.0 >= diary.place_minutes(to, &taken.from)
            } else {
                false
            }
        })
    }

    /// Whether a driver, escort, firm or car can make a journey.
    pub(super) fn free_for(&self, diary: &Diary, key: Key, day: Day, leg: &Leg) -> bool {
        self.free(diary, key, day, leg.span(), &leg.from, &leg.to)
    }

    /// How many of its cars a firm has on the road at some time then.
    pub(super) fn on_the_road(&self, key: Key, day: Day, span: Span) -> usize {
        self.uses(key, day).iter().filter(|taken| taken.span.overlaps(span)).count()
    }

    /// Whether the children and adults of a session are free for it.
    pub(super) fn people_free(&self, diary: &Diary, session: &Session, site: SiteId) -> bool {
        let here = Place::Site(site);
        let children = session.children.iter().map(|c| (c.key(), session.children_on_site()));
        let mut all = children.chain(session.parties.iter().map(|p| (p.key(), session.adults_on_site())));
        all.all(|(key, span)| self.free(diary, key, session.date, span, &here, &here))
    }

    /// Whether a room is free and cleared for a session.
    pub(super) fn room_free(&self, room: &Room, session: &Session) -> bool {
        let clear = room.clear_down_min;
        let wanted = session.span().widened(clear, clear);
        self.uses(room.id.key(), session.date).iter().all(|taken| !taken.span.overlaps(wanted))
    }

    /// Sessions of an officer on a day.
    pub(super) fn sessions(&self, officer: OfficerId, day: Day) -> usize {
        self.uses(officer.key(), day).len()
    }

    /// Whether an officer is there, not away, not full and free for a session.
    pub(super) fn officer_free(&self, diary: &Diary, officer: &Officer, session: &Session) -> bool {
        let (day, span) = (session.date, session.on_site());
        let here = Place::Site(session.site);
        let most = usize::from(officer.max_sessions_day.map_or(diary.settings().sessions_day, u16::from));
        let away = |a: &Absence| a.days.hold(day) && a.time.unwrap_or(Span::DAY).overlaps(span);
        self.sessions(officer.id, day) < most
            && !diary.pointing::<Absence>(officer.id).any(away)
            && self.free(diary, officer.id.key(), day, span, &here, &here)
    }

    /// Notes everything a session takes.
    pub(super) fn take(&mut self, session: &Session, diary: &Diary) {
        let here = Place::Site(session.site);
        for child in &session.children {
            let legs = || session.legs.iter().filter(|leg| leg.children.contains(child));
            let stay = session.children_on_site();
            let from = legs().map(|l| l.depart).min().unwrap_or(stay.from).min(stay.from);
            let to = legs().map(|l| l.arrive).max().unwrap_or(stay.to).max(stay.to);
            let first = legs().min_by_key(|l| l.depart).map_or(&here, |l| &l.from);
            let last = legs().max_by_key(|l| l.arrive).map_or(&here, |l| &l.to);
            self.note(child.key(), session.date, Span::new(from, to), first, last);
        }
        for party in &session.parties {
            self.note(party.key(), session.date, session.adults_on_site(), &here, &here);
        }
        for officer in &session.officers {
            let driving = || session.legs.iter().filter(|leg| leg.officer == Some(*officer));
            let mut span = session.on_site();
            let (mut first, mut last) = (here.clone(), here.clone());
            for leg in driving() {
                if leg.depart < span.from {
                    (span.from, first) = (leg.depart, leg.from.clone());
                }
                if leg.arrive > span.to {
                    (span.to, last) = (leg.arrive, leg.to.clone());
                }
            }
            self.note(officer.key(), session.date, span, &first, &last);
        }
        if let Some(room) = session.room {
            self.note(room.key(), session.date, session.span(), &here, &here);
        }
        for leg in &session.legs {
            let keys = [leg.driver.map(|d| d.key()), leg.vehicle.map(|v| v.key()), leg.escort.map(|d| d.key())];
            for key in keys.into_iter().flatten() {
                self.note(key, session.date, leg.span(), &leg.from, &leg.to);
            }
        }
        debug_assert!(diary.has(session.date));
    }

    fn note(&mut self, key: Key, day: Day, span: Span, from: &Place, to: &Place) {
        self.taken.entry((day, key)).or_default().push(Use { span, from: from.clone(), to: to.clone() });
    }
}

/// The minute rounded up to five: nobody is told to leave at 15:37.
pub(super) fn five(minutes: u16) -> u16 {
    minutes.div_ceil(5) * 5
}

/// A minute that many minutes earlier.
pub(super) fn before(at: Minute, minutes: u16) -> Minute {
    at.plus(-i32::from(minutes))
}
