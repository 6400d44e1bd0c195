//! What a referral lacks before a panel can hear it: what its form does not say, which signature is missing, which papers
//! have not come (DOMAIN 3e P1, P3, P13, P15); and which came after the deadline (P2).

use super::Clock;
use crate::domain::recurrence::Frame;
use crate::domain::*;

choices! {
    /// What the form of a referral does not say yet, in the order of the form.
    Unsaid {
        /// What is asked for, in words.
        #[default] What "what is asked for",
        /// What brought it about.
        Problem "the presenting problem",
        /// What was tried before (P13).
        Tried "what was tried before",
        /// What the child says, or why they were not asked (P15).
        ViewsChild "the child's views, or why they were not sought",
        /// What the parents say, or why they were not asked (P15).
        ViewsParents "the parents' views, or why they were not sought",
        /// The assessed need.
        Need "the assessed need",
        /// Against which threshold.
        Threshold "the threshold it meets",
        /// The service that is planned.
        Service "the planned service",
        /// What is to come of it.
        Outcome "the outcome that is hoped for",
        /// What contact will be needed.
        Contact "the contact that will be needed",
        /// Who asks, and presents it.
        Referrer "who asks",
        /// Which emergency agreement it is to ratify.
        Ratifies "the emergency agreement it ratifies",
        /// The team manager has not signed (P1).
        TeamManager "the team manager's signature",
        /// The service manager has not approved (P1).
        ServiceManager "the service manager's approval",
    }
}

/// What a referral lacks: something its form does not say, or a paper.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Gap {
    /// Of the form.
    Form(Unsaid),
    /// A paper that is required and has not come.
    Paper(PaperSort),
}

impl Gap {
    /// What a person calls it.
    pub fn said(self) -> &'static str {
        match self {
            Self::Form(unsaid) => unsaid.said(),
            Self::Paper(PaperSort::Form) => "the signed form",
            Self::Paper(sort) => sort.said(),
        }
    }
}

choices! {
    /// Where a referral stands at the gate.
    Light {
        /// Something is missing: no sitting can hear it.
        #[default] Red "incomplete",
        /// Everything is there; papers came after the deadline and the chair has not taken them.
        Amber "late",
        /// It can be listed.
        Green "complete",
    }
}

/// A paper that is required, and the latest there is of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Tick {
    /// Which document.
    pub sort: PaperSort,
    /// The latest version there is.
    pub paper: Option<PanelPaperId>,
    /// Its version.
    pub version: u16,
    /// When it came.
    pub received: Option<Moment>,
    /// Whether that was after the deadline.
    pub late: bool,
}

/// A referral at the gate.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct Gate {
    /// Whether it can be listed.
    pub light: Light,
    /// What it lacks; the first is next.
    pub lacks: Vec<Gap>,
    /// The papers it must have.
    pub ticks: Vec<Tick>,
    /// Papers came after the deadline.
    pub late: bool,
    /// The chair has taken those papers.
    pub late_accepted: bool,
}

/// The papers a sort of request must have (P3: form, assessment, chronology and plan for whatever moves a child; less where
/// a child stays where they are, or where a panel has only to ratify).
pub fn required(request: RequestType) -> &'static [PaperSort] {
    use PaperSort::*;
    match request {
        RequestType::Accommodate | RequestType::SupportPackage => &[Form, Assessment, Chronology, Plan],
        RequestType::PlacementChange | RequestType::Reunification => {
            &[Form, Assessment, Chronology, Plan, RiskAssessment]
        }
        RequestType::ExternalPlacement => &[Form, Assessment, Chronology, Plan, RiskAssessment, Costs],
        RequestType::Extension | RequestType::ProviderUplift => &[Form, Plan, ProviderReport, Costs],
        RequestType::Ratify => &[Form, EmergencyRecord],
        RequestType::Assessment => &[Form, Chronology, Plan, Costs],
        RequestType::Therapy => &[Form, Assessment, Plan, Costs],
        RequestType::RecurringTaxi => &[Form, Journeys, Costs],
    }
}

/// What the form does not say.
fn unsaid(r: &Referral, panel: Option<&Panel>) -> Vec<Unsaid> {
    let moves = matches!(
        r.request,
        RequestType::Accommodate
            | RequestType::PlacementChange
            | RequestType::ExternalPlacement
            | RequestType::Reunification
    );
    // what is only to be ratified, or only money or a car, needs no case made for it again
    let small = matches!(r.request, RequestType::Ratify | RequestType::RecurringTaxi | RequestType::ProviderUplift);
    let approves = panel.is_some_and(|panel| panel.manager_approves.contains(&r.request));
    let blank = [
        (r.what.is_empty(), Unsaid::What),
        (r.problem_words.is_empty() && !small, Unsaid::Problem),
        (r.tried.is_empty() && !small, Unsaid::Tried),
        (r.views_child.is_empty(), Unsaid::ViewsChild),
        (r.views_parents.is_empty(), Unsaid::ViewsParents),
        (r.need.is_empty() && !small, Unsaid::Need),
        (r.threshold.is_empty() && !small, Unsaid::Threshold),
        (r.service.is_empty() && !small, Unsaid::Service),
        (r.outcome.is_empty() && !small, Unsaid::Outcome),
        (r.contact.is_empty() && moves, Unsaid::Contact),
        (r.referrer.is_empty() && r.presenter.is_none(), Unsaid::Referrer),
        (r.ratifies.is_none() && r.request == RequestType::Ratify, Unsaid::Ratifies),
        (r.team_manager.is_none(), Unsaid::TeamManager),
        (r.service_manager.is_none() && approves, Unsaid::ServiceManager),
    ];
    blank.into_iter().filter(|(blank, _)| *blank).map(|(_, unsaid)| unsaid).collect()
}

/// The latest version of a document there is.
pub fn latest<'a>(papers: &[&'a PanelPaper], sort: PaperSort) -> Option<&'a PanelPaper> {
    let of = papers.iter().copied().filter(|paper| paper.sort == sort && paper.life == Life::Open);
    of.max_by_key(|paper| (paper.version, paper.received, paper.id))
}

impl Gate {
    /// A referral with its papers, before a sitting with that clock; where no sitting is in sight nothing is late.
    pub fn of(r: &Referral, papers: &[&PanelPaper], panel: Option<&Panel>, clock: Option<&Clock>) -> Self {
        let after = |moment: Moment| clock.is_some_and(|clock| moment > clock.papers);
        let tick = |sort: &PaperSort| {
            let paper = latest(papers, *sort);
            Tick {
                sort: *sort,
                paper: paper.map(|paper| paper.id),
                version: paper.map_or(0, |paper| paper.version),
                received: paper.map(|paper| paper.received),
                late: paper.is_some_and(|paper| after(paper.received)),
            }
        };
        let ticks: Vec<Tick> = required(r.request).iter().map(tick).collect();
        let absent = ticks.iter().filter(|tick| tick.paper.is_none()).map(|tick| Gap::Paper(tick.sort));
        let lacks: Vec<Gap> = unsaid(r, panel).into_iter().map(Gap::Form).chain(absent).collect();
        // a signature of the deadline's day may have been in time; of a later day it was not
        let signed = r.team_manager.iter().chain(&r.service_manager).map(|signature| signature.on);
        let signed_late = clock.is_some_and(|clock| signed.max().is_some_and(|on| on > clock.papers.day));
        // also what is not required is a paper members must read
        let came = papers.iter().filter(|paper| paper.life == Life::Open).map(|paper| paper.received);
        let last = came.max();
        let late = signed_late || last.is_some_and(after);
        // whatever came after the chair said so was not what they said it of
        let taken = r.late_accepted.as_ref().map(|ruling| ruling.at);
        let late_accepted = late && taken.is_some_and(|at| last.is_none_or(|last| last <= at));
        let light = match () {
            () if !lacks.is_empty() => Light::Red,
            () if late && !late_accepted => Light::Amber,
            () => Light::Green,
        };
        Self { light, lacks, ticks, late, late_accepted }
    }
}

/// Several gaps, as they are read.
pub fn said(gaps: &[Gap]) -> String {
    gaps.iter().map(|gap| gap.said()).collect::<Vec<_>>().join(", ")
}

/// The papers of a referral that are in use.
pub fn papers(diary: &Diary, referral: ReferralId) -> Vec<&PanelPaper> {
    diary
        .pointing::<PanelPaper>(referral)
        .filter(|paper| paper.referral == referral && paper.life == Life::Open)
        .collect()
}

/// The item that is to hear a referral, or has heard it last.
pub fn item(diary: &Diary, referral: ReferralId) -> Option<&AgendaItem> {
    let of = diary.pointing::<AgendaItem>(referral);
    let of = of.filter(|item| item.referrals.contains(&referral) && item.life == Life::Open);
    of.max_by_key(|item| (item.status != ItemStatus::Withdrawn, item.id))
}

/// The sitting a referral is to be heard by: the one that lists it; else the panel's next whose list is still to be made,
/// or is late by its clock only.
pub fn sitting<'a>(diary: &'a Diary, r: &Referral, today: Day) -> Option<&'a Sitting> {
    let listed = item(diary, r.id).and_then(|item| item.sitting).and_then(|id| diary.get::<Sitting>(id));
    let ahead = || {
        let of = diary.pointing::<Sitting>(r.panel).filter(|s| s.panel == r.panel && s.life == Life::Open);
        of.filter(|s| s.date >= today && s.is_ahead()).min_by_key(|s| (s.date, s.start, s.id))
    };
    listed.or_else(ahead)
}

/// The clock a referral is under: of its sitting, or of the panel's next by its rhythm where none is planned yet.
pub fn clock(diary: &Diary, r: &Referral, today: Day) -> Option<Clock> {
    let panel = diary.get::<Panel>(r.panel)?;
    if let Some(sitting) = sitting(diary, r, today) {
        return Some(Clock::of(panel, sitting.date, sitting.start, diary.settings()));
    }
    next_by_rhythm(panel, today).map(|(day, start)| Clock::of(panel, day, start, diary.settings()))
}

/// How far ahead a panel's rhythm is looked for.
const AHEAD: i32 = 62;

/// When a panel sits next by its rhythm.
fn next_by_rhythm(panel: &Panel, today: Day) -> Option<(Day, Minute)> {
    let frame = Frame { from: None, to: None, in_term: &|_| true };
    let all = panel.sits.occurrences(Days::new(today, today + AHEAD), &frame);
    let first = all.into_iter().min_by_key(|o| o.day)?;
    Some((first.day, first.at.map_or(Minute::at(13, 30), |at| at.from)))
}

/// A referral at the gate, as it stands.
pub fn gate(diary: &Diary, r: &Referral, today: Day) -> Gate {
    let clock = clock(diary, r, today);
    Gate::of(r, &papers(diary, r.id), diary.get::<Panel>(r.panel), clock.as_ref())
}

/// Other referrals of the same child that ask for the same, of whatever panel; the last first. Those that are not over are
/// duplicates, the others show that it was asked for before.
pub fn repeats<'a>(diary: &'a Diary, r: &Referral) -> Vec<&'a Referral> {
    let same = |other: &&Referral| {
        other.child == r.child && other.request == r.request && other.id != r.id && other.life == Life::Open
    };
    let mut all: Vec<&Referral> = diary.pointing::<Referral>(r.child).filter(same).collect();
    all.sort_by_key(|other| std::cmp::Reverse((other.asked_on, other.id)));
    all
}

/// Moves of a child in the twelve months before a day: placements that began then, the first there ever was left out.
pub fn moves(diary: &Diary, child: ChildId, today: Day) -> u16 {
    let mut begun: Vec<Day> =
        diary.pointing::<Placement>(child).filter(|p| p.child == child).filter_map(|p| p.from).collect();
    begun.sort_unstable();
    begun.iter().skip(1).filter(|from| **from > today - 365 && **from <= today).count().try_into().unwrap_or(u16::MAX)
}

/// Minutes a request is heard by a panel.
pub fn slot_minutes(panel: &Panel, request: RequestType, settings: &Settings) -> u16 {
    let own = panel.slots.iter().find(|slot| slot.request == request).map(|slot| slot.minutes);
    own.or(panel.slot_min).unwrap_or(settings.panel_slot_min)
}

/// The item that waits to hear a referral: it is in no sitting yet, and so it cannot drop out of one.
pub fn item_of(id: AgendaItemId, r: &Referral, panel: &Panel, settings: &Settings, today: Day) -> AgendaItem {
    AgendaItem {
        id,
        panel: r.panel,
        sort: if r.request == RequestType::Ratify { ItemSort::Ratification } else { ItemSort::Request },
        referrals: vec![r.id],
        decision: r.ratifies,
        part: 1,
        minutes: slot_minutes(panel, r.request, settings),
        presenters: r.presenter.map(|p| p.key()).into_iter().collect(),
        kept_from: r.kept_from.clone(),
        since: Some(today),
        ..AgendaItem::default()
    }
}
