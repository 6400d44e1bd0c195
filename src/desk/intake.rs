//! From a referral to contact: what an arrangement still lacks, in the order in which it is dealt with. The commands of
//! the intake refuse by it, the screens list it; of papers it says what the rule `paperwork` says.

use super::{No, Refusal, commands::Known};
use crate::domain::*;
use crate::rules;

choices! {
    /// What an arrangement lacks before contact may begin, in the order in which it is dealt with.
    Lack {
        /// No adult is named.
        #[default] Adults "who may attend",
        /// What it is for.
        Purpose "what the contact is for",
        /// Why that level.
        Reason "why it is supervised as closely as that",
        /// How many times in what.
        Often "how often",
        /// How many minutes.
        Length "how long a session is",
        /// The social worker.
        RequestedBy "who asks for it, and how to reach them",
        /// An assessment's assessor.
        Assessor "who assesses",
        /// The referral is not complete (H3).
        Referral "the complete referral form",
        /// No planning meeting was held (H4).
        PlanningMeeting "the planning meeting",
        /// Nobody has signed (H4).
        Agreement "the signed agreement",
        /// No risk assessment, or it ran out (H5).
        RiskAssessment "a risk assessment in date",
        /// A court asks for it and its order is not on file (H10).
        Order "the court order",
        /// Everything is there, and nobody has said that contact may begin.
        Beginning "the word that contact may begin",
    }
}

/// What the referral form lacks.
pub(crate) fn of_form(a: &Arrangement) -> Vec<Lack> {
    let unsaid = [
        (a.parties.is_empty() && a.invited.is_empty() && a.by_agreement.is_empty(), Lack::Adults),
        (a.purpose.is_empty(), Lack::Purpose),
        (a.level_reason.is_empty(), Lack::Reason),
        (a.times.unwrap_or(0) == 0, Lack::Often),
        (a.length_min.is_none(), Lack::Length),
        (a.requested_by.is_empty(), Lack::RequestedBy),
        (a.sort == SessionSort::Assessment && a.assessor.is_empty(), Lack::Assessor),
    ];
    unsaid.into_iter().filter(|(unsaid, _)| *unsaid).map(|(_, lack)| lack).collect()
}

/// Everything an arrangement lacks on a day before contact may begin, or go on; the first is next.
pub(crate) fn lacks(diary: &Diary, a: &Arrangement, day: Day) -> Vec<Lack> {
    let papers = rules::missing(diary, a, day).into_iter().filter_map(|missing| match missing.paper {
        Paper::Referral => Some(Lack::Referral),
        Paper::PlanningMeeting => Some(Lack::PlanningMeeting),
        Paper::Agreement => Some(Lack::Agreement),
        Paper::RiskAssessment => Some(Lack::RiskAssessment),
        Paper::Order => Some(Lack::Order),
        Paper::Arrangement => None,
    });
    let mut all: Vec<Lack> = papers.collect();
    if all.contains(&Lack::Referral) {
        all.splice(0..0, of_form(a));
    }
    if a.status != ArrangementStatus::Active {
        all.push(Lack::Beginning);
    }
    all
}

/// Several of them, as they are read.
pub fn said(lacks: &[Lack]) -> String {
    lacks.iter().map(|lack| lack.said()).collect::<Vec<_>>().join(", ")
}

/// An arrangement that is open and the asker's to know.
pub(crate) fn arrangement<'a>(known: &'a Known, id: ArrangementId) -> Result<&'a Arrangement, Refusal> {
    let arrangement = known.open::<Arrangement>(id)?;
    if known.viewer.may_know(known.diary, id.key()) {
        return Ok(arrangement);
    }
    Err(Refusal::new(No::NotPermitted, format!("{id} belongs to a restricted case"))
        .hinted("case.open opens it for a while, with a reason"))
}

/// One that is not over.
pub(crate) fn running<'a>(known: &'a Known, id: ArrangementId) -> Result<&'a Arrangement, Refusal> {
    let arrangement = arrangement(known, id)?;
    if arrangement.status != ArrangementStatus::Ended {
        return Ok(arrangement);
    }
    Err(Refusal::new(No::Rule, format!("{id} is over")).hinted("arrangement.request makes a new one"))
}

/// The day something was done: today where it is not said, never one to come.
pub(crate) fn done_on(known: &Known, on: Option<Day>) -> Result<Day, Refusal> {
    match on {
        Some(on) if on > known.today() => {
            Err(Refusal::usage("on", format!("{} is still to come: it is recorded when it is done", said::long(on))))
        }
        on => Ok(on.unwrap_or(known.today())),
    }
}

/// Refuses where any of these is still lacking.
pub(crate) fn needs(known: &Known, a: &Arrangement, first: &[Lack]) -> Result<(), Refusal> {
    let mut missing = lacks(known.diary, a, known.today());
    missing.retain(|lack| first.contains(lack));
    if missing.is_empty() {
        return Ok(());
    }
    Err(Refusal::new(No::Rule, format!("{} lacks {}", a.id, said(&missing)))
        .hinted(format!("contactdesk ask papers --json '{{\"arrangement\":\"{}\"}}' says what comes next", a.id)))
}
