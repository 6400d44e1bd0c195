//! What panels and services are asked for: the referral with its papers, requests for services, and the register
//! (DOMAIN 2, 3e).

use super::record;
use crate::domain::*;

choices! {
    /// What is asked for. Recurring taxis, extensions, more for a provider, therapy and assessments are requests of their
    /// own (DOMAIN 3e P10).
    RequestType {
        /// To accommodate the child, s.20.
        #[default] Accommodate "accommodate (s.20)",
        /// Another placement.
        PlacementChange "change of placement",
        /// A placement bought outside.
        ExternalPlacement "external placement",
        /// More time.
        Extension "extension",
        /// Support so that the child can stay at home.
        SupportPackage "support package",
        /// To ratify what was agreed in an emergency.
        Ratify "ratify an emergency agreement",
        /// To commission an assessment.
        Assessment "commission an assessment",
        /// A taxi on more than a one-off basis.
        RecurringTaxi "recurring taxi",
        /// Home again.
        Reunification "reunification",
        /// Therapy.
        Therapy "therapy",
        /// More money for a provider; a retainer.
        ProviderUplift "more for a provider",
    }
}

choices! {
    /// Where a referral comes from (the seed's sources; DOMAIN 5a).
    SourceTeam {
        /// Duty and assessment.
        #[default] DutyAssessment "duty and assessment",
        /// Child care team, first cluster.
        ClusterOne "child care team, cluster 1",
        /// Child care team, second cluster.
        ClusterTwo "child care team, cluster 2",
        /// Child care team, third cluster.
        ClusterThree "child care team, cluster 3",
        /// A hostel for homeless families.
        Hostel "hostel for homeless families",
        /// Another.
        Other "other",
    }
}

choices! {
    /// What brought it about (the seed: parent-child conflict in 78 of 100).
    PresentingProblem {
        /// Parent and child in conflict.
        #[default] ParentChildConflict "parent-child conflict",
        /// Abuse or neglect.
        AbuseNeglect "abuse or neglect",
        /// The child's disability.
        Disability "disability",
        /// A parent's illness.
        ParentalIllness "parental illness",
        /// Homelessness.
        Homelessness "homelessness",
        /// An absent parent.
        AbsentParenting "absent parenting",
        /// Something else.
        Other "something else",
    }
}

choices! {
    /// How far a referral is. Where a sitting has it, what is to hear it is an agenda item.
    ReferralStatus {
        /// Being written.
        #[default] Draft "draft",
        /// Handed in.
        Submitted "submitted",
        /// Sent back: something is missing.
        Incomplete "sent back, incomplete",
        /// Complete; waits for a sitting.
        Accepted "accepted",
        /// On an agenda.
        Listed "listed",
        /// Heard, not decided yet.
        Heard "heard",
        /// Decided.
        Decided "decided",
        /// Decided, and who is to know has been told.
        Notified "notified",
        /// Over.
        Closed "closed",
        /// Withdrawn by who asked.
        Withdrawn "withdrawn",
        /// To be heard again.
        Deferred "deferred",
        /// Declined by a service manager before any panel: counted, or demand would be hidden (P17).
        DeclinedBeforePanel "declined before panel",
    }
}

impl ReferralStatus {
    /// Whether nothing more is to come of it.
    pub fn is_over(self) -> bool {
        matches!(self, Self::Notified | Self::Closed | Self::Withdrawn | Self::DeclinedBeforePanel)
    }

    /// Whether it is to be heard by a sitting, now or after what is missing has come.
    pub fn is_to_be_heard(self) -> bool {
        matches!(self, Self::Submitted | Self::Incomplete | Self::Accepted | Self::Listed | Self::Deferred)
    }
}

/// A signature: who, and when.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Signature {
    /// Who.
    pub by: Name,
    /// On.
    pub on: Day,
}

/// That a referral was sent back, or its late papers accepted, or it was declined: by whom, when, why.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Ruling {
    /// Who.
    pub by: Name,
    /// When.
    pub at: Moment,
    /// Why; of one that was sent back, what it lacked.
    pub why: Note,
}

record! {
    /// What somebody asks a panel for: one child per form (DOMAIN 3e P1).
    Referral ReferralId {
        /// The child.
        child: ChildId,
        /// The panel.
        panel: PanelId,
        /// What is asked for.
        request: RequestType,
        /// In words.
        what: Note,
        /// Where it comes from.
        source: SourceTeam,
        /// The team, by name.
        team: Name,
        /// The social worker who asks, and presents it.
        referrer: Name,
        /// They, where the register has them.
        presenter: Option<ProfessionalId>,
        /// How urgent.
        urgency: Priority,
        /// Its priority category.
        category: Name,
        /// What brought it about.
        problem: PresentingProblem,
        /// In words.
        problem_words: Note,
        /// What was tried before (P13).
        tried: Note,
        /// Whether a family group conference was held.
        conference_held: bool,
        /// What the child says; or why they were not asked (P15).
        views_child: Note,
        /// What the parents say; or why they were not asked (P15).
        views_parents: Note,
        /// The need that was assessed.
        need: Note,
        /// Against which threshold.
        threshold: Note,
        /// The service that is planned.
        service: Note,
        /// What is to come of it.
        outcome: Note,
        /// What contact will be needed, and how the child is taken there.
        contact: Note,
        /// Pounds a week.
        cost_week: Option<u32>,
        /// Asked for on.
        asked_on: Option<Day>,
        /// The placement or contract it is about ends on.
        ends_on: Option<Day>,
        /// The team manager's signature.
        team_manager: Option<Signature>,
        /// The service manager's approval, where one is needed.
        service_manager: Option<Signature>,
        /// How far it is.
        status: ReferralStatus,
        /// Every time it was sent back.
        returned: Vec<Ruling>,
        /// The chair took its papers though they were late (P2).
        late_accepted: Option<Ruling>,
        /// Declined before any panel, or withdrawn.
        ended: Option<Ruling>,
        /// The emergency agreement it asks to ratify.
        ratifies: Option<DecisionId>,
        /// Panel members who may not see it (P16).
        kept_from: Vec<ProfessionalId>,
        /// Why the managers or services do not agree about it, and what came of that (P14).
        disagreement: Note,
        /// Anything else.
        notes: Note,
    }
    check(c) {
        c.names("child", c.record.child);
        c.names("panel", c.record.panel);
        c.once("kept_from", &c.record.kept_from);
    }
    owners(r) {
        let people = r.presenter.iter().chain(&r.kept_from).map(|p| p.key());
        people.chain(r.ratifies.map(|d| d.key())).chain([r.child.key(), r.panel.key()]).collect()
    }
}

choices! {
    /// Which document a paper is.
    PaperSort {
        /// The application form, signed.
        #[default] Form "form",
        /// Assessment.
        Assessment "assessment",
        /// Chronology.
        Chronology "chronology",
        /// Plan.
        Plan "plan",
        /// Risk assessment.
        RiskAssessment "risk assessment",
        /// What a placement or service costs.
        Costs "costs",
        /// Report of a provider.
        ProviderReport "provider's report",
        /// Health report.
        Health "health report",
        /// Education report or plan.
        Education "education report",
        /// Views of child and parents.
        Views "views",
        /// Record of the emergency agreement.
        EmergencyRecord "record of the emergency agreement",
        /// Journeys: from where to where, how often.
        Journeys "journeys",
        /// Something else.
        Other "other",
    }
}

/// The bytes of a document: they lie sealed beside the journal, under their own hash.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Bytes {
    /// Their hash, in hexadecimal.
    pub hash: Name,
    /// How many.
    pub length: u32,
}

record! {
    /// A document that belongs to a referral: where it is to be found, or its bytes. A later version is another paper.
    PanelPaper PanelPaperId {
        /// The referral.
        referral: ReferralId,
        /// Which document.
        sort: PaperSort,
        /// What it is called.
        title: Name,
        /// The system that has it, and its number there.
        reference: Name,
        /// Its bytes, where the desk has them.
        bytes: Option<Bytes>,
        /// Version.
        version: u16,
        /// Received.
        received: Moment,
        /// Who holds it.
        held_by: Name,
        /// Names and places that must not be read are blacked out.
        redacted: bool,
        /// Members who may not see it (P16).
        kept_from: Vec<ProfessionalId>,
        /// Anything else.
        notes: Note,
    }
    check(c) {
        c.names("referral", c.record.referral);
        c.once("kept_from", &c.record.kept_from);
        if c.record.reference.is_empty() && c.record.bytes.is_none() {
            c.wrong("reference", "is missing: say where the paper is, or hand in its bytes");
        }
    }
    owners(r) { r.kept_from.iter().map(|p| p.key()).chain([r.referral.key()]).collect() }
}

choices! {
    /// Whether who asked got what they asked for (the seed keeps both facts: answered, and got what was asked).
    Got {
        /// Not answered yet.
        #[default] Unanswered "not answered",
        /// What was asked for.
        AsAsked "what was asked for",
        /// Part of it.
        Partly "part of it",
        /// Another service.
        Other "another service",
        /// Nothing.
        Nothing "nothing",
    }
}

record! {
    /// What a service was asked for, and what came of it.
    ServiceRequest ServiceRequestId {
        /// The child.
        child: ChildId,
        /// The service: intensive support, special childminding, contact.
        service: Name,
        /// Where the request comes from.
        source: SourceTeam,
        /// The team or hostel, by name.
        team: Name,
        /// Its priority category.
        category: Name,
        /// How urgent.
        priority: Priority,
        /// What was asked for.
        what: Note,
        /// Asked on.
        asked_on: Day,
        /// Answered on.
        answered_on: Option<Day>,
        /// Whether they got it.
        got: Got,
        /// What they got, or why not.
        answer: Note,
        /// The referral to a panel it came of or led to.
        referral: Option<ReferralId>,
    }
    check(c) {
        c.names("child", c.record.child);
        c.needs("service", &c.record.service);
        c.in_order("answered_on", Some(c.record.asked_on), c.record.answered_on);
        if (c.record.got == Got::Unanswered) != c.record.answered_on.is_none() {
            c.wrong("answered_on", "and what they got go together");
        }
    }
    owners(r) { r.referral.map(|r| r.key()).into_iter().chain([r.child.key()]).collect() }
}

record! {
    /// A child's time on the child protection register.
    Registration RegistrationId {
        /// The child.
        child: ChildId,
        /// Category: neglect, emotional abuse.
        category: Name,
        /// From.
        from: Day,
        /// Until.
        until: Option<Day>,
        /// Anything else.
        notes: Note,
    }
    check(c) {
        c.names("child", c.record.child);
        c.in_order("until", Some(c.record.from), c.record.until);
    }
    owners(r) { vec![r.child.key()] }
}
