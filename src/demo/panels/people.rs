//! Panels, who sits on them, and who comes before them.

use super::super::estate::person;
use super::super::names::{TEAMS, WORKERS, name, note, phone};
use super::super::rng::Rng;
use super::Cases;
use crate::domain::*;
use std::collections::BTreeMap;

/// The centre whose room the panels sit in: it has none for contact, so nothing is booked over a list.
const CENTRE: SiteId = SiteId(4);

/// The panels of a city; a service of the usual size has the first.
const PANELS: [(&str, &str); 4] = [
    ("Placement panel", "Thu 13:30-16:30"),
    ("Resource panel", "Mon 13:30-16:30"),
    ("Admissions panel", "Tue 09:00-12:00"),
    ("Permanency panel", "Thu 09:30-12:30"),
];

/// A seat (Calderdale's membership): post, agency, as what, teams managed, what the substitute is.
type Post = (&'static str, Agency, Seat, &'static [&'static str], Option<&'static str>);

const POSTS: [Post; 9] = [
    ("Head of service", Agency::SocialCare, Seat::Chair, &["Court and Permanence"], None),
    ("Service manager, social care", Agency::SocialCare, Seat::Vice, &["Duty and Assessment"], None),
    ("Service manager, family support", Agency::FamilySupport, Seat::Core, &[], Some("Senior practitioner")),
    ("Team manager, youth offending", Agency::YouthOffending, Seat::Core, &[], Some("Youth offending officer")),
    ("Team manager, young people", Agency::SocialCare, Seat::Core, &["Looked After Children West"], None),
    ("Head of the virtual school", Agency::Education, Seat::Core, &[], Some("Education adviser")),
    ("Placement adviser, fostering", Agency::Placements, Seat::Core, &[], Some("Senior fostering social worker")),
    ("Solicitor", Agency::Legal, Seat::Core, &[], None),
    ("Housing options manager", Agency::Housing, Seat::Core, &[], Some("Housing officer")),
];

/// A panel with its people.
pub(super) struct Bench {
    pub(super) panel: Panel,
    /// The members, in the order of the seats.
    pub(super) members: Vec<Professional>,
    /// Their substitutes, where they have one.
    pub(super) substitutes: BTreeMap<ProfessionalId, Professional>,
    /// Who presents, by name.
    pub(super) workers: BTreeMap<Name, ProfessionalId>,
}

impl Bench {
    pub(super) fn chair(&self) -> &Professional {
        &self.members[0]
    }

    pub(super) fn vice(&self) -> &Professional {
        &self.members[1]
    }

    /// Where it sits.
    pub(super) fn place(&self) -> (Option<SiteId>, Option<RoomId>) {
        (self.panel.site, self.panel.room)
    }

    /// When it usually begins and ends.
    pub(super) fn hours(&self) -> Span {
        let spans = self.panel.sits.0.iter().find_map(|line| line.at.map(|at| at.span(180)));
        spans.unwrap_or(Span::new(Minute::at(13, 30), Minute::at(16, 30)))
    }

    /// Who presents for a child: its social worker.
    pub(super) fn presenter(&self, child: &Child) -> Option<ProfessionalId> {
        self.workers.get(&child.social_worker).copied()
    }
}

/// The panels and everybody who works with them.
pub(super) fn records(
    rng: &mut Rng,
    scale: usize,
    cases: &Cases,
    head: &mut Head,
    made: &mut Vec<Record>,
) -> Vec<Bench> {
    let workers: Vec<Professional> = WORKERS
        .iter()
        .enumerate()
        .map(|(nth, worker)| Professional {
            id: ProfessionalId(head.take(Kind::Professional)),
            name: name(worker),
            post: name("Social worker"),
            team: team_of(cases, worker).unwrap_or_else(|| name(TEAMS[nth % TEAMS.len()])),
            phone: phone(rng),
            hours: "Mon-Fri 09:00-17:00".parse().unwrap_or_default(),
            ..Professional::default()
        })
        .collect();
    let presenting: BTreeMap<Name, ProfessionalId> = workers.iter().map(|w| (w.name.clone(), w.id)).collect();
    made.extend(workers.into_iter().map(Record::from));
    let panels = if scale > 1 { PANELS.len() } else { 1 };
    PANELS[..panels].iter().map(|(title, sits)| bench(rng, title, sits, &presenting, head, made)).collect()
}

/// The team in which a social worker has most of their children.
fn team_of(cases: &Cases, worker: &str) -> Option<Name> {
    let mut teams: BTreeMap<&Name, usize> = BTreeMap::new();
    for child in cases.children.iter().filter(|c| &*c.social_worker == worker) {
        *teams.entry(&child.team).or_default() += 1;
    }
    teams.into_iter().max_by_key(|(_, count)| *count).map(|(team, _)| team.clone())
}

fn bench(
    rng: &mut Rng,
    title: &str,
    sits: &str,
    workers: &BTreeMap<Name, ProfessionalId>,
    head: &mut Head,
    made: &mut Vec<Record>,
) -> Bench {
    let mut someone = |rng: &mut Rng, post: &str, agency: Agency, manages: &[&str]| {
        let woman = rng.percent(55);
        let who = Professional {
            id: ProfessionalId(head.take(Kind::Professional)),
            name: person(rng, woman),
            post: name(post),
            agency,
            manages: manages.iter().map(name).collect(),
            phone: phone(rng),
            ..Professional::default()
        };
        made.push(who.clone().into());
        who
    };
    let (mut members, mut substitutes, mut seats) = (Vec::new(), BTreeMap::new(), Vec::new());
    for (post, agency, seat, manages, substitute) in POSTS {
        let who = someone(rng, post, agency, manages);
        let stands_in = substitute.map(|post| someone(rng, post, agency, &[]));
        seats.push(PanelSeat {
            who: who.id,
            seat,
            substitutes: stands_in.iter().map(|s| s.id).collect(),
            ..PanelSeat::default()
        });
        substitutes.extend(stands_in.map(|s| (who.id, s)));
        members.push(who);
    }
    let nth = made.iter().filter(|record| record.kind() == Kind::Room).count() + 1;
    let room = Room {
        id: RoomId(head.take(Kind::Room)),
        site: CENTRE,
        name: name(format!("Committee room {nth}")),
        capacity: 14,
        features: vec![RoomFeature::StepFree],
        ..Room::default()
    };
    let panel = Panel {
        id: PanelId(head.take(Kind::Panel)),
        name: name(title),
        purpose: note("Gatekeeping for the looked after children service."),
        sits: sits.parse().unwrap_or_default(),
        site: Some(CENTRE),
        room: Some(room.id),
        seats,
        slots: [RequestType::RecurringTaxi, RequestType::Assessment]
            .map(|request| SlotLength { request, minutes: 15 })
            .to_vec(),
        limit_week: Some(1500),
        manager_approves: vec![RequestType::ExternalPlacement],
        exempt: note("emergency protection order, police protection, remand, connected persons at once, out of hours"),
        ..Panel::default()
    };
    made.extend([room.into(), panel.clone().into()]);
    Bench { panel, members, substitutes, workers: workers.clone() }
}
