//! `week`: seven days at a glance.

use super::*;
use crate::rules;

/// A week, by any of its days.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Week {
    /// Any day of the week.
    pub day: Day,
}

/// A week.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct WeekView {
    /// Its Monday.
    pub monday: Day,
    /// The seven days.
    pub days: Vec<WeekDay>,
}

/// A day of a week.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct WeekDay {
    /// The day.
    pub day: Day,
    /// A bank holiday, by name.
    pub bank_holiday: Option<String>,
    /// The sessions, by start.
    pub sessions: Vec<Session>,
    /// What is wrong with them.
    pub findings: Vec<About>,
}

impl Ask for Week {
    fn scope(&self, _: &Viewer, _: Day) -> Scope {
        let monday = self.day.monday();
        Scope::days(Days::new(monday, monday + 6))
    }

    fn answer(&self, asked: &Asked) -> Result<Answer, Refusal> {
        let diary = asked.known.diary;
        let monday = self.day.monday();
        let day = |day: Day| -> Result<WeekDay, Refusal> {
            Ok(WeekDay {
                day,
                bank_holiday: calendar::bank_holiday(day, diary.settings()).map(str::to_owned),
                sessions: diary.day(day)?.cloned().collect(),
                findings: rules::check_day(diary, day)?.into_iter().flat_map(|(id, found)| about(id, found)).collect(),
            })
        };
        Ok(Answer::Week(WeekView { monday, days: monday.to(monday + 6).map(day).collect::<Result<_, _>>()? }))
    }
}

impl Seen for WeekView {
    fn see(&mut self, cut: &Cutter) -> Result<(), Refusal> {
        for day in &mut self.days {
            cut.sessions(&mut day.sessions);
            cut.findings(&mut day.findings);
        }
        Ok(())
    }

    fn keys(&self, keys: &mut Vec<Key>) {
        for day in &self.days {
            session_keys(&day.sessions, keys);
            finding_keys(&day.findings, keys);
        }
    }
}
