//! `told`: what somebody was told about some days, and when, through what, by whom; and what was printed for them.

use super::*;
use crate::desk::No;
use crate::desk::commands::DocumentPrint;
use crate::documents::DocumentKind;

/// What somebody was told of the sessions of these days, and of those that were on them and were moved.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ToldQuery {
    /// Whom: a reference or a name; of a child, its social worker.
    pub who: String,
    /// The first day; four weeks back where it is left out.
    #[serde(default)]
    pub from: Option<Day>,
    /// The last day; the first where only that is said, else four weeks on.
    #[serde(default)]
    pub to: Option<Day>,
}

/// What somebody was told.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct ToldView {
    /// Whom.
    pub who: Option<Key>,
    /// The days.
    pub days: Days,
    /// What they were told, oldest first.
    pub lines: Vec<ToldLine>,
    /// What was printed about them for these days, oldest first.
    pub printed: Vec<PrintedLine>,
}

/// Something they were told, of a session as it stands now.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct ToldLine {
    /// The session.
    pub session: SessionId,
    /// The day it is on now.
    pub date: Day,
    /// Its time now.
    pub span: Span,
    /// How it stands now.
    pub status: SessionStatus,
    /// What they were told.
    pub told: Told,
}

/// Something that was printed.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct PrintedLine {
    /// The entry of the journal.
    pub entry: u64,
    /// When.
    pub at: Moment,
    /// Account of who printed it.
    pub by: String,
    /// Which document.
    pub document: DocumentKind,
    /// The days on it.
    pub days: Days,
}

const AROUND: i32 = 28;
const KINDS: &[Kind] = &[Kind::Party, Kind::Carer, Kind::Officer, Kind::Driver, Kind::Child];

impl ToldQuery {
    fn whom(&self, known: &Known) -> Result<Key, Refusal> {
        let key = match self.who.trim().parse::<Key>() {
            Ok(key) if KINDS.contains(&key.kind) => key,
            Ok(key) => return Err(Refusal::usage("who", format!("nobody tells {} anything", said::a(key.kind.one())))),
            Err(_) => find::named(known, &self.who, KINDS)?,
        };
        if known.diary.record(key).is_none() {
            return Err(Refusal::not_found(key));
        }
        if known.viewer.may_know(known.diary, key) {
            return Ok(key);
        }
        Err(Refusal::new(No::NotPermitted, format!("{key} belongs to a restricted case")))
    }

    fn days(&self, today: Day) -> Days {
        match (self.from, self.to) {
            (Some(from), to) => Days::new(from, to.unwrap_or(from)),
            (None, Some(to)) => Days::new(to, to),
            (None, None) => Days::new(today - AROUND, today + AROUND),
        }
    }
}

/// Whose sessions those are that somebody may be told of: a carer's are those of the children who have lived there.
fn sources(diary: &Diary, who: Key) -> Vec<Key> {
    if who.kind != Kind::Carer {
        return vec![who];
    }
    let mut children: Vec<Key> =
        diary.all::<Placement>().filter(|p| p.carer.key() == who).map(|p| p.child.key()).collect();
    children.sort_unstable();
    children.dedup();
    children
}

/// Whether a session is on one of these days, or was when somebody was told of it.
fn is_about(session: &Session, days: Days) -> bool {
    let then = session.told.iter().filter_map(|t| t.date).chain(session.occurrence);
    std::iter::once(session.date).chain(then).any(|day| days.hold(day))
}

fn printed(entry: &Entry, who: Key) -> Option<PrintedLine> {
    if entry.command != "document.print" {
        return None;
    }
    let args: DocumentPrint = crate::codec::read_json(&entry.args)?;
    (args.who.as_deref() == Some(who.to_string().as_str())).then(|| PrintedLine {
        entry: entry.seq,
        at: entry.at.moment(),
        by: entry.actor.account.clone(),
        document: args.document,
        days: Days::new(args.from, args.to.unwrap_or(args.from)),
    })
}

impl Ask for ToldQuery {
    fn scope(&self, _: &Viewer, _: Day) -> Scope {
        Scope::default()
    }

    fn further(&self, known: &Known) -> Scope {
        let Ok(who) = self.whom(known) else { return Scope::default() };
        Scope { of: sources(known.diary, who), touched: vec![who], ..Scope::default() }
    }

    fn answer(&self, asked: &Asked) -> Result<Answer, Refusal> {
        let known = &asked.known;
        let who = self.whom(known)?;
        let days = self.days(known.today());
        let mut lines = Vec::new();
        for source in sources(known.diary, who) {
            for session in known.diary.sessions_of(source)? {
                // a session of a restricted case is not spoken of, whoever else was told
                if !is_about(session, days) || !known.viewer.may_know_session(known.diary, session) {
                    continue;
                }
                let own = |t: &&Told| t.who == Some(who) && t.result != ToldResult::Ringing;
                lines.extend(session.told.iter().filter(own).map(|told| ToldLine {
                    session: session.id,
                    date: session.date,
                    span: session.span(),
                    status: session.status,
                    told: told.clone(),
                }));
            }
        }
        lines.sort_by_key(|line| (line.told.at, line.session));
        lines.dedup();
        let mut printed: Vec<PrintedLine> = known.past.iter().filter_map(|entry| printed(entry, who)).collect();
        printed.retain(|p| p.days.overlap(days));
        printed.sort_by_key(|p| p.entry);
        Ok(Answer::Told(ToldView { who: Some(who), days, lines, printed }))
    }
}

impl Seen for ToldView {
    fn see(&mut self, _: &Cutter) -> Result<(), Refusal> {
        // what is not the asker's was left out session by session: there are more of them than a diary holds
        Ok(())
    }

    fn keys(&self, keys: &mut Vec<Key>) {
        keys.extend(self.who);
        keys.extend(self.lines.iter().map(|line| line.session.key()));
    }
}
