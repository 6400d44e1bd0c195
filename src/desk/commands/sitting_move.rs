//! `sitting.move`: a sitting that is still to come is held at another time, with its whole list.

use super::*;
use crate::desk::sitting;
use crate::panel::list;

/// Moves a sitting.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SittingMove {
    /// The sitting.
    pub sitting: SittingId,
    /// To which day; the same where it is left out.
    #[serde(default)]
    pub date: Option<Day>,
    /// From; as before where it is left out.
    #[serde(default)]
    pub start: Option<Minute>,
    /// Until; as long as it was to be where it is left out.
    #[serde(default)]
    pub end: Option<Minute>,
    /// To which room.
    #[serde(default)]
    pub room: Option<RoomId>,
    /// Why.
    pub why: Note,
}

impl Decide for SittingMove {
    fn needs(&self, known: &Known) -> Scope {
        let day = self.date.or(known.diary.get::<Sitting>(self.sitting).map(|s| s.date));
        day.map_or_else(Scope::default, Scope::day)
    }

    fn decide(&self, known: &Known) -> Result<Decided, Refusal> {
        let before = sitting::ahead(known, self.sitting)?;
        sitting::needs("why", &self.why, "say why it is moved")?;
        let start = self.start.unwrap_or(before.start);
        let by = i32::from(start.0) - i32::from(before.start.0);
        let site = match self.room {
            Some(room) => Some(known.open::<Room>(room)?.site),
            None => before.site,
        };
        let after = Sitting {
            date: self.date.unwrap_or(before.date),
            start,
            end: self.end.unwrap_or_else(|| before.end.plus(by)),
            room: self.room.or(before.room),
            site,
            breaks: before.breaks.iter().map(|b| Span::new(b.from.plus(by), b.to.plus(by))).collect(),
            why: self.why.clone(),
            ..before.clone()
        };
        if Moment::new(after.date, after.start) <= known.now.moment() {
            return Err(Refusal::usage("date", "a sitting is moved to a time still to come"));
        }
        if after.date == before.date && after.span() == before.span() && after.room == before.room {
            return Err(Refusal::usage("date", format!("{} is then already", before.id)));
        }
        super::record_add::sound(&after.clone().into(), known.diary)?;
        list::room_free(known.diary, &after, None)?.map_or(Ok(()), |by| Err(super::sitting_plan::taken(&after, by)))?;
        let mut changes = vec![Change::of(before.clone(), after)];
        let items = sitting::items(known.diary, before.id);
        changes.extend(items.into_iter().filter(|i| by != 0 && i.start.is_some()).map(|item| {
            Change::of(item.clone(), AgendaItem { start: item.start.map(|at| at.plus(by)), ..item.clone() })
        }));
        Ok(Decided { changes, reason: Some(self.why.clone()), ..Decided::default() })
    }

    fn args(&self) -> String {
        crate::codec::json(self)
    }
}
