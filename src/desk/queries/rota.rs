//! `rota`: the officers' week.

use super::*;

/// A week of the rota, by any of its days.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Rota {
    /// Any day of the week.
    pub day: Day,
}

/// A week of the rota.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct RotaView {
    /// Its Monday.
    pub monday: Day,
    /// The officers.
    pub rows: Vec<RotaRow>,
}

/// An officer's week.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct RotaRow {
    /// The officer.
    pub officer: OfficerId,
    /// Contracted hours a week.
    pub weekly_hours: u8,
    /// Monday to Sunday.
    pub days: Vec<RotaDay>,
}

/// An officer's day.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct RotaDay {
    /// Working hours.
    pub hours: Vec<Span>,
    /// Absences: which, when, why.
    pub away: Vec<(AbsenceId, Span, AbsenceKind)>,
    /// Sessions: which, and from first arrival to last departure.
    pub sessions: Vec<(SessionId, Span)>,
}

impl Ask for Rota {
    fn scope(&self, _: &Viewer, _: Day) -> Scope {
        let monday = self.day.monday();
        Scope::days(Days::new(monday, monday + 6))
    }

    fn answer(&self, asked: &Asked) -> Result<Answer, Refusal> {
        let diary = asked.known.diary;
        let monday = self.day.monday();
        let day = |officer: &Officer, day: Day| -> Result<RotaDay, Refusal> {
            let away = diary.pointing::<Absence>(officer.id).filter(|a| a.days.hold(day));
            let theirs = |s: &&Session| diary.takes(s) && s.officers.contains(&officer.id);
            Ok(RotaDay {
                hours: officer.hours.on(day).to_vec(),
                away: away.map(|a| (a.id, a.time.unwrap_or(Span::DAY), a.sort)).collect(),
                sessions: diary.day(day)?.filter(theirs).map(|s| (s.id, s.on_site())).collect(),
            })
        };
        let row = |officer: &Officer| -> Result<RotaRow, Refusal> {
            let days = monday.to(monday + 6).map(|d| day(officer, d)).collect::<Result<_, _>>()?;
            Ok(RotaRow { officer: officer.id, weekly_hours: officer.weekly_hours, days })
        };
        Ok(Answer::Rota(RotaView { monday, rows: diary.open::<Officer>().map(row).collect::<Result<_, _>>()? }))
    }
}

impl Seen for RotaView {
    fn see(&mut self, _: &Cutter) -> Result<(), Refusal> {
        Ok(())
    }

    fn keys(&self, keys: &mut Vec<Key>) {
        keys.extend(self.rows.iter().map(|r| r.officer.key()));
    }
}
