//! What is to be placed: a session without a day, with what is known of it and what may still be chosen.

use crate::domain::*;

/// A session that looks for a place.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Wish {
    /// What is known: arrangement, children, adults, level, what it makes up for; its number where it is to be placed
    /// anew. Its day, time, room, officers and legs are not looked at.
    pub session: Session,
    /// How long, in minutes.
    pub minutes: u16,
    /// The sites it may be at, the preferred first.
    pub sites: Vec<SiteId>,
    /// The room, where one is said.
    pub room: Option<RoomId>,
    /// The officers, where they are said.
    pub officers: Option<Vec<OfficerId>>,
    /// The legs, where they are said.
    pub legs: Option<Vec<Leg>>,
    /// How each child comes.
    pub transport: Vec<ChildTransport>,
    /// Officers the child knows, the best known first.
    pub known: Vec<OfficerId>,
    /// Drivers the children know.
    pub drivers: Vec<DriverId>,
    /// The room of the last session.
    pub last_room: Option<RoomId>,
    /// The weekdays (0 for Monday) and times it usually happens: the arrangement's, else those of what it replaces.
    pub usual: Vec<(usize, Minute)>,
    /// Where it is now, which is no other slot.
    pub now_at: Option<(Day, Minute)>,
    /// The day from which waiting counts.
    pub since: Day,
    /// The last day it is of full use: 14 days after what it makes up for (DOMAIN 3c S12), the target of one who waits.
    pub by: Option<Day>,
}

/// How far back the finder looks for who has looked after and driven a child.
pub(crate) const LOOK_BACK: i32 = 56;

impl Wish {
    /// The next session of an arrangement. `since`: the day from which waiting counts.
    pub fn of_arrangement(diary: &Diary, arrangement: &Arrangement, since: Day) -> Self {
        let session = Session {
            arrangement: Some(arrangement.id),
            children: arrangement.children.clone(),
            parties: arrangement.parties.clone(),
            level: arrangement.level,
            sort: arrangement.sort,
            status: SessionStatus::Booked,
            ..Session::default()
        };
        let mut wish = Self {
            minutes: arrangement.length_min.unwrap_or(90),
            sites: sites(diary, Some(arrangement)),
            transport: transport(Some(arrangement), &session.children, None),
            known: arrangement.usual_officers.clone(),
            usual: usual(Some(arrangement), None),
            by: arrangement.target_on,
            session,
            since,
            ..Self::default()
        };
        wish.learn(diary, since);
        wish
    }

    /// A session placed anew: the same one while it is still ahead, else one that makes up for it.
    pub fn of_session(diary: &Diary, old: &Session, since: Day) -> Self {
        let arrangement = old.arrangement.and_then(|id| diary.get::<Arrangement>(id));
        let moved = old.status.is_ahead();
        // what was held too long looks for a place as if it were held again
        let held_until = old
            .held_until
            .map(|until| if old.has_lapsed(diary.now) { Moment::new(Day::MAX, Minute(0)) } else { until });
        let bare = Session {
            room: None,
            officers: Vec::new(),
            legs: Vec::new(),
            status: if old.status == SessionStatus::Held { SessionStatus::Held } else { SessionStatus::Booked },
            confirmations: Vec::new(),
            held_until,
            ..old.clone()
        };
        let session = if moved {
            bare
        } else {
            Session {
                arrangement: bare.arrangement,
                sort: bare.sort,
                assessor: bare.assessor,
                report_due: bare.report_due,
                children: bare.children,
                parties: bare.parties,
                level: bare.level,
                status: SessionStatus::Booked,
                makeup_of: Some(old.id),
                ..Session::default()
            }
        };
        let mut known = old.officers.clone();
        known.extend(arrangement.iter().flat_map(|a| &a.usual_officers).filter(|o| !old.officers.contains(o)));
        let mut allowed = sites(diary, arrangement);
        allowed.retain(|site| *site != old.site);
        allowed.insert(0, old.site);
        let owed = if moved || old.makeup_owed_min == 0 { old.span().minutes() } else { old.makeup_owed_min };
        let mode = old.legs.first().map(|leg| leg.mode);
        let mut wish = Self {
            minutes: owed.max(1),
            sites: allowed,
            transport: transport(arrangement, &session.children, mode),
            known,
            last_room: old.room,
            usual: usual(arrangement, Some((old.date, old.start))),
            by: (!moved).then(|| old.date + 14),
            now_at: moved.then_some((old.date, old.start)),
            session,
            since,
            ..Self::default()
        };
        wish.learn(diary, since);
        wish
    }

    /// What the last sessions of the children tell: who looked after and drove them, and in which room.
    fn learn(&mut self, diary: &Diary, since: Day) {
        let days = (since - LOOK_BACK).to(since).filter(|day| diary.has(*day));
        let ours = |s: &&Session| {
            s.arrangement == self.session.arrangement
                && s.status.takes_place()
                && s.children.iter().any(|c| self.session.children.contains(c))
        };
        let last: Vec<&Session> = days.filter_map(|day| diary.day(day).ok()).flatten().filter(ours).collect();
        for session in last.iter().rev() {
            let new = session.officers.iter().filter(|o| !self.known.contains(o)).copied().collect::<Vec<_>>();
            self.known.extend(new);
            let drivers = session.legs.iter().filter_map(|leg| leg.driver);
            let new = drivers.filter(|d| !self.drivers.contains(d)).collect::<Vec<_>>();
            self.drivers.extend(new);
            self.last_room = self.last_room.or(session.room);
        }
    }
}

/// Where it may be: the arrangement's sites, else the base.
pub(crate) fn sites(diary: &Diary, arrangement: Option<&Arrangement>) -> Vec<SiteId> {
    let permitted = arrangement.map_or(&[][..], |a| &a.sites);
    if permitted.is_empty() { base(diary).into_iter().collect() } else { permitted.to_vec() }
}

/// The weekdays and times an arrangement usually happens; those of a session, where it does not say.
pub(crate) fn usual(arrangement: Option<&Arrangement>, last: Option<(Day, Minute)>) -> Vec<(usize, Minute)> {
    let weekdays = arrangement.into_iter().flat_map(|a| a.pattern.0.iter().enumerate());
    let mut usual: Vec<(usize, Minute)> =
        weekdays.flat_map(|(weekday, spans)| spans.iter().map(move |span| (weekday, span.from))).collect();
    if usual.is_empty() {
        usual.extend(last.map(|(day, at)| (day.weekday_index(), at)));
    }
    usual
}

/// The service's base, or the first site there is.
fn base(diary: &Diary) -> Option<SiteId> {
    diary.open::<Site>().find(|s| s.base).or_else(|| diary.open::<Site>().next()).map(|s| s.id)
}

/// How each child comes: as its arrangement says for it, else for all, else as last time.
pub(crate) fn transport(
    arrangement: Option<&Arrangement>,
    children: &[ChildId],
    last: Option<Transport>,
) -> Vec<ChildTransport> {
    let all = arrangement.map(|a| a.transport).or(last).unwrap_or_default();
    let own = |child: &ChildId| arrangement.and_then(|a| a.transport_for.iter().find(|t| t.child == *child));
    children.iter().map(|child| own(child).copied().unwrap_or(ChildTransport { child: *child, how: all })).collect()
}
