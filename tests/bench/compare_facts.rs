//! The store, and its sessions as the others read them.

use contactdesk::domain::*;
use contactdesk::store::{MasterKey, OpenOptions, Store};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

/// Thursday 26 November 2026, 09:00.
pub(crate) const NOW: &str = "2026-11-26 09:00";
const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// The same sessions in three places.
pub(crate) struct Facts {
    pub(crate) store: PathBuf,
    pub(crate) key: PathBuf,
    /// calcurse's folder.
    pub(crate) calcurse: PathBuf,
    /// remind's file.
    pub(crate) remind: PathBuf,
    pub(crate) sessions: Vec<Arc<Record>>,
    /// Records that are no sessions.
    pub(crate) others: usize,
    /// Days to ask for: this week, and busy days of every year.
    pub(crate) days: Vec<Day>,
    /// A child to look for.
    pub(crate) name: String,
    /// An arrangement to book for.
    pub(crate) arrangement: ArrangementId,
}

impl Facts {
    /// Makes them in a folder.
    pub(crate) fn make(dir: &Path, years: usize) -> Self {
        let mut facts = Self {
            store: dir.join("store"),
            key: dir.join("key"),
            calcurse: dir.join("calcurse"),
            remind: dir.join("sessions.rem"),
            sessions: Vec::new(),
            others: 0,
            days: Vec::new(),
            name: String::new(),
            arrangement: ArrangementId(0),
        };
        let made = facts.desk().args(["demo", "--no-open", "--years", &years.to_string()]).status().unwrap();
        assert!(made.success());
        facts.read();
        facts.write();
        facts
    }

    /// The program on this store.
    pub(crate) fn desk(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_contactdesk"));
        command.arg("--store").arg(&self.store).arg("--key-file").arg(&self.key).args(["--now", NOW]);
        command
    }

    /// calcurse on its folder.
    pub(crate) fn calcurse(&self) -> Command {
        let mut command = Command::new("calcurse");
        command.arg("-D").arg(&self.calcurse);
        command
    }

    /// How many sessions a day has.
    pub(crate) fn on(&self, day: Day) -> usize {
        self.sessions.iter().filter_map(|r| Session::of(r)).filter(|s| s.date == day).count()
    }

    /// A day as calcurse reads it.
    pub(crate) fn american(day: Day) -> String {
        let iso = day.to_string();
        format!("{}/{}/{}", &iso[5..7], &iso[8..10], &iso[..4])
    }

    fn read(&mut self) {
        let key = MasterKey::read(&self.key).unwrap();
        let store = Store::open(&self.store, &key, &OpenOptions::once()).unwrap();
        self.sessions = store.all(Kind::Session).map(Result::unwrap).collect();
        let others = Kind::ALL.iter().filter(|k| **k != Kind::Session);
        self.others = others.map(|k| store.all(*k).count()).sum();
        let today = NOW.parse::<Moment>().unwrap().day;
        // one of today's families
        let here = |s: &&Session| s.date == today && s.arrangement.is_some() && !s.children.is_empty();
        let session = self.sessions.iter().filter_map(|r| Session::of(r)).find(here).unwrap();
        self.arrangement = session.arrangement.unwrap();
        let child = store.get(session.children[0].key()).unwrap().unwrap();
        self.name = Child::of(&child).unwrap().name.to_string();
        let mut by_day: BTreeMap<Day, usize> = BTreeMap::new();
        for session in self.sessions.iter().filter_map(|r| Session::of(r)) {
            *by_day.entry(session.date).or_default() += 1;
        }
        let busy: Vec<Day> = by_day.into_iter().filter(|(_, n)| *n >= 10).map(|(day, _)| day).collect();
        self.days = vec![today, today + 1];
        self.days.extend(busy.iter().step_by((busy.len() / 12).max(1)));
    }

    /// One line for each session in each file, with its number, the children's and the adults' names, the place.
    fn write(&self) {
        let key = MasterKey::read(&self.key).unwrap();
        let store = Store::open(&self.store, &key, &OpenOptions::once()).unwrap();
        let mut names: BTreeMap<Key, String> = BTreeMap::new();
        for kind in [Kind::Child, Kind::Party, Kind::Room, Kind::Officer] {
            names.extend(store.all(kind).map(Result::unwrap).map(|r| (r.key(), r.title())));
        }
        let said = |keys: &mut dyn Iterator<Item = Key>| keys.map(|k| names[&k].clone()).collect::<Vec<_>>().join(", ");
        let (mut apts, mut remind) = (String::new(), String::new());
        for session in self.sessions.iter().filter_map(|r| Session::of(r)) {
            let text = format!(
                "{} {} with {}; {}; {}; {}",
                session.id,
                said(&mut session.children.iter().map(|c| c.key())),
                said(&mut session.parties.iter().map(|p| p.key())),
                said(&mut session.room.iter().map(|r| r.key())),
                said(&mut session.officers.iter().map(|o| o.key())),
                session.status.said(),
            );
            let (day, iso) = (Self::american(session.date), session.date.to_string());
            writeln!(apts, "{day} @ {} -> {day} @ {} |{text}", session.start, session.end).unwrap();
            let month = MONTHS[iso[5..7].parse::<usize>().unwrap() - 1];
            let minutes = session.span().minutes();
            writeln!(
                remind,
                "REM {} {month} {} AT {} DURATION {}:{:02} MSG {}%",
                &iso[8..10],
                &iso[..4],
                session.start,
                minutes / 60,
                minutes % 60,
                text.replace('%', "%%").replace('[', "(")
            )
            .unwrap();
        }
        std::fs::create_dir(&self.calcurse).unwrap();
        std::fs::write(self.calcurse.join("apts"), apts).unwrap();
        std::fs::write(&self.remind, remind).unwrap();
    }
}
