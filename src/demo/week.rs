//! One week: what the arrangements ask for, put into rooms with officers and cars, by taking the first place that fits.
//!
//! [`Book`] knows what is taken, which is quick; what it lets through is asked of the rules once more before it is booked,
//! so that nothing here can be wrong where the rules would see it.

use super::book::Book;
use super::estate;
use super::legs;
use super::rng::Rng;
use crate::domain::{
    Absence, Arrangement, ArrangementId, ArrangementStatus, Change, Child, Closure, Day, Days, DepartureOrder, Diary,
    Head, Kind, Minute, Occurrence, Officer, OfficerId, Per, Place, Record, Room, RoomFeature, RoomId, SchoolCalendar,
    Session, SessionId, SessionStatus, Site, SiteId, Span, Stagger, SupervisionLevel,
};
use crate::rules;

/// A session an arrangement asks for in a week.
#[derive(Clone, Copy)]
struct Wanted {
    at: usize,
    weekday: usize,
    start: Minute,
    /// The day of the recurrence it stands for.
    occurrence: Option<Day>,
    makeup_of: Option<SessionId>,
}

/// What an arrangement did not get in its week, to be placed in one of the next.
#[derive(Clone, Copy)]
pub(super) struct Left {
    pub(super) arrangement: ArrangementId,
    /// The Monday of the week it was lost in.
    pub(super) since: Day,
    pub(super) what: Lost,
}

/// What was lost.
#[derive(Clone, Copy)]
pub(super) enum Lost {
    /// A time it came round, by the day of the recurrence: nothing had place.
    Occurrence(Option<Day>),
    /// A session that was cancelled and is to be made up for.
    Session(SessionId),
}

/// What a week is made from.
pub(super) struct Week<'a> {
    /// The reference records, and in the making the sessions of the week.
    pub(super) diary: Diary,
    pub(super) book: Book,
    pub(super) rng: Rng,
    pub(super) head: &'a mut Head,
    pub(super) monday: Day,
    /// Sessions booked, in the order of booking.
    pub(super) sessions: Vec<Session>,
}

impl<'a> Week<'a> {
    /// An empty week over these reference records, its closures and absences known.
    pub(super) fn new(diary: &Diary, seed: u64, monday: Day, known: &[Record], head: &'a mut Head) -> Self {
        let mut diary = diary.clone();
        diary.load_days(Days::new(monday, monday + 6), []);
        for record in known {
            diary.apply(&Change::new(record.clone()));
        }
        Self { diary, book: Book::default(), rng: Rng::new(seed, monday.0 as u64), head, monday, sessions: Vec::new() }
    }

    /// Books what the arrangements ask for, and what is left from weeks before; gives what found no place.
    pub(super) fn fill(&mut self, arrangements: &[Arrangement], left: &[Left]) -> Vec<Left> {
        let mut wanted: Vec<Wanted> = Vec::new();
        for (at, arrangement) in arrangements.iter().enumerate() {
            let due = due(&self.diary, arrangement, self.monday);
            wanted.extend(due.into_iter().map(|(weekday, start, occurrence)| Wanted {
                at,
                weekday,
                start,
                occurrence: Some(occurrence),
                makeup_of: None,
            }));
        }
        // those that are hardest to place first
        let hard = |w: &Wanted| {
            let a = &arrangements[w.at];
            (a.level != SupervisionLevel::CloseTwoOfficer, a.language.is_empty(), a.skills.is_empty(), w.weekday, w.at)
        };
        wanted.sort_by_key(hard);
        // who comes several times a week keeps to the days, and only what has no place there goes to another
        let often = |a: &Arrangement| a.per == Per::Week && a.times.unwrap_or(1) > 1;
        wanted.retain(|wanted| {
            let arrangement = &arrangements[wanted.at];
            let days = if often(arrangement) { 1 } else { 6 };
            !self.place(arrangement, *wanted, days)
        });
        wanted.retain(|wanted| !self.place(&arrangements[wanted.at], *wanted, 6));
        let mut unplaced: Vec<Left> = wanted
            .into_iter()
            .map(|w| Left {
                arrangement: arrangements[w.at].id,
                since: self.monday,
                what: Lost::Occurrence(w.occurrence),
            })
            .collect();
        for left in left {
            let Some(at) = arrangements.iter().position(|a| a.id == left.arrangement) else { continue };
            let weekday = self.rng.below(6);
            let time = arrangements[at].recurrence.0.iter().find_map(|line| line.at);
            let start = time.map_or(Minute::at(16, 0), |at| at.from);
            let (occurrence, makeup_of) = match left.what {
                Lost::Occurrence(day) => (day, None),
                Lost::Session(session) => (None, Some(session)),
            };
            if !self.place(&arrangements[at], Wanted { at, weekday, start, occurrence, makeup_of }, 6) {
                unplaced.push(*left);
            }
        }
        unplaced
    }

    /// Books it at the time it is wanted or near it, on its day or on one of so many days from it on.
    fn place(&mut self, arrangement: &Arrangement, wanted: Wanted, days: usize) -> bool {
        let length = i32::from(arrangement.length_min.unwrap_or(90));
        let days: Vec<usize> = (0..days).map(|d| (wanted.weekday + d) % 6).collect();
        // first with an escort for the young, who is not always to be had
        for escorted in [true, false] {
            for weekday in &days {
                let day = self.monday + *weekday as i32;
                if !estate::open(day) || !self.may_be(arrangement, day) {
                    continue;
                }
                for offset in [0, 15, -15, 30, -30, 45, -45, 60, -60, 90, -90, 120, -120, 180, -180] {
                    let at = Span::new(wanted.start.plus(offset), wanted.start.plus(offset + length));
                    if let Some(session) = self.try_at(arrangement, day, at, wanted.makeup_of, escorted) {
                        self.commit(Session { occurrence: wanted.occurrence, ..session });
                        return true;
                    }
                }
            }
            if !legs::ours(arrangement.transport) {
                break;
            }
        }
        false
    }

    fn may_be(&self, arrangement: &Arrangement, day: Day) -> bool {
        let within = arrangement.start.is_none_or(|s| s <= day) && arrangement.end.is_none_or(|e| day <= e);
        let once = !self.sessions.iter().any(|s| s.date == day && s.arrangement == Some(arrangement.id));
        within && once && arrangement.children.iter().all(|c| self.diary.placement(*c, day).is_some())
    }

    fn try_at(
        &mut self,
        arrangement: &Arrangement,
        day: Day,
        span: Span,
        makeup_of: Option<SessionId>,
        escorted: bool,
    ) -> Option<Session> {
        let open = estate::opening(day.weekday_index());
        if !open.holds(span) || self.lessons(arrangement, day).is_some_and(|free| span.from < free) {
            return None;
        }
        let mut session = Session {
            arrangement: Some(arrangement.id),
            children: arrangement.children.clone(),
            parties: arrangement.parties.clone(),
            date: day,
            start: span.from,
            end: span.to,
            level: arrangement.level,
            status: SessionStatus::Booked,
            stagger: stagger(arrangement, span),
            makeup_of,
            ..Session::default()
        };
        if !self.book.people_free(&self.diary, &session, arrangement.sites.first().copied().unwrap_or(estate::BASE)) {
            return None;
        }
        let (site, room) = self.room(arrangement, &session)?;
        (session.site, session.room) = (site, room);
        session.officers = self.officers(arrangement, &session)?;
        session.legs = legs::plan(&self.diary, &self.book, arrangement, &session, escorted)?;
        session.id = SessionId(self.head.next(Kind::Session));
        let found = rules::check(&self.diary, &session).ok()?;
        (!rules::blocking(&found)).then_some(session)
    }

    /// From when on the children are free of lessons and on their way; `None` if nobody has lessons.
    fn lessons(&self, arrangement: &Arrangement, day: Day) -> Option<Minute> {
        if arrangement.school_time_agreed {
            return None;
        }
        let ends =
            arrangement.children.iter().filter_map(|id| school_ends(&self.diary, self.diary.get::<Child>(*id)?, day));
        ends.max().map(|end| end.plus(25))
    }

    fn room(&self, arrangement: &Arrangement, session: &Session) -> Option<(SiteId, Option<RoomId>)> {
        if !arrangement.level.needs_room() {
            return Some((arrangement.sites.first().copied().unwrap_or(estate::BASE), None));
        }
        let people = session.children.len() + session.parties.len() + session.level.officers().max(1);
        let children = || session.children.iter().filter_map(|id| self.diary.get::<Child>(*id));
        let infant = children().all(|c| c.dob.is_some_and(|born| session.date - born < 900));
        let teens = children().all(|c| c.dob.is_some_and(|born| born.age_on(session.date) >= 12));
        let step_free = children().any(|c| c.wheelchair);
        // the smallest that holds them, an infant's room for infants, the garden last
        let mut rooms: Vec<(usize, usize, usize, &Room)> = Vec::new();
        for (order, site) in arrangement.sites.iter().enumerate() {
            for room in self.diary.pointing::<Room>(*site) {
                let has = |feature: &RoomFeature| room.features.contains(feature);
                let odd = has(&RoomFeature::Infant) != infant || (has(&RoomFeature::Teens) && !teens);
                let fits = usize::from(room.capacity) >= people
                    && arrangement.room_needs.iter().all(has)
                    && (!step_free || has(&RoomFeature::StepFree))
                    && (!has(&RoomFeature::Garden) || matches!(session.date.ymd().1, 4..=9))
                    && self.book.room_free(room, session);
                if fits {
                    rooms.push((
                        order,
                        usize::from(odd) + 2 * usize::from(has(&RoomFeature::Garden)),
                        usize::from(room.capacity),
                        room,
                    ));
                }
            }
        }
        let best =
            rooms.iter().min_by_key(|(order, odd, capacity, room)| (*odd > 1, *order, *odd, *capacity, room.id))?;
        Some((best.3.site, Some(best.3.id)))
    }

    fn officers(&self, arrangement: &Arrangement, session: &Session) -> Option<Vec<OfficerId>> {
        let needed = arrangement.level.officers();
        let usual = &arrangement.usual_officers;
        let on_site = session.on_site();
        let able = |officer: &&Officer| {
            officer.hours.hold(session.date, on_site)
                && arrangement.skills.iter().all(|s| officer.skills.contains(s))
                && self.book.officer_free(&self.diary, officer, session)
        };
        let speaks = |o: &Officer| arrangement.language.is_empty() || o.languages.contains(&arrangement.language);
        let mut able: Vec<&Officer> = self.diary.all::<Officer>().filter(able).collect();
        // the one they know, then who has had least today
        able.sort_by_key(|o| {
            let known = usual.iter().position(|u| *u == o.id).unwrap_or(9);
            (known, self.book.sessions(o.id, session.date), (o.id.0 + session.date.0 as u32) % 16)
        });
        let lead = (needed > 0).then(|| able.iter().position(|o| speaks(o)));
        let Some(lead) = lead else { return Some(Vec::new()) };
        let lead = able.remove(lead?);
        let rest = able.iter().take(needed - 1).map(|o| o.id);
        let all: Vec<OfficerId> = std::iter::once(lead.id).chain(rest).collect();
        (all.len() == needed).then_some(all)
    }

    /// Books a session that was found to fit.
    pub(super) fn commit(&mut self, mut session: Session) {
        session.id = SessionId(self.head.take(Kind::Session));
        self.book.take(&session, &self.diary);
        self.diary.apply(&Change::new(session.clone()));
        self.sessions.push(session);
    }
}

/// The sessions an arrangement asks for in a week: weekday, start, and the day of the recurrence each stands for.
fn due(diary: &Diary, arrangement: &Arrangement, monday: Day) -> Vec<(usize, Minute, Day)> {
    if !matches!(arrangement.status, ArrangementStatus::Active | ArrangementStatus::Ended) {
        return Vec::new();
    }
    let week = Days::new(monday, monday + 6);
    // a line without a day of its own has one of its stretch's, another for each arrangement, so that they spread
    let on = |o: &Occurrence| {
        let spare = (o.last - o.day - 6).max(1);
        if o.day == o.last { o.day } else { o.day + (arrangement.id.0 as i32 * 5) % spare }
    };
    let weekday = |o: &Occurrence| {
        let line = arrangement.recurrence.0.get(o.line);
        let best = line.and_then(|line| line.weekdays.each().next()).filter(|_| o.day != o.last);
        best.unwrap_or(o.day.weekday_index())
    };
    let found = diary.occurrences(arrangement, week).into_iter().filter(|o| week.hold(on(o)));
    found.filter_map(|o| Some((weekday(&o), o.at?.from, o.day))).collect()
}

/// When a child's lessons end on a day; `None` on a day without.
pub(super) fn school_ends(diary: &Diary, child: &Child, day: Day) -> Option<Minute> {
    let school = diary.get::<SchoolCalendar>(child.school?)?;
    let is_in = school.terms.iter().any(|term| term.hold(day)) && !school.closed.contains(&day);
    if is_in { school.hours.on(day).iter().map(|s| s.to).max() } else { None }
}

/// The adults a quarter of an hour before, and a quarter after; where adults leave first, the children last.
fn stagger(arrangement: &Arrangement, span: Span) -> Stagger {
    let first = arrangement.departure == DepartureOrder::ChildFirst;
    Stagger {
        adult_arrive: span.from.plus(-15),
        child_arrive: span.from,
        child_leave: span.to.plus(if first { 0 } else { 15 }),
        adult_release: span.to.plus(if first { 15 } else { 0 }),
    }
}

/// The closures and absences of a week: bank holidays, leave, training, and sickness up to today.
pub(super) fn known(diary: &Diary, seed: u64, monday: Day, today: Day, head: &mut Head) -> Vec<Record> {
    use crate::domain::{AbsenceId, AbsenceKind, ClosureId};
    let mut all: Vec<Record> = Vec::new();
    for day in monday.to(monday + 5) {
        let Some(reason) = estate::closed(day) else { continue };
        for site in diary.all::<Site>() {
            let id = ClosureId(head.take(Kind::Closure));
            let reason = super::names::name(reason);
            all.push(Closure { id, site: Some(site.id), days: Days::one(day), reason, ..Closure::default() }.into());
        }
    }
    let mut rng = Rng::new(seed, 0x5000_0000 + monday.0 as u64);
    for officer in diary.all::<Officer>() {
        let (what, from) = (rng.below(100), rng.between(0, 4));
        let length = rng.between(1, 3);
        let (sort, days, time) = match what {
            0..7 => (AbsenceKind::Leave, Days::new(monday, monday + 4), None),
            7..12 => (AbsenceKind::Leave, Days::one(monday + from), None),
            12..14 => (
                AbsenceKind::Training,
                Days::one(monday + from),
                Some(Span::new(Minute::at(9, 30), Minute::at(12, 30))),
            ),
            14..29 => {
                (AbsenceKind::Sickness, Days::new(monday + from, (monday + from + length - 1).min(monday + 5)), None)
            }
            _ => continue,
        };
        // nobody is sick in advance, and today's sickness is a matter for today
        if sort == AbsenceKind::Sickness && days.last >= today {
            continue;
        }
        let id = AbsenceId(head.take(Kind::Absence));
        all.push(Absence { id, who: Some(officer.id.key()), sort, days, time, ..Absence::default() }.into());
    }
    all
}

/// Both ends of a child's way to a session: from school on a day of lessons that ended shortly before, else from home.
pub(super) fn comes_from(diary: &Diary, child: &Child, session: &Session) -> Option<Place> {
    let home = Place::Carer(diary.placement(child.id, session.date)?.carer);
    let ends = school_ends(diary, child, session.date);
    let straight = ends.is_some_and(|end| end <= session.start && session.start.0 - end.0 <= 90);
    Some(child.school.filter(|_| straight).map_or(home, Place::School))
}
