//! A referral with its papers, as a team hands it in.

use super::super::names::{name, note};
use super::super::rng::Rng;
use super::people::Bench;
use super::words;
use crate::domain::*;

/// A complete referral for a child, asked for on a day, signed by its managers.
pub(super) fn referral(
    rng: &mut Rng,
    bench: &Bench,
    child: &Child,
    request: RequestType,
    asked_on: Day,
    head: &mut Head,
) -> Referral {
    let signed = |by: &Name| Some(Signature { by: by.clone(), on: asked_on });
    let approved = bench.panel.manager_approves.contains(&request);
    Referral {
        id: ReferralId(head.take(Kind::Referral)),
        child: child.id,
        panel: bench.panel.id,
        request,
        what: note(words::asked(request)),
        source: source(&child.team),
        team: child.team.clone(),
        referrer: child.social_worker.clone(),
        presenter: bench.presenter(child),
        urgency: rng.weighted(&[(60, Priority::Routine), (28, Priority::Soon), (12, Priority::Urgent)]),
        category: name(rng.pick(&words::CATEGORIES)),
        problem_words: note("see the assessment, section 2"),
        tried: note(rng.pick(&words::TRIED)),
        conference_held: rng.percent(45),
        views_child: note(rng.pick(&words::CHILD_SAYS)),
        views_parents: note(rng.pick(&words::PARENTS_SAY)),
        need: note("a settled home and one adult who stays"),
        threshold: note("met: significant harm is likely without it"),
        service: note("as asked for, reviewed every twelve weeks"),
        outcome: note("the child is safe, in school and sees the family"),
        contact: note("with the mother twice a week, supervised; the carer brings the child"),
        cost_week: Some(40 * rng.between(5, 40) as u32),
        asked_on: Some(asked_on),
        team_manager: signed(&child.team_manager),
        service_manager: approved.then(|| signed(&bench.vice().name)).flatten(),
        ..Referral::default()
    }
}

/// Which of the seed's sources a team is.
pub(super) fn source(team: &str) -> SourceTeam {
    match team {
        "Duty and Assessment" => SourceTeam::DutyAssessment,
        "Looked After Children East" => SourceTeam::ClusterOne,
        "Looked After Children West" => SourceTeam::ClusterTwo,
        "Court and Permanence" => SourceTeam::ClusterThree,
        _ => SourceTeam::Other,
    }
}

/// Those papers of it, handed in on the day it was asked for but for the last where that came later.
pub(super) fn papers(
    referral: &Referral,
    sorts: &[PaperSort],
    late: Option<Moment>,
    head: &mut Head,
) -> Vec<PanelPaper> {
    let asked = referral.asked_on.unwrap_or_default();
    let each = sorts.iter().enumerate();
    each.map(|(nth, sort)| PanelPaper {
        id: PanelPaperId(head.take(Kind::PanelPaper)),
        referral: referral.id,
        sort: *sort,
        title: name(format!("{} for {}", sort.said(), referral.child)),
        reference: name(format!("case file {}, document {}", referral.child, nth + 1)),
        version: 1,
        received: late.filter(|_| nth + 1 == sorts.len()).unwrap_or(Moment::new(asked, Minute::at(10, 5 * nth as u16))),
        held_by: referral.referrer.clone(),
        ..PanelPaper::default()
    })
    .collect()
}
