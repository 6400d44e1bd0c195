//! What services were asked for besides panels, children's time on the register, and moves (DOMAIN 5a).
//!
//! The seed counts 1,121 requests a year over all children in need of the city; here are those of the children who have
//! contact, in the same mix: 94.9 % answered, 84 % got what they asked for.

use super::super::names::{name, note};
use super::super::rng::{Rng, dealt};
use super::{Cases, words};
use crate::domain::*;
use std::collections::BTreeMap;

/// Requests for services in a year, for each size of the service.
const REQUESTS: usize = 280;
/// Children who are or were on the register.
const REGISTERED: usize = 36;
/// Children who moved twice in a year.
const MOVED: usize = 3;

/// Where they come from: 45 % duty and assessment, 15 % hostels, 40 % the three clusters.
const SOURCES: [(usize, SourceTeam); 5] = [
    (45, SourceTeam::DutyAssessment),
    (15, SourceTeam::Hostel),
    (14, SourceTeam::ClusterOne),
    (13, SourceTeam::ClusterTwo),
    (13, SourceTeam::ClusterThree),
];

/// Which service, by its share: the intensive support team 8.8 %, special childminding 18.5 %.
const SERVICES: [(usize, &str); 5] = [
    (88, "intensive support"),
    (185, "special childminding"),
    (377, "family support"),
    (200, "family centre place"),
    (150, "contact"),
];

const HOSTELS: [&str; 2] = ["Bridge House", "Lower Hill hostel"];

/// The requests of a year and the register.
pub(super) fn records(rng: &mut Rng, today: Day, scale: usize, cases: &Cases, head: &mut Head, made: &mut Vec<Record>) {
    let sources = dealt(rng, REQUESTS * scale, &SOURCES);
    let services = dealt(rng, REQUESTS * scale, &SERVICES);
    // of a thousand: what was asked for, a part, something else, nothing; the rest waits
    let got = [(840, Got::AsAsked), (40, Got::Partly), (40, Got::Other), (29, Got::Nothing), (51, Got::Unanswered)];
    let got = dealt(rng, REQUESTS * scale, &got);
    for ((source, service), got) in sources.into_iter().zip(services).zip(got) {
        made.push(request(rng, today, source, service, got, cases, head).into());
    }
    for nth in 0..REGISTERED * scale {
        let child = cases.children[nth * cases.children.len() / (REGISTERED * scale)];
        let from = today - rng.between(30, 600);
        let until = rng.percent(35).then(|| (from + rng.between(90, 400)).min(today - 1));
        let registration = Registration {
            id: RegistrationId(head.take(Kind::Registration)),
            child: child.id,
            category: name(rng.pick(&["neglect", "emotional abuse", "physical abuse", "sexual abuse"])),
            from,
            until: until.filter(|until| *until >= from),
            ..Registration::default()
        };
        made.push(registration.into());
    }
}

fn request(
    rng: &mut Rng,
    today: Day,
    source: SourceTeam,
    service: &str,
    got: Got,
    cases: &Cases,
    head: &mut Head,
) -> ServiceRequest {
    let child = cases.child(rng);
    // what is not answered was asked for lately
    let asked_on = today - if got == Got::Unanswered { rng.between(0, 20) } else { rng.between(15, 364) };
    let answer = match got {
        Got::Unanswered | Got::AsAsked => "",
        Got::Partly => "one afternoon a week instead of three",
        Got::Other => "a place at the family centre instead",
        Got::Nothing => "no vacancy before the end of term",
    };
    ServiceRequest {
        id: ServiceRequestId(head.take(Kind::ServiceRequest)),
        child: child.id,
        service: name(service),
        source,
        team: match source {
            SourceTeam::Hostel => name(rng.pick(&HOSTELS)),
            SourceTeam::DutyAssessment => name("Duty and Assessment"),
            _ => child.team.clone(),
        },
        category: name(rng.pick(&words::CATEGORIES)),
        priority: rng.weighted(&[(70, Priority::Routine), (20, Priority::Soon), (10, Priority::Urgent)]),
        what: note(format!("{service}, from next week where it can be")),
        asked_on,
        answered_on: (got != Got::Unanswered).then(|| asked_on + rng.between(0, 14)),
        got,
        answer: note(answer),
        ..ServiceRequest::default()
    }
}

/// A few children were moved twice in the year before they came to live where they are.
pub(super) fn moves(rng: &mut Rng, today: Day, known: &mut [Record], head: &mut Head) -> Vec<Record> {
    let mut stays: BTreeMap<ChildId, usize> = BTreeMap::new();
    for placement in known.iter().filter_map(super::of::<Placement>) {
        *stays.entry(placement.child).or_default() += 1;
    }
    let carers: Vec<CarerId> = known.iter().filter_map(super::of::<Carer>).map(|c| c.id).collect();
    let settled = known.iter_mut().filter_map(|record| match record {
        Record::Placement(p) if p.to.is_none() && p.from.is_some_and(|from| from < today - 400) => Some(p),
        _ => None,
    });
    let once = settled.filter(|p| stays.get(&p.child) == Some(&1)).step_by(20).take(MOVED);
    let mut before = Vec::new();
    for placement in once {
        let (came, first, second) = (placement.from, today - 240, today - 120);
        let mut stay = |from: Option<Day>, to: Day, said: &str| Placement {
            id: PlacementId(head.take(Kind::Placement)),
            child: placement.child,
            carer: *rng.pick(&carers),
            from,
            to: Some(to),
            notes: note(said),
            ..Placement::default()
        };
        before.push(stay(came, first - 1, "Emergency placement.").into());
        before.push(stay(Some(first), second - 1, "Ended by the carers.").into());
        placement.from = Some(second);
    }
    before
}
