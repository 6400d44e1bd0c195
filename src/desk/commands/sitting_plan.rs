//! `sitting.plan`: the next sittings of a panel, as it comes round, or one on a day of its own (DOMAIN 3a, 3e). It takes a
//! room like a session does: neither is put where the other is.

use super::*;
use crate::desk::{No, sitting};
use crate::panel::list;

/// Plans sittings.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SittingPlan {
    /// The panel.
    pub panel: PanelId,
    /// One on this day; as the panel comes round where it is left out.
    #[serde(default)]
    pub date: Option<Day>,
    /// Begins; as the panel usually does where it is left out.
    #[serde(default)]
    pub start: Option<Minute>,
    /// Ends.
    #[serde(default)]
    pub end: Option<Minute>,
    /// In another room than usual.
    #[serde(default)]
    pub room: Option<RoomId>,
    /// How many, as the panel comes round: 1 where it is left out.
    #[serde(default)]
    pub count: Option<u8>,
}

/// How far ahead a panel's rhythm is followed.
const AHEAD: i32 = 400;

impl SittingPlan {
    /// The days and times, of a panel that sits so.
    fn times(&self, known: &Known, panel: &Panel) -> Result<Vec<(Day, Span)>, Refusal> {
        let today = known.today();
        let settings = known.diary.settings();
        let usual = panel.sits.0.iter().find_map(|line| line.at.map(|at| at.span(180)));
        if let Some(date) = self.date {
            let start =
                self.start.or(usual.map(|u| u.from)).ok_or_else(|| Refusal::usage("start", "when does it begin?"))?;
            let length = usual.map_or(180, |u| i32::from(u.to.0) - i32::from(u.from.0));
            let end = self.end.unwrap_or_else(|| start.plus(length));
            if date < today {
                return Err(Refusal::usage("date", format!("{} is past", said::long(date))));
            }
            return Ok(vec![(date, Span::new(start, end))]);
        }
        let last = known.diary.pointing::<Sitting>(panel.id).filter(|s| s.takes_place()).map(|s| s.date).max();
        let from = last.map_or(today + 1, |last| (last + 1).max(today + 1));
        let frame = recurrence::Frame { from: Some(from), to: None, in_term: &|_| true };
        let days = panel.sits.occurrences(Days::new(from, from + AHEAD), &frame);
        let sat = days.into_iter().filter(|o| !calendar::is_bank_holiday(o.day, settings));
        let times: Vec<(Day, Span)> = sat
            .filter_map(|o| {
                let at = o.at.map(|at| at.span(180)).or(usual)?;
                Some((o.day, Span::new(self.start.unwrap_or(at.from), self.end.unwrap_or(at.to))))
            })
            .take(usize::from(self.count.unwrap_or(1)))
            .collect();
        if times.is_empty() {
            return Err(Refusal::new(No::Rule, format!("nothing says when {} sits", panel.name))
                .hinted("give a date, or say in the panel when it sits: Thu 13:30-16:30"));
        }
        Ok(times)
    }
}

impl Decide for SittingPlan {
    fn needs(&self, known: &Known) -> Scope {
        let Ok(panel) = known.open::<Panel>(self.panel) else { return Scope::default() };
        let times = self.times(known, panel).unwrap_or_default();
        Scope { days: times.into_iter().map(|(day, _)| Days::one(day)).collect(), ..Scope::default() }
    }

    fn decide(&self, known: &Known) -> Result<Decided, Refusal> {
        let panel = known.open::<Panel>(self.panel)?;
        let mut numbers = sitting::Numbers::of(known);
        let mut changes = Vec::new();
        for (date, span) in self.times(known, panel)? {
            if known
                .diary
                .pointing::<Sitting>(panel.id)
                .any(|s| s.date == date && s.takes_place() && s.span().overlaps(span))
            {
                return Err(Refusal::new(No::Rule, format!("{} sits on {} already", panel.name, said::long(date))));
            }
            let seats = panel.seats_on(date);
            let planned = Sitting {
                id: SittingId(numbers.take(Kind::Sitting)),
                panel: panel.id,
                date,
                start: span.from,
                end: span.to,
                site: panel.site,
                room: if panel.online { None } else { self.room.or(panel.room) },
                breaks: panel.breaks.iter().copied().filter(|b| span.holds(*b)).collect(),
                attendance: seats.map(|s| Attendance { who: s.who, ..Attendance::default() }).collect(),
                ..Sitting::default()
            };
            list::room_free(known.diary, &planned, None)?.map_or(Ok(()), |by| Err(taken(&planned, by)))?;
            super::record_add::sound(&planned.clone().into(), known.diary)?;
            changes.push(Change::new(planned));
        }
        // what waits for a sitting and cannot be lost: emergency agreements
        let first = changes.first().and_then(|c| c.after.as_deref().and_then(Sitting::of)).cloned();
        if let Some(first) = first {
            changes.extend(sitting::emergencies(known, &mut numbers, &first, panel));
        }
        Ok(Decided { changes, ..Decided::default() })
    }

    fn args(&self) -> String {
        crate::codec::json(self)
    }
}

/// A room that is taken by a session or another panel, or shut.
pub(super) fn taken(sitting: &Sitting, by: Key) -> Refusal {
    let room = sitting.room.map_or_else(String::new, |room| room.to_string());
    Refusal::new(No::Rule, format!("{room} is taken by {by} on {} {}", said::long(sitting.date), sitting.span()))
        .hinted("contactdesk free rooms says which are free; or move what has it")
}
