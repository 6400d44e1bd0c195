//! `series.cancel`: one time of an arrangement cancelled before anything is booked for it, so that nothing will be.

use super::*;
use crate::desk::series;

/// Cancels one time an arrangement comes round; where a session is booked for it, that session.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SeriesCancel {
    /// The arrangement.
    pub arrangement: ArrangementId,
    /// The time meant, by the day it comes round.
    pub day: Day,
    /// Who or what caused it.
    pub by: CancelledBy,
    /// Why.
    pub reason: CancelReason,
    /// In words; needed with “another reason”.
    #[serde(default)]
    pub words: Note,
}

impl Decide for SeriesCancel {
    fn needs(&self, known: &Known) -> Scope {
        let mut scope = series::scope(self.arrangement, Days::one(self.day));
        let parties = known.diary.get::<Arrangement>(self.arrangement).map_or(&[][..], |a| a.parties.as_slice());
        scope.of.extend(parties.iter().map(|p| p.key()));
        scope
    }

    fn decide(&self, known: &Known) -> Result<Decided, Refusal> {
        let arrangement = super::series_book::arrangement(known, self.arrangement, Days::one(self.day))?;
        let occurrences = known.diary.occurrences(arrangement, Days::one(self.day));
        let sessions: Vec<&Session> = known.diary.sessions_of(arrangement.id.key())?.collect();
        let pairs = series::paired(&occurrences, &sessions);
        let Some(occurrence) = occurrences.first() else {
            return Err(Refusal::usage(
                "day",
                format!("{} does not come round on {}", arrangement.id, said::long(self.day)),
            )
            .hinted("contactdesk ask series lists its days"));
        };
        if let Some(session) = pairs.iter().flatten().find(|s| s.status.is_ahead()) {
            let Self { by, reason, words, .. } = self.clone();
            return SessionCancel { session: session.id, by, reason, words, was: None }.decide(known);
        }
        if let Some(session) = pairs.first().copied().flatten() {
            let what = format!("{} stands for that day and is {}", session.id, session.status.said());
            return Err(Refusal::new(crate::desk::No::Rule, what));
        }
        // a session that never was: it holds the day, and says why
        let ask = SessionBook {
            date: self.day,
            start: occurrence.at.map_or(Minute::at(9, 0), |at| at.from),
            end: occurrence.at.and_then(|at| at.to),
            arrangement: Some(arrangement.id),
            occurrence: Some(occurrence.day),
            ..SessionBook::default()
        };
        let (mut session, _) = series::proposed(known.diary, &ask, known.today())?;
        session.id = SessionId(known.diary.head.next(Kind::Session));
        session = super::session_cancel::cancelled(known, &session, (self.by, self.reason), &self.words)?;
        lost::called_off(known, Decided::one(Change::new(session)))
    }

    fn args(&self) -> String {
        crate::codec::json(self)
    }
}
