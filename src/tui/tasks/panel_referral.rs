//! The forms of referrals to panels and their papers.

use super::intake::{day, ids, number, pick, shown};
use super::simple::{Simple, choice, lacks, text};
use super::{known, records};
use crate::desk::commands::{
    PaperAdd, ReferralDecline, ReferralLate, ReferralReturn, ReferralSign, ReferralTake, ReferralWithdraw, Signs,
};
use crate::desk::{Gap, Gate, Names, said_gaps};
use crate::domain::*;
use crate::tui::fields::{Field, Fields};
use crate::tui::form::Form;
use crate::tui::theme::Tone;

/// The name of the form that is kept until it is sent.
pub(super) const TAKE: &str = "referral.take";

choices! {
    /// How far a referral is that is typed in.
    Handed {
        /// It has come.
        #[default] In "handed in",
        /// It is still being written.
        Writing "being written",
    }
}

choices! {
    /// Whether the same may be asked twice.
    Twin {
        /// It is refused, with the referral that asks for it.
        #[default] No "no",
        /// It is another one.
        Yes "yes, another one",
    }
}

fn flat(note: &Note) -> String {
    note.replace('\n', " ")
}

/// The intake form; a referral that no panel has yet is opened again with what it said.
pub fn take(before: Option<(&Referral, &Names)>, today: Day) -> Form {
    let blank = (Referral::default(), Names::default());
    let (r, names) = before.unwrap_or((&blank.0, &blank.1));
    let stands = |key: Key| if key.id == 0 { Vec::new() } else { known([key], names) };
    let presenter = r.presenter.map_or_else(Vec::new, |who| stands(who.key()));
    let handed = if r.status == ReferralStatus::Draft && before.is_some() { Handed::Writing } else { Handed::In };
    let mut fields = Fields::new([
        Field::pick("child", "child", records(Kind::Child)).chosen(stands(r.child.key())),
        pick("request", "asks for", RequestType::ALL, RequestType::said, r.request),
        Field::text("what", "in words").with(flat(&r.what)),
        Field::pick("presenter", "presented by", records(Kind::Professional)).chosen(presenter),
        Field::text("referrer", "or by name").with(r.referrer.to_string()),
        pick("source", "comes from", SourceTeam::ALL, SourceTeam::said, r.source),
        Field::text("team", "team").with(r.team.to_string()),
        pick("problem", "problem", PresentingProblem::ALL, PresentingProblem::said, r.problem),
        Field::text("problem_words", "in words").with(flat(&r.problem_words)),
        Field::text("tried", "tried before").with(flat(&r.tried)),
        Field::text("views_child", "child says").with(flat(&r.views_child)),
        Field::text("views_parents", "parents say").with(flat(&r.views_parents)),
        Field::text("need", "need").with(flat(&r.need)),
        Field::text("threshold", "threshold").with(flat(&r.threshold)),
        Field::text("service", "service").with(flat(&r.service)),
        Field::text("outcome", "outcome").with(flat(&r.outcome)),
        Field::text("contact", "contact").with(flat(&r.contact)),
        pick("urgency", "how urgent", Priority::ALL, Priority::said, r.urgency),
        Field::text("cost_week", "pounds a week").with(shown(r.cost_week)),
        Field::text("ends_on", "ends on").with(r.ends_on.map_or_else(String::new, said::long)),
        Field::pick("ratifies", "ratifies", records(Kind::Decision))
            .chosen(r.ratifies.map_or_else(Vec::new, |id| stands(id.key()))),
        Field::pick("panel", "panel", records(Kind::Panel)).chosen(stands(r.panel.key())),
        Field::text("asked_on", "asked on").with(said::long(r.asked_on.unwrap_or(today))).standing(),
        Field::picks("kept_from", "kept from", records(Kind::Professional))
            .chosen(known(r.kept_from.iter().map(|who| who.key()), names)),
        Field::text("disagreement", "disagreement").with(flat(&r.disagreement)),
        pick("handed_in", "it is", Handed::ALL, Handed::said, handed),
        pick("another", "asked twice", Twin::ALL, Twin::said, Twin::No),
    ]);
    fields.foot = vec![(Tone::Dim, "what is not known yet can be left out: it is listed until it is there".to_owned())];
    let id = before.map(|(r, _)| r.id);
    let title = id.map_or_else(|| "A referral to a panel".to_owned(), |id| format!("Referral {id}"));
    let form = Form::new(title, fields, Simple(move |fields: &mut Fields| Some(taken(fields, id, today)?.into())));
    let form = match before {
        Some((r, names)) => form.on(r.clone(), names),
        None => form,
    };
    form.kept(TAKE)
}

fn taken(fields: &mut Fields, referral: Option<ReferralId>, today: Day) -> Option<ReferralTake> {
    let Some(child) = ids(fields, "child", ChildId).first().copied() else {
        return lacks(fields, "child", "type a name: one form, one child");
    };
    let handed = choice(fields, "handed_in", Handed::ALL, |h| h.said(), "choose one")?;
    let another = choice(fields, "another", Twin::ALL, |t| t.said(), "choose one")?;
    Some(ReferralTake {
        referral,
        child: Some(child),
        panel: ids(fields, "panel", PanelId).first().copied(),
        request: Some(choice(fields, "request", RequestType::ALL, |r| r.said(), "choose what is asked for")?),
        what: text(fields, "what")?,
        source: Some(choice(fields, "source", SourceTeam::ALL, |s| s.said(), "choose one")?),
        team: text(fields, "team")?,
        referrer: text(fields, "referrer")?,
        presenter: ids(fields, "presenter", ProfessionalId).first().copied(),
        urgency: Some(choice(fields, "urgency", Priority::ALL, |p| p.said(), "choose one")?),
        problem: Some(choice(fields, "problem", PresentingProblem::ALL, |p| p.said(), "choose one")?),
        problem_words: text(fields, "problem_words")?,
        tried: text(fields, "tried")?,
        views_child: text(fields, "views_child")?,
        views_parents: text(fields, "views_parents")?,
        need: text(fields, "need")?,
        threshold: text(fields, "threshold")?,
        service: text(fields, "service")?,
        outcome: text(fields, "outcome")?,
        contact: text(fields, "contact")?,
        cost_week: number(fields, "cost_week").ok()?,
        asked_on: day(fields, "asked_on", today).ok()?,
        ends_on: day(fields, "ends_on", today).ok()?,
        ratifies: ids(fields, "ratifies", DecisionId).first().copied(),
        kept_from: Some(ids(fields, "kept_from", ProfessionalId)),
        disagreement: text(fields, "disagreement")?,
        handed_in: handed == Handed::In,
        another: another == Twin::Yes,
        ..ReferralTake::default()
    })
}

/// The form that records a signature; whose is still missing is asked for first.
pub fn sign(referral: ReferralId, gate: &Gate, today: Day) -> Form {
    let approval = gate.lacks.contains(&Gap::Form(crate::desk::Unsaid::ServiceManager));
    let signed = !gate.lacks.contains(&Gap::Form(crate::desk::Unsaid::TeamManager));
    let role = if signed && approval { Signs::ServiceManager } else { Signs::TeamManager };
    let fields = Fields::new([
        Field::text("by", "signed by"),
        pick("as", "as", Signs::ALL, Signs::said, role),
        Field::text("on", "on").with(said::long(today)).standing(),
    ]);
    let command = move |fields: &mut Fields| {
        let role = choice(fields, "as", Signs::ALL, |s| s.said(), "choose one")?;
        Some(ReferralSign { referral, role, by: text(fields, "by")?, on: day(fields, "on", today).ok()? }.into())
    };
    Form::new(format!("{referral} is signed"), fields, Simple(command))
}

/// The form that takes a paper down: the first that is missing stands in it.
pub fn paper(referral: ReferralId, gate: &Gate, now: Moment) -> Form {
    let missing = gate.ticks.iter().find(|tick| tick.paper.is_none() && tick.received.is_none());
    let next = missing.map_or(PaperSort::default(), |tick| tick.sort);
    let mut fields = Fields::new([
        pick("sort", "paper", PaperSort::ALL, PaperSort::said, next),
        Field::text("reference", "is at"),
        Field::text("title", "called"),
        Field::text("held_by", "held by"),
        pick("redacted", "redacted", Redacted::ALL, Redacted::said, Redacted::No),
        Field::picks("kept_from", "kept from", records(Kind::Professional)),
        Field::text("received", "received").with(said::long_moment(now)).standing(),
    ]);
    fields.focus("reference");
    fields.foot = vec![(
        Tone::Dim,
        format!(
            "its bytes: contactdesk panel paper add {referral} {} - < FILE",
            next.said().replace(' ', "-").replace('\'', "")
        ),
    )];
    let command = move |fields: &mut Fields| {
        let typed = fields.value("received");
        let received = match said::moment(&typed, now.day) {
            _ if typed.is_empty() => None,
            Ok(at) => Some(at),
            Err(why) => return lacks(fields, "received", &why.0),
        };
        let add = PaperAdd {
            referral,
            sort: choice(fields, "sort", PaperSort::ALL, |s| s.said(), "choose one")?,
            title: text(fields, "title")?,
            reference: text(fields, "reference")?,
            received,
            held_by: text(fields, "held_by")?,
            redacted: choice(fields, "redacted", Redacted::ALL, |r| r.said(), "choose one")? == Redacted::Yes,
            kept_from: ids(fields, "kept_from", ProfessionalId),
            ..PaperAdd::default()
        };
        Some(add.into())
    };
    Form::new(format!("A paper of {referral}"), fields, Simple(command))
}

choices! {
    /// Whether names and places are blacked out.
    Redacted {
        /// It is as it was written.
        #[default] No "no",
        /// They are.
        Yes "yes",
    }
}

/// The form that sends a referral back: the list of what it lacks goes with it.
pub fn back(referral: ReferralId, gate: &Gate) -> Form {
    let list = if gate.lacks.is_empty() { "nothing".to_owned() } else { said_gaps(&gate.lacks) };
    let mut fields = Fields::new([Field::text("why", "and because")]);
    fields.foot = vec![(Tone::Dim, format!("it lacks {list}"))];
    let command = move |fields: &mut Fields| Some(ReferralReturn { referral, why: text(fields, "why")? }.into());
    Form::new(format!("{referral} goes back"), fields, Simple(command))
}

/// The form that records that the chair takes late papers.
pub fn late(referral: ReferralId) -> Form {
    let mut fields =
        Fields::new([Field::text("why", "because"), Field::pick("by", "says", records(Kind::Professional))]);
    fields.foot = vec![(Tone::Dim, "the chair says so where nobody is named; the vice chair can too".to_owned())];
    let command = move |fields: &mut Fields| {
        let by = ids(fields, "by", ProfessionalId).first().copied();
        Some(ReferralLate { referral, why: text(fields, "why")?, by }.into())
    };
    Form::new(format!("Late papers of {referral} are taken"), fields, Simple(command))
}

/// The form that withdraws a referral.
pub fn withdraw(referral: ReferralId) -> Form {
    let fields = Fields::new([Field::text("by", "withdrawn by"), Field::text("why", "because")]);
    let command = move |fields: &mut Fields| {
        Some(ReferralWithdraw { referral, by: text(fields, "by")?, why: text(fields, "why")? }.into())
    };
    Form::new(format!("{referral} is withdrawn"), fields, Simple(command))
}

/// The form that records that a service manager declined it before any panel.
pub fn decline(referral: ReferralId) -> Form {
    let mut fields = Fields::new([Field::text("by", "declined by"), Field::text("why", "because")]);
    fields.foot = vec![(Tone::Dim, "it counts as asked for, with what is offered instead".to_owned())];
    let command = move |fields: &mut Fields| {
        Some(ReferralDecline { referral, by: text(fields, "by")?, why: text(fields, "why")? }.into())
    };
    Form::new(format!("{referral} is declined before panel"), fields, Simple(command))
}
