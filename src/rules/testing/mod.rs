//! Rules are tested with diaries that have the findings written under what is wrong:
//!
//! ```text
//! mon 14:00-15:30 Oak Shah  Amara with Kelly
//! mon 15:30-16:30 Oak Mehta Theo with Rob
//!                 ^^^ room-taken: Oak by C-0001 14:00-15:30, clear-down 15, free 15:45
//! ```
//!
//! A line is a day of the week of 23 November 2026 (or a date), a time, a room (`Oak`, `Oak@Mayfield`, `@Mayfield`, `-`), officers joined by `+` (or
//! `-`), children, adults, and options in brackets. Lines that start with `out` or `back` below it are its legs: a time, then
//! drivers, officers and vehicles by name, `from` and `to` a place, `for` some of the children, `run N`, `escort X`.
//! [`Sketch`] is the small world they happen in.

mod world;

use super::*;
use std::fmt::Write as _;

pub(super) fn day(text: &str) -> Day {
    let week: Day = "2026-11-23".parse().unwrap();
    let names = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    names.iter().position(|n| *n == text).map_or_else(|| text.parse().unwrap(), |i| week + i as i32)
}

/// The small world, and the names its records have in the text.
pub(super) struct Sketch {
    records: Vec<Record>,
    names: Vec<(String, Key)>,
}

impl Sketch {
    pub(super) fn new() -> Self {
        let mut world = Self { records: Vec::new(), names: Vec::new() };
        world.places();
        world.staff();
        for (child, party, carer) in
            [("Amara", "Kelly", "Hill"), ("Theo", "Rob", "Dale"), ("Zuri", "Mina", "Hill"), ("Noor", "Jo", "Dale")]
        {
            world.family(child, party, carer);
        }
        world
    }

    /// One more record, with a name the text may use.
    pub(super) fn put(&mut self, name: &str, record: impl Into<Record>) {
        let mut record = record.into();
        let id = 1 + self.records.iter().filter(|r| r.kind() == record.kind()).count() as u32;
        record.set_id(id);
        self.names.push((name.to_owned(), record.key()));
        self.records.push(record);
    }

    /// One more record.
    pub(super) fn with(mut self, record: impl FnOnce(&Self) -> Record) -> Self {
        let record = record(&self);
        let name = format!("the {}", record.kind().one());
        self.put(&name, record);
        self
    }

    /// A record changed: `set("Oak", |r: &mut Room| r.capacity = 2)`.
    pub(super) fn set<T: Plain>(mut self, name: &str, change: impl FnOnce(&mut T)) -> Self
    where
        Record: From<T>,
    {
        let key = self.key(name);
        let record = self.records.iter_mut().find(|r| r.key() == key).unwrap();
        let mut plain = T::of(record).unwrap_or_else(|| panic!("{name} is a {:?}", key.kind)).clone();
        change(&mut plain);
        *record = plain.into();
        self
    }

    /// The key of a name.
    pub(super) fn key(&self, name: &str) -> Key {
        self.named(name).unwrap_or_else(|| panic!("nobody and nothing is called {name}"))
    }

    fn named(&self, name: &str) -> Option<Key> {
        self.names.iter().find(|(n, _)| n == name).map(|(_, key)| *key)
    }

    fn name_of(&self, key: Key) -> Option<&str> {
        self.names.iter().find(|(_, k)| *k == key).map(|(name, _)| name.as_str())
    }

    /// The number of a name.
    pub(super) fn id(&self, name: &str) -> u32 {
        self.key(name).id
    }

    fn keys(&self, names: &str) -> Vec<u32> {
        names.split('+').filter(|n| *n != "-").map(|n| self.id(n)).collect()
    }

    /// Checks that the rule finds what is written under the lines of a diary, and nothing else.
    #[track_caller]
    pub(super) fn check(&self, rule: &str, text: &str) {
        let indent = text.lines().find(|l| !l.trim().is_empty()).map_or(0, |l| l.len() - l.trim_start().len());
        let wanted: Vec<&str> = text.lines().map(|l| l.get(indent..).unwrap_or("")).filter(|l| !l.is_empty()).collect();
        let lines: Vec<&str> = wanted.iter().copied().filter(|l| !l.trim_start().starts_with('^')).collect();
        assert!(rule.is_empty() || RULES.iter().any(|r| r.name == rule), "no rule is called {rule}");
        assert_eq!(self.annotated(rule, &lines), wanted.join("\n") + "\n", "\nwhat the rule finds is on the left");
    }

    /// The diary of these lines.
    pub(super) fn diary(&self, lines: &[&str]) -> (Diary, Vec<Session>) {
        let mut sessions: Vec<Session> = Vec::new();
        for line in lines {
            let words: Vec<&str> = line.split_whitespace().collect();
            if matches!(words[0], "out" | "back") {
                let session = sessions.last_mut().unwrap();
                let leg = self.leg(session, &words);
                session.legs.push(leg);
            } else {
                sessions.push(self.session(sessions.len() as u32 + 1, &words));
            }
        }
        let days: Vec<Days> = sessions.iter().map(|s| Days::one(s.date)).collect();
        let records = self.records.iter().cloned().chain(sessions.iter().cloned().map(Record::from));
        (Diary::of_records(records, days), sessions)
    }

    fn session(&self, id: u32, words: &[&str]) -> Session {
        let span: Span = words[1].parse().unwrap();
        let (room, site) = words[2].split_once('@').unwrap_or((words[2], ""));
        let room = (!matches!(room, "" | "-")).then(|| RoomId(self.id(room)));
        let own =
            || self.records.iter().filter_map(Room::of).find(|r| Some(r.id) == room).map_or(SiteId(1), |r| r.site);
        let site = if site.is_empty() { own() } else { SiteId(self.id(site)) };
        let children = self.keys(words[4]).into_iter().map(ChildId).collect();
        let stagger = Stagger {
            adult_arrive: span.from.plus(-15),
            child_arrive: span.from,
            child_leave: span.to,
            adult_release: span.to.plus(15),
        };
        let mut session = Session {
            id: SessionId(id),
            arrangement: self.named(&format!("{}'s", words[4].split('+').next().unwrap())).map(|k| ArrangementId(k.id)),
            children,
            parties: self.keys(words[6]).into_iter().map(PartyId).collect(),
            date: day(words[0]),
            start: span.from,
            end: span.to,
            site,
            room,
            officers: self.keys(words[3]).into_iter().map(OfficerId).collect(),
            status: SessionStatus::Booked,
            stagger,
            ..Session::default()
        };
        for option in &words[7..] {
            match option.trim_matches(['(', ')', ',']) {
                "draft" => session.status = SessionStatus::Draft,
                "cancelled" => session.status = SessionStatus::CancelledOnDay,
                "close" => session.level = SupervisionLevel::CloseTwoOfficer,
                "community" => session.level = SupervisionLevel::Community,
                "indirect" => session.level = SupervisionLevel::Indirect,
                "unsupervised" => session.level = SupervisionLevel::Unsupervised,
                "held" => session.status = SessionStatus::Held,
                "until" => session.held_until = Some(Moment::new(session.date, span.from)),
                "assessment" => session.sort = SessionSort::Assessment,
                "planning" => session.sort = SessionSort::PlanningMeeting,
                "unplanned" => session.arrangement = None,
                "prompt" => {
                    session.stagger.adult_arrive = span.from;
                    session.stagger.adult_release = span.to;
                }
                other => panic!("{other} is no option"),
            }
        }
        session
    }

    fn leg(&self, session: &Session, words: &[&str]) -> Leg {
        let span: Span = words[1].parse().unwrap();
        let child = session.children[0];
        let home = self.records.iter().filter_map(Placement::of).find(|p| p.child == child).unwrap().carer;
        let (home, site) = (Place::Carer(home), Place::Site(session.site));
        let out = words[0] == "out";
        let mut leg = Leg {
            direction: if out { Direction::Out } else { Direction::Return },
            children: session.children.clone(),
            from: if out { home.clone() } else { site.clone() },
            to: if out { site } else { home },
            depart: span.from,
            arrive: span.to,
            mode: Transport::Council,
            ..Leg::default()
        };
        let mut rest = words[2..].iter();
        while let Some(word) = rest.next() {
            let mut next = || *rest.next().unwrap();
            match *word {
                "run" => leg.run = next().parse().unwrap(),
                "from" => leg.from = self.place(next()),
                "to" => leg.to = self.place(next()),
                "for" => leg.children = self.keys(next()).into_iter().map(ChildId).collect(),
                "escort" => leg.escort = Some(DriverId(self.id(next()))),
                "taxi" => leg.mode = Transport::Taxi,
                "carer" => leg.mode = Transport::Carer,
                "booster" => leg.seats.booster += 1,
                name => match self.key(name) {
                    Key { kind: Kind::Driver, id } => leg.driver = Some(DriverId(id)),
                    Key { kind: Kind::Vehicle, id } => leg.vehicle = Some(VehicleId(id)),
                    Key { kind: Kind::Officer, id } => {
                        leg.officer = Some(OfficerId(id));
                        leg.mode = Transport::OfficerCar;
                    }
                    key => panic!("{key} in a leg"),
                },
            }
        }
        leg
    }

    fn place(&self, name: &str) -> Place {
        match self.key(name) {
            Key { kind: Kind::Carer, id } => Place::Carer(CarerId(id)),
            Key { kind: Kind::SchoolCalendar, id } => Place::School(SchoolCalendarId(id)),
            Key { id, .. } => Place::Site(SiteId(id)),
        }
    }

    fn annotated(&self, rule: &str, lines: &[&str]) -> String {
        let (diary, sessions) = self.diary(lines);
        let mut out = String::new();
        let mut blocks: Vec<Vec<&str>> = Vec::new();
        for line in lines {
            match blocks.last_mut() {
                Some(block) if line.trim_start().starts_with("out ") || line.trim_start().starts_with("back ") => {
                    block.push(line);
                }
                _ => blocks.push(vec![line]),
            }
        }
        for (block, session) in blocks.iter().zip(&sessions) {
            let all = check(&diary, session).unwrap();
            let mut notes: Vec<Vec<String>> = vec![Vec::new(); block.len()];
            for finding in all.iter().filter(|f| rule.is_empty() || f.rule.0 == rule) {
                let (line, from, length) = self.mark(block, finding);
                let severity = if finding.blocks() { "" } else { " (warns)" };
                let carets = "^".repeat(length);
                notes[line].push(format!("{:from$}{carets} {}{severity}: {}", "", finding.rule, self.said(finding)));
            }
            for (line, notes) in block.iter().zip(notes) {
                let _ = writeln!(out, "{line}");
                for note in notes {
                    let _ = writeln!(out, "{note}");
                }
            }
        }
        out
    }

    /// Where the carets go: under the first record the finding names that is written here, else under its part.
    fn mark(&self, block: &[&str], finding: &Finding) -> (usize, usize, usize) {
        let keys = finding.keys();
        let names = keys.iter().filter_map(|key| self.name_of(*key));
        let order: Vec<usize> = if finding.part == Part::Legs { (0..block.len()).rev().collect() } else { vec![0] };
        for name in names {
            for i in &order {
                if let Some(at) = block[*i].find(name) {
                    return (*i, at, name.len());
                }
            }
        }
        let word = |n: usize| {
            let word = block[0].split_whitespace().nth(n).unwrap();
            (0, block[0].find(word).unwrap(), word.len())
        };
        match finding.part {
            Part::Room | Part::Site => word(2),
            Part::Officers => word(3),
            Part::Children | Part::Arrangement => word(4),
            Part::Parties => word(6),
            Part::Legs if block.len() > 1 => {
                let line = if format!("{:?}", finding.what).contains("Return") { block.len() - 1 } else { 1 };
                let span = block[line].split_whitespace().nth(1).unwrap();
                (line, block[line].find(span).unwrap(), span.len())
            }
            _ => word(1),
        }
    }

    /// A finding in few words, with names for keys.
    fn said(&self, finding: &Finding) -> String {
        let mut text = match &finding.what {
            What::Taken { who, by, during, gap, gap_min, free_from } => {
                let gap = if *gap == Gap::None { String::new() } else { format!(", {} {gap_min}", gap.said()) };
                format!("{who} by {by} {during}{gap}, free {free_from}")
            }
            What::MustNotMeet { ours, other, scope, by, both, clear_from, .. } => {
                format!("{ours} and {other} ({}) by {by} {both}, clear {clear_from}", scope.said())
            }
            other => format!("{other:?}").replace(" {", "").replace(" }", "").replace(": ", " ").replace('"', ""),
        };
        let mut names: Vec<_> = self.names.iter().map(|(name, key)| (key.to_string(), name)).collect();
        names.sort_by_key(|(key, _)| std::cmp::Reverse(key.len())); // RA-0001 before A-0001
        for (key, name) in names {
            text = text.replace(&key, name);
        }
        text
    }
}
