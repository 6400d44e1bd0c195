//! The forms from referral to contact: the referral, each step to the first session, what stops it, and a court's order.

use super::simple::{Simple, choice, lacks, text};
use super::{known, records, words};
use crate::desk::Names;
use crate::desk::commands::{
    ArrangementActivate, ArrangementAssess, ArrangementEnd, ArrangementPlan, ArrangementRequest, ArrangementReview,
    ArrangementSign, ArrangementSuspend, OrderRecord, SessionBook,
};
use crate::domain::*;
use crate::tui::fields::{Field, Fields};
use crate::tui::form::Form;
use crate::tui::offer::Offer;
use crate::tui::theme::Tone;

/// The names of the forms that are kept until they are sent.
pub(super) const REFERRAL: &str = "arrangement.request";
pub(super) const ORDER: &str = "order.record";

/// The words of a choice, with one of them chosen.
pub(super) fn pick<T: Copy>(name: &'static str, label: &str, all: &[T], said: fn(T) -> &'static str, now: T) -> Field {
    Field::pick(name, label, words(all.iter().map(|one| said(*one)))).chosen([Offer::word(said(now))])
}

pub(super) fn ids<T>(fields: &Fields, name: &str, id: impl Fn(u32) -> T) -> Vec<T> {
    fields.keys(name).into_iter().map(|key| id(key.id)).collect()
}

/// A day as people say it, where one is said; what is no day is said under its field.
pub(super) fn day(fields: &mut Fields, name: &'static str, today: Day) -> Result<Option<Day>, ()> {
    let text = fields.value(name);
    if text.is_empty() {
        return Ok(None);
    }
    match said::day(&text, today) {
        Ok(day) => Ok(Some(day)),
        Err(why) => lacks(fields, name, &why.0).ok_or(()),
    }
}

/// A number, where one is said.
pub(super) fn number<T: std::str::FromStr>(fields: &mut Fields, name: &'static str) -> Result<Option<T>, ()> {
    let text = fields.value(name);
    if text.is_empty() {
        return Ok(None);
    }
    match text.parse() {
        Ok(number) => Ok(Some(number)),
        Err(_) => lacks(fields, name, "a whole number").ok_or(()),
    }
}

pub(super) fn shown<T: ToString>(value: Option<T>) -> String {
    value.map_or_else(String::new, |value| value.to_string())
}

/// The referral form; one that is not complete yet is opened again with what it said.
pub fn referral(before: Option<(&Arrangement, &Names)>, today: Day) -> Form {
    let blank = (Arrangement::default(), Names::default());
    let (a, names) = before.unwrap_or((&blank.0, &blank.1));
    let people = |keys: &mut dyn Iterator<Item = Key>| known(keys, names);
    let mut fields = Fields::new([
        Field::picks("children", "children", records(Kind::Child))
            .chosen(people(&mut a.children.iter().map(|c| c.key()))),
        Field::picks("parties", "adults", records(Kind::Party)).chosen(people(&mut a.parties.iter().map(|p| p.key()))),
        Field::picks("invited", "when invited", records(Kind::Party))
            .chosen(people(&mut a.invited.iter().map(|p| p.key()))),
        Field::picks("by_agreement", "when agreed", records(Kind::Party))
            .chosen(people(&mut a.by_agreement.iter().map(|p| p.key()))),
        Field::text("purpose", "what for").with(a.purpose.replace('\n', " ")),
        pick("level", "watched", SupervisionLevel::ALL, SupervisionLevel::said, a.level),
        Field::text("level_reason", "why so").with(a.level_reason.replace('\n', " ")),
        Field::text("times", "how often").with(shown(a.times)),
        pick("per", "in each", Per::ALL, Per::said, a.per),
        Field::text("length_min", "minutes").with(shown(a.length_min)),
        pick("ordered_by", "because of", OrderedBy::ALL, OrderedBy::said, a.ordered_by),
        Field::text("ordered_min_minutes", "least a week").with(shown(a.ordered_min_minutes)),
        Field::text("ordered_max_minutes", "most a week").with(shown(a.ordered_max_minutes)),
        Field::picks("sites", "where", records(Kind::Site)).chosen(people(&mut a.sites.iter().map(|s| s.key()))),
        pick("transport", "they come by", Transport::ALL, Transport::said, a.transport),
        pick("departure", "leaves first", DepartureOrder::ALL, DepartureOrder::said, a.departure),
        pick("priority", "how soon", Priority::ALL, Priority::said, a.priority),
        Field::text("requested_by", "asked by").with(a.requested_by.to_string()),
        Field::text("requested_on", "asked on").with(said::long(a.requested_on.unwrap_or(today))).standing(),
        Field::text("cancellation_terms", "if cancelled").with(a.cancellation_terms.replace('\n', " ")),
    ]);
    fields.foot = vec![(Tone::Dim, "what is not known yet can be left out: it is listed until it is there".to_owned())];
    let (before, id) = (before.map(|(a, _)| a.clone()), before.map(|(a, _)| a.id));
    let title = id.map_or_else(|| "A referral".to_owned(), |id| format!("The referral of {id}"));
    let form = Form::new(title, fields, Simple(move |fields: &mut Fields| Some(request(fields, id, today)?.into())));
    match before {
        Some(before) => form.on(before, names),
        None => form.kept(REFERRAL),
    }
}

fn request(fields: &mut Fields, arrangement: Option<ArrangementId>, today: Day) -> Option<ArrangementRequest> {
    if fields.keys("children").is_empty() {
        return lacks(fields, "children", "type a name");
    }
    let level = choice(fields, "level", SupervisionLevel::ALL, |l| l.said(), "choose a level")?;
    Some(ArrangementRequest {
        arrangement,
        children: ids(fields, "children", ChildId),
        parties: ids(fields, "parties", PartyId),
        invited: ids(fields, "invited", PartyId),
        by_agreement: ids(fields, "by_agreement", PartyId),
        purpose: text(fields, "purpose")?,
        level: Some(level),
        level_reason: text(fields, "level_reason")?,
        times: number(fields, "times").ok()?,
        per: Some(choice(fields, "per", Per::ALL, |p| p.said(), "choose one")?),
        length_min: number(fields, "length_min").ok()?,
        ordered_by: Some(choice(fields, "ordered_by", OrderedBy::ALL, |o| o.said(), "choose one")?),
        ordered_min_minutes: number(fields, "ordered_min_minutes").ok()?,
        ordered_max_minutes: number(fields, "ordered_max_minutes").ok()?,
        sites: ids(fields, "sites", SiteId),
        transport: Some(choice(fields, "transport", Transport::ALL, |t| t.said(), "choose one")?),
        departure: Some(choice(fields, "departure", DepartureOrder::ALL, |d| d.said(), "choose one")?),
        priority: Some(choice(fields, "priority", Priority::ALL, |p| p.said(), "choose one")?),
        requested_by: text(fields, "requested_by")?,
        requested_on: day(fields, "requested_on", today).ok()?,
        cancellation_terms: text(fields, "cancellation_terms")?,
        ..ArrangementRequest::default()
    })
}

/// The form that records that the planning meeting was held.
pub fn plan(arrangement: ArrangementId, today: Day) -> Form {
    let fields = Fields::new([
        Field::text("on", "held on").with(said::long(today)).standing(),
        Field::text("house_rules", "house rules"),
        Field::text("cancellation_terms", "if cancelled"),
    ]);
    let command = move |fields: &mut Fields| {
        let (on, house_rules) = (day(fields, "on", today).ok()?, text(fields, "house_rules")?);
        let cancellation_terms = text(fields, "cancellation_terms")?;
        Some(ArrangementPlan { arrangement, on, house_rules, cancellation_terms }.into())
    };
    Form::new(format!("The planning meeting for {arrangement} was held"), fields, Simple(command))
}

/// The form that records a signed agreement.
pub fn sign(a: &Arrangement, names: &Names, today: Day) -> Form {
    let arrangement = a.id;
    let adults = known(a.parties.iter().map(|p| p.key()), names);
    let fields = Fields::new([
        Field::text("on", "signed on").with(said::long(today)).standing(),
        Field::picks("signed_by", "signed by", records(Kind::Party)).chosen(adults),
        Field::text("valid_to", "valid to"),
        Field::text("terms", "agreed"),
    ]);
    let command = move |fields: &mut Fields| {
        let signed_by = ids(fields, "signed_by", PartyId);
        let (on, valid_to) = (day(fields, "on", today).ok()?, day(fields, "valid_to", today).ok()?);
        Some(ArrangementSign { arrangement, on, signed_by, valid_to, terms: text(fields, "terms")? }.into())
    };
    Form::new(format!("The agreement for {arrangement} is signed"), fields, Simple(command))
}

/// The form that records a risk assessment.
pub fn assess(a: &Arrangement, today: Day) -> Form {
    let arrangement = a.id;
    let mut fields = Fields::new([
        Field::text("on", "written on").with(said::long(today)).standing(),
        Field::text("author", "by"),
        Field::text("approved_by", "approved by"),
        pick("level", "asks for", SupervisionLevel::ALL, SupervisionLevel::said, a.level),
        Field::text("hazards", "hazards"),
        Field::text("controls", "controls"),
        Field::text("expires_on", "good until"),
    ]);
    fields.foot = vec![(Tone::Dim, "good for as long as the service has it where no day is said".to_owned())];
    let command = move |fields: &mut Fields| {
        let level = choice(fields, "level", SupervisionLevel::ALL, |l| l.said(), "choose a level")?;
        let assess = ArrangementAssess {
            arrangement,
            on: day(fields, "on", today).ok()?,
            expires_on: day(fields, "expires_on", today).ok()?,
            author: text(fields, "author")?,
            approved_by: text(fields, "approved_by")?,
            hazards: text(fields, "hazards")?,
            controls: text(fields, "controls")?,
            level: Some(level),
            room_near_exit: false,
        };
        Some(assess.into())
    };
    Form::new(format!("A risk assessment for {arrangement}"), fields, Simple(command))
}

/// The form that says that contact may begin, or go on.
pub fn begin(arrangement: ArrangementId, today: Day) -> Form {
    let fields = Fields::new([
        Field::text("start", "from").with(said::long(today)).standing(),
        Field::text("reason", "because"),
    ]);
    let command = move |fields: &mut Fields| {
        let start = day(fields, "start", today).ok()?;
        Some(ArrangementActivate { arrangement, start, reason: text(fields, "reason")? }.into())
    };
    Form::new(format!("Contact for {arrangement} may begin"), fields, Simple(command))
}

const PAUSED: &str = "paused: everybody agrees";
const SUSPENDED: &str = "suspended";

/// The form that stops contact for a while.
pub fn stop(arrangement: ArrangementId, today: Day) -> Form {
    let mut fields = Fields::new([
        Field::pick("how", "it is", words([PAUSED, SUSPENDED])).chosen([Offer::word(PAUSED)]),
        Field::text("reason", "because"),
        Field::text("until", "until"),
        Field::text("leave", "court's leave"),
    ]);
    fields.foot = vec![(Tone::Dim, "what a court ordered is refused for at most seven days without it".to_owned())];
    let command = move |fields: &mut Fields| {
        let pause = fields.value("how") == PAUSED;
        let (reason, until) = (text(fields, "reason")?, day(fields, "until", today).ok()?);
        Some(ArrangementSuspend { arrangement, reason, until, pause, leave: text(fields, "leave")? }.into())
    };
    Form::new(format!("{arrangement} stops for a while"), fields, Simple(command))
}

/// The form that ends an arrangement.
pub fn end(arrangement: ArrangementId, today: Day) -> Form {
    let fields = Fields::new([
        Field::text("outcome", "came to"),
        Field::text("on", "last day").with(said::long(today)).standing(),
    ]);
    let command = move |fields: &mut Fields| {
        let on = day(fields, "on", today).ok()?;
        Some(ArrangementEnd { arrangement, outcome: text(fields, "outcome")?, on }.into())
    };
    Form::new(format!("{arrangement} ends"), fields, Simple(command))
}

/// The form that records a review: the least intrusive level that is safe.
pub fn review(arrangement: ArrangementId, today: Day) -> Form {
    let levels = words(SupervisionLevel::ALL.iter().map(|l| l.said()));
    let mut fields = Fields::new([
        Field::text("on", "held on").with(said::long(today)).standing(),
        Field::pick("level", "level now", levels),
        Field::text("why", "because"),
        Field::text("next", "next review"),
    ]);
    fields.foot = vec![(Tone::Dim, "the least intrusive level that is safe; empty where it stays as it is".to_owned())];
    fields.focus("why");
    let command = move |fields: &mut Fields| {
        let level = fields.value("level");
        let level = SupervisionLevel::ALL.iter().copied().find(|l| l.said() == level);
        let (on, next) = (day(fields, "on", today).ok()?, day(fields, "next", today).ok()?);
        Some(ArrangementReview { arrangement, on, level, why: text(fields, "why")?, next }.into())
    };
    Form::new(format!("The contact of {arrangement} was reviewed"), fields, Simple(command))
}

/// The form that books a meeting about an arrangement: planning or review, without the children.
pub fn meeting(a: &Arrangement, names: &Names, today: Day) -> Form {
    let (arrangement, sort) =
        (a.id, if a.planned_on.is_some() { SessionSort::Review } else { SessionSort::PlanningMeeting });
    let meetings = [SessionSort::PlanningMeeting, SessionSort::Review];
    let fields = Fields::new([
        pick("sort", "it is a", &meetings, SessionSort::said, sort),
        Field::text("date", "day").with(said::long(today)).standing(),
        Field::text("start", "from").with("10:00"),
        Field::text("minutes", "minutes").with("60"),
        Field::picks("parties", "adults", records(Kind::Party)).chosen(known(a.parties.iter().map(|p| p.key()), names)),
        Field::text("notes", "notes"),
    ]);
    let children = a.children.clone();
    let command = move |fields: &mut Fields| {
        let sort = choice(fields, "sort", &meetings, |s| s.said(), "choose one")?;
        let Some(date) = day(fields, "date", today).ok()? else { return lacks(fields, "date", "say which day") };
        let start = match said::time(&fields.value("start")) {
            Ok(start) => start,
            Err(why) => return lacks(fields, "start", &why.0),
        };
        let book = SessionBook {
            date,
            start,
            minutes: number(fields, "minutes").ok()?,
            arrangement: Some(arrangement),
            children: Some(children.clone()),
            parties: Some(ids(fields, "parties", PartyId)),
            sort: Some(sort),
            notes: text(fields, "notes")?,
            ..SessionBook::default()
        };
        Some(book.into())
    };
    Form::new(format!("A meeting about {arrangement}"), fields, Simple(command))
}

/// The form that records a court's order.
pub fn order(about: Option<(&Arrangement, &Names)>, today: Day) -> Form {
    let standing = about.map(|(a, names)| known([a.id.key()], names)).unwrap_or_default();
    let levels = words(SupervisionLevel::ALL.iter().map(|l| l.said()));
    let mut fields = Fields::new([
        Field::pick("arrangement", "arrangement", records(Kind::Arrangement)).chosen(standing),
        Field::picks("children", "or children", records(Kind::Child)),
        Field::text("case_no", "case"),
        Field::text("made_on", "made on").with(said::long(today)).standing(),
        Field::text("from", "in force from"),
        Field::text("to", "to"),
        Field::text("min_times_week", "times a week"),
        Field::text("length_min", "minutes each"),
        Field::text("min_minutes_week", "least a week"),
        Field::text("max_minutes_week", "most a week"),
        Field::picks("parties", "only adults", records(Kind::Party)),
        Field::pick("level", "watched", levels),
        Field::text("terms", "terms"),
        Field::pick("replaces", "in place of", records(Kind::CourtOrder)),
    ]);
    fields.foot = vec![(Tone::Dim, "all times and minutes a week, not only those that are added".to_owned())];
    if about.is_some() {
        fields.focus("case_no");
    }
    let command = move |fields: &mut Fields| {
        let Some(from) = day(fields, "from", today).ok()? else {
            return lacks(fields, "from", "say from when: mon, 30/11");
        };
        let level = fields.value("level");
        let order = OrderRecord {
            arrangement: ids(fields, "arrangement", ArrangementId).first().copied(),
            children: ids(fields, "children", ChildId),
            replaces: ids(fields, "replaces", CourtOrderId).first().copied(),
            beside: false,
            case_no: text(fields, "case_no")?,
            made_on: day(fields, "made_on", today).ok()?,
            received_on: None,
            from,
            to: day(fields, "to", today).ok()?,
            terms: text(fields, "terms")?,
            min_minutes_week: number(fields, "min_minutes_week").ok()?,
            max_minutes_week: number(fields, "max_minutes_week").ok()?,
            min_times_week: number(fields, "min_times_week").ok()?,
            length_min: number(fields, "length_min").ok()?,
            parties: ids(fields, "parties", PartyId),
            level: SupervisionLevel::ALL.iter().copied().find(|l| l.said() == level),
        };
        Some(order.into())
    };
    Form::new("A court's order", fields, Simple(command)).kept(ORDER)
}
