//! `session.restore`: a cancelled session brought back; that it was cancelled stays written down with it.

use super::session_move::since;
use super::*;
use crate::desk::{No, fill};
use crate::rules;

/// Brings a cancelled session back as it was; nothing is owed for it any more. Whoever had confirmed is asked again.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SessionRestore {
    /// The session.
    pub session: SessionId,
    /// Where its room, officers or cars are taken by now, take others.
    #[serde(default)]
    pub refill: bool,
    /// The session as it was when this was thought up; refused if it has changed since.
    #[serde(default)]
    pub was: Option<Box<Session>>,
}

impl Decide for SessionRestore {
    fn scope(&self, _: &Viewer) -> Scope {
        Scope::sessions([self.session])
    }

    fn decide(&self, known: &Known) -> Result<Decided, Refusal> {
        let old = known.session(self.session)?;
        since(old, self.was.as_deref())?;
        if !matches!(old.status, SessionStatus::CancelledInAdvance | SessionStatus::CancelledOnDay) {
            let what = format!("{} is {}, not cancelled", old.id, old.status.said());
            return Err(Refusal::usage("session", what));
        }
        if Moment::new(old.date, old.start) < known.now.moment() {
            let what = format!(
                "{} was to begin {} {}: it is too late to bring it back",
                old.id,
                said::long(old.date),
                old.start
            );
            return Err(Refusal::new(No::Rule, what).hinted("book a make-up for it: session.book with makeup_of"));
        }
        let mut session = Session { status: SessionStatus::Booked, makeup_owed_min: 0, ..old.clone() };
        session.confirmations.clear();
        for leg in session.legs.iter_mut().filter(|leg| leg.status == LegStatus::StoodDown) {
            leg.status = LegStatus::Held;
        }
        if let Some(cancel) = session.cancel.take() {
            session.notes = noted(&old.notes, &cancel, known);
        }
        let taken = |session: &Session| rules::check(known.diary, session).is_ok_and(|found| rules::blocking(&found));
        if self.refill && taken(&session) {
            session = refilled(known, session)?;
        }
        Ok(Decided::one(Change::of(old.clone(), session)))
    }

    fn args(&self) -> String {
        crate::codec::json(&Self { was: None, ..self.clone() })
    }
}

/// The notes with what the cancellation was, and who took it back.
fn noted(notes: &Note, cancel: &Cancellation, known: &Known) -> Note {
    let words = if cancel.words.is_empty() { String::new() } else { format!(" ({})", cancel.words) };
    let line = format!(
        "Cancelled {} by {}: {}{words}, written down by {}; brought back {} by {}.",
        said::long_moment(cancel.at),
        cancel.by.said(),
        cancel.reason.said(),
        cancel.recorded_by,
        said::long_moment(known.now.moment()),
        known.viewer.actor.account
    );
    let all = if notes.is_empty() { line } else { format!("{}\n{line}", &**notes) };
    Note::new(all.chars().take(Note::MAX).collect::<String>()).unwrap_or_default()
}

/// The same session with a room, officers and cars that are free.
fn refilled(known: &Known, session: Session) -> Result<Session, Refusal> {
    let ask = SessionBook { room: None, officers: None, legs: None, site: None, ..SessionBook::exactly(&session) };
    let fresh = fill::propose(known.diary, &ask, known.today())?;
    let Session { site, room, officers, legs, .. } = fresh;
    Ok(Session { site, room, officers, legs, ..session })
}
