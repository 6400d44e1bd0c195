//! A day as the finder sees it: who and what is taken at which minute.

use crate::domain::*;
use crate::rules::{DayCheck, Rule};
use std::collections::HashMap;

/// The minutes of a day, one bit each: whether something is free from one to another is an AND of a few words.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Minutes([u64; 23]);

impl Minutes {
    pub(super) const NONE: Self = Self([0; 23]);

    /// The words a span touches, each with the bits of it.
    fn words(span: Span) -> impl Iterator<Item = (usize, u64)> {
        let (from, to) = (usize::from(span.from.0.min(1440)), usize::from(span.to.0.min(1440)));
        let last = to.div_ceil(64);
        (from / 64..last.max(from / 64)).map(move |word| {
            let (low, high) = (from.max(word * 64) - word * 64, to.min(word * 64 + 64) - word * 64);
            let up_to = if high == 64 { u64::MAX } else { (1 << high) - 1 };
            (word, up_to & !((1 << low) - 1))
        })
    }

    pub(super) fn take(&mut self, span: Span) {
        for (word, bits) in Self::words(span) {
            self.0[word] |= bits;
        }
    }

    pub(super) fn is_free(&self, span: Span) -> bool {
        Self::words(span).all(|(word, bits)| self.0[word] & bits == 0)
    }
}

/// One day: the rules' own view of it, and an index over what takes what.
pub struct DayModel<'a> {
    /// The diary.
    pub(super) diary: &'a Diary,
    /// The day.
    pub(super) day: Day,
    pub(super) rules: DayCheck<'a>,
    rooms: HashMap<RoomId, Minutes>,
    officers: HashMap<OfficerId, Minutes>,
    drivers: HashMap<DriverId, Vec<&'a Leg>>,
    vehicles: HashMap<VehicleId, Minutes>,
    sessions_of: HashMap<OfficerId, u16>,
    /// A number no journey of the day has.
    pub(super) next_run: u16,
}

impl<'a> DayModel<'a> {
    /// A day without the session that is to be placed anew (0 for none). `NotLoaded` if the diary does not hold it.
    pub fn of(diary: &'a Diary, day: Day, without: SessionId) -> Result<Self, NotLoaded> {
        let rules = DayCheck::of(diary, day, without)?;
        let mut model = Self {
            diary,
            day,
            rooms: HashMap::new(),
            officers: HashMap::new(),
            drivers: HashMap::new(),
            vehicles: HashMap::new(),
            sessions_of: HashMap::new(),
            next_run: 1,
            rules,
        };
        let taking = model.rules.taking().to_vec();
        for session in taking {
            model.take(session);
        }
        Ok(model)
    }

    fn take(&mut self, session: &'a Session) {
        if let Some(room) = session.room {
            self.rooms.entry(room).or_insert(Minutes::NONE).take(session.span());
        }
        for officer in &session.officers {
            self.officers.entry(*officer).or_insert(Minutes::NONE).take(session.on_site());
            *self.sessions_of.entry(*officer).or_default() += 1;
        }
        for leg in &session.legs {
            if let Some(officer) = leg.officer {
                self.officers.entry(officer).or_insert(Minutes::NONE).take(leg.span());
            }
            // a firm sends as many cars as it has, which the rules count
            let diary = self.diary;
            for driver in [leg.driver, leg.escort].into_iter().flatten().filter(|d| !is_firm(diary, *d)) {
                self.drivers.entry(driver).or_default().push(leg);
            }
            if let Some(vehicle) = leg.vehicle {
                self.vehicles.entry(vehicle).or_insert(Minutes::NONE).take(leg.span());
            }
            self.next_run = self.next_run.max(leg.run.saturating_add(1));
        }
    }

    /// Whether a room may be free: what it is taken for, and cleared in between. The rules have the last word.
    pub(super) fn room_free(&self, room: &Room, span: Span) -> bool {
        let clear = room.clear_down_min;
        self.rooms.get(&room.id).is_none_or(|taken| taken.is_free(span.widened(clear, clear)))
    }

    /// Whether an officer may be free: not in another session, not on the road. The rules have the last word.
    pub(super) fn officer_free(&self, officer: OfficerId, span: Span) -> bool {
        self.officers.get(&officer).is_none_or(|taken| taken.is_free(span))
    }

    /// Whether somebody may drive or escort a journey beside what they ride of the session already: at work, not on another
    /// journey, and able to come from the last and get to the next. The rules have the last word.
    pub(super) fn rider_free(&self, driver: &Driver, journey: &[Leg], ours: &[Leg]) -> bool {
        let works = |leg: &Leg| driver.hours.is_empty() || driver.hours.hold(self.day, leg.span());
        let away = || self.diary.dated::<Absence>(driver.id, self.day).filter(|a| a.days.hold(self.day));
        let gone = |leg: &Leg| away().any(|a| a.time.unwrap_or(Span::DAY).overlaps(leg.span()));
        let taken = self.drivers.get(&driver.id).map_or(&[][..], Vec::as_slice);
        let busy = |leg: &Leg| taken.iter().any(|ride| ride.span().overlaps(leg.span()));
        journey.iter().all(|leg| works(leg) && !busy(leg))
            && self.in_time(driver.id, taken, journey, ours)
            && !journey.iter().any(gone)
    }

    /// Whether there is time for the way from the journey before and to the one after.
    fn in_time(&self, driver: DriverId, taken: &[&Leg], journey: &[Leg], ours: &[Leg]) -> bool {
        let rides = |leg: &&Leg| leg.driver == Some(driver) || leg.escort == Some(driver);
        let Some(first) = journey.iter().min_by_key(|leg| leg.depart) else { return true };
        let last = journey.iter().max_by_key(|leg| leg.arrive).unwrap_or(first);
        let before = taken.iter().filter(|ride| ride.arrive <= first.depart).max_by_key(|ride| ride.arrive);
        // the way is that from their own journey, where they make one in between
        let between = |ride: &Leg| ours.iter().filter(rides).any(|l| l.depart < first.depart && ride.arrive < l.arrive);
        let late = before.filter(|ride| !between(ride)).is_some_and(|ride| !self.reaches(ride, first));
        let after = taken.iter().filter(|ride| last.arrive <= ride.depart).min_by_key(|ride| ride.depart);
        let later = |ride: &Leg| ours.iter().filter(rides).any(|l| l.depart < ride.depart && last.arrive < l.arrive);
        !late && after.filter(|ride| !later(ride)).is_none_or(|ride| self.reaches(last, ride))
    }

    fn reaches(&self, earlier: &Leg, later: &Leg) -> bool {
        earlier.arrive.0 + self.diary.place_minutes(&earlier.to, &later.from) <= later.depart.0
    }

    /// Whether a vehicle may be free.
    pub(super) fn vehicle_free(&self, vehicle: VehicleId, span: Span) -> bool {
        self.vehicles.get(&vehicle).is_none_or(|taken| taken.is_free(span))
    }

    /// How many sessions an officer has that day.
    pub(super) fn sessions_of(&self, officer: OfficerId) -> u16 {
        self.sessions_of.get(&officer).copied().unwrap_or(0)
    }

    /// What the rules say of a session of that day, each rule asked when its findings are.
    pub(super) fn findings<'s>(&'s self, session: &'s Session) -> impl Iterator<Item = Finding> + 's {
        self.rules.findings(session)
    }

    /// What the rules say of its cars and who rides in them together.
    pub(super) fn of_legs<'s>(&'s self, session: &'s Session) -> impl Iterator<Item = Finding> + 's {
        self.rules.findings_of(session, Rule::minds_cars)
    }

    /// What the rules say of a session whatever its room, officers and cars are.
    pub(super) fn of_time<'s>(&'s self, session: &'s Session) -> impl Iterator<Item = Finding> + 's {
        self.rules.findings_of(session, Rule::minds_the_time_only)
    }

    /// All that the rules say of a session of that day.
    pub(super) fn check(&self, session: &Session) -> Vec<Finding> {
        self.findings(session).collect()
    }
}

fn is_firm(diary: &Diary, driver: DriverId) -> bool {
    diary.get::<Driver>(driver).is_some_and(|d| d.cars > 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_minute_is_taken_or_free_as_spans_overlap() {
        let span = |from: u16, to: u16| Span::new(Minute(from), Minute(to));
        let bounds = [0, 1, 63, 64, 65, 127, 128, 600, 959, 960, 961, 1376, 1439, 1440];
        for (a, b) in bounds.iter().flat_map(|a| bounds.iter().map(move |b| (*a, *b))).filter(|(a, b)| a < b) {
            let mut taken = Minutes::NONE;
            taken.take(span(a, b));
            for (c, d) in bounds.iter().flat_map(|c| bounds.iter().map(move |d| (*c, *d))).filter(|(c, d)| c < d) {
                assert_eq!(taken.is_free(span(c, d)), !span(a, b).overlaps(span(c, d)), "{a}-{b} {c}-{d}");
            }
        }
        assert!(Minutes::NONE.is_free(Span::DAY));
    }
}
