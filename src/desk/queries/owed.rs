//! `owed`: contact that was lost and is to be made up for (DOMAIN 3d: where service or carer are the cause).
//!
//! Owed is what a session says (`makeup_owed_min`: cancelled by us or the carer, cut short), and every time a running
//! arrangement came round and nothing was booked: its sites were closed, or what clashed was never booked elsewhere. A time
//! is only missed from the first session of the arrangement on file on: what was before it came to this desk is not its debt.

use super::*;
use crate::desk::series;
use std::collections::BTreeMap;

choices! {
    /// Why contact is owed.
    OwedWhy {
        /// Cancelled by the service or the carer.
        #[default] Cancelled "cancelled",
        /// It took place and was cut short.
        Short "cut short",
        /// The sites were closed.
        Closed "closed",
        /// Nothing was booked for it.
        Unbooked "not booked",
    }
}

/// What is owed to everybody, or under one arrangement, or to one child.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Owed {
    /// Under this arrangement only.
    #[serde(default)]
    pub arrangement: Option<ArrangementId>,
    /// To this child only.
    #[serde(default)]
    pub child: Option<ChildId>,
    /// What has been made up for already too.
    #[serde(default)]
    pub all: bool,
}

/// What is owed.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct OwedView {
    /// The days looked at.
    pub days: Days,
    /// Each loss, the oldest first: those of sessions, as the ledger has them, then the times nothing is booked for.
    pub rows: Vec<OwedRow>,
}

/// Contact that was lost.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct OwedRow {
    /// Under which arrangement.
    pub arrangement: Option<ArrangementId>,
    /// The children.
    pub children: Vec<ChildId>,
    /// The adults.
    pub parties: Vec<PartyId>,
    /// The day it was lost; of a stretch it was due in the last.
    pub since: Day,
    /// Why.
    pub why: OwedWhy,
    /// The session it comes from.
    pub session: Option<SessionId>,
    /// The day of the recurrence it comes from; a session booked for it makes up for it.
    pub occurrence: Option<Day>,
    /// What closed its sites.
    pub closure: Option<ClosureId>,
    /// Minutes lost.
    pub minutes: u16,
    /// Minutes nothing is booked against yet.
    pub left: u16,
    /// What is booked against it.
    pub made_up: Vec<MadeUp>,
}

/// A session that makes up for one that was lost.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct MadeUp {
    /// The session.
    pub session: SessionId,
    /// Its day.
    pub date: Day,
    /// Its minutes.
    pub minutes: u16,
}

impl Owed {
    fn days(known: &Known) -> Days {
        let weeks = 7 * i32::from(known.diary.settings().owed_weeks);
        let today = known.today();
        Days::new(today - weeks, series::horizon(known.diary, today).max(today + weeks.min(378)))
    }

    fn wanted(&self, arrangement: Option<ArrangementId>, children: &[ChildId]) -> bool {
        self.arrangement.is_none_or(|wanted| arrangement == Some(wanted))
            && self.child.is_none_or(|c| children.contains(&c))
    }

    /// What a session says is owed for it.
    fn of_session(session: &Session, sessions: &[&Session]) -> OwedRow {
        let against = sessions.iter().filter(|s| s.makeup_of == Some(session.id) && s.status.takes_place());
        // as the ledger counts it: of what has been, what it came to
        let over = |s: &Session| s.status.has_outcome() || s.status == SessionStatus::Ended;
        let minutes = |s: &Session| if over(s) { s.delivered_min() } else { s.span().minutes() };
        let made = |s: &&Session| MadeUp { session: s.id, date: s.date, minutes: minutes(s) };
        let made_up: Vec<MadeUp> = against.map(made).collect();
        let minutes = session.makeup_owed_min;
        OwedRow {
            arrangement: session.arrangement,
            children: session.children.clone(),
            parties: session.parties.clone(),
            since: session.date,
            why: if session.status.takes_place() { OwedWhy::Short } else { OwedWhy::Cancelled },
            session: Some(session.id),
            occurrence: session.occurrence,
            closure: None,
            minutes,
            left: minutes.saturating_sub(made_up.iter().map(|m| m.minutes).sum()),
            made_up,
        }
    }

    /// The times an arrangement came round, or will while its sites are closed, and nothing is booked.
    fn of_arrangement(known: &Known, arrangement: &Arrangement, sessions: &[&Session], days: Days) -> Vec<OwedRow> {
        let Some(first) = sessions.iter().map(|s| s.date).min() else { return Vec::new() };
        let now = known.now.moment();
        let within = Days::new(days.first.max(first), series::horizon(known.diary, now.day));
        let occurrences = known.diary.occurrences(arrangement, within);
        let pairs = series::paired(&occurrences, sessions);
        let open = occurrences.into_iter().zip(pairs).filter(|(_, pair)| pair.is_none()).map(|(o, _)| o);
        let lost = |o: Occurrence| {
            let length = series::length(arrangement);
            let span = o.at.map(|at| at.span(length));
            let fixed = o.day == o.last;
            let closure = span.filter(|_| fixed).and_then(|span| series::closed(known.diary, arrangement, o.day, span));
            let over = Moment::new(o.last, span.map_or(Minute::END, |s| s.from)) <= now;
            let why = if closure.is_some() { OwedWhy::Closed } else { OwedWhy::Unbooked };
            let minutes = span.map_or(length, Span::minutes);
            (over || closure.is_some()).then(|| OwedRow {
                arrangement: Some(arrangement.id),
                children: arrangement.children.clone(),
                parties: arrangement.parties.clone(),
                since: o.last,
                why,
                session: None,
                occurrence: Some(o.day),
                closure,
                minutes,
                left: minutes,
                made_up: Vec::new(),
            })
        };
        open.filter_map(lost).collect()
    }
}

impl Ask for Owed {
    fn scope(&self, _: &Viewer, _: Day) -> Scope {
        Scope::default()
    }

    fn further(&self, known: &Known) -> Scope {
        Scope::days(Self::days(known))
    }

    fn answer(&self, asked: &Asked) -> Result<Answer, Refusal> {
        let known = &asked.known;
        let days = Self::days(known);
        let sessions: Vec<&Session> = known.diary.days(days)?.collect();
        let mut by: BTreeMap<ArrangementId, Vec<&Session>> = BTreeMap::new();
        for session in &sessions {
            by.entry(session.arrangement.unwrap_or_default()).or_default().push(session);
        }
        let said = sessions.iter().filter(|s| {
            s.makeup_owed_min > 0 && s.is_a_loss(known.now.moment()) && self.wanted(s.arrangement, &s.children)
        });
        let mut rows: Vec<OwedRow> = said.map(|s| Self::of_session(s, &sessions)).collect();
        for arrangement in known.diary.open::<Arrangement>().filter(|a| a.status == ArrangementStatus::Active) {
            if let Some(theirs) =
                by.get(&arrangement.id).filter(|_| self.wanted(Some(arrangement.id), &arrangement.children))
            {
                rows.extend(Self::of_arrangement(known, arrangement, theirs, days));
            }
        }
        rows.retain(|row| self.all || row.left > 0);
        rows.sort_by_key(|row| (row.session.is_none(), row.since, row.arrangement, row.session));
        Ok(Answer::Owed(OwedView { days, rows }))
    }
}

impl Seen for OwedView {
    fn see(&mut self, cut: &Cutter) -> Result<(), Refusal> {
        let may = |key: Key| cut.viewer.may_know(cut.diary, key);
        self.rows
            .retain(|row| row.arrangement.is_none_or(|a| may(a.key())) && row.children.iter().all(|c| may(c.key())));
        Ok(())
    }

    fn keys(&self, keys: &mut Vec<Key>) {
        for row in &self.rows {
            keys.extend(row.arrangement.map(|a| a.key()));
            keys.extend(row.children.iter().map(|c| c.key()).chain(row.parties.iter().map(|p| p.key())));
            keys.extend(row.closure.map(|c| c.key()));
        }
    }
}
