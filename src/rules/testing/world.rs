//! The small world: two sites, four rooms, three officers, drivers and cars, a school, and families with all their
//! papers in force.

use super::*;

impl Sketch {
    pub(super) fn places(&mut self) {
        let hours: Hours = "Mon-Fri 08:30-18:30; Sat 09:00-16:00".parse().unwrap();
        for (name, area, doors) in [("Andrew", "LE2", true), ("Mayfield", "LE5", false)] {
            let names = |names: [&str; 2]| names.iter().filter(|_| doors).map(|n| n.parse().unwrap()).collect();
            self.put(
                name,
                Site {
                    name: name.parse().unwrap(),
                    area: area.parse().unwrap(),
                    hours: hours.clone(),
                    entrances: names(["Front", "Garden"]),
                    waiting_areas: names(["Blue", "Green"]),
                    ..Site::default()
                },
            );
        }
        let rooms = [
            ("Oak", "Andrew", 8, "Front", "Blue"),
            ("Elm", "Andrew", 8, "Front", "Blue"),
            ("Willow", "Andrew", 4, "Garden", "Green"),
            ("Hall", "Mayfield", 10, "", ""),
        ];
        for (name, site, capacity, entrance, waiting) in rooms {
            self.put(
                name,
                Room {
                    site: SiteId(self.key(site).id),
                    name: name.parse().unwrap(),
                    capacity,
                    clear_down_min: 15,
                    entrance: entrance.parse().unwrap(),
                    waiting_area: waiting.parse().unwrap(),
                    ..Room::default()
                },
            );
        }
        self.put(
            "Abbey",
            SchoolCalendar {
                name: "Abbey".parse().unwrap(),
                area: "LE2".parse().unwrap(),
                hours: "Mon-Fri 08:50-15:20".parse().unwrap(),
                terms: vec!["2026-08-26 to 2026-12-18".parse().unwrap()],
                closed: vec!["2026-11-27".parse().unwrap()],
                ..SchoolCalendar::default()
            },
        );
        let (from, to) = ("LE2".parse().unwrap(), "LE5".parse().unwrap());
        self.put("way", Travel { from, to, minutes: 25, ..Travel::default() });
    }

    pub(super) fn staff(&mut self) {
        for name in ["Shah", "Mehta", "Cole"] {
            self.put(
                name,
                Officer {
                    name: name.parse().unwrap(),
                    hours: "Mon-Sat 08:00-19:00".parse().unwrap(),
                    car_owner: true,
                    base: Some(SiteId(1)),
                    dbs_expires: Some(day("2027-06-01")),
                    ..Officer::default()
                },
            );
        }
        for (name, sort, cars) in [
            ("Osei", DriverKind::Council, 1),
            ("Lane", DriverKind::Volunteer, 1),
            ("Swift", DriverKind::Taxi, 2),
            ("Webb", DriverKind::Escort, 1),
        ] {
            self.put(
                name,
                Driver {
                    name: name.parse().unwrap(),
                    sort,
                    cars,
                    hours: "Mon-Sat 07:00-19:30".parse().unwrap(),
                    ..Driver::default()
                },
            );
        }
        for (name, capacity) in [("Car1", 4), ("Car2", 4), ("Bus", 12)] {
            self.put(
                name,
                Vehicle {
                    name: name.parse().unwrap(),
                    capacity,
                    seats: Seats { infant: 1, toddler: 1, booster: 2, belt: 4, wheelchair: 0 },
                    ..Vehicle::default()
                },
            );
        }
    }

    /// A child of eight, an adult, where the child lives, and every paper in force.
    pub(super) fn family(&mut self, child: &str, party: &str, carer: &str) {
        if !self.names.iter().any(|(n, _)| n == carer) {
            let area = if carer == "Hill" { "LE2" } else { "LE5" }.parse().unwrap();
            let address = Address { area, ..Address::default() };
            self.put(carer, Carer { name: carer.parse().unwrap(), address, ..Carer::default() });
        }
        let born = Some(day("2018-05-01"));
        let name = child.parse().unwrap();
        self.put(child, Child { name, dob: born, height_cm: Some(128), ..Child::default() });
        self.put(party, Party { name: party.parse().unwrap(), ..Party::default() });
        let (child_id, carer_id) = (ChildId(self.key(child).id), CarerId(self.key(carer).id));
        self.put(&format!("{child}'s home"), Placement { child: child_id, carer: carer_id, ..Placement::default() });
        let papers = format!("{child}'s");
        self.put(
            &papers,
            Arrangement {
                children: vec![child_id],
                parties: vec![PartyId(self.key(party).id)],
                status: ArrangementStatus::Active,
                planned_on: Some(day("2026-01-05")),
                referral_complete_on: Some(day("2026-01-02")),
                ..Arrangement::default()
            },
        );
        let arrangement = ArrangementId(self.key(&papers).id);
        let signed_on = Some(day("2026-01-06"));
        self.put(&format!("{child}'s agreement"), Agreement { arrangement, signed_on, ..Agreement::default() });
        self.put(
            &format!("{child}'s risks"),
            RiskAssessment {
                arrangement,
                made_on: Some(day("2026-01-05")),
                expires_on: Some(day("2027-01-05")),
                ..RiskAssessment::default()
            },
        );
    }
}
