//! `day`: the board's answer.

use super::*;
use crate::rules;

/// A day.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DayQuery {
    /// The day.
    pub day: Day,
}

/// A day with all that a board shows.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct DayView {
    /// The day.
    pub day: Day,
    /// Whether some school has lessons; nothing where no school's calendar is kept.
    pub term: Option<bool>,
    /// A bank holiday, by name.
    pub bank_holiday: Option<String>,
    /// The sessions, by start; cancelled ones too.
    pub sessions: Vec<Session>,
    /// What is wrong with them.
    pub findings: Vec<About>,
    /// Today: what waits for somebody, oldest first.
    pub tasks: Vec<Task>,
    /// Today: what the shift before left the asker, until they have read it.
    pub notes: Vec<DayNote>,
    /// The sites, the base first.
    pub sites: Vec<Site>,
    /// The rooms, by site.
    pub rooms: Vec<Room>,
    /// The officers.
    pub officers: Vec<PersonRow>,
    /// The drivers.
    pub drivers: Vec<PersonRow>,
    /// What is shut.
    pub shut: Vec<Shut>,
}

/// An officer's or driver's day.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct PersonRow {
    /// The officer or driver.
    pub key: Key,
    /// Their hours that day.
    pub hours: Vec<Span>,
    /// When they are away.
    pub away: Vec<Span>,
}

/// A site or room that is shut.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Shut {
    /// The site or room.
    pub place: Key,
    /// When.
    pub span: Span,
    /// Why.
    pub reason: Name,
}

impl Ask for DayQuery {
    fn scope(&self, _: &Viewer, _: Day) -> Scope {
        Scope::day(self.day)
    }

    fn answer(&self, asked: &Asked) -> Result<Answer, Refusal> {
        let (diary, day) = (asked.known.diary, self.day);
        let findings = rules::check_day(diary, day)?.into_iter().flat_map(|(id, found)| about(id, found)).collect();
        let mut sites: Vec<Site> = diary.open::<Site>().cloned().collect();
        sites.sort_by_key(|s| (!s.base, s.id));
        let place = |site: SiteId| sites.iter().position(|s| s.id == site);
        let mut rooms: Vec<Room> = diary.open::<Room>().cloned().collect();
        rooms.sort_by_key(|r| (place(r.site), r.id));
        let shut = diary.open::<Closure>().filter(|c| c.days.hold(day)).map(|c| Shut {
            place: c.room.map_or_else(|| c.site.unwrap_or_default().key(), |r| r.key()),
            span: c.time.unwrap_or(Span::DAY),
            reason: c.reason.clone(),
        });
        let view = DayView {
            day,
            term: diary.open::<SchoolCalendar>().map(|s| !s.lessons(day).is_empty()).reduce(|a, b| a || b),
            bank_holiday: calendar::bank_holiday(day, diary.settings()).map(str::to_owned),
            sessions: diary.day(day)?.cloned().collect(),
            findings,
            tasks: if day == asked.known.today() { tasks(diary) } else { Vec::new() },
            notes: if day == asked.known.today() { notes::unread(&asked.known) } else { Vec::new() },
            shut: shut.collect(),
            officers: diary.open::<Officer>().map(|o| person(diary, o.id.key(), &o.hours, day)).collect(),
            drivers: diary.open::<Driver>().map(|d| person(diary, d.id.key(), &d.hours, day)).collect(),
            sites,
            rooms,
        };
        Ok(Answer::Day(view))
    }
}

fn tasks(diary: &Diary) -> Vec<Task> {
    let mut tasks: Vec<Task> = diary.open::<Task>().cloned().collect();
    tasks.sort_by_key(|task| (task.raised, task.id));
    tasks
}

pub(super) fn person(diary: &Diary, key: Key, hours: &Hours, day: Day) -> PersonRow {
    let away = diary.pointing::<Absence>(key).filter(|a| a.days.hold(day)).map(|a| a.time.unwrap_or(Span::DAY));
    PersonRow { key, hours: hours.on(day).to_vec(), away: away.collect() }
}

impl Seen for DayView {
    fn see(&mut self, cut: &Cutter) -> Result<(), Refusal> {
        cut.sessions(&mut self.sessions);
        cut.findings(&mut self.findings);
        cut.tasks(&mut self.tasks);
        Ok(())
    }

    fn keys(&self, keys: &mut Vec<Key>) {
        session_keys(&self.sessions, keys);
        finding_keys(&self.findings, keys);
        keys.extend(self.tasks.iter().flat_map(|task| task.about.iter().copied()));
        keys.extend(self.rooms.iter().map(|r| r.id.key()).chain(self.sites.iter().map(|s| s.id.key())));
        keys.extend(self.officers.iter().chain(&self.drivers).map(|p| p.key));
    }
}
