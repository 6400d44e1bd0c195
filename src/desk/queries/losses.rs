//! `losses`: who loses contact because sites are closed: a bank holiday, a flood (DOMAIN 6b, 9).
//!
//! Whoever comes every second week or once a month waits twice that long: those are flagged.

use super::*;
use crate::desk::series;

/// Days between two contacts from which on a loss is long.
const LONG: i32 = 21;

/// Who loses contact in a week, or by one closure.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Losses {
    /// Any day of the week; this week where neither it nor a closure is said.
    #[serde(default)]
    pub week: Option<Day>,
    /// Only what this closure closes.
    #[serde(default)]
    pub closure: Option<ClosureId>,
    /// As if every site were closed on the bank holidays nobody has decided about yet.
    #[serde(default)]
    pub suppose: bool,
}

/// Who loses contact.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct LossesView {
    /// The days looked at.
    pub days: Days,
    /// Bank holidays among them that nobody has decided about for some site.
    pub undecided: Vec<Day>,
    /// A line for each child and time lost, those who wait longest first.
    pub rows: Vec<LossRow>,
}

/// A child that loses contact.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct LossRow {
    /// The child.
    pub child: ChildId,
    /// Under which arrangement.
    pub arrangement: Option<ArrangementId>,
    /// The adults.
    pub parties: Vec<PartyId>,
    /// The day.
    pub day: Day,
    /// The time.
    pub span: Span,
    /// What closes the sites; nothing where a bank holiday is only supposed to.
    pub closure: Option<ClosureId>,
    /// The session that is booked for it all the same.
    pub session: Option<SessionId>,
    /// How many other contacts the child has that week, under whichever arrangement.
    pub left: u16,
    /// Their minutes.
    pub left_minutes: u16,
    /// The contact before it, under this arrangement.
    pub before: Option<Day>,
    /// The next one after it.
    pub next: Option<Day>,
    /// Whether three weeks or more lie between those.
    pub long: bool,
}

/// What keeps a site closed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shut {
    /// A closure on file.
    By(ClosureId),
    /// A bank holiday that is only supposed to be one.
    Supposed,
}

impl Shut {
    fn closure(self) -> Option<ClosureId> {
        match self {
            Self::By(closure) => Some(closure),
            Self::Supposed => None,
        }
    }
}

/// What the search rests on.
struct Search<'a> {
    known: &'a Known<'a>,
    ask: &'a Losses,
    /// Bank holidays that are supposed to be closed, by site.
    supposed: Vec<(SiteId, Day)>,
}

impl Search<'_> {
    /// What closes an arrangement's sites: a closure, or what is supposed.
    fn closed(&self, arrangement: &Arrangement, day: Day, span: Span) -> Option<Shut> {
        if let Some(closure) = series::closed(self.known.diary, arrangement, day, span) {
            return Some(Shut::By(closure));
        }
        let base = || self.known.diary.open::<Site>().find(|s| s.base).map(|s| s.id);
        let sites = if arrangement.sites.is_empty() { base().into_iter().collect() } else { arrangement.sites.clone() };
        let all = !sites.is_empty() && arrangement.level != SupervisionLevel::Indirect;
        (all && sites.iter().all(|site| self.supposed.contains(&(*site, day)))).then_some(Shut::Supposed)
    }

    /// What closes the site of a session.
    fn shut(&self, session: &Session) -> Option<Shut> {
        if session.level == SupervisionLevel::Indirect {
            return None;
        }
        let mut closures = self.known.diary.pointing::<Closure>(session.site);
        let shut =
            closures.find(|c| c.days.hold(session.date) && c.time.unwrap_or(Span::DAY).overlaps(session.on_site()));
        match shut {
            Some(closure) => Some(Shut::By(closure.id)),
            None => self.supposed.contains(&(session.site, session.date)).then_some(Shut::Supposed),
        }
    }

    /// The closure, where it is the one that is asked about.
    fn meant(&self, shut: Shut) -> bool {
        self.ask.closure.is_none_or(|meant| shut == Shut::By(meant))
    }

    /// The times an arrangement loses on these days: when, by what, the session still booked for it.
    fn lost(
        &self,
        arrangement: &Arrangement,
        sessions: &[&Session],
        days: Days,
    ) -> Vec<(Day, Span, Option<ClosureId>, Option<SessionId>)> {
        let occurrences = self.known.diary.occurrences(arrangement, days);
        let pairs = series::paired(&occurrences, sessions);
        let mut lost = Vec::new();
        for (occurrence, pair) in occurrences.iter().zip(&pairs) {
            let Some(at) = occurrence.at.filter(|_| occurrence.day == occurrence.last && pair.is_none()) else {
                continue;
            };
            let span = at.span(series::length(arrangement));
            if let Some(closure) = self.closed(arrangement, occurrence.day, span).filter(|c| self.meant(*c)) {
                lost.push((occurrence.day, span, closure.closure(), None));
            }
        }
        for session in sessions.iter().filter(|s| days.hold(s.date) && s.status.takes_place()) {
            if let Some(closure) = self.shut(session).filter(|c| self.meant(*c)) {
                lost.push((session.date, session.span(), closure.closure(), Some(session.id)));
            }
        }
        lost.sort_unstable();
        lost
    }

    /// The contacts of an arrangement that are not lost, on some days: sessions, and times not booked yet.
    fn kept(&self, arrangement: &Arrangement, sessions: &[&Session], days: Days) -> Vec<(Day, u16)> {
        let occurrences = self.known.diary.occurrences(arrangement, days);
        let pairs = series::paired(&occurrences, sessions);
        let open = occurrences.iter().zip(pairs).filter(|(o, pair)| pair.is_none() && o.day == o.last);
        let open = open.filter_map(|(o, _)| {
            let span = o.at?.span(series::length(arrangement));
            self.closed(arrangement, o.day, span).is_none().then_some((o.day, span.minutes()))
        });
        let booked = sessions.iter().filter(|s| days.hold(s.date) && s.status.takes_place() && self.shut(s).is_none());
        let mut kept: Vec<(Day, u16)> = open.chain(booked.map(|s| (s.date, s.span().minutes()))).collect();
        kept.sort_unstable();
        kept
    }
}

impl Losses {
    fn days(&self, known: &Known) -> Result<Days, Refusal> {
        if let Some(id) = self.closure {
            return Ok(known.diary.get::<Closure>(id).ok_or_else(|| Refusal::not_found(id))?.days);
        }
        let monday = self.week.unwrap_or(known.today()).monday();
        Ok(Days::new(monday, monday + 6))
    }

    /// Half a year around is looked at for the contact before and after.
    fn around(days: Days) -> Days {
        Days::new(days.first.monday() - 92, days.last.monday() + 188)
    }
}

/// Bank holidays among some days that nobody has decided about, for each site in use.
pub(super) fn undecided(diary: &Diary, days: Days) -> Vec<(SiteId, Day)> {
    let years = days.first.ymd().0..=days.last.ymd().0;
    let all =
        years.flat_map(|year| super::holidays::of_year(diary, year)).map(|(day, _)| day).filter(|day| days.hold(*day));
    let all: Vec<Day> = all.collect();
    let sites = diary.open::<Site>();
    sites
        .flat_map(|site| {
            all.iter()
                .filter(|day| super::holidays::stands(diary, site, **day).0 == HolidayState::Undecided)
                .map(|day| (site.id, *day))
        })
        .collect()
}

impl Ask for Losses {
    fn scope(&self, _: &Viewer, _: Day) -> Scope {
        Scope::default()
    }

    fn further(&self, known: &Known) -> Scope {
        self.days(known).map_or_else(|_| Scope::default(), |days| Scope::days(Self::around(days)))
    }

    fn answer(&self, asked: &Asked) -> Result<Answer, Refusal> {
        let known = &asked.known;
        let diary = known.diary;
        let days = self.days(known)?;
        let open = undecided(diary, days);
        let mut search = Search { known, ask: self, supposed: Vec::new() };
        if self.suppose {
            search.supposed.clone_from(&open);
        }
        let around = Self::around(days);
        let sessions: Vec<&Session> = diary.days(around)?.collect();
        let of = |id: ArrangementId| sessions.iter().copied().filter(|s| s.arrangement == Some(id)).collect::<Vec<_>>();
        let mut rows = Vec::new();
        let running = |a: &&Arrangement| a.status == ArrangementStatus::Active;
        for arrangement in diary.open::<Arrangement>().filter(running) {
            let theirs = of(arrangement.id);
            let lost = search.lost(arrangement, &theirs, days);
            if lost.is_empty() {
                continue;
            }
            let kept = search.kept(arrangement, &theirs, around);
            for (day, span, closure, session) in lost {
                let before = kept.iter().map(|(d, _)| *d).rfind(|d| *d < day);
                let next = kept.iter().map(|(d, _)| *d).find(|d| *d > day);
                let long = before.zip(next).map_or(next.is_none(), |(before, next)| next - before >= LONG);
                for child in &arrangement.children {
                    let week = Days::new(day.monday(), day.monday() + 6);
                    let others = diary.pointing::<Arrangement>(*child).filter(running);
                    let left: Vec<(Day, u16)> = others.flat_map(|a| search.kept(a, &of(a.id), week)).collect();
                    rows.push(LossRow {
                        child: *child,
                        arrangement: Some(arrangement.id),
                        parties: arrangement.parties.clone(),
                        day,
                        span,
                        closure,
                        session,
                        left: left.len() as u16,
                        left_minutes: left.iter().map(|(_, minutes)| *minutes).sum(),
                        before,
                        next,
                        long,
                    });
                }
            }
        }
        rows.sort_by_key(|row| (!row.long, row.left, row.day, row.span, row.child));
        let mut undecided: Vec<Day> = open.into_iter().map(|(_, day)| day).collect();
        undecided.sort_unstable();
        undecided.dedup();
        Ok(Answer::Losses(LossesView { days, undecided, rows }))
    }
}

impl Seen for LossesView {
    fn see(&mut self, cut: &Cutter) -> Result<(), Refusal> {
        let may = |key: Key| cut.viewer.may_know(cut.diary, key);
        self.rows.retain(|row| may(row.child.key()) && row.arrangement.is_none_or(|a| may(a.key())));
        Ok(())
    }

    fn keys(&self, keys: &mut Vec<Key>) {
        for row in &self.rows {
            keys.push(row.child.key());
            keys.extend(row.arrangement.map(|a| a.key()).into_iter().chain(row.closure.map(|c| c.key())));
            keys.extend(row.parties.iter().map(|p| p.key()));
        }
    }
}
