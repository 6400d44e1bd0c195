//! `now`: who is in the building, who is in a car, who comes next.

use super::*;
use crate::rules;

/// Who is where now.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Now {}

/// Who is where, as far as it is written down: what was not recorded goes by the times that were booked.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct NowView {
    /// When.
    pub at: Moment,
    /// What the shift before left the asker, until they have read it.
    pub notes: Vec<DayNote>,
    /// Who is at a site, by site and room.
    pub here: Vec<OnSite>,
    /// Who is in a car.
    pub road: Vec<OnRoad>,
    /// Who comes within the next hour.
    pub next: Vec<OnSite>,
}

/// The people of a session at its site.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct OnSite {
    /// The session.
    pub session: SessionId,
    /// The site.
    pub site: SiteId,
    /// The room.
    pub room: Option<RoomId>,
    /// From the first to come to the last to leave.
    pub span: Span,
    /// The adults who are there, or who come.
    pub adults: Vec<PartyId>,
    /// The children who are there, or who come.
    pub children: Vec<ChildId>,
    /// The officers.
    pub officers: Vec<OfficerId>,
    /// Whether their coming was written down; otherwise it goes by the booking.
    pub recorded: bool,
}

/// A journey under way.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct OnRoad {
    /// The session it is for.
    pub session: SessionId,
    /// To the session or back.
    pub direction: Direction,
    /// Leaving to arriving.
    pub span: Span,
    /// The children.
    pub children: Vec<ChildId>,
    /// The driver or officer at the wheel.
    pub by: Option<Key>,
    /// The vehicle.
    pub vehicle: Option<VehicleId>,
    /// Where it stands.
    pub status: LegStatus,
}

/// How far ahead `next` looks, in minutes.
const HOUR: i32 = 60;

/// While the adults and while the children of a session are there: as recorded, where that is, else as booked. Of a
/// no-show no adult is there.
fn presence(diary: &Diary, session: &Session, at: Minute) -> (Span, Span) {
    let times = rules::running(diary, session, at).stagger;
    let adults = Span::new(times.adult_arrive, times.adult_release);
    let absent = session.status == SessionStatus::NoShow && session.actual.adult_arrived.is_none();
    (if absent { Span::default() } else { adults }, Span::new(times.child_arrive, times.child_leave))
}

fn holds(span: Span, at: Minute) -> bool {
    span.from <= at && at < span.to
}

/// Whether a session brings people to its site.
fn at_a_site(session: &Session) -> bool {
    session.is_on_the_road() && session.level.needs_room()
}

impl OnSite {
    /// Who of a session is there at a minute; nobody, nothing.
    pub(super) fn at(diary: &Diary, session: &Session, at: Minute) -> Option<Self> {
        let (adults, children) = presence(diary, session, at);
        let (adult, child) = (holds(adults, at), holds(children, at));
        (at_a_site(session) && (adult || child)).then(|| Self {
            adults: if adult { session.parties.clone() } else { Vec::new() },
            children: if child { session.children.clone() } else { Vec::new() },
            ..Self::all(diary, session, at)
        })
    }

    /// Everybody of a session.
    fn all(diary: &Diary, session: &Session, at: Minute) -> Self {
        let (adults, children) = presence(diary, session, at);
        Self {
            session: session.id,
            site: session.site,
            room: session.room,
            span: Span::new(adults.from.min(children.from), adults.to.max(children.to)),
            adults: session.parties.clone(),
            children: session.children.clone(),
            officers: session.officers.clone(),
            recorded: session.actual.adult_arrived.is_some() || session.actual.child_arrived.is_some(),
        }
    }
}

impl OnRoad {
    /// A leg of a session.
    fn of(session: &Session, leg: &Leg) -> Self {
        Self {
            session: session.id,
            direction: leg.direction,
            span: leg.span(),
            children: leg.children.clone(),
            by: leg.driver.map(|d| d.key()).or(leg.officer.map(|o| o.key())),
            vehicle: leg.vehicle,
            status: leg.status,
        }
    }

    /// The journeys of a day under way at a minute: as recorded, where that is, else as booked.
    pub(super) fn under_way(diary: &Diary, sessions: &[&Session], at: Minute) -> Vec<Self> {
        let going = |leg: &Leg| match leg.status {
            LegStatus::Failed | LegStatus::StoodDown | LegStatus::Delivered => false,
            LegStatus::Collected => true,
            LegStatus::Planned | LegStatus::Held | LegStatus::Released => holds(leg.span(), at),
        };
        Self::legs(sessions, |session| {
            let runs = rules::running(diary, session, at);
            runs.legs.into_iter().filter(|leg| going(leg)).collect()
        })
    }

    /// The journeys that leave within some minutes.
    pub(super) fn leaving(diary: &Diary, sessions: &[&Session], at: Minute, within: i32) -> Vec<Self> {
        let waits = |leg: &Leg| matches!(leg.status, LegStatus::Planned | LegStatus::Held | LegStatus::Released);
        let soon = |leg: &Leg| at < leg.depart && leg.depart <= at.plus(within);
        Self::legs(sessions, |session| {
            let runs = rules::running(diary, session, at);
            runs.legs.into_iter().filter(|leg| waits(leg) && soon(leg)).collect()
        })
    }

    fn legs(sessions: &[&Session], legs: impl Fn(&Session) -> Vec<Leg>) -> Vec<Self> {
        let on_the_road = sessions.iter().filter(|s| s.is_on_the_road());
        let mut all: Vec<Self> =
            on_the_road.flat_map(|s| legs(s).iter().map(|leg| Self::of(s, leg)).collect::<Vec<_>>()).collect();
        all.sort_by_key(|r| (r.span.from, r.session));
        all
    }
}

impl Ask for Now {
    fn scope(&self, _: &Viewer, today: Day) -> Scope {
        Scope::day(today)
    }

    fn answer(&self, asked: &Asked) -> Result<Answer, Refusal> {
        let (diary, at) = (asked.known.diary, asked.known.now.moment());
        let sessions: Vec<&Session> = diary.day(at.day)?.filter(|s| !s.has_lapsed(at)).collect();
        let mut here: Vec<OnSite> = sessions.iter().filter_map(|s| OnSite::at(diary, s, at.minute)).collect();
        let base = |site: SiteId| diary.get::<Site>(site).is_some_and(|s| s.base);
        here.sort_by_key(|h| (!base(h.site), h.site, h.room.is_none(), h.room, h.span.from));
        let soon = at.minute.plus(HOUR);
        let comes = |on: &OnSite| at.minute < on.span.from && on.span.from <= soon;
        let ahead = sessions.iter().filter(|s| at_a_site(s) && s.status.takes_place());
        let mut next: Vec<OnSite> = ahead.map(|s| OnSite::all(diary, s, at.minute)).filter(comes).collect();
        next.sort_by_key(|n| (n.span.from, n.session));
        let road = OnRoad::under_way(diary, &sessions, at.minute);
        Ok(Answer::Now(NowView { at, notes: notes::unread(&asked.known), here, road, next }))
    }
}

/// Takes out of journeys whom the asker may not know.
pub(super) fn see_road(cut: &Cutter, road: &mut [OnRoad]) {
    let may = |id: SessionId| cut.diary.get::<Session>(id).is_some_and(|s| cut.viewer.may_know_session(cut.diary, s));
    road.iter_mut().filter(|on| !may(on.session)).for_each(|on| on.children.clear());
}

/// Every key of journeys.
pub(super) fn road_keys(road: &[OnRoad], keys: &mut Vec<Key>) {
    for on in road {
        keys.extend(on.children.iter().map(|c| c.key()).chain(on.by).chain(on.vehicle.map(|v| v.key())));
    }
}

impl Seen for NowView {
    fn see(&mut self, cut: &Cutter) -> Result<(), Refusal> {
        let may =
            |id: SessionId| cut.diary.get::<Session>(id).is_some_and(|s| cut.viewer.may_know_session(cut.diary, s));
        for on in self.here.iter_mut().chain(&mut self.next).filter(|on| !may(on.session)) {
            on.adults.clear();
            on.children.clear();
        }
        see_road(cut, &mut self.road);
        Ok(())
    }

    fn keys(&self, keys: &mut Vec<Key>) {
        for on in self.here.iter().chain(&self.next) {
            keys.extend(on.adults.iter().map(|p| p.key()).chain(on.children.iter().map(|c| c.key())));
            keys.extend(on.officers.iter().map(|o| o.key()).chain(on.room.map(|r| r.key())).chain([on.site.key()]));
        }
        road_keys(&self.road, keys);
    }
}
