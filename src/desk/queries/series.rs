//! `series`: an arrangement's times, one by one, with what has become of each: what would be booked, and what clashes.

use super::*;
use crate::desk::series;

choices! {
    /// What has become of a time an arrangement comes round.
    OccurrenceState {
        /// Booked, or held.
        #[default] Booked "booked",
        /// Booked for another day or time.
        Moved "moved",
        /// Cancelled.
        Cancelled "cancelled",
        /// Its sites are closed.
        Closed "closed",
        /// Something stands against it.
        Clash "clash",
        /// It can be booked.
        Free "to book",
        /// Due on no fixed day.
        Due "due",
        /// Over, and nothing was booked.
        Lost "lost",
    }
}

/// An arrangement's times on some days.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Series {
    /// The arrangement.
    pub arrangement: ArrangementId,
    /// From this day on; two weeks back where it is left out.
    #[serde(default)]
    pub from: Option<Day>,
    /// Up to this day; as far ahead as the setting series.weeks says where it is left out.
    #[serde(default)]
    pub to: Option<Day>,
}

/// An arrangement's times.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct SeriesView {
    /// The arrangement.
    pub arrangement: ArrangementId,
    /// When it comes round.
    pub recurrence: Recurrence,
    /// Where it stands.
    pub status: ArrangementStatus,
    /// The days looked at.
    pub days: Days,
    /// The times, in order.
    pub rows: Vec<SeriesRow>,
}

/// One time an arrangement comes round.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct SeriesRow {
    /// What it is known by: its day, or the first day it is due on.
    pub occurrence: Day,
    /// The last day it may be on; the same, but where so many are due in a period.
    pub last: Day,
    /// The usual time, where there is one.
    pub span: Option<Span>,
    /// What has become of it.
    pub state: OccurrenceState,
    /// The session that stands for it; of one to book the session that would be booked, of a clash the one that cannot be;
    /// those have the number 0.
    pub session: Option<Session>,
    /// What is wrong with it.
    pub findings: Vec<About>,
    /// What closes its sites.
    pub closure: Option<ClosureId>,
}

impl Series {
    fn within(&self, known: &Known) -> Days {
        let today = known.today();
        let first = self.from.unwrap_or(today - 14);
        let last = self.to.unwrap_or(series::horizon(known.diary, today));
        Days::new(first, last.clamp(first, first + 430))
    }
}

impl Ask for Series {
    fn scope(&self, _: &Viewer, _: Day) -> Scope {
        Scope::default()
    }

    fn further(&self, known: &Known) -> Scope {
        series::scope(self.arrangement, self.within(known))
    }

    fn answer(&self, asked: &Asked) -> Result<Answer, Refusal> {
        let known = &asked.known;
        let id = self.arrangement;
        let arrangement = known.diary.get::<Arrangement>(id).ok_or_else(|| Refusal::not_found(id))?;
        if !known.viewer.may_know(known.diary, id.key()) {
            return Err(Refusal::new(crate::desk::No::NotPermitted, format!("{id} belongs to a restricted case")));
        }
        let within = self.within(known);
        let row = |slot: series::Slot| {
            let number = slot.session.as_ref().map_or(SessionId(0), |s| s.id);
            SeriesRow {
                occurrence: slot.occurrence.day,
                last: slot.occurrence.last,
                span: slot.occurrence.at.map(|at| at.span(series::length(arrangement))),
                state: slot.state,
                session: slot.session,
                findings: about(number, slot.findings).collect(),
                closure: slot.closure,
            }
        };
        let rows = series::look(known, arrangement, within, false)?.into_iter().map(row).collect();
        let (recurrence, status) = (arrangement.recurrence.clone(), arrangement.status);
        Ok(Answer::Series(SeriesView { arrangement: id, recurrence, status, days: within, rows }))
    }
}

impl Seen for SeriesView {
    fn see(&mut self, cut: &Cutter) -> Result<(), Refusal> {
        for row in &mut self.rows {
            cut.findings(&mut row.findings);
            if let Some(session) = &mut row.session {
                cut.sessions(std::slice::from_mut(session));
            }
        }
        Ok(())
    }

    fn keys(&self, keys: &mut Vec<Key>) {
        keys.push(self.arrangement.key());
        for row in &self.rows {
            session_keys(row.session.as_slice(), keys);
            finding_keys(&row.findings, keys);
            keys.extend(row.closure.map(|c| c.key()));
        }
    }
}
