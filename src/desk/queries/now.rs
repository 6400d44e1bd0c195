//! `now`: who is in the building, who is in a car, who comes next.

use super::*;

/// Who is where now.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Now {}

/// Who is where, as far as it is written down: what was not recorded goes by the times that were booked.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct NowView {
    /// When.
    pub at: Moment,
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

/// While the adults and while the children of a session are there: as recorded, where that is, else as booked.
fn presence(session: &Session) -> (Span, Span) {
    let (times, actual) = (session.stagger, session.actual);
    let late = |end: Minute| actual.ended.map_or(end, |ended| ended.plus(i32::from(end.0) - i32::from(session.end.0)));
    let adults = Span::new(actual.adult_arrived.unwrap_or(times.adult_arrive), late(times.adult_release));
    let children = Span::new(actual.child_arrived.unwrap_or(times.child_arrive), late(times.child_leave));
    (adults, children)
}

fn holds(span: Span, at: Minute) -> bool {
    span.from <= at && at < span.to
}

/// Whether a session brings people to its site.
fn at_a_site(session: &Session) -> bool {
    session.status.takes_place() && session.level.needs_room()
}

impl OnSite {
    /// Who of a session is there at a minute; nobody, nothing.
    pub(super) fn at(session: &Session, at: Minute) -> Option<Self> {
        let (adults, children) = presence(session);
        let (adult, child) = (holds(adults, at), holds(children, at));
        (at_a_site(session) && (adult || child)).then(|| Self {
            adults: if adult { session.parties.clone() } else { Vec::new() },
            children: if child { session.children.clone() } else { Vec::new() },
            ..Self::all(session)
        })
    }

    /// Everybody of a session.
    fn all(session: &Session) -> Self {
        let (adults, children) = presence(session);
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

impl Ask for Now {
    fn scope(&self, _: &Viewer, today: Day) -> Scope {
        Scope::day(today)
    }

    fn answer(&self, asked: &Asked) -> Result<Answer, Refusal> {
        let (diary, at) = (asked.known.diary, asked.known.now.moment());
        let sessions: Vec<&Session> = diary.day(at.day)?.filter(|s| !s.has_lapsed(at)).collect();
        let mut here: Vec<OnSite> = sessions.iter().filter_map(|s| OnSite::at(s, at.minute)).collect();
        let base = |site: SiteId| diary.get::<Site>(site).is_some_and(|s| s.base);
        here.sort_by_key(|h| (!base(h.site), h.site, h.room.is_none(), h.room, h.span.from));
        let soon = at.minute.plus(HOUR);
        let comes = |on: &OnSite| at.minute < on.span.from && on.span.from <= soon;
        let mut next: Vec<OnSite> =
            sessions.iter().filter(|s| at_a_site(s)).map(|s| OnSite::all(s)).filter(comes).collect();
        next.sort_by_key(|n| (n.span.from, n.session));
        let going = |leg: &&Leg| {
            holds(leg.span(), at.minute)
                && !matches!(leg.status, LegStatus::Failed | LegStatus::StoodDown | LegStatus::Delivered)
        };
        let road = |session: &&Session| {
            let id = session.id;
            let on_road = move |leg: &Leg| OnRoad {
                session: id,
                direction: leg.direction,
                span: leg.span(),
                children: leg.children.clone(),
                by: leg.driver.map(|d| d.key()).or(leg.officer.map(|o| o.key())),
                vehicle: leg.vehicle,
                status: leg.status,
            };
            session.legs.iter().filter(going).map(on_road).collect::<Vec<_>>()
        };
        let mut road: Vec<OnRoad> = sessions.iter().filter(|s| s.status.takes_place()).flat_map(road).collect();
        road.sort_by_key(|r| (r.span.from, r.session));
        Ok(Answer::Now(NowView { at, here, road, next }))
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
        self.road.iter_mut().filter(|on| !may(on.session)).for_each(|on| on.children.clear());
        Ok(())
    }

    fn keys(&self, keys: &mut Vec<Key>) {
        for on in self.here.iter().chain(&self.next) {
            keys.extend(on.adults.iter().map(|p| p.key()).chain(on.children.iter().map(|c| c.key())));
            keys.extend(on.officers.iter().map(|o| o.key()).chain(on.room.map(|r| r.key())).chain([on.site.key()]));
        }
        for on in &self.road {
            keys.extend(on.children.iter().map(|c| c.key()).chain(on.by).chain(on.vehicle.map(|v| v.key())));
        }
    }
}
