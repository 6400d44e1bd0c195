//! `service_request.answer`: a service answered; whether they got what was asked for is a fact of its own.

use super::service_request_record::past;
use super::*;
use crate::desk::{No, referrals};

/// Takes down what a service answered.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ServiceRequestAnswer {
    /// The request.
    pub request: ServiceRequestId,
    /// What they got.
    pub got: Got,
    /// What that is, or why not.
    #[serde(default)]
    pub answer: Note,
    /// Answered on; today where it is left out.
    #[serde(default)]
    pub on: Option<Day>,
    /// The referral to a panel it led to.
    #[serde(default)]
    pub referral: Option<ReferralId>,
}

impl Decide for ServiceRequestAnswer {
    fn decide(&self, known: &Known) -> Result<Decided, Refusal> {
        let old = known.open::<ServiceRequest>(self.request)?;
        if !known.viewer.may_know(known.diary, old.id.key()) {
            return Err(referrals::restricted(old.id.key()));
        }
        if let Some(on) = old.answered_on {
            let what = format!("{} was answered on {}: {}", old.id, said::long(on), old.got.said());
            return Err(Refusal::new(No::Rule, what).hinted("record.change corrects an answer"));
        }
        if self.got == Got::Unanswered {
            let what = "say whether they got what was asked for, part of it, another service or nothing";
            return Err(Refusal::usage("got", what));
        }
        if self.got != Got::AsAsked && self.answer.is_empty() {
            return Err(Refusal::usage("answer", "say what they got, or why not"));
        }
        let referral = self.referral.map(|id| referrals::referral(known, id)).transpose()?;
        if let Some(other) = referral.filter(|r| r.child != old.child) {
            return Err(Refusal::usage(
                "referral",
                format!("{} is about {}, not {}", other.id, other.child, old.child),
            ));
        }
        let new = ServiceRequest {
            got: self.got,
            answer: self.answer.clone(),
            answered_on: Some(past(known, "on", self.on)?),
            referral: self.referral.or(old.referral),
            ..old.clone()
        };
        super::record_add::sound(&new.clone().into(), known.diary)?;
        Ok(Decided::one(Change::of(old.clone(), new)))
    }

    fn args(&self) -> String {
        crate::codec::json(&(self.request, self.got))
    }
}
