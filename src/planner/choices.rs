//! What may be chosen on one day at one site, worked out once: the rooms that would do and the officers there are, the
//! cheapest first. A time then only asks who and what is free, which is how the finder passes over the hopeless ones.

use super::cost;
use super::model::DayModel;
use super::transport;
use super::wish::Wish;
use crate::domain::*;

/// What may be chosen on one day at one site.
pub(super) struct Choices<'a> {
    pub(super) site: SiteId,
    pub(super) arrangement: Option<&'a Arrangement>,
    /// How many officers it takes at least; the rules may say that it takes more.
    pub(super) needed: usize,
    /// Rooms that hold everyone and have what is needed, with what each costs. None where a room is said or none is needed.
    rooms: Vec<(u32, &'a Room)>,
    /// Officers with what each costs, those who speak the language first. None where they are said.
    officers: Vec<Choice>,
    /// What the least time in the car costs.
    ride: u32,
}

/// An officer who may be chosen.
struct Choice {
    /// What they cost.
    units: u32,
    officer: OfficerId,
    /// When they work; nothing where nobody has said.
    works: Option<Vec<Span>>,
    /// When they are away.
    away: Vec<Span>,
}

impl<'a> Choices<'a> {
    pub(super) fn of(day: &DayModel<'a>, wish: &Wish, site: SiteId) -> Self {
        let arrangement = wish.session.arrangement.and_then(|id| day.diary.get::<Arrangement>(id));
        let session = Session { date: day.day, site, ..wish.session.clone() };
        let said = arrangement.and_then(|a| a.officers_needed).map_or(0, usize::from);
        let needed = if session.sort.is_meeting() { 0 } else { session.level.officers().max(said) };
        let ride = if wish.legs.is_some() { 0 } else { transport::least_ride(day, wish, &session) };
        let mut choices = Self { site, arrangement, needed, rooms: Vec::new(), officers: Vec::new(), ride };
        if wish.room.is_none() && session.level.needs_room() {
            choices.rooms = rooms(day, wish, &session, arrangement, needed);
        }
        if wish.officers.is_none() {
            choices.officers = officers(day, wish, &session, arrangement);
        }
        choices
    }

    /// The rooms that may be free, the cheapest first. The rules have the last word.
    pub(super) fn rooms(&self, day: &DayModel, span: Span) -> impl Iterator<Item = (u32, RoomId)> {
        self.rooms.iter().filter(move |(_, room)| day.room_free(room, span)).map(|(units, room)| (*units, room.id))
    }

    /// The officers who may be at work and free, the cheapest first. The rules have the last word.
    pub(super) fn officers(&self, day: &DayModel, there: Span) -> impl Iterator<Item = (u32, OfficerId)> {
        let may = move |c: &&Choice| {
            let works = c.works.as_ref().is_none_or(|hours| hours.iter().any(|h| h.holds(there)));
            works && !c.away.iter().any(|gone| gone.overlaps(there)) && day.officer_free(c.officer, there)
        };
        self.officers.iter().filter(may).map(|c| (c.units, c.officer))
    }

    /// What room, officers and cars cost at least at a time, or the rule that refuses it because none are left.
    pub(super) fn least(&self, day: &DayModel, wish: &Wish, start: Minute) -> Result<u32, RuleName> {
        let span = Span::new(start, start.plus(i32::from(wish.minutes)));
        let mut least = self.ride;
        if wish.room.is_none() && wish.session.level.needs_room() {
            let room = self.rooms(day, span).next();
            least += room.ok_or(RuleName::new("room-named"))?.0;
        }
        if wish.officers.is_none() && self.needed > 0 {
            let there = self.times(day.diary, wish, span).on_site(span);
            let team: Vec<u32> = self.officers(day, there).take(self.needed).map(|(units, _)| units).collect();
            if team.len() < self.needed {
                return Err(RuleName::new("officers-needed"));
            }
            least += team.iter().sum::<u32>();
        }
        Ok(least)
    }

    /// When everyone comes and goes.
    pub(super) fn times(&self, diary: &Diary, wish: &Wish, span: Span) -> Stagger {
        if wish.session.sort.is_meeting() {
            let Span { from, to } = span;
            return Stagger { adult_arrive: from, child_arrive: from, child_leave: to, adult_release: to };
        }
        super::stagger(diary, self.arrangement, span.from, span.to)
    }
}

/// The rooms of a site that hold everyone and have what is needed.
fn rooms<'a>(
    day: &DayModel<'a>,
    wish: &Wish,
    session: &Session,
    arrangement: Option<&Arrangement>,
    officers: usize,
) -> Vec<(u32, &'a Room)> {
    let people = session.children_there().len() + session.parties.len() + officers;
    let needs = arrangement.map_or(&[][..], |a| &a.room_needs);
    let does = |room: &&Room| {
        room.site == session.site
            && usize::from(room.capacity) >= people
            && needs.iter().all(|need| room.features.contains(need))
    };
    let priced = |room: &'a Room| (cost::of_room(wish, arrangement, room).map(|t| t.units).sum(), room);
    let mut rooms: Vec<(u32, &Room)> = day.diary.open::<Room>().filter(does).map(priced).collect();
    // of those that cost the same the smallest, so that the large ones are kept for those who need them
    rooms.sort_by_key(|(units, room)| (*units, room.capacity, room.id));
    rooms
}

/// The officers there are: those who speak the language first, of these the cheapest, of those who cost the same whoever
/// the child knows best.
fn officers(day: &DayModel, wish: &Wish, session: &Session, arrangement: Option<&Arrangement>) -> Vec<Choice> {
    let languages = cost::languages(day.diary, session, arrangement);
    let mut officers: Vec<(bool, u32, usize, Choice)> = Vec::new();
    for officer in day.diary.open::<Officer>() {
        let speaks = languages.iter().all(|l| cost::speaks(officer, l));
        let units = cost::of_officer(day, wish, session, officer.id).map(|t| t.units).sum();
        let known = wish.known.iter().position(|k| *k == officer.id).unwrap_or(usize::MAX);
        let works = day.diary.rostered(officer, day.day);
        let away = day.diary.gone(officer.id.key(), day.day).map(|gone| gone.span).collect();
        officers.push((!speaks, units, known, Choice { units, officer: officer.id, works, away }));
    }
    officers.sort_by_key(|(foreign, units, known, choice)| (*foreign, *units, *known, choice.officer));
    officers.into_iter().map(|(.., choice)| choice).collect()
}
