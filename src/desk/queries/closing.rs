//! `closing`: what stands in the way of closing a day, and what was corrected since it was closed.

use super::*;

/// What stands in the way of closing a day.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Closing {
    /// The day; today where it is left out.
    #[serde(default)]
    pub day: Option<Day>,
}

choices! {
    /// What stands in the way.
    InTheWay {
        /// It is not known what became of the session.
        #[default] NoOutcome "it has no outcome",
        /// The child is not recorded home.
        ChildNotHome "the child is not recorded home",
    }
}

/// Whether a day can be closed, or is.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct ClosingView {
    /// The day.
    pub day: Day,
    /// What stands in the way, by start.
    pub open: Vec<OpenRow>,
    /// That it is closed, and by whom.
    pub closed: Option<DayNote>,
    /// The sessions that were changed since, by start.
    pub corrected: Vec<Session>,
}

/// A session that stands in the way.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct OpenRow {
    /// The session.
    pub session: Session,
    /// Why.
    pub why: InTheWay,
}

/// The note that a day is closed.
pub(crate) fn closed(diary: &Diary, day: Day) -> Option<&DayNote> {
    diary.open::<DayNote>().find(|note| note.day == day && note.sort == DayNoteSort::Closed)
}

/// What of a session stands in the way of closing its day.
pub(crate) fn stands_in_the_way(session: &Session) -> Option<InTheWay> {
    use SessionStatus as S;
    let lapsed = session.held_until.is_some_and(|until| until <= Moment::new(session.date, session.end));
    let met = matches!(session.status, S::Aborted | S::PartAttended) && session.actual.child_home.is_none();
    let brought = session.level != SupervisionLevel::Indirect
        && matches!(session.sort, SessionSort::Contact | SessionSort::Assessment);
    match session.status {
        S::Draft => None,
        S::Held if lapsed => None,
        exit if exit.is_exit() => (brought && (met || session.actual.child_is_out())).then_some(InTheWay::ChildNotHome),
        done if done.has_outcome() => None,
        S::Ended if brought => Some(InTheWay::ChildNotHome),
        S::Ended => None,
        _ => Some(InTheWay::NoOutcome),
    }
}

/// Every session of a day that stands in the way, by start.
pub(crate) fn in_the_way(diary: &Diary, day: Day) -> Result<Vec<(&Session, InTheWay)>, NotLoaded> {
    let open = |s| Some((s, stands_in_the_way(s)?));
    Ok(diary.day(day)?.filter_map(open).collect())
}

impl Closing {
    fn day(&self, known: &Known) -> Day {
        self.day.unwrap_or(known.today())
    }
}

impl Ask for Closing {
    fn scope(&self, _: &Viewer, today: Day) -> Scope {
        Scope::day(self.day.unwrap_or(today))
    }

    fn further(&self, known: &Known) -> Scope {
        let day = self.day(known);
        let Some(note) = closed(known.diary, day) else { return Scope::default() };
        let sessions = known.diary.day(day).into_iter().flatten().map(|s| s.key());
        Scope { touched: sessions.chain([note.key()]).collect(), ..Scope::default() }
    }

    fn answer(&self, asked: &Asked) -> Result<Answer, Refusal> {
        let known = &asked.known;
        let (diary, day) = (known.diary, self.day(known));
        let row = |(session, why): (&Session, InTheWay)| OpenRow { session: session.clone(), why };
        let open = in_the_way(diary, day)?.into_iter().map(row).collect();
        let closed = closed(diary, day);
        let touches = |entry: &Entry, key: Key| entry.changes.iter().any(|c| c.key == key && c.before != c.after);
        let closing = closed.and_then(|note| known.past.iter().find(|e| touches(e, note.key()))).map(|e| e.seq);
        let later =
            |s: &&Session| closing.is_some_and(|seq| known.past.iter().any(|e| e.seq > seq && touches(e, s.key())));
        let corrected = diary.day(day)?.filter(later).cloned().collect();
        Ok(Answer::Closing(ClosingView { day, open, closed: closed.cloned(), corrected }))
    }
}

impl Seen for ClosingView {
    fn see(&mut self, cut: &Cutter) -> Result<(), Refusal> {
        for row in &mut self.open {
            row.session = cut::session(cut.viewer, cut.diary, &row.session);
        }
        cut.sessions(&mut self.corrected);
        Ok(())
    }

    fn keys(&self, keys: &mut Vec<Key>) {
        self.open.iter().for_each(|row| session_keys(std::slice::from_ref(&row.session), keys));
        session_keys(&self.corrected, keys);
    }
}
