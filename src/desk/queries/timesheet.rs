//! `timesheet`: an officer's weeks in minutes: what they are there for, what was planned, what became of it.

use super::*;
use crate::rules::duty::{self, Duty};

/// The timesheet of some days, week by week.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Timesheet {
    /// The officer, by reference or name; every one without it.
    #[serde(default)]
    pub who: Option<String>,
    /// The first day; the Monday of this week without it.
    #[serde(default)]
    pub from: Option<Day>,
    /// The last day; the Sunday of the first day's week without it.
    #[serde(default)]
    pub to: Option<Day>,
}

/// The timesheet.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct TimesheetView {
    /// The days it covers.
    pub days: Days,
    /// A row for each officer and week, by officer.
    pub rows: Vec<TimesheetRow>,
}

/// An officer's week, or the part of it that was asked for. All in minutes.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct TimesheetRow {
    /// The officer.
    pub officer: OfficerId,
    /// Its days.
    pub days: Days,
    /// The contract's, in a week.
    pub contract: u32,
    /// Rostered: the pattern and shifts.
    pub rostered: u32,
    /// Of those, away: leave, sickness, training, court.
    pub away: u32,
    /// Sessions.
    pub sessions: u16,
    /// What is booked comes to.
    pub planned: Worked,
    /// What was recorded comes to.
    pub actual: Worked,
    /// There and not planned for anything.
    pub idle: u32,
    /// Planned beyond what they are there for.
    pub over: u32,
}

/// Minutes by what they go on.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct Worked {
    /// With families.
    pub contact: u32,
    /// On the road.
    pub travel: u32,
    /// Writing up.
    pub write_up: u32,
    /// Breaks.
    pub rest: u32,
}

impl Worked {
    fn add(&mut self, duty: Duty) {
        self.contact += u32::from(duty.contact);
        self.travel += u32::from(duty.travel);
        self.write_up += u32::from(duty.write_up);
        self.rest += u32::from(duty.rest);
    }

    /// Paid work: all but the breaks.
    pub fn work(self) -> u32 {
        self.contact + self.travel + self.write_up
    }
}

/// Most days that are added up at once.
const MOST_DAYS: i32 = 370;

impl Timesheet {
    fn days(&self, today: Day) -> Days {
        let first = self.from.unwrap_or_else(|| today.monday());
        Days::new(first, self.to.unwrap_or_else(|| first.monday() + 6))
    }
}

impl Ask for Timesheet {
    fn scope(&self, _: &Viewer, today: Day) -> Scope {
        let days = self.days(today);
        Scope::days(Days::new(days.first, days.last.min(days.first + MOST_DAYS)))
    }

    fn answer(&self, asked: &Asked) -> Result<Answer, Refusal> {
        let diary = asked.known.diary;
        let days = self.days(asked.known.today());
        if days.last < days.first {
            return Err(Refusal::usage(
                "to",
                format!("{} is before {}", said::long(days.last), said::long(days.first)),
            ));
        }
        if days.last - days.first > MOST_DAYS {
            return Err(Refusal::usage("to", "that is more than a year").hinted("ask for a year at a time"));
        }
        let who = self.who.as_deref().map(|text| find::one(&asked.known, text)).transpose()?;
        let officers: Vec<&Officer> = match who {
            Some(key) if key.kind == Kind::Officer => {
                vec![diary.get::<Officer>(key).ok_or_else(|| Refusal::not_found(key))?]
            }
            Some(key) => return Err(Refusal::usage("who", format!("{key} is no officer"))),
            None => diary.open::<Officer>().collect(),
        };
        let mut rows = Vec::new();
        for officer in officers {
            let mut from = days.first;
            while from <= days.last {
                let last = (from.monday() + 6).min(days.last);
                rows.push(week(diary, officer, Days::new(from, last))?);
                from = last + 1;
            }
        }
        Ok(Answer::Timesheet(TimesheetView { days, rows }))
    }
}

fn week(diary: &Diary, officer: &Officer, days: Days) -> Result<TimesheetRow, Refusal> {
    let contract = u32::from(officer.weekly_hours) * 60;
    let mut row = TimesheetRow { officer: officer.id, days, contract, ..TimesheetRow::default() };
    for day in days.each() {
        let rostered = diary.rostered(officer, day).unwrap_or_default();
        let there = diary.at_work(officer, day).unwrap_or_default();
        row.rostered += spans::minutes(&rostered);
        row.away += spans::minutes(&rostered) - spans::minutes(&there);
        let sessions: Vec<&Session> = diary.day(day)?.filter(|s| s.status.takes_place()).collect();
        row.sessions += sessions.iter().filter(|s| s.officers.contains(&officer.id)).count() as u16;
        row.planned.add(duty::planned(diary, officer.id, sessions.iter().copied()));
        row.actual.add(duty::actual(diary, officer.id, sessions.into_iter()));
    }
    let there = row.rostered - row.away;
    row.idle = there.saturating_sub(row.planned.work() + row.planned.rest);
    row.over = row.planned.work().saturating_sub(if row.contract > 0 { row.contract.min(there) } else { there });
    Ok(row)
}

impl Seen for TimesheetView {
    fn see(&mut self, cut: &Cutter) -> Result<(), Refusal> {
        // an officer sees their own
        if cut.viewer.actor.role == Role::Officer {
            self.rows.retain(|row| Some(row.officer) == cut.viewer.officer);
        }
        Ok(())
    }

    fn keys(&self, keys: &mut Vec<Key>) {
        keys.extend(self.rows.iter().map(|row| row.officer.key()));
    }
}
