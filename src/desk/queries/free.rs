//! `free`: what is free then, and why the rest is not. The rules that refuse a booking answer it.

use super::*;
use crate::rules;

choices! {
    /// What to look for.
    FreeWhat {
        /// Rooms.
        #[default] Rooms "rooms",
        /// Officers.
        Officers "officers",
        /// Drivers.
        Drivers "drivers",
        /// Vehicles.
        Vehicles "vehicles",
    }
}

/// What is free on a day, from one minute to another.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Free {
    /// What to look for.
    pub what: FreeWhat,
    /// The day.
    pub day: Day,
    /// From one minute to another.
    pub span: Span,
}

/// What is free and what is not.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct FreeView {
    /// What was looked for.
    pub what: FreeWhat,
    /// The day.
    pub day: Day,
    /// From one minute to another.
    pub span: Span,
    /// All of them, the free ones first.
    pub rows: Vec<FreeRow>,
}

/// A room, officer, driver or vehicle.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct FreeRow {
    /// Which.
    pub key: Key,
    /// Whether it is free.
    pub free: bool,
    /// Why not.
    pub findings: Vec<About>,
}

impl Free {
    /// A session that takes nothing but this one room, officer, driver or vehicle at that time.
    fn probe(&self, diary: &Diary, key: Key) -> Session {
        let base = || diary.open::<Site>().find(|s| s.base).map(|s| s.id).unwrap_or_default();
        let span = self.span;
        let mut session = Session {
            date: self.day,
            start: span.from,
            end: span.to,
            // as it would be booked: whoever supervises is there before the adult and until they have gone
            stagger: crate::desk::fill::stagger(diary, None, span.from, span.to),
            status: SessionStatus::Booked,
            level: SupervisionLevel::Supported,
            ..Session::default()
        };
        let leg = Leg { depart: span.from, arrive: span.to, mode: Transport::Council, ..Leg::default() };
        match key.kind {
            Kind::Room => {
                session.room = Some(RoomId(key.id));
                session.site = diary.get::<Room>(key).map(|r| r.site).unwrap_or_default();
            }
            Kind::Officer => {
                session.officers = vec![OfficerId(key.id)];
                session.site = diary.get::<Officer>(key).and_then(|o| o.base).unwrap_or_else(base);
            }
            Kind::Driver => session.legs = vec![Leg { driver: Some(DriverId(key.id)), ..leg }],
            _ => session.legs = vec![Leg { vehicle: Some(VehicleId(key.id)), ..leg }],
        }
        session
    }
}

impl Ask for Free {
    fn scope(&self, _: &Viewer, _: Day) -> Scope {
        Scope::day(self.day)
    }

    fn answer(&self, asked: &Asked) -> Result<Answer, Refusal> {
        if self.span.from >= self.span.to {
            return Err(Refusal::usage("span", format!("{} is no time", self.span)));
        }
        let diary = asked.known.diary;
        let keys: Vec<Key> = match self.what {
            FreeWhat::Rooms => diary.open::<Room>().map(|r| r.id.key()).collect(),
            FreeWhat::Officers => diary.open::<Officer>().map(|o| o.id.key()).collect(),
            FreeWhat::Drivers => {
                diary.open::<Driver>().filter(|d| d.sort != DriverKind::Escort).map(|d| d.id.key()).collect()
            }
            FreeWhat::Vehicles => diary.open::<Vehicle>().map(|v| v.id.key()).collect(),
        };
        let mut rows = Vec::new();
        for key in keys {
            let probe = self.probe(diary, key);
            let mut found = rules::check(diary, &probe)?;
            let site = probe.site.key();
            let concerns =
                |f: &Finding| f.keys().contains(&key) || (key.kind == Kind::Room && f.keys().contains(&site));
            found.retain(|f| f.blocks() && concerns(f));
            rows.push(FreeRow { key, free: found.is_empty(), findings: about(SessionId(0), found).collect() });
        }
        rows.sort_by_key(|r| !r.free);
        Ok(Answer::Free(FreeView { what: self.what, day: self.day, span: self.span, rows }))
    }
}

impl Seen for FreeView {
    fn see(&mut self, cut: &Cutter) -> Result<(), Refusal> {
        self.rows.iter_mut().for_each(|row| cut.findings(&mut row.findings));
        Ok(())
    }

    fn keys(&self, keys: &mut Vec<Key>) {
        for row in &self.rows {
            keys.push(row.key);
            finding_keys(&row.findings, keys);
        }
    }
}
