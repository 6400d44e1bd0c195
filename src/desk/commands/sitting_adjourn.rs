//! `sitting.adjourn`: the sitting is broken off and goes on at another time, with what it has not heard.

use super::*;
use crate::desk::sitting::{self, Numbers};
use crate::panel::list;

/// Breaks a sitting off.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SittingAdjourn {
    /// The sitting.
    pub sitting: SittingId,
    /// Why.
    pub why: Note,
    /// The day it goes on.
    pub date: Day,
    /// From.
    pub start: Minute,
    /// Until; as long as it was to be where it is left out.
    #[serde(default)]
    pub end: Option<Minute>,
    /// When it was broken off; now where it is left out.
    #[serde(default)]
    pub at: Option<Minute>,
}

impl Decide for SittingAdjourn {
    fn needs(&self, _: &Known) -> Scope {
        Scope::day(self.date)
    }

    fn decide(&self, known: &Known) -> Result<Decided, Refusal> {
        let before = sitting::running(known, self.sitting)?;
        let at = sitting::minute(known, before, self.at)?;
        sitting::needs("why", &self.why, "say why it is broken off")?;
        if Moment::new(self.date, self.start) <= Moment::new(before.date, at) {
            return Err(Refusal::usage("date", "it goes on after it was broken off"));
        }
        let mut numbers = Numbers::of(known);
        let minutes = i32::from(before.end.0) - i32::from(before.start.0);
        let goes_on = Sitting {
            id: SittingId(numbers.take(Kind::Sitting)),
            panel: before.panel,
            date: self.date,
            start: self.start,
            end: self.end.unwrap_or_else(|| self.start.plus(minutes)),
            site: before.site,
            room: before.room,
            attendance: before.attendance.iter().map(again).collect(),
            ..Sitting::default()
        };
        super::record_add::sound(&goes_on.clone().into(), known.diary)?;
        let taken = list::room_free(known.diary, &goes_on, Some(before.id))?;
        taken.map_or(Ok(()), |by| Err(super::sitting_plan::taken(&goes_on, by)))?;
        let after = Sitting {
            status: SittingStatus::Adjourned,
            closed: Some(at),
            why: self.why.clone(),
            next: Some(goes_on.id),
            ..before.clone()
        };
        let mut changes = vec![Change::of(before.clone(), after), Change::new(goes_on.clone())];
        changes.extend(super::item_carry::all(known, before, Some(goes_on.id), &self.why, &mut numbers));
        Ok(Decided { changes, reason: Some(self.why.clone()), ..Decided::default() })
    }

    fn args(&self) -> String {
        crate::codec::json(self)
    }
}

/// Who was there is asked again.
fn again(there: &Attendance) -> Attendance {
    Attendance { reply: InviteReply::None, came: None, left: None, ..there.clone() }
}
