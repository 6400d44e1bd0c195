//! What a caller may hear of a session: one function for each sort of caller, into a type that has no field for more. Pure.

use super::queries::{Heard, More, Run, Stands, Way};
use crate::domain::*;

/// What a caller may hear of a session: nothing where it is not theirs; a driver each run of theirs, a carer each group of
/// children that comes and goes alike.
pub(crate) fn of(diary: &Diary, caller: Caller, session: &Session) -> Vec<Heard> {
    let held = !session.has_lapsed(diary.now);
    let Some(stands) = stands(caller, session).filter(|_| held) else { return Vec::new() };
    match caller {
        Caller::Family(id) => family(id, session, stands).into_iter().collect(),
        Caller::Carer(id) => carer(diary, id, session, stands),
        Caller::Driver(id) => driver(diary, id, session, stands),
        Caller::Officer(id) => officer(id, session, stands).into_iter().collect(),
        Caller::SocialWorker(id) => social_worker(id, session, stands).into_iter().collect(),
    }
}

/// How a session stands, as a caller may hear it; nothing where it is not for them to hear of.
///
/// What is held is not promised: only who works with it hears of it. A family hears neither of the other adults nor of the
/// child on the road: when a child is fetched is not theirs to know (H11).
fn stands(caller: Caller, session: &Session) -> Option<Stands> {
    use SessionStatus as S;
    let family = matches!(caller, Caller::Family(_));
    let colleague = matches!(caller, Caller::Officer(_) | Caller::SocialWorker(_));
    match session.status {
        S::Held if colleague => Some(Stands::Held),
        S::Draft | S::Held => None,
        S::Booked => Some(Stands::Booked),
        S::Confirmed | S::ChildCollected | S::AdultArrived if family => Some(Stands::Booked),
        S::Confirmed => Some(Stands::Confirmed),
        S::ChildCollected | S::AdultArrived | S::InProgress => Some(Stands::UnderWay),
        S::CancelledInAdvance | S::CancelledOnDay => Some(Stands::Cancelled),
        S::Ended | S::ChildHome | S::Recorded | S::SignedOff | S::NoShow | S::Aborted | S::PartAttended => {
            Some(Stands::Over)
        }
    }
}

fn heard(session: &Session, span: Span, stands: Stands, more: More) -> Heard {
    Heard { session: session.id, date: session.date, span, site: session.site, stands, more }
}

fn family(id: PartyId, session: &Session, stands: Stands) -> Option<Heard> {
    session.parties.contains(&id).then(|| {
        let own = session.confirmations.iter().find(|c| c.who == Some(id.key()));
        let more = More::Family {
            children: session.children.clone(),
            arrive: session.stagger.adult_arrive,
            leave: session.stagger.adult_release,
            said: own.map(|c| c.result),
        };
        heard(session, session.span(), stands, more)
    })
}

fn carer(diary: &Diary, id: CarerId, session: &Session, stands: Stands) -> Vec<Heard> {
    let lives_here = |child: &&ChildId| diary.placement(**child, session.date).is_some_and(|p| p.carer == id);
    let mut groups: Vec<(Way, Way, Vec<ChildId>)> = Vec::new();
    for child in session.children.iter().filter(lives_here) {
        let [out, back] = [Direction::Out, Direction::Return].map(|way| way_of(diary, id, session, *child, way));
        match groups.iter_mut().find(|(o, b, _)| (o, b) == (&out, &back)) {
            Some((_, _, children)) => children.push(*child),
            None => groups.push((out, back, vec![*child])),
        }
    }
    let group = |(out, back, children)| {
        let more = More::Carer { children, with: session.parties.clone(), out, back };
        heard(session, session.span(), stands, more)
    };
    groups.into_iter().map(group).collect()
}

/// How a child leaves a carer's door, or comes back to it.
fn way_of(diary: &Diary, carer: CarerId, session: &Session, child: ChildId, direction: Direction) -> Way {
    let mut legs = session.legs.iter().filter(|l| l.direction == direction && l.children.contains(&child)).peekable();
    let transport =
        session.arrangement.and_then(|a| diary.get::<Arrangement>(a)).map_or(Transport::Carer, |a| a.transport);
    let times = session.stagger;
    if legs.peek().is_none() {
        let when = if direction == Direction::Out { times.child_arrive } else { times.child_leave };
        return match transport {
            Transport::Carer => Way::Carer(when),
            Transport::Public => Way::Public(when),
            _ => Way::Open,
        };
    }
    let at_door = |leg: &&Leg| match direction {
        Direction::Out => leg.from == Place::Carer(carer),
        Direction::Return => leg.to == Place::Carer(carer),
    };
    legs.find(at_door).map_or(Way::Elsewhere, |leg| Way::Door {
        at: if direction == Direction::Out { leg.depart } else { leg.arrive },
        mode: leg.mode,
        by: leg.driver.map(|d| d.key()).or(leg.officer.map(|o| o.key())),
    })
}

fn run(leg: &Leg) -> Run {
    Run { depart: leg.depart, arrive: leg.arrive, from: leg.from.clone(), to: leg.to.clone() }
}

fn driver(diary: &Diary, id: DriverId, session: &Session, stands: Stands) -> Vec<Heard> {
    // whom to ask for at the door, and no family's name
    let called = |child: &ChildId| {
        let child = diary.get::<Child>(*child)?;
        let name = if child.known_as.is_empty() { &child.name } else { &child.known_as };
        name.split_whitespace().next().and_then(|first| first.parse().ok())
    };
    let own = |leg: &&Leg| leg.driver == Some(id) || leg.escort == Some(id);
    let more = |leg: &Leg| More::Driver {
        called: leg.children.iter().filter_map(called).collect(),
        run: run(leg),
        vehicle: leg.vehicle,
        leg: leg.status,
    };
    session.legs.iter().filter(own).map(|leg| heard(session, leg.span(), stands, more(leg))).collect()
}

fn officer(id: OfficerId, session: &Session, stands: Stands) -> Option<Heard> {
    let drives: Vec<Run> = session.legs.iter().filter(|l| l.officer == Some(id)).map(run).collect();
    (session.officers.contains(&id) || !drives.is_empty()).then(|| {
        let more = More::Officer {
            children: session.children.clone(),
            with: session.parties.clone(),
            officers: session.officers.iter().copied().filter(|o| *o != id).collect(),
            room: session.room,
            level: session.level,
            times: session.stagger,
            drives,
        };
        heard(session, session.span(), stands, more)
    })
}

fn social_worker(id: ChildId, session: &Session, stands: Stands) -> Option<Heard> {
    session.children.contains(&id).then(|| {
        let more = More::SocialWorker {
            child: id,
            with: session.parties.clone(),
            officers: session.officers.clone(),
            level: session.level,
        };
        heard(session, session.span(), stands, more)
    })
}
