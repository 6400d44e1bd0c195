//! `ledger`: what was cancelled, missed or cut short: by whom, why, with what notice, and what is owed for it (DOMAIN 3b
//! H18, 3d).

use super::*;
use crate::desk::No;

/// The cancellation ledger: of a child, arrangement or family member over all the years, or of everybody over some days.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Ledger {
    /// Of whom: a reference or a name; everybody where it is left out.
    #[serde(default)]
    pub of: Option<String>,
    /// From this day on; four weeks back where nobody is named.
    #[serde(default)]
    pub from: Option<Day>,
    /// Until this day; today where nobody is named.
    #[serde(default)]
    pub to: Option<Day>,
}

/// The ledger.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct LedgerView {
    /// Of whom.
    pub of: Option<Key>,
    /// The days it covers, as far as they are bounded.
    pub days: Days,
    /// The rows, the latest first.
    pub rows: Vec<LedgerRow>,
}

/// A session that was lost, whole or in part.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct LedgerRow {
    /// The session, with its cancellation.
    pub session: Session,
    /// How much notice there was, where it was cancelled.
    pub notice: Option<NoticeBand>,
    /// Minutes owed for it.
    pub owed_min: u16,
    /// Minutes of it that were made up.
    pub delivered_min: u16,
    /// Minutes of make-up that are booked and still to come.
    pub booked_min: u16,
    /// When the social worker was told, where they are to be.
    pub told: Option<Moment>,
    /// By when they are to be told, while they are not.
    pub tell_by: Option<Moment>,
}

/// Whose ledger there is.
const WHOSE: &[Kind] = &[Kind::Child, Kind::Party, Kind::Arrangement];

/// How far back it looks where nothing is said.
const BACK: i32 = 27;

impl Ledger {
    fn whose(&self, known: &Known) -> Result<Option<Key>, Refusal> {
        let Some(text) = self.of.as_deref().map(str::trim).filter(|text| !text.is_empty()) else { return Ok(None) };
        let key = match text.parse::<Key>() {
            Ok(key) if WHOSE.contains(&key.kind) => key,
            Ok(key) => {
                let what = format!(
                    "{key} is {}: there is a ledger of a child, an adult or an arrangement",
                    said::a(key.kind.one())
                );
                return Err(Refusal::usage("of", what));
            }
            Err(_) => find::named(known, text, WHOSE)?,
        };
        if known.diary.record(key).is_none() {
            return Err(Refusal::not_found(key));
        }
        if !known.viewer.may_know(known.diary, key) {
            return Err(Refusal::new(No::NotPermitted, format!("{key} belongs to a restricted case")));
        }
        Ok(Some(key))
    }

    fn days(&self, of: Option<Key>, today: Day) -> Days {
        let (first, last) =
            if of.is_some() || self.of.is_some() { (Day::MIN, Day::MAX) } else { (today - BACK, today) };
        Days::new(self.from.unwrap_or(first), self.to.unwrap_or(last))
    }
}

impl Ask for Ledger {
    fn scope(&self, _: &Viewer, today: Day) -> Scope {
        if self.of.is_some() { Scope::default() } else { Scope::days(self.days(None, today)) }
    }

    fn further(&self, known: &Known) -> Scope {
        // make-ups lie on whatever day: they are found with the children
        let children = |key: Key| match key.kind {
            Kind::Arrangement => {
                let of = known.diary.get::<Arrangement>(key).map_or(&[][..], |a| a.children.as_slice());
                of.iter().map(|c| c.key()).collect()
            }
            _ => vec![key],
        };
        let of = match self.whose(known) {
            Ok(Some(key)) => children(key),
            Ok(None) => {
                let days = known.diary.days(self.days(None, known.today())).into_iter().flatten();
                days.filter(|s| s.makeup_owed_min > 0).flat_map(|s| &s.children).map(|c| c.key()).collect()
            }
            Err(_) => Vec::new(),
        };
        Scope { of, ..Scope::default() }
    }

    fn answer(&self, asked: &Asked) -> Result<Answer, Refusal> {
        let known = &asked.known;
        let diary = known.diary;
        if let (Some(from), Some(to)) = (self.from, self.to)
            && to < from
        {
            return Err(Refusal::usage("to", "the last day is before the first"));
        }
        let of = self.whose(known)?;
        let days = self.days(of, known.today());
        let mut pool: Vec<&Session> = Vec::new();
        for key in self.further(known).of {
            pool.extend(diary.sessions_of(key)?);
        }
        let listed: Vec<&Session> = match of {
            Some(key) => pool.iter().copied().filter(|s| diary.concerns(s, key)).collect(),
            None => diary.days(days)?.collect(),
        };
        let lost = listed.into_iter().filter(|s| s.is_a_loss(known.now.moment()) && days.hold(s.date));
        let mut rows: Vec<LedgerRow> = lost.map(|s| row(diary, s, &pool)).collect();
        rows.sort_by_key(|r| std::cmp::Reverse((r.session.date, r.session.start, r.session.id)));
        rows.dedup_by_key(|r| r.session.id);
        Ok(Answer::Ledger(LedgerView { of, days, rows }))
    }
}

fn row(diary: &Diary, session: &Session, pool: &[&Session]) -> LedgerRow {
    let mut made: Vec<&&Session> = pool.iter().filter(|s| s.makeup_of == Some(session.id)).collect();
    made.sort_by_key(|s| s.id);
    made.dedup_by_key(|s| s.id);
    let ahead = made.iter().filter(|s| s.status.takes_place() && s.delivered_min() == 0);
    let told = session.worker_told().map(|t| t.at);
    let waits = diary.pointing::<Task>(session.id).find(|t| t.sort == TaskSort::TellWorker);
    LedgerRow {
        notice: session.cancel.as_ref().map(|cancel| NoticeBand::of(cancel.notice_min)),
        owed_min: session.makeup_owed_min,
        delivered_min: made.iter().map(|s| s.delivered_min()).sum(),
        booked_min: ahead.map(|s| s.span().minutes()).sum(),
        told,
        tell_by: waits.filter(|_| told.is_none()).and_then(|task| task.due),
        session: session.clone(),
    }
}

impl Seen for LedgerView {
    fn see(&mut self, cut: &Cutter) -> Result<(), Refusal> {
        // why a contact failed is the case's own: of a restricted one nothing is left to list
        self.rows.retain(|row| cut.viewer.may_know_session(cut.diary, &row.session));
        Ok(())
    }

    fn keys(&self, keys: &mut Vec<Key>) {
        keys.extend(self.of);
        self.rows.iter().for_each(|row| session_keys(std::slice::from_ref(&row.session), keys));
    }
}
