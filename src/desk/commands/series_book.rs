//! `series.book`: the sessions of an arrangement, booked ahead by its recurrence in one entry.

use super::*;
use crate::desk::queries::OccurrenceState;
use crate::desk::{About, Missed, No, series};

/// Books what an arrangement comes round to and nothing is booked for yet, each as a whole bundle. What was booked, moved or
/// cancelled before is left alone; what clashes is left out and told, and the rest is booked.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SeriesBook {
    /// The arrangement.
    pub arrangement: ArrangementId,
    /// From this day on; today where it is left out.
    #[serde(default)]
    pub from: Option<Day>,
    /// Up to this day; as far ahead as the setting series.weeks says where it is left out.
    #[serde(default)]
    pub to: Option<Day>,
    /// Hold them only.
    #[serde(default)]
    pub held: bool,
}

impl SeriesBook {
    fn within(&self, known: &Known) -> Days {
        let today = known.today();
        let first = self.from.unwrap_or(today).max(today);
        Days::new(first, self.to.unwrap_or(series::horizon(known.diary, today)))
    }
}

/// The most days that are booked, changed or looked at in one go.
pub(super) const MOST_DAYS: i32 = 400;

/// An arrangement the asker may know and that is in use, and days that make sense.
pub(super) fn arrangement<'a>(known: &'a Known, id: ArrangementId, within: Days) -> Result<&'a Arrangement, Refusal> {
    let arrangement = known.open::<Arrangement>(id)?;
    if !known.viewer.may_know(known.diary, id.key()) {
        return Err(Refusal::new(No::NotPermitted, format!("{id} belongs to a restricted case")));
    }
    if arrangement.recurrence.is_empty() {
        return Err(Refusal::new(No::Rule, format!("{id} does not say when it comes round")).hinted(
            "set its recurrence: Mon and Thu 16:00-17:30, every 2 weeks Sat 10:00-11:30 from 28/11/2026, 6 a year",
        ));
    }
    if within.last < within.first {
        return Err(Refusal::usage(
            "to",
            format!("{} is before {}", said::long(within.last), said::long(within.first)),
        ));
    }
    if within.last - within.first > MOST_DAYS {
        return Err(Refusal::usage("to", "that is more than a year; book it in parts"));
    }
    Ok(arrangement)
}

impl Decide for SeriesBook {
    fn needs(&self, known: &Known) -> Scope {
        let within = self.within(known);
        let most = within.last.min(within.first + MOST_DAYS);
        series::scope(self.arrangement, Days::new(within.first, most))
    }

    fn decide(&self, known: &Known) -> Result<Decided, Refusal> {
        let within = self.within(known);
        let arrangement = arrangement(known, self.arrangement, within)?;
        let mut decided = Decided::default();
        let mut head = known.diary.head.clone();
        let mut due = 0;
        for slot in series::look(known, arrangement, within, self.held)? {
            match (slot.state, slot.session) {
                (OccurrenceState::Free, Some(session)) => {
                    let id = SessionId(head.take(Kind::Session));
                    decided.changes.push(Change::new(Session { id, ..session }));
                }
                (OccurrenceState::Clash, Some(session)) => {
                    let about = |finding| About { session: SessionId(0), finding };
                    let findings = slot.findings.into_iter().filter(Finding::blocks).map(about).collect();
                    let (day, span) = (session.date, session.span());
                    let (arrangement, occurrence) = (self.arrangement, slot.occurrence.day);
                    decided.missed.push(Missed { arrangement, occurrence, day, span, session: None, findings });
                }
                (OccurrenceState::Due, _) => due += 1,
                _ => {}
            }
        }
        if decided.changes.is_empty() {
            return Err(nothing(self.arrangement, within, &decided.missed, due));
        }
        Ok(decided)
    }

    fn args(&self) -> String {
        crate::codec::json(self)
    }
}

/// Why nothing was booked.
fn nothing(id: ArrangementId, within: Days, missed: &[Missed], due: usize) -> Refusal {
    let until = said::long(within.last);
    if !missed.is_empty() {
        let many = said::count(missed.len(), "time");
        let findings = missed.iter().flat_map(|m| m.findings.clone()).collect();
        let days = missed.iter().map(|m| said::short(m.day)).collect::<Vec<_>>().join(", ");
        let what = format!("nothing of {id} can be booked until {until}: {many} clash with what stands ({days})");
        return Refusal { findings, ..Refusal::new(No::Rule, what) }
            .hinted("contactdesk ask series shows each with what stands against it");
    }
    if due > 0 {
        return Refusal::new(
            No::Rule,
            format!("{id} has no day and time of its own: {} due until {until}", said::count(due, "session")),
        )
        .hinted("book each where it suits the family: session.book with its occurrence");
    }
    Refusal::usage("to", format!("everything {id} comes round to until {until} is booked, cancelled or closed already"))
}
