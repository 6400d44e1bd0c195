//! The invented service: St Andrew's and eight more centres in Leicester, around any day (DOMAIN 5b).
//!
//! Everything follows from a seed and a day: the same options give the same records on every machine. Nobody here
//! exists; telephone numbers are from the ranges kept for drama, and no address has a full postcode.
//!
//! Reading order: `estate` (places and schools) and `staff`; `families`, `meetings`, `cases` and `papers` (what is to
//! happen); `week` with `book` and `legs` (what is booked), `fit` (what can be); `past` (what became of it); `trouble` (what goes wrong today); `night` (what duty took
//! down the evening before, what panels decided); `around` (dates, letters, notes, an order that grew, what is to be
//! followed up).

mod around;
mod book;
mod cases;
mod estate;
mod families;
mod fit;
mod legs;
mod load;
mod meetings;
mod names;
mod night;
mod papers;
mod past;
mod places;
mod rhythm;
mod rng;
mod staff;
mod trouble;
mod week;

use crate::domain::{
    Arrangement, Closure, ClosureId, Day, Days, Diary, Head, Incident, IncidentId, Kind, Minute, Officer, Record, Room,
    SessionId, Span,
};
use families::Era;
use rng::Rng;
use week::{Left, Lost};

/// What service to invent.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Options {
    /// Chance begins here.
    pub seed: u64,
    /// The day it is.
    pub today: Day,
    /// Weeks with sessions, half of them before this week and half from it on, but at least eight each way.
    pub weeks: u16,
    /// 1 for the usual size: 185 children, 16 officers, about 160 sessions a week; 5 for five times that.
    pub scale: u8,
    /// Years of sessions before those weeks, with the families of their time.
    pub years: u8,
}

/// A lot of families stays that many weeks before the next takes its place.
const ERA_WEEKS: i32 = 104;
/// Weeks each way at least.
const LEAST_WEEKS: i32 = 8;
/// For so long a place is looked for what had none (DOMAIN 3c S12).
const TRY_DAYS: i32 = 28;

impl Options {
    /// A service of the usual size with 26 weeks of sessions.
    pub fn new(seed: u64, today: Day) -> Self {
        Self { seed, today, weeks: 26, scale: 1, years: 0 }
    }

    /// The days that have sessions: whole weeks.
    pub fn days(&self) -> Days {
        let weeks = i32::from(self.weeks);
        let back = (weeks / 2).max(LEAST_WEEKS) + 52 * i32::from(self.years);
        let ahead = (weeks - weeks / 2).max(LEAST_WEEKS);
        let monday = self.today.monday();
        Days::new(monday - 7 * back, monday + 7 * ahead - 1)
    }

    /// The day that has the planted problems: today, or the next day on which the centres are open.
    pub fn board_day(&self) -> Day {
        let open = self.today.to(self.today + 14).find(|day| estate::open(*day));
        open.unwrap_or(self.today)
    }

    fn scale(&self) -> usize {
        usize::from(self.scale.clamp(1, 5))
    }
}

/// Something planted to be found: a session that was booked well until something changed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Problem {
    /// The session in trouble.
    pub session: SessionId,
    /// Other sessions the same thing troubles, if any.
    pub others: Vec<SessionId>,
    /// What happened, in a sentence.
    pub what: String,
    /// The rule that finds it.
    pub rule: &'static str,
}

/// Everything at once: what a record names comes before it.
pub fn service(options: Options) -> Vec<Record> {
    history(options).flatten().collect()
}

/// What is planted in [`service`] for these options.
pub fn problems(options: Options) -> Vec<Problem> {
    let mut history = history(options);
    while history.problems.is_none() && history.next().is_some() {}
    history.problems.unwrap_or_default()
}

/// The same records as [`service`] in batches: first what is not dated, then week by week. Holds one week at a time
/// besides the first batch.
pub fn history(options: Options) -> History {
    History::new(options)
}

/// Makes the service week by week; see [`history`].
pub struct History {
    options: Options,
    /// The reference records.
    diary: Diary,
    /// Families' arrangements, and the days they are with us.
    lots: Vec<(Days, Vec<Arrangement>)>,
    /// The first batch, until it is taken.
    first: Option<Vec<Record>>,
    head: Head,
    monday: Day,
    left: Vec<Left>,
    /// Once its week is made.
    problems: Option<Vec<Problem>>,
}

impl History {
    fn new(options: Options) -> Self {
        let days = options.days();
        let scale = options.scale();
        let mut head = Head::default();
        let mut rng = Rng::new(options.seed, 1);
        let mut first = estate::records(&mut rng, scale, days, &mut head);
        let officers: Vec<Officer> = first.iter().filter_map(of::<Officer>).cloned().collect();
        let mut lots: Vec<(Days, Vec<Arrangement>)> = Vec::new();
        for (nth, era) in eras(&options).into_iter().enumerate() {
            let mut rng = Rng::new(options.seed, 100 + nth as u64);
            let (families, people) = families::records(&mut rng, scale, era, &mut head);
            let papers = cases::records(&mut rng, scale, era, &families, &officers, &mut head);
            lots.push((era.days, papers.iter().filter_map(of::<Arrangement>).cloned().collect()));
            first.extend(people);
            first.extend(papers);
        }
        if let Some((_, lot)) = lots.last_mut() {
            fit::fit(&options, &mut first, &head, lot);
        }
        first.extend(flooring(&options, &first, &mut head));
        let mut rng = Rng::new(options.seed, 50);
        first.extend(night::records(&mut rng, options.today, &first, &mut head));
        let mut rng = Rng::new(options.seed, 51);
        around::records(&mut rng, options.today, &mut first, &mut head);
        let diary = Diary::of_records(first.iter().cloned(), []);
        Self { options, diary, lots, first: Some(first), head, monday: days.first, left: Vec::new(), problems: None }
    }

    /// What is planted, once the week of [`Options::board_day`] has been made.
    pub fn problems(&self) -> Option<&[Problem]> {
        self.problems.as_deref()
    }

    fn week(&mut self) -> Vec<Record> {
        let (options, monday) = (self.options, self.monday);
        self.monday = monday + 7;
        let mut batch = week::known(&self.diary, options.seed, monday, options.today, &mut self.head);
        let none = Vec::new();
        let arrangements = self.lots.iter().find(|(days, _)| days.hold(monday)).map_or(&none, |(_, all)| all);
        let mut week = week::Week::new(&self.diary, options.seed, monday, &batch, &mut self.head);
        let mut left = week.fill(arrangements, &self.left);
        left.retain(|left| monday + 7 - left.since <= TRY_DAYS);
        let board = options.board_day();
        if board.monday() == monday {
            let (new, problems) = trouble::plant(&mut week, board);
            batch.extend(new);
            self.problems = Some(problems);
        }
        let (mut sessions, mut rng) = (week.sessions, week.rng);
        sessions.sort_by_key(|s| (s.date, s.start, s.id));
        for session in &mut sessions {
            past::settle(session, options.today, self.diary.settings(), &mut rng);
            if let (true, Some(arrangement)) = (session.makeup_owed_min > 0 && rng.percent(95), session.arrangement) {
                left.push(Left { arrangement, since: monday, what: Lost::Session(session.id) });
            }
        }
        self.left = left;
        let incident = around::incident(&sessions, monday, options.today);
        let incident = incident.map(|i| Incident { id: IncidentId(self.head.take(Kind::Incident)), ..i }.into());
        // rules about people last beyond their week
        for record in batch.iter().filter(|r| r.kind() == Kind::NoMeetRule) {
            self.diary.apply(&crate::domain::Change::new(record.clone()));
        }
        batch.extend(sessions.into_iter().map(Record::from));
        batch.extend(incident);
        batch
    }
}

impl Iterator for History {
    type Item = Vec<Record>;

    fn next(&mut self) -> Option<Vec<Record>> {
        if let Some(first) = self.first.take() {
            return Some(first);
        }
        (self.monday <= self.options.days().last).then(|| self.week())
    }
}

fn of<T: crate::domain::Plain>(record: &Record) -> Option<&T> {
    T::of(record)
}

/// The families' times, the oldest first; the last lot is today's.
fn eras(options: &Options) -> Vec<Era> {
    let days = options.days();
    let mut eras = Vec::new();
    let mut last = days.last;
    while last > days.first {
        let today = eras.is_empty().then_some(options.today);
        // today's lot is here today, however far ahead it is booked
        let here = today.map_or(last, |today| today.monday() - 7 * LEAST_WEEKS);
        let first = (last + 1 - 7 * ERA_WEEKS).min(here).max(days.first);
        eras.push(Era { days: Days::new(first, last), today });
        last = first - 1;
    }
    eras.reverse();
    eras
}

/// Willow has its floor laid on the day of the board, from eleven to two.
fn flooring(options: &Options, records: &[Record], head: &mut Head) -> Option<Record> {
    let willow = records.iter().filter_map(of::<Room>).find(|room| &*room.name == "Willow")?;
    let time = Span::new(Minute::at(11, 0), Minute::at(14, 0));
    let closure = Closure {
        id: ClosureId(head.take(Kind::Closure)),
        room: Some(willow.id),
        days: Days::one(options.board_day()),
        time: Some(time),
        reason: names::name("flooring"),
        ..Closure::default()
    };
    Some(closure.into())
}

#[cfg(test)]
mod tests;
