//! Every finding, in a sentence.

use super::*;
use std::collections::BTreeSet;

const ELM: Key = RoomId(2).key();
const SHAH: Key = OfficerId(1).key();
const CHILD: ChildId = ChildId(12);

/// Who is taken, shut, away or out of hours.
fn hours() -> Vec<What> {
    let (elm, shah, child) = (ELM, SHAH, CHILD);
    let taken = |who, gap, gap_min, free_from| What::Taken {
        who,
        by: SessionId(107),
        during: span("14:00-15:30"),
        gap,
        gap_min,
        free_from,
    };
    vec![
        taken(elm, Gap::None, 0, at(15, 30)),
        taken(elm, Gap::ClearDown, 15, at(15, 45)),
        taken(shah, Gap::Travel, 25, at(15, 55)),
        taken(PartyId(99).key(), Gap::None, 0, Minute::END),
        What::Shut { place: elm, closure: ClosureId(1), until: at(13, 0), last: friday() },
        What::Shut { place: SiteId(2).key(), closure: ClosureId(50), until: Minute::END, last: friday() + 3 },
        What::OutsideHours { who: None, hours: vec![], asked: span("16:00-17:30") },
        What::OutsideHours { who: None, hours: vec![span("08:00-17:00")], asked: span("16:00-17:30") },
        What::OutsideHours {
            who: Some(shah),
            hours: vec![span("08:00-12:00"), span("13:00-17:00")],
            asked: span("16:00-17:30"),
        },
        What::OutsideHours { who: Some(shah), hours: vec![], asked: span("16:00-17:30") },
        What::OutsideHours { who: Some(SiteId(2).key()), hours: vec![], asked: span("16:00-17:30") },
        What::OutsideHours { who: Some(SiteId(2).key()), hours: vec![span("08:00-17:00")], asked: span("16:00-17:30") },
        What::Away { who: shah, absence: AbsenceId(1), last: friday() + 2, until: Minute::END },
        What::Away { who: shah, absence: AbsenceId(1), last: friday(), until: at(16, 30) },
        What::InSchool { child, school: SchoolCalendarId(1), until: at(15, 20) },
        What::CarerAway { child, carer: CarerId(2), last: friday() + 7 },
        What::LivesElsewhere { child, with: CarerId(2), direction: Direction::Out },
        What::LivesElsewhere { child, with: CarerId(2), direction: Direction::Return },
        What::AtWork { party: PartyId(3), until: at(17, 0) },
        What::KeepFree { child, until: at(17, 0) },
        What::Shorter { minutes: 60, ordered: 90, order: CourtOrderId(3) },
        What::AboveOrdered { child, minutes: 150, most: 120, by: CourtOrderId(3).key() },
        What::AboveOrdered { child, minutes: 150, most: 120, by: ArrangementId(7).key() },
    ]
}

/// What rooms and cars lack.
fn things() -> Vec<What> {
    let (elm, shah, child) = (ELM, SHAH, CHILD);
    let lacks = |who, need| What::Lacks { who, need };
    let leg = |direction, at, due| What::LegTime { direction, at, due };
    vec![
        What::TooSmall { room: RoomId(2), holds: 4, people: 5 },
        What::NoRoom,
        What::ElsewhereRoom { room: RoomId(2), site: SiteId(2) },
        lacks(elm, Need::Feature(RoomFeature::Kitchen)),
        lacks(elm, Need::Feature(RoomFeature::StepFree)),
        lacks(shah, Need::Skill(Skill::MalePerpetrator)),
        lacks(shah, Need::Language("Gujarati".parse().unwrap())),
        lacks(shah, Need::InDate("disclosure check".parse().unwrap(), friday())),
        lacks(shah, Need::Car),
        What::NoSeat { child, seat: SeatKind::Infant, vehicle: Some(VehicleId(2)), has: 0 },
        What::NoSeat { child, seat: SeatKind::Booster, vehicle: None, has: 2 },
        What::NoHeight { child },
        What::NoEscort { child, direction: Direction::Out },
        leg(Direction::Out, at(16, 5), at(16, 0)),
        leg(Direction::Out, at(15, 0), at(15, 45)),
        leg(Direction::Return, at(17, 20), at(17, 30)),
        leg(Direction::Return, at(18, 20), at(17, 45)),
        What::NoLeg { child, direction: Direction::Return },
        What::NoDriver { direction: Direction::Out },
    ]
}

/// Who must not come, meet or be used.
fn people() -> Vec<What> {
    let child = CHILD;
    let meet = |other, by| What::MustNotMeet {
        rule: NoMeetRuleId(1),
        ours: child.key(),
        other,
        scope: NoMeetScope::Site,
        by: SessionId(by),
        both: span("15:15-15:45"),
        clear_from: at(16, 0),
    };
    vec![
        What::DayFull { officer: OfficerId(1), sessions: 5, most: 4 },
        What::TooFewOfficers { needed: 2, given: 1 },
        What::TooFewOfficers { needed: 1, given: 0 },
        What::Barred { officer: OfficerId(1), with: ArrangementId(7).key() },
        What::Barred { officer: OfficerId(1), with: child.key() },
        meet(PartyId(4).key(), 107),
        meet(PartyId(4).key(), 142),
        meet(Key::new(Kind::Party, 0), 0),
        What::NotNamed { party: PartyId(4), arrangement: ArrangementId(7) },
        What::ByAgreement { party: PartyId(4) },
        What::Banned { party: PartyId(4), site: SiteId(2) },
        What::TooManyVisitors { come: 4, most: 3 },
        What::ChildNotNamed { child, arrangement: ArrangementId(7) },
        What::SiteNotPermitted { site: SiteId(2), arrangement: ArrangementId(7) },
    ]
}

/// What is not in force or not in use.
fn papers() -> Vec<What> {
    let paper = |paper, record, on| What::NotInForce { paper, arrangement: ArrangementId(7), record, on };
    vec![
        paper(Paper::Referral, None, None),
        paper(Paper::PlanningMeeting, None, None),
        paper(Paper::PlanningMeeting, None, Some(friday() + 3)),
        paper(Paper::Agreement, Some(AgreementId(9).key()), Some(friday() - 1)),
        paper(Paper::RiskAssessment, None, None),
        paper(Paper::Arrangement, None, None),
        paper(Paper::Arrangement, None, Some(friday() - 1)),
        What::NotOrdered { party: PartyId(4), order: CourtOrderId(3) },
        What::LevelBelow { needed: SupervisionLevel::CloseTwoOfficer, by: CourtOrderId(3).key() },
        What::LevelBelow { needed: SupervisionLevel::Supervised, by: RiskAssessmentId(3).key() },
        What::HoldLapsed { until: Moment::new(friday() - 1, at(12, 0)) },
        What::OrderedMeanwhile { by: CourtOrderId(3).key(), times: Some(3), minutes: None },
        What::OrderedMeanwhile { by: ArrangementId(7).key(), times: None, minutes: Some(90) },
        What::NoAssessor,
        What::NoArrangement,
        What::NotInUse { key: PartyId(4).key() },
        What::DayClosed { by: "asha".parse().unwrap(), at: Moment::new(friday(), at(18, 0)) },
        What::PanelSits { who: RoomId(2).key(), sitting: SittingId(1), during: Span::new(at(13, 30), at(16, 30)) },
        What::PanelSits { who: OfficerId(2).key(), sitting: SittingId(1), during: Span::new(at(14, 0), at(14, 30)) },
    ]
}

/// Rota, dates, and what the rules of staff and journeys ask.
fn duties() -> Vec<What> {
    let date = |who, sort, until| What::Appointment { who, appointment: AppointmentId(3), sort, last: friday(), until };
    vec![
        date(CHILD.key(), AppointmentSort::LacReview, at(11, 30)),
        date(CHILD.key(), AppointmentSort::Medical, Minute::END),
        date(SHAH, AppointmentSort::Other, at(11, 30)),
        date(CarerId(2).key(), AppointmentSort::Holiday, Minute::END),
        date(PartyId(3).key(), AppointmentSort::Festival, Minute::END),
        What::AloneOnSite { officer: OfficerId(1), site: SiteId(2), during: span("16:00-17:45") },
        What::LongDay { officer: OfficerId(1), duty_min: 510, hours_min: 480 },
        What::LongWeek { officer: OfficerId(1), duty_min: 2310, hours_min: 2220 },
        What::RiskNextDoor { by: SessionId(107), room: RoomId(2) },
        What::NoReceiver { direction: Direction::Return },
        What::NotAuthorised { child: CHILD, mode: Transport::Taxi, direction: Direction::Out },
        What::LongJourney { direction: Direction::Out, minutes: 130, needed: 150 },
    ]
}

fn every_what() -> Vec<What> {
    [hours(), things(), people(), papers(), duties()].concat()
}

/// The sentences, one a line.
fn spoken(what: Vec<What>) -> String {
    let lines: Vec<String> = what.into_iter().map(|what| finding(&about(142, what), &names())).collect();
    assert!(lines.iter().all(|l| !l.contains(['{', '}']) && !l.ends_with('.')), "{lines:#?}");
    lines.join("\n")
}

#[test]
fn every_finding_has_a_sample() {
    let schema = schemars::schema_for!(What).to_value();
    let names_of = |v: &serde_json::Value| v.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    let mut wanted = BTreeSet::new();
    for variant in schema["oneOf"].as_array().unwrap() {
        match &variant["properties"] {
            serde_json::Value::Null => {
                let one = variant["const"].as_str().map(str::to_owned);
                wanted.extend(
                    one.into_iter().chain(
                        variant["enum"].as_array().into_iter().flatten().map(|v| v.as_str().unwrap().to_owned()),
                    ),
                );
            }
            properties => wanted.extend(names_of(properties)),
        }
    }
    let tag = |what: &What| match serde_json::to_value(what).unwrap() {
        serde_json::Value::String(tag) => tag,
        object => names_of(&object).remove(0),
    };
    let have: BTreeSet<String> = every_what().iter().map(tag).collect();
    assert_eq!(have, wanted);
}

#[test]
fn duties_and_dates_are_said() {
    insta::assert_snapshot!(spoken(duties()), @"
    Amara Khan has a looked-after review until 11:30
    Amara Khan has a medical for the rest of the day
    T. Shah has another date until 11:30
    the Osman household is on holiday; last day Fri 27 Nov 2026
    Kelly Reid keeps a festival; last day Fri 27 Nov 2026
    T. Shah would be the only member of staff at Mayfield 16:00-17:45: a colleague has to be there
    T. Shah's day comes to 8 h 30 with travel and a break, and they work 8 h
    T. Shah's week comes to 38 h 30 with travel and writing up, and they have 37 h
    C-0107 is in Elm next door in the same half of the day, and both are of high risk
    nobody is named who takes the children over at the end, on the way back
    Amara Khan would come by taxi on the way there, which is not how the arrangement has it: say who authorised it
    the journey on the way there has 130 minutes and takes 150 with its breaks
    ");
}

#[test]
fn times_are_said() {
    insta::assert_snapshot!(spoken(hours()), @"
    Elm is taken by C-0107 14:00-15:30: free from 15:30
    Elm is taken by C-0107 14:00-15:30 and needs 15 minutes to clear: free from 15:45
    T. Shah is with C-0107 14:00-15:30, 25 minutes away: free from 15:55
    someone (restricted) is taken by C-0107 14:00-15:30: not free again that day
    Elm is shut until 13:00 (flooring); last day Fri 27 Nov 2026
    Mayfield is shut for the rest of the day; last day Mon 30 Nov 2026
    the service is closed that day; 16:00-17:30 was asked for
    16:00-17:30 is outside the service's hours, 08:00-17:00
    T. Shah works 08:00-12:00 and 13:00-17:00 that day; 16:00-17:30 was asked for
    T. Shah does not work that day; 16:00-17:30 was asked for
    Mayfield is closed that day; 16:00-17:30 was asked for
    Mayfield is open 08:00-17:00 that day; 16:00-17:30 was asked for
    T. Shah is away for the rest of the day; last day away Sun 29 Nov 2026
    T. Shah is away until 16:30; last day away Fri 27 Nov 2026
    Amara Khan is in school (Shaftesbury Junior) until 15:20
    the Osman household, who looks after Amara Khan, cannot manage; last day Fri 4 Dec 2026
    Amara Khan lives with the Osman household that day and would not be fetched there
    Amara Khan lives with the Osman household that day and would not be brought back there
    Kelly Reid is at work until 17:00
    Amara Khan is to have that time free until 17:00
    it is 60 minutes long and the order CO-0003 says 90
    Amara Khan would have 150 minutes that week and the order CO-0003 allows 120
    Amara Khan would have 150 minutes that week and the arrangement A-0007 allows 120
    ");
}

#[test]
fn what_things_lack_is_said() {
    insta::assert_snapshot!(spoken(things()), @"
    Elm holds 4 and 5 people come, officers counted
    it takes a room and has none
    Elm is at Mayfield, not at the site of this session
    Elm has no kitchen
    Elm is not step-free
    T. Shah is not cleared or trained for: male perpetrator
    T. Shah does not speak Gujarati
    T. Shah's disclosure check ran out on Fri 27 Nov 2026
    T. Shah has no car to use for work
    Amara Khan needs an infant seat and Car 2 has none
    Amara Khan needs a booster seat and all 2 in the car are taken
    Amara Khan has no height on file, so the car seat was chosen by age
    Amara Khan is too young to ride with only a driver on the way there
    the car arrives at 16:05 and the child is due at 16:00
    the car arrives at 15:00 and nobody is there for the child before 15:45
    the car leaves at 17:20 and the child stays until 17:30
    the car leaves at 18:20 and nobody is there for the child after 17:45
    Amara Khan has no seat in a car on the way back
    the car has no driver on the way there
    ");
}

#[test]
fn whom_it_must_not_be_is_said() {
    insta::assert_snapshot!(spoken(people()), @"
    T. Shah would have 5 sessions that day; the most is 4
    it takes 2 officers and has 1
    it takes 1 officer and has none
    T. Shah must not be used for this family
    T. Shah must not be used for Amara Khan
    Amara Khan must not meet Dean Reid, who is on site 15:15-15:45 (C-0107); clear from 16:00
    Amara Khan must not meet Dean Reid, who is in this session too
    someone whom Amara Khan must not meet is on site 15:15-15:45; clear from 16:00
    Dean Reid is not named on the arrangement A-0007
    Dean Reid may come only when the social worker has agreed beforehand
    Dean Reid may not enter Mayfield
    4 visitors come and at most 3 may at once
    Amara Khan is not on the arrangement A-0007
    the arrangement A-0007 does not allow Mayfield
    ");
}

#[test]
fn what_is_not_in_force_is_said() {
    insta::assert_snapshot!(spoken(papers()), @"
    there is no complete referral for A-0007 (Amara Khan with Kelly Reid)
    no planning meeting has been held for A-0007 (Amara Khan with Kelly Reid)
    the planning meeting for A-0007 (Amara Khan with Kelly Reid) is on Mon 30 Nov 2026
    the signed agreement AG-0009 for A-0007 (Amara Khan with Kelly Reid) is not in force that day: its date is Thu 26 Nov 2026
    there is no risk assessment for A-0007 (Amara Khan with Kelly Reid)
    arrangement A-0007 (Amara Khan with Kelly Reid) is not running
    arrangement A-0007 (Amara Khan with Kelly Reid) is not running that day: its date is Thu 26 Nov 2026
    Dean Reid is not among the adults the order CO-0003 lets come
    the order CO-0003 asks for contact that is close, two officers
    the risk assessment RA-0003 asks for contact that is supervised
    it was held until Thu 26 Nov 2026 12:00 and takes nothing any more: book it again or cancel it
    two duties meet: CO-0003 orders 3 sessions a week, and papers are missing; hold it, or ask a manager
    two duties meet: A-0007 orders 90 minutes a week, and papers are missing; hold it, or ask a manager
    it is an assessment and nobody is named who assesses
    no arrangement says that this contact is to happen
    P-0004 Dean Reid is closed, merged or not known
    Fri 27 Nov 2026 was closed by asha at 18:00: nothing is booked on it any more
    a panel sits in Elm 13:30-16:30
    OF-0002 (restricted) presents to a panel 14:00-14:30, the way there counted
    ");
}

#[test]
fn a_restricted_name_takes_its_details_with_it() {
    let mut cut = names();
    let about_people = [Kind::Child, Kind::Party, Kind::Carer, Kind::Session, Kind::Arrangement, Kind::Agreement];
    cut.0.retain(|key, _| !about_people.contains(&key.kind));
    let lines: Vec<String> = every_what().into_iter().map(|what| finding(&about(142, what), &cut)).collect();
    for secret in ["Kelly", "Dean", "Reid", "Amara", "Osman"] {
        assert!(lines.iter().all(|l| !l.contains(secret)), "{secret}: {lines:#?}");
    }
    let meet = lines.iter().filter(|l| l.contains("must not meet")).cloned().collect::<BTreeSet<_>>();
    insta::assert_snapshot!(meet.into_iter().collect::<Vec<_>>().join("\n"), @"someone whom somebody of this session must not meet is on site 15:15-15:45; clear from 16:00");
}
