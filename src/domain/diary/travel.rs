//! Minutes between places, by the areas they lie in.

use super::*;
use std::collections::HashMap;

/// The travel times on file, either way.
#[derive(Debug, Default)]
pub(super) struct Matrix(HashMap<Name, HashMap<Name, u16>>);

impl Matrix {
    pub(super) fn from<'a>(times: impl Iterator<Item = &'a Travel>) -> Self {
        let mut all: HashMap<Name, HashMap<Name, u16>> = HashMap::new();
        for time in times {
            for (from, to) in [(&time.from, &time.to), (&time.to, &time.from)] {
                all.entry(from.clone()).or_default().insert(to.clone(), time.minutes);
            }
        }
        Self(all)
    }
}

impl Diary {
    /// Minutes by car between two areas: the time on file, else the settings' default.
    pub fn area_minutes(&self, from: &Name, to: &Name) -> u16 {
        if from == to {
            return self.settings().local_travel_min;
        }
        let on_file = self.travel.0.get(from).and_then(|of| of.get(to));
        on_file.copied().unwrap_or(self.settings().site_travel_min)
    }

    /// Minutes between two sites, 0 from one to itself.
    pub fn site_minutes(&self, from: SiteId, to: SiteId) -> u16 {
        if from == to {
            return 0;
        }
        match (self.get::<Site>(from), self.get::<Site>(to)) {
            (Some(a), Some(b)) => self.area_minutes(&a.area, &b.area),
            _ => self.settings().site_travel_min,
        }
    }

    /// Minutes between two ends of legs, 0 from one to itself.
    pub fn place_minutes(&self, from: &Place, to: &Place) -> u16 {
        if from == to {
            return 0;
        }
        match (self.area_of(from), self.area_of(to)) {
            (Some(a), Some(b)) => self.area_minutes(a, b),
            _ => self.settings().site_travel_min,
        }
    }

    /// The area of a place, if it has one.
    pub fn area_of(&self, place: &Place) -> Option<&Name> {
        let area = match place {
            Place::Site(id) => &self.get::<Site>(*id)?.area,
            Place::Carer(id) => &self.get::<Carer>(*id)?.address.area,
            Place::School(id) => &self.get::<SchoolCalendar>(*id)?.area,
            Place::Other(_) => return None,
        };
        (!area.is_empty()).then_some(area)
    }
}
