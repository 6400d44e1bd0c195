//! `service_request.record`: a service was asked for something for a child (DOMAIN 5a). It is counted whether it gets what it
//! asked for or not: two facts, kept apart.

use super::*;
use crate::desk::referrals;

/// Takes down what a service was asked for, with the answer where there is one already.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ServiceRequestRecord {
    /// The child.
    pub child: ChildId,
    /// The service: intensive support, special childminding, contact.
    pub service: Name,
    /// Where the request comes from.
    pub source: SourceTeam,
    /// The team or hostel, by name.
    #[serde(default)]
    pub team: Name,
    /// Its priority category.
    #[serde(default)]
    pub category: Name,
    /// How urgent.
    #[serde(default)]
    pub priority: Priority,
    /// What was asked for.
    #[serde(default)]
    pub what: Note,
    /// Asked on; today where it is left out.
    #[serde(default)]
    pub asked_on: Option<Day>,
    /// What they got, where it is answered already.
    #[serde(default)]
    pub got: Got,
    /// Answered on; today where it is answered and this is left out.
    #[serde(default)]
    pub answered_on: Option<Day>,
    /// What they got, or why not.
    #[serde(default)]
    pub answer: Note,
    /// The referral to a panel it came of or led to.
    #[serde(default)]
    pub referral: Option<ReferralId>,
    /// It is another one, though the same service is asked for the child already and has not answered.
    #[serde(default)]
    pub another: bool,
}

/// The same words, whatever their letters and spaces.
fn same(a: &str, b: &str) -> bool {
    let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    plain(a) == plain(b)
}

impl Decide for ServiceRequestRecord {
    fn decide(&self, known: &Known) -> Result<Decided, Refusal> {
        let child = known.open::<Child>(self.child)?.id;
        if !known.viewer.may_know(known.diary, child.key()) {
            return Err(referrals::restricted(child.key()));
        }
        let referral = self.referral.map(|id| referrals::referral(known, id)).transpose()?;
        if let Some(other) = referral.filter(|r| r.child != child) {
            return Err(Refusal::usage("referral", format!("{} is about {}, not {child}", other.id, other.child)));
        }
        let asked_on = past(known, "asked_on", self.asked_on)?;
        let waits = known.diary.pointing::<ServiceRequest>(child).find(|other| {
            other.life == Life::Open && other.got == Got::Unanswered && same(&other.service, &self.service)
        });
        if let Some(other) = waits.filter(|_| !self.another) {
            let asked = said::long(other.asked_on);
            let what = format!("{} asked for {} on {asked} and is not answered", other.id, other.service);
            return Err(Refusal::usage("another", what)
                .hinted("answer it with service_request.answer; or say \"another\": true where it was asked again"));
        }
        let answered = self.got != Got::Unanswered;
        if !answered && (self.answered_on.is_some() || !self.answer.is_empty()) {
            return Err(Refusal::usage(
                "got",
                "say whether they got what was asked for, part of it, another service or nothing",
            ));
        }
        let request = ServiceRequest {
            id: ServiceRequestId(known.diary.head.next(Kind::ServiceRequest)),
            child,
            service: self.service.clone(),
            source: self.source,
            team: self.team.clone(),
            category: self.category.clone(),
            priority: self.priority,
            what: self.what.clone(),
            asked_on,
            answered_on: if answered { Some(past(known, "answered_on", self.answered_on)?) } else { None },
            got: self.got,
            answer: self.answer.clone(),
            referral: self.referral,
            ..ServiceRequest::default()
        };
        super::record_add::sound(&request.clone().into(), known.diary)?;
        Ok(Decided::one(Change::new(request)))
    }

    fn args(&self) -> String {
        crate::codec::json(&self.child)
    }
}

/// A day that has come: what is written down happened.
pub(super) fn past(known: &Known, field: &'static str, day: Option<Day>) -> Result<Day, Refusal> {
    match day {
        Some(day) if day > known.today() => Err(Refusal::usage(field, format!("{} is still to come", said::long(day)))),
        day => Ok(day.unwrap_or(known.today())),
    }
}
