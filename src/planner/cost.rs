//! What a slot costs: the soft rules of DOMAIN 3c with their weights, in units of about ten pence (planner-kit section 4:
//! almost lexicographic by size, but one sum, so that two slots can be compared and each difference named).

use super::model::DayModel;
use super::wish::Wish;
use crate::domain::*;

/// A soft rule and what it is worth.
pub struct SoftRow {
    /// Which.
    pub soft: Soft,
    /// Its number in DOMAIN 3c.
    pub id: &'static str,
    /// What it asks, in a sentence.
    pub about: &'static str,
    /// Units for each of what it counts.
    pub each: u32,
    /// What is counted.
    pub per: &'static str,
}

macro_rules! soft {
    ($($soft:ident $id:literal $each:literal $per:literal $about:literal;)*) => {
        /// Every soft rule the finder prices.
        pub const SOFT: &[SoftRow] =
            &[$(SoftRow { soft: Soft::$soft, id: $id, about: $about, each: $each, per: $per }),*];

        /// Units of a soft rule for one of what it counts.
        const fn each(soft: Soft) -> u32 { match soft { $(Soft::$soft => $each,)* } }
    };
}

soft! {
    NewOfficer "S1" 150 "officer" "the same officer as last time";
    OtherTime "S2" 1 "4 minutes" "the same time of day each week";
    OtherDay "S2" 30 "session" "the same weekday each week";
    Second "S2" 200 "child" "one session of a child a day";
    OtherRoom "S3" 20 "session" "the same room";
    NewDriver "S4" 30 "driver" "a driver the child knows";
    Taxi "S4" 90 "taxi, and 14 a minute" "our own drivers before taxis";
    Ride "S5" 4 "minute of a child, double beyond half an hour for an infant" "the least travel for the child";
    Nap "S6" 30 "session" "an infant's nap and feed times";
    AtWork "S7" 200 "adult" "the parent's working hours";
    SiblingApart "S8" 40 "brother or sister" "brothers and sisters on one day come together";
    Language "S9" 20 "officer" "an officer who speaks the child's first language";
    Load "S10" 15 "session of the officer that day" "the load is spread";
    HighRisk "S11" 60 "session" "two sessions that take two officers are not at one site in the same half of the day";
    Wait "S12" 8 "day, and 10 more a day beyond a make-up's 14 days or the target" "soon, a make-up within 14 days";
    Spare "S13" 5 "feature" "no more room, and no more secure, than the session needs";
    Festival "S15" 150 "person" "festivals and other dates of the child and the adults";
    Wish "S16" 80 "child" "the child's wish about the time";
    OfficerTravel "S10" 4 "minute" "the officer's way";
    Warning "3b" 30 "warning" "what the rules warn of";
}

/// A term, where there is something to pay.
fn term(soft: Soft, units: u32, who: Option<Key>, amount: u16) -> Option<Term> {
    (units > 0).then_some(Term { soft, units, who, amount })
}

/// What the times of a day cost, whatever the room, the officers and the cars: who is concerned, looked up once.
pub(super) struct OfDay<'a> {
    waited: u32,
    late: u32,
    before_min: u16,
    parties: Vec<&'a Party>,
    children: Vec<&'a Child>,
    festivals: Vec<(Key, Option<Span>)>,
    day: Day,
}

impl<'a> OfDay<'a> {
    pub(super) fn of(diary: &'a Diary, wish: &Wish, day: Day) -> Self {
        let people = wish.session.children.iter().map(|c| c.key()).chain(wish.session.parties.iter().map(|p| p.key()));
        let festival = |a: &&Appointment| a.sort == AppointmentSort::Festival && a.days.hold(day);
        let of = |who: Key| diary.dated::<Appointment>(who, day).filter(festival).map(move |a| (who, a.time));
        Self {
            waited: (day - wish.since).max(0) as u32,
            late: wish.by.map_or(0, |by| (day - by).max(0) as u32),
            before_min: diary.settings().before_min,
            parties: wish.session.parties.iter().filter_map(|id| diary.get::<Party>(*id)).collect(),
            children: wish.session.children.iter().filter_map(|id| diary.get::<Child>(*id)).collect(),
            festivals: people.flat_map(of).collect(),
            day,
        }
    }

    /// The terms of a start.
    fn terms(&self, wish: &Wish, start: Minute) -> impl Iterator<Item = Term> {
        let (day, span) = (self.day, Span::new(start, start.plus(i32::from(wish.minutes))));
        let (other_day, off) = off_usual(wish, day, start);
        let of_all = [
            term(Soft::Wait, self.waited * each(Soft::Wait) + self.late * 10, None, self.waited as u16),
            term(Soft::OtherTime, u32::from(off / 4) * each(Soft::OtherTime), None, off),
            term(Soft::OtherDay, if other_day { each(Soft::OtherDay) } else { 0 }, None, 0),
        ];
        let one = |soft: Soft, yes: bool, who: Key| term(soft, if yes { each(soft) } else { 0 }, Some(who), 0);
        let there = span.widened(self.before_min, 0);
        let works = move |p: &&Party| p.works.on(day).iter().any(|w| w.overlaps(there));
        let parties = self.parties.iter().filter_map(move |p| one(Soft::AtWork, works(p), p.id.key()));
        let asked = move |c: &Child| c.keep_free.on(day).iter().any(|free| free.overlaps(span));
        let children = self.children.iter().flat_map(move |c| {
            let nap = is_infant(c, day) && span.overlaps(NAP);
            [one(Soft::Nap, nap, c.id.key()), one(Soft::Wish, asked(c), c.id.key())].into_iter().flatten()
        });
        let fall = move |time: &Option<Span>| time.is_none_or(|t| t.overlaps(span));
        let festivals = self.festivals.iter().filter_map(move |(who, time)| one(Soft::Festival, fall(time), *who));
        of_all.into_iter().flatten().chain(parties).chain(children).chain(festivals)
    }

    /// Their sum.
    pub(super) fn units(&self, wish: &Wish, start: Minute) -> u32 {
        self.terms(wish, start).map(|t| t.units).sum()
    }
}

/// When infants sleep and are fed. Invented: ask the carer.
const NAP: Span = Span::new(Minute::at(12, 0), Minute::at(14, 0));

fn is_infant(child: &Child, day: Day) -> bool {
    child.dob.is_some_and(|born| born + 548 > day)
}

/// Whether it is another weekday than usual, and the minutes from the usual time; neither where nothing is usual.
fn off_usual(wish: &Wish, day: Day, start: Minute) -> (bool, u16) {
    let apart = |(weekday, at): &(usize, Minute)| (*weekday != day.weekday_index(), start.0.abs_diff(at.0));
    let units = |(other, off): &(bool, u16)| off / 4 + if *other { 30 } else { 0 };
    wish.usual.iter().map(apart).min_by_key(units).unwrap_or((false, 0))
}

/// What the whole bundle costs, the dearest term first.
pub(super) fn of_bundle(day: &DayModel, wish: &Wish, session: &Session, findings: &[Finding]) -> Vec<Term> {
    let mut terms: Vec<Term> = OfDay::of(day.diary, wish, session.date).terms(wish, session.start).collect();
    for officer in &session.officers {
        terms.extend(of_officer(day, wish, session, *officer));
    }
    let arrangement = session.arrangement.and_then(|id| day.diary.get::<Arrangement>(id));
    let room = session.room.and_then(|id| day.diary.get::<Room>(id));
    terms.extend(room.into_iter().flat_map(|room| of_room(wish, arrangement, room)));
    of_legs(day, wish, session, &mut terms);
    for child in &session.children {
        let second = day.rules.taking().iter().any(|other| other.children.contains(child));
        terms.extend(term(Soft::Second, if second { each(Soft::Second) } else { 0 }, Some(child.key()), 0));
    }
    let siblings = siblings_apart(day, session);
    terms.extend(siblings.into_iter().filter_map(|c| term(Soft::SiblingApart, each(Soft::SiblingApart), Some(c), 0)));
    let risky = |other: &&&Session| {
        let halves = |s: &Session| s.start < Minute::at(13, 0);
        other.level == SupervisionLevel::CloseTwoOfficer
            && other.site == session.site
            && halves(other) == halves(session)
    };
    if session.level == SupervisionLevel::CloseTwoOfficer
        && let Some(other) = day.rules.taking().iter().find(|s| risky(s))
    {
        terms.extend(term(Soft::HighRisk, each(Soft::HighRisk), Some(other.key()), 0));
    }
    // what is priced by name above is not counted again
    let named = |f: &&Finding| !is_priced(&f.what);
    let warnings = findings.iter().filter(|f| !f.blocks()).filter(named).count() as u32;
    terms.extend(term(Soft::Warning, warnings * each(Soft::Warning), None, warnings as u16));
    terms.sort_by_key(|t| std::cmp::Reverse(t.units));
    terms
}

/// Whether a warning is one of the soft rules that are priced by name.
fn is_priced(what: &What) -> bool {
    let festival = matches!(what, What::Appointment { sort: AppointmentSort::Festival, .. });
    festival || matches!(what, What::AtWork { .. } | What::RiskNextDoor { .. } | What::LongDay { .. })
}

/// What a room costs.
pub(super) fn of_room(
    wish: &Wish,
    arrangement: Option<&Arrangement>,
    room: &Room,
) -> impl Iterator<Item = Term> + use<> {
    let other = wish.last_room.is_some_and(|last| last != room.id);
    let spare = room.features.iter().filter(|f| !arrangement.is_some_and(|a| a.room_needs.contains(f))).count() as u32;
    let who = Some(room.id.key());
    [
        term(Soft::OtherRoom, if other { each(Soft::OtherRoom) } else { 0 }, who, 0),
        term(Soft::Spare, spare * each(Soft::Spare), who, 0),
    ]
    .into_iter()
    .flatten()
}

/// What a child's time in the car costs, one way.
pub(super) fn of_ride(child: &Child, day: Day, ride: u16) -> u32 {
    let long = if is_infant(child, day) { ride.saturating_sub(30) } else { 0 };
    u32::from(ride + long) * each(Soft::Ride)
}

fn of_legs(day: &DayModel, wish: &Wish, session: &Session, terms: &mut Vec<Term>) {
    let mut seen: Vec<(Option<DriverId>, Direction, u16)> = Vec::new();
    for leg in &session.legs {
        let ride = leg.span().minutes();
        for child in leg.children.iter().filter_map(|id| day.diary.get::<Child>(*id)) {
            terms.extend(term(Soft::Ride, of_ride(child, session.date, ride), Some(child.id.key()), ride));
        }
        let journey = (leg.driver, leg.direction, leg.run);
        if leg.run != 0 && seen.contains(&journey) {
            continue;
        }
        seen.push(journey);
        let Some(driver) = leg.driver else { continue };
        if leg.mode == Transport::Taxi {
            terms.extend(term(Soft::Taxi, each(Soft::Taxi) + 14 * u32::from(ride), Some(driver.key()), ride));
        } else if !wish.drivers.is_empty() && !wish.drivers.contains(&driver) {
            terms.extend(term(Soft::NewDriver, each(Soft::NewDriver), Some(driver.key()), 0));
        }
    }
}

/// What an officer costs; what they are chosen by.
pub(super) fn of_officer<'a>(
    day: &'a DayModel,
    wish: &'a Wish,
    session: &'a Session,
    id: OfficerId,
) -> impl Iterator<Item = Term> + use<'a> {
    let who = Some(id.key());
    let new = !wish.known.is_empty() && !wish.known.contains(&id);
    let load = day.sessions_of(id);
    let officer = day.diary.get::<Officer>(id);
    let way = officer.and_then(|o| o.base).map_or(0, |base| day.diary.site_minutes(base, session.site));
    let foreign = |child: &ChildId| {
        let language = day.diary.get::<Child>(*child).map(|c| &c.language);
        language.is_some_and(|l| !is_english(l) && officer.is_some_and(|o| !speaks(o, l)))
    };
    let language = session.children.iter().any(foreign);
    [
        term(Soft::NewOfficer, if new { each(Soft::NewOfficer) } else { 0 }, who, 0),
        term(Soft::Load, u32::from(load) * each(Soft::Load), who, load),
        term(Soft::OfficerTravel, u32::from(way) * each(Soft::OfficerTravel), who, way),
        term(Soft::Language, if language { each(Soft::Language) } else { 0 }, who, 0),
    ]
    .into_iter()
    .flatten()
}

/// Brothers and sisters who have a session that day at another time, more than an hour off.
fn siblings_apart(day: &DayModel, session: &Session) -> Vec<Key> {
    let group =
        |child: &ChildId| day.diary.get::<Child>(*child).map(|c| c.sibling_group.clone()).filter(|g| !g.is_empty());
    let groups: Vec<Name> = session.children.iter().filter_map(group).collect();
    if groups.is_empty() {
        return Vec::new();
    }
    let apart = day.rules.taking().iter().filter(|o| !o.span().widened(60, 60).overlaps(session.span()));
    let siblings = apart.flat_map(|o| &o.children).filter(|c| !session.children.contains(c));
    siblings.filter(|c| group(c).is_some_and(|g| groups.contains(&g))).map(|c| c.key()).collect()
}

fn is_english(language: &Name) -> bool {
    language.is_empty() || language.eq_ignore_ascii_case("English")
}

/// The languages an officer is needed for, as `officer-needs` asks. To try those who speak them first.
pub(super) fn languages(diary: &Diary, session: &Session, arrangement: Option<&Arrangement>) -> Vec<Name> {
    let child = |id: &ChildId| diary.get::<Child>(*id).map(|c| c.interpreter.clone());
    let party = |id: &PartyId| diary.get::<Party>(*id).map(|p| p.interpreter.clone());
    let people = session.children.iter().filter_map(child).chain(session.parties.iter().filter_map(party));
    arrangement.map(|a| a.language.clone()).into_iter().chain(people).filter(|l| !is_english(l)).collect()
}

/// Whether an officer has a language.
pub(super) fn speaks(officer: &Officer, language: &Name) -> bool {
    officer.languages.iter().any(|l| l.eq_ignore_ascii_case(language))
}
