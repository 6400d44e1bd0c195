//! What is said, from findings and answers made by hand.

mod answers;
mod fields;
mod findings;

use super::*;
use crate::desk::queries::*;
use crate::desk::{About, Done, Here, Names, No, Refusal, WrongAt};

const FRIDAY: &str = "2026-11-27";

fn friday() -> Day {
    FRIDAY.parse().unwrap()
}

fn names() -> Names {
    let named = [
        (ChildId(12).key(), "Amara Khan"),
        (ChildId(13).key(), "Theo Reid"),
        (PartyId(3).key(), "Kelly Reid"),
        (PartyId(4).key(), "Dean Reid"),
        (CarerId(2).key(), "the Osman household"),
        (ArrangementId(7).key(), "Amara Khan with Kelly Reid"),
        (AgreementId(9).key(), "agreement for Amara Khan with Kelly Reid"),
        (SessionId(107).key(), "Theo Reid"),
        (SessionId(142).key(), "Amara Khan"),
        (SiteId(1).key(), "St Andrew's"),
        (SiteId(2).key(), "Mayfield"),
        (RoomId(1).key(), "Oak"),
        (RoomId(2).key(), "Elm"),
        (ClosureId(1).key(), "flooring"),
        (SchoolCalendarId(1).key(), "Shaftesbury Junior"),
        (OfficerId(1).key(), "T. Shah"),
        (DriverId(1).key(), "D. Osei"),
        (VehicleId(2).key(), "Car 2"),
    ];
    Names(named.into_iter().map(|(key, name)| (key, name.to_owned())).collect())
}

fn at(hour: u16, minute: u16) -> Minute {
    Minute::at(hour, minute)
}

fn span(text: &str) -> Span {
    text.parse().unwrap()
}

fn about(session: u32, what: What) -> About {
    let rule = RuleName::new("test");
    About {
        session: SessionId(session),
        finding: Finding { rule, severity: Severity::Block, part: Part::Session, what },
    }
}

fn session() -> Session {
    let leg = Leg {
        children: vec![ChildId(12)],
        from: Place::School(SchoolCalendarId(1)),
        to: Place::Site(SiteId(1)),
        depart: at(15, 35),
        arrive: at(15, 55),
        mode: Transport::Council,
        driver: Some(DriverId(1)),
        vehicle: Some(VehicleId(2)),
        ..Leg::default()
    };
    let back = Leg {
        direction: Direction::Return,
        from: Place::Site(SiteId(1)),
        to: Place::Carer(CarerId(2)),
        depart: at(17, 35),
        arrive: at(17, 55),
        ..leg.clone()
    };
    Session {
        id: SessionId(142),
        arrangement: Some(ArrangementId(7)),
        children: vec![ChildId(12)],
        parties: vec![PartyId(3)],
        date: friday(),
        start: at(16, 0),
        end: at(17, 30),
        site: SiteId(1),
        room: Some(RoomId(1)),
        officers: vec![OfficerId(1)],
        status: SessionStatus::Booked,
        legs: vec![leg, back],
        ..Session::default()
    }
}

/// A session as the cut leaves it to someone who may not know whose it is.
fn restricted() -> Session {
    Session {
        id: SessionId(107),
        date: friday(),
        start: at(14, 0),
        end: at(15, 30),
        site: SiteId(1),
        room: Some(RoomId(2)),
        officers: vec![OfficerId(1)],
        status: SessionStatus::Confirmed,
        ..Session::default()
    }
}

fn said(answer: Answer, width: usize) -> String {
    super::answer(&Answered { answer, names: names() }, friday(), width)
}
