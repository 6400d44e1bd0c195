//! `siblings.book`: brothers and sisters as one set: together, apart, or partly, with cars shared where they share a door.

use super::*;
use crate::desk::{No, series};
use crate::{planner, rules};

/// Books the contact of a set of siblings on one day, in one entry: all of it, or nothing.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SiblingsBook {
    /// The set, by the children's sibling group; or name the children.
    #[serde(default)]
    pub group: Name,
    /// The children, instead.
    #[serde(default)]
    pub children: Vec<ChildId>,
    /// The day.
    pub date: Day,
    /// They begin at.
    pub start: Minute,
    /// How long; each arrangement's own length where it is left out.
    #[serde(default)]
    pub minutes: Option<u16>,
    /// Who is with whom; all together where nothing is said.
    #[serde(default)]
    pub parts: Vec<SiblingPart>,
    /// Hold it only.
    #[serde(default)]
    pub held: bool,
}

/// Some of the siblings, in one room.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct SiblingPart {
    /// The children.
    pub children: Vec<ChildId>,
    /// Their arrangement; found by the children where it is left out.
    pub arrangement: Option<ArrangementId>,
    /// Their own start, where it is another.
    pub start: Option<Minute>,
    /// The adults.
    pub parties: Option<Vec<PartyId>>,
    /// The room.
    pub room: Option<RoomId>,
    /// The officers, the lead first.
    pub officers: Option<Vec<OfficerId>>,
}

impl SiblingsBook {
    /// The children of the set.
    fn set(&self, known: &Known) -> Result<Vec<ChildId>, Refusal> {
        let set: Vec<ChildId> = match (self.group.is_empty(), self.children.is_empty()) {
            (true, false) => self.children.clone(),
            (false, true) => {
                let theirs = known.diary.open::<Child>().filter(|c| c.sibling_group.eq_ignore_ascii_case(&self.group));
                theirs.map(|c| c.id).collect()
            }
            _ => return Err(Refusal::usage("group", "name either the sibling group or the children")),
        };
        if set.is_empty() {
            let what = format!("no child belongs to a sibling group called {}", civil::quoted(&self.group));
            return Err(Refusal::usage("group", what).hinted("the field sibling group of a child says"));
        }
        for child in &set {
            known.open::<Child>(*child)?;
            if !known.viewer.may_know(known.diary, child.key()) {
                return Err(Refusal::new(No::NotPermitted, format!("{child} belongs to a restricted case")));
            }
        }
        Ok(set)
    }

    /// Who is with whom: every child of the set, once.
    fn parts(&self, set: Vec<ChildId>) -> Result<Vec<SiblingPart>, Refusal> {
        if self.parts.is_empty() {
            return Ok(vec![SiblingPart { children: set, ..SiblingPart::default() }]);
        }
        let named: Vec<ChildId> = self.parts.iter().flat_map(|part| part.children.iter().copied()).collect();
        if let Some(twice) = named.iter().enumerate().find(|(i, c)| named[..*i].contains(c)) {
            return Err(Refusal::usage("parts", format!("{} is in two parts", twice.1)));
        }
        if let Some(left) = set.iter().find(|c| !named.contains(c)) {
            return Err(Refusal::usage("parts", format!("{left} of the set is in no part"))
                .hinted("every child is in one; leave a child out by naming the children instead of the group"));
        }
        if let Some(other) = named.iter().find(|c| !set.contains(c)) {
            return Err(Refusal::usage("parts", format!("{other} does not belong to the set")));
        }
        Ok(self.parts.clone())
    }
}

/// Lets a session's children ride with those of another that is already put together, where they go the same way at the same
/// time and the car has seats for all. The other then says so too.
fn ride_along(diary: &mut Diary, others: &mut [Session], session: &mut Session) {
    for at in 0..session.legs.len() {
        let mine = session.legs[at].clone();
        if matches!(mine.mode, Transport::Carer | Transport::Public) {
            continue;
        }
        let same = |leg: &Leg| {
            (leg.direction, &leg.from, &leg.to, leg.depart, leg.arrive)
                == (mine.direction, &mine.from, &mine.to, mine.depart, mine.arrive)
                && (leg.driver.is_some() || leg.officer.is_some())
        };
        let shared = others.iter().enumerate().find_map(|(i, s)| Some((i, s.legs.iter().position(same)?)));
        let Some((other, leg)) = shared else { continue };
        let run = match others[other].legs[leg].run {
            0 => next_run(diary, session.date, others),
            run => run,
        };
        let with = others[other].legs[leg].clone();
        let (mut host, mut guest) = (others[other].clone(), session.clone());
        // a car of ours has the seats it has, a taxi those it is asked to fit
        let taxi = with.mode == Transport::Taxi;
        let more = planner::seats_for(diary, &mine.children, session.date);
        let seats = if taxi { with.seats.and(more) } else { with.seats };
        host.legs[leg] = Leg { run, seats, ..with.clone() };
        let Leg { mode, driver, officer, vehicle, .. } = with;
        guest.legs[at] = Leg { mode, driver, officer, vehicle, run, seats, ..mine };
        let mut tried = diary.clone();
        tried.apply(&Change::of(others[other].clone(), host.clone()));
        let fits =
            |s: &Session| rules::check(&tried, s).is_ok_and(|f| !f.iter().any(|f| f.blocks() && f.part == Part::Legs));
        let mut alone = guest.clone();
        // the guest's other legs are seen to in their turn
        alone.legs.retain(|leg| *leg == guest.legs[at]);
        let complaint = |f: &Finding| f.blocks() && f.part == Part::Legs && !matches!(f.what, What::NoLeg { .. });
        if fits(&host) && rules::check(&tried, &alone).is_ok_and(|found| !found.iter().any(complaint)) {
            *diary = tried;
            others[other] = host;
            *session = guest;
        }
    }
}

/// A run number that no car has that day.
fn next_run(diary: &Diary, day: Day, others: &[Session]) -> u16 {
    let stored = diary.day(day).into_iter().flatten().flat_map(|s| &s.legs);
    stored.chain(others.iter().flat_map(|s| &s.legs)).map(|leg| leg.run).max().unwrap_or(0) + 1
}

impl Decide for SiblingsBook {
    fn scope(&self, _: &Viewer) -> Scope {
        Scope::day(self.date)
    }

    fn decide(&self, known: &Known) -> Result<Decided, Refusal> {
        let parts = self.parts(self.set(known)?)?;
        let mut diary = known.diary.clone();
        let mut sessions: Vec<Session> = Vec::new();
        for part in parts {
            let ask = SessionBook {
                date: self.date,
                start: part.start.unwrap_or(self.start),
                minutes: self.minutes,
                arrangement: part.arrangement,
                children: Some(part.children),
                parties: part.parties,
                room: part.room,
                officers: part.officers,
                held: self.held,
                ..SessionBook::default()
            };
            let (mut session, _) = series::proposed(&diary, &ask, known.today())?;
            session.id = SessionId(diary.head.take(Kind::Session));
            ride_along(&mut diary, &mut sessions, &mut session);
            diary.apply(&Change::new(session.clone()));
            sessions.push(session);
        }
        let changes = sessions.into_iter().map(Change::new).collect();
        Ok(Decided { changes, ..Decided::default() })
    }

    fn args(&self) -> String {
        crate::codec::json(self)
    }
}
