//! What is written on forms and in decisions.

use crate::domain::*;

/// What brought it about: parent-child conflict in 78 of 100 (DOMAIN 5a).
pub(super) const PROBLEMS: [(usize, PresentingProblem); 6] = [
    (78, PresentingProblem::ParentChildConflict),
    (6, PresentingProblem::AbuseNeglect),
    (5, PresentingProblem::Disability),
    (5, PresentingProblem::ParentalIllness),
    (4, PresentingProblem::Homelessness),
    (2, PresentingProblem::AbsentParenting),
];

/// What is asked for, where it is not to ratify.
pub(super) const REQUESTS: [(usize, RequestType); 10] = [
    (48, RequestType::Accommodate),
    (12, RequestType::PlacementChange),
    (8, RequestType::ExternalPlacement),
    (8, RequestType::Extension),
    (7, RequestType::SupportPackage),
    (5, RequestType::Assessment),
    (5, RequestType::RecurringTaxi),
    (3, RequestType::Reunification),
    (2, RequestType::Therapy),
    (2, RequestType::ProviderUplift),
];

/// What was decided, of a hundred (DOMAIN 5b).
pub(super) const CODES: [(usize, DecisionCode); 5] = [
    (34, DecisionCode::Agreed),
    (41, DecisionCode::SignpostedElsewhere),
    (12, DecisionCode::MoreInfo),
    (8, DecisionCode::NotAgreed),
    (5, DecisionCode::Ratified),
];

/// What a request says, in words.
pub(super) fn asked(request: RequestType) -> &'static str {
    match request {
        RequestType::Accommodate => "accommodation by agreement until the family can have the child home",
        RequestType::PlacementChange => "another foster home, nearer to school",
        RequestType::ExternalPlacement => "a placement with an agency; no carer of ours can take a child of that age",
        RequestType::Extension => "twelve more weeks with the same carer",
        RequestType::SupportPackage => "family support three times a week, so that the child stays at home",
        RequestType::Ratify => "ratify what was agreed between panels",
        RequestType::Assessment => "a parenting assessment, to be commissioned",
        RequestType::RecurringTaxi => "a taxi to school and back for a term",
        RequestType::Reunification => "home from next month, with support",
        RequestType::Therapy => "ten sessions of play therapy",
        RequestType::ProviderUplift => "a second worker at night, paid to the provider",
    }
}

pub(super) const TRIED: [&str; 5] = [
    "family group conference held; an aunt offers weekends",
    "intensive support for eight weeks; two sessions missed",
    "respite with the grandmother, who can do no more",
    "mediation through school; the young person walked out",
    "family support since spring; the home is calmer, the evenings are not",
];

pub(super) const CHILD_SAYS: [&str; 4] = [
    "wants to stay at the same school and near friends",
    "does not want to be at home while it is like this",
    "would rather live with the grandmother",
    "not sought: under two, seen with the carer and settled",
];

pub(super) const PARENTS_SAY: [&str; 4] = [
    "asks for help and agrees to a short stay",
    "does not agree; says the school makes it worse",
    "agrees as long as contact is twice a week",
    "not sought because the father's whereabouts are not known",
];

pub(super) const REASONS: [&str; 4] = [
    "conflict between parent and child; family support had been tried",
    "a parent is in hospital and nobody in the family can help",
    "the placement has broken down",
    "the assessment is complete and the plan is agreed by all",
];

pub(super) const CONDITIONS: [&str; 3] =
    ["review in twelve weeks", "the school is told first", "contact twice a week meanwhile"];

pub(super) const EMERGENCIES: [(&str, &str); 4] = [
    ("a foster placement over the weekend", "the carer was taken to hospital"),
    ("a bed for the night with a connected person", "the young person was put out of the house at eleven"),
    ("a foster placement until the hearing", "an emergency protection order was refused on notice"),
    ("two nights with the emergency carers", "nobody answered at home and the police had the child"),
];

pub(super) const TASKS: [&str; 6] = [
    "write to the family with the decision and the reasons",
    "update the plan and send it to all",
    "ask housing what can be offered",
    "arrange the health assessment",
    "agree the travel to school with the carer",
    "tell the contact service what contact is needed",
];

pub(super) const CATEGORIES: [&str; 3] = ["1: at risk now", "2: at risk of coming into care", "3: in need"];
