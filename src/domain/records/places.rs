//! The places: sites, rooms, when they are shut, schools, and the minutes between them.

use super::record;
use crate::domain::*;

choices! {
    /// What a room has, or a session needs.
    RoomFeature {
        /// A kitchen for a shared meal.
        #[default] Kitchen "kitchen",
        /// A garden.
        Garden "garden",
        /// A cot.
        Cot "cot",
        /// Changing table.
        Changing "changing",
        /// Step-free.
        StepFree "step-free",
        /// Observation window.
        Observation "observation window",
        /// Cameras.
        Cctv "cctv",
        /// Near an exit.
        NearExit "near an exit",
        /// Furnished for infants.
        Infant "infant",
        /// Furnished for teenagers.
        Teens "teens",
    }
}

record! {
    /// A centre.
    Site SiteId {
        /// Name.
        name: Name,
        /// Address.
        address: Note,
        /// Area, by postcode district.
        area: Name,
        /// Telephone.
        phone: Name,
        /// When it is open for contact.
        hours: Hours,
        /// Bank holidays on which it was decided that it stays open.
        open_on: Vec<Day>,
        /// A secure venue.
        secure: bool,
        /// Names of its entrances; one where none is named.
        entrances: Vec<Name>,
        /// Names of its waiting areas.
        waiting_areas: Vec<Name>,
        /// The service's base.
        base: bool,
        /// When somebody else of the staff is in the building: reception, a duty manager, the host's own.
        staffed: Hours,
        /// Anything else.
        notes: Note,
    }
    check(c) { c.needs("name", &c.record.name); }
}

record! {
    /// A room or other bookable space.
    Room RoomId {
        /// The site.
        site: SiteId,
        /// Name: Oak.
        name: Name,
        /// People it holds, officers counted.
        capacity: u8,
        /// What it has.
        features: Vec<RoomFeature>,
        /// Minutes to clear it for the next family.
        clear_down_min: u16,
        /// Which entrance families use, by the site's name for it.
        entrance: Name,
        /// Which waiting area families use.
        waiting_area: Name,
        /// Anything else.
        notes: Note,
    }
    check(c) {
        c.names("site", c.record.site);
        c.needs("name", &c.record.name);
        c.within("capacity", Some(u16::from(c.record.capacity)), 1, 200);
        c.within("clear_down_min", Some(c.record.clear_down_min), 0, 240);
    }
    owners(r) { vec![r.site.key()] }
}

record! {
    /// A time when a site, or one room of it, is shut.
    Closure ClosureId {
        /// The site, when all of it is shut.
        site: Option<SiteId>,
        /// The room, when only that is.
        room: Option<RoomId>,
        /// The days.
        days: Days,
        /// The time of each day; the whole day where none is given.
        time: Option<Span>,
        /// Why: flooring, bank holiday.
        reason: Name,
    }
    check(c) {
        if c.record.site.is_some() == c.record.room.is_some() {
            c.wrong("site", "name either a site or a room");
        }
        c.needs_days("days", c.record.days);
        c.needs("reason", &c.record.reason);
    }
    owners(r) { r.site.map(|s| s.key()).into_iter().chain(r.room.map(|r| r.key())).collect() }
}

record! {
    /// A school or nursery: its terms and its day.
    SchoolCalendar SchoolCalendarId {
        /// Name of the school.
        name: Name,
        /// Whose calendar it follows: City, County, its own.
        authority: Name,
        /// Area, by postcode district.
        area: Name,
        /// The school day.
        hours: Hours,
        /// Terms, first and last day of each.
        terms: Vec<Days>,
        /// Days within term without lessons.
        closed: Vec<Day>,
        /// Gate, office, who to ask for.
        pick_up: Note,
    }
    check(c) {
        c.needs("name", &c.record.name);
        for days in &c.record.terms {
            c.needs_days("terms", *days);
        }
    }
}

record! {
    /// Minutes by car between two areas, either way.
    Travel TravelId {
        /// One area, by postcode district.
        from: Name,
        /// The other.
        to: Name,
        /// Minutes.
        minutes: u16,
    }
    check(c) {
        c.needs("from", &c.record.from);
        c.needs("to", &c.record.to);
        c.within("minutes", Some(c.record.minutes), 1, 600);
    }
}

impl SchoolCalendar {
    /// The lessons of a day: none out of term and on closed days.
    pub fn lessons(&self, day: Day) -> &[Span] {
        let open = self.terms.iter().any(|term| term.hold(day)) && !self.closed.contains(&day);
        if open { self.hours.on(day) } else { &[] }
    }
}
