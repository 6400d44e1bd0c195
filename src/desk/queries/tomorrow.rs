//! `tomorrow`: what is still to be mended of the next day with sessions, found the day before and not in the morning
//! (DOMAIN 4a). Each row has its session and the one thing that mends it.

use super::*;
use crate::rules;

/// What is still to be mended of a day.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Tomorrow {
    /// The day; the next with sessions where it is left out.
    #[serde(default)]
    pub day: Option<Day>,
}

/// What is still to be mended of a day.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct TomorrowView {
    /// The day.
    pub day: Day,
    /// Now.
    pub at: Moment,
    /// How many sessions take place.
    pub sessions: usize,
    /// How many of them cannot stay as they are.
    pub red: usize,
    /// How many of them somebody has not confirmed.
    pub unconfirmed: usize,
    /// What is to be mended: what is red first, by time.
    pub rows: Vec<TomorrowRow>,
}

/// Something to mend.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct TomorrowRow {
    /// The session.
    pub session: SessionId,
    /// Its time.
    pub span: Span,
    /// Its children; none where they are not the asker's to know.
    pub children: Vec<ChildId>,
    /// Its arrangement.
    pub arrangement: Option<ArrangementId>,
    /// Whether it cannot stay so.
    pub red: bool,
    /// What it is.
    pub what: ToMend,
    /// What mends it.
    pub fix: Fix,
}

/// What is to be mended.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ToMend {
    /// A rule has found it.
    Found(Finding),
    /// These have not confirmed.
    Unconfirmed(Vec<PartyId>),
    /// It is only held, until then where that is said.
    Held(Option<Moment>),
    /// A paper is good that day for the last time.
    Lapses {
        /// Which.
        paper: Paper,
        /// The record.
        record: Key,
    },
}

choices! {
    /// What mends it: each has its key on the screen.
    Fix {
        /// Other officers.
        #[default] Officers "officers",
        /// Another room.
        Room "room",
        /// Another time.
        Move "move",
        /// Other adults or children.
        People "people",
        /// Other cars.
        Cars "cars",
        /// The papers of the arrangement.
        Papers "papers",
        /// Ring them.
        Ring "ring",
        /// Book what is held.
        Book "book",
    }
}

/// What mends a finding.
fn fix(finding: &Finding) -> Fix {
    match (&finding.what, finding.part) {
        (What::NotInForce { .. } | What::NoArrangement, _) | (_, Part::Arrangement) => Fix::Papers,
        (What::MustNotMeet { .. }, _) | (_, Part::Session | Part::Time) => Fix::Move,
        (_, Part::Children | Part::Parties) => Fix::People,
        (_, Part::Site | Part::Room) => Fix::Room,
        (_, Part::Officers) => Fix::Officers,
        (_, Part::Legs) => Fix::Cars,
    }
}

/// Whether what a rule only warns of cannot stay so the day before: a child nobody fetches.
fn red(finding: &Finding) -> bool {
    finding.blocks() || matches!(finding.what, What::NoLeg { .. } | What::NoDriver { .. })
}

/// The papers of an arrangement that are good that day for the last time.
fn lapsing(diary: &Diary, session: &Session) -> Vec<ToMend> {
    let Some(arrangement) = session.arrangement else { return Vec::new() };
    let day = Some(session.date);
    let last = |paper: Paper| move |key: Key| ToMend::Lapses { paper, record: key };
    // one of two papers may lapse: the other goes on
    let only = |all: Vec<(Key, Option<Day>)>| {
        let goes_on = all.iter().any(|(_, to)| to.is_none_or(|to| Some(to) > day));
        all.into_iter().filter(move |(_, to)| !goes_on && *to == day).map(|(key, _)| key)
    };
    let agreements = diary.pointing::<Agreement>(arrangement).map(|a| (a.key(), a.valid_to)).collect();
    let risks = diary.pointing::<RiskAssessment>(arrangement).map(|r| (r.key(), r.expires_on)).collect();
    let runs = diary.get::<Arrangement>(arrangement).filter(|a| a.end == day).map(|a| a.key());
    only(agreements)
        .map(last(Paper::Agreement))
        .chain(only(risks).map(last(Paper::RiskAssessment)))
        .chain(runs.map(last(Paper::Arrangement)))
        .collect()
}

fn rows(diary: &Diary, session: &Session, found: Vec<Finding>) -> Vec<TomorrowRow> {
    let row = |red: bool, what: ToMend, fix: Fix| TomorrowRow {
        session: session.id,
        span: session.span(),
        children: session.children.clone(),
        arrangement: session.arrangement,
        red,
        what,
        fix,
    };
    let mut rows: Vec<TomorrowRow> = Vec::new();
    for finding in found {
        let (red, fix) = (red(&finding), fix(&finding));
        rows.push(row(red, ToMend::Found(finding), fix));
    }
    rows.extend(lapsing(diary, session).into_iter().map(|what| row(true, what, Fix::Papers)));
    let missing = session.missing();
    match session.status {
        SessionStatus::Held => rows.push(row(false, ToMend::Held(session.held_until), Fix::Book)),
        SessionStatus::Booked if !missing.is_empty() => {
            rows.push(row(false, ToMend::Unconfirmed(missing), Fix::Ring));
        }
        _ => {}
    }
    rows
}

/// How far ahead the next day with sessions is looked for.
const AHEAD: i32 = 28;

impl Ask for Tomorrow {
    fn scope(&self, _: &Viewer, today: Day) -> Scope {
        let days = Days::new(today + 1, today + AHEAD);
        self.day.map_or(Scope::days(days), Scope::day)
    }

    fn answer(&self, asked: &Asked) -> Result<Answer, Refusal> {
        let (diary, at) = (asked.known.diary, asked.known.now.moment());
        let on = |s: &&Session| s.status.takes_place() && s.status != SessionStatus::Draft;
        let day = match self.day {
            Some(day) => day,
            None => diary.days(Days::new(at.day + 1, at.day + AHEAD))?.find(on).map_or(at.day + 1, |s| s.date),
        };
        let mut found = rules::check_day(diary, day)?;
        let mut view = TomorrowView { day, at, ..TomorrowView::default() };
        for session in diary.day(day)?.filter(on) {
            view.sessions += 1;
            let mine = found.iter_mut().find(|(id, _)| *id == session.id).map(|(_, found)| std::mem::take(found));
            view.rows.extend(rows(diary, session, mine.unwrap_or_default()));
        }
        view.rows.sort_by_key(|row| (!row.red, row.span.from, row.session));
        Ok(Answer::Tomorrow(view))
    }
}

impl TomorrowView {
    fn count(&mut self) {
        let many = |of: &dyn Fn(&&TomorrowRow) -> bool| {
            let mut all: Vec<SessionId> = self.rows.iter().filter(of).map(|row| row.session).collect();
            all.sort_unstable();
            all.dedup();
            all.len()
        };
        let (red, unconfirmed) =
            (many(&|row| row.red), many(&|row| matches!(row.what, ToMend::Unconfirmed(_) | ToMend::Held(_))));
        (self.red, self.unconfirmed) = (red, unconfirmed);
    }
}

impl Seen for TomorrowView {
    fn see(&mut self, cut: &Cutter) -> Result<(), Refusal> {
        let may =
            |id: SessionId| cut.diary.get::<Session>(id).is_some_and(|s| cut.viewer.may_know_session(cut.diary, s));
        self.count();
        let rows = std::mem::take(&mut self.rows);
        for mut row in rows {
            if !may(row.session) {
                row.children.clear();
                row.arrangement = None;
            }
            row.what = match row.what {
                ToMend::Found(finding) => {
                    let mut found = vec![About { session: row.session, finding }];
                    cut.findings(&mut found);
                    let Some(about) = found.pop() else { continue };
                    ToMend::Found(about.finding)
                }
                ToMend::Unconfirmed(_) if !may(row.session) => ToMend::Unconfirmed(Vec::new()),
                ToMend::Lapses { .. } if !may(row.session) => continue,
                what => what,
            };
            self.rows.push(row);
        }
        Ok(())
    }

    fn keys(&self, keys: &mut Vec<Key>) {
        for row in &self.rows {
            keys.extend(row.children.iter().map(|c| c.key()).chain(row.arrangement.map(|a| a.key())));
            match &row.what {
                ToMend::Found(finding) => keys.extend(finding.keys()),
                ToMend::Unconfirmed(who) => keys.extend(who.iter().map(|p| p.key())),
                ToMend::Lapses { record, .. } => keys.push(*record),
                ToMend::Held(_) => {}
            }
        }
    }
}
