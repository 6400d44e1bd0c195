//! `rota`: the officers' week.

use super::*;
use crate::rules::duty;

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
    /// Minutes rostered that week, less what they are away.
    pub there_min: u32,
    /// Minutes of the week's sessions, with travel and writing up.
    pub work_min: u32,
    /// Monday to Sunday.
    pub days: Vec<RotaDay>,
}

/// An officer's day.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct RotaDay {
    /// Working hours: the pattern and the day's shifts.
    pub hours: Vec<Span>,
    /// The shifts among them.
    pub shifts: Vec<(ShiftId, Span)>,
    /// Absences: which, when, why.
    pub away: Vec<(Key, Span, AbsenceKind)>,
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
            let shifts = diary.pointing::<Shift>(officer.id).filter(|s| s.day == day);
            let away = diary.gone(officer.id.key(), day).map(|gone| match gone.record {
                GoneBy::Absence(a) => (a.id.key(), gone.span, a.sort),
                GoneBy::Appointment(a) if a.sort == AppointmentSort::Court => {
                    (a.id.key(), gone.span, AbsenceKind::Court)
                }
                GoneBy::Appointment(a) => (a.id.key(), gone.span, AbsenceKind::Other),
            });
            let theirs = |s: &&Session| diary.takes(s) && s.officers.contains(&officer.id);
            Ok(RotaDay {
                hours: diary.rostered(officer, day).unwrap_or_default(),
                shifts: shifts.filter_map(|s| Some((s.id, s.time?))).collect(),
                away: away.collect(),
                sessions: diary.day(day)?.filter(theirs).map(|s| (s.id, s.on_site())).collect(),
            })
        };
        let row = |officer: &Officer| -> Result<RotaRow, Refusal> {
            let days = monday.to(monday + 6).map(|d| day(officer, d)).collect::<Result<_, _>>()?;
            let mut row =
                RotaRow { officer: officer.id, weekly_hours: officer.weekly_hours, there_min: 0, work_min: 0, days };
            for day in monday.to(monday + 6) {
                row.there_min += diary.at_work(officer, day).map_or(0, |hours| spans::minutes(&hours));
                let duty = duty::planned(diary, officer.id, diary.day(day)?);
                row.work_min += u32::from(duty.total() - duty.rest);
            }
            Ok(row)
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
