//! What a caller may hear, in sentences to be read out to them.

use super::{Speak, days};
use crate::desk::queries::{HearView, Heard, IdentityView, More, RoomTaken, Run, SpeakingTo, Stands, Way};
use crate::domain::said::count;
use crate::domain::*;

/// Who is on the telephone: `Kelly Khan (mother)`, `Dana Poole, social worker of Amara Khan`.
pub fn speaking_to(to: &SpeakingTo, speak: Speak) -> String {
    let name = speak.of(to.caller.key());
    match to.caller {
        Caller::SocialWorker(_) if to.what.is_empty() => format!("the social worker of {name}"),
        Caller::SocialWorker(_) => format!("{}, social worker of {name}", to.what),
        _ if to.what.is_empty() => name,
        _ => format!("{name} ({})", to.what),
    }
}

/// What a caller may hear: who they are and whether that was made sure of, then what may be read out.
pub(super) fn hear(view: &HearView, speak: Speak, today: Day) -> Vec<String> {
    let who = speaking_to(&view.to, speak);
    let known =
        view.to.known.as_ref().map_or(String::new(), |k| format!(", identified today at {} by {}", k.at.minute, k.by));
    let mut lines = vec![format!("for {who}{known}")];
    if view.to.known.is_none() {
        let key = view.to.caller.key();
        lines.push(format!("! not identified today: contactdesk ask identity '{{\"who\":\"{key}\"}}'"));
    }
    if let Some(people) = &view.people {
        lines.extend(people.iter().map(|key| format!("{key} {} {}", key.kind.one(), speak.of(*key))));
        if people.is_empty() {
            lines.push("they may hear of nobody called that".to_owned());
        }
        return lines;
    }
    if view.heard.is_empty() {
        let when = view.day.map_or("in the next six months".to_owned(), |day| format!("on {}", said::long(day)));
        lines.push(format!("nothing is booked for them {when}"));
    }
    for heard in &view.heard {
        let mut said = aloud(heard, speak, today).into_iter();
        lines.extend(said.next().map(|first| format!("{first} ({})", heard.session)));
        lines.extend(said.map(|line| format!("  {line}")));
    }
    lines.extend(rooms(&view.rooms, speak));
    lines
}

/// When the rooms of a day are taken.
fn rooms(rooms: &[RoomTaken], speak: Speak) -> Vec<String> {
    let spans = |room: &RoomTaken| room.taken.iter().map(Span::to_string).collect::<Vec<_>>().join(", ");
    let taken: Vec<String> =
        rooms.iter().filter(|r| !r.taken.is_empty()).map(|r| format!("  {} {}", speak.of(r.room), spans(r))).collect();
    let head = (!taken.is_empty()).then(|| "rooms taken:".to_owned());
    head.into_iter().chain(taken).collect()
}

/// What may be said of a session, to be read out: when and with whom first.
pub fn aloud(heard: &Heard, speak: Speak, today: Day) -> Vec<String> {
    let site = speak.of(heard.site);
    let what = match &heard.more {
        More::Family { children, .. } => format!("with {}, at {site}", speak.all(children)),
        More::Carer { children, with, .. } => format!("{}{}, at {site}", speak.all(children), meeting(with, speak)),
        More::Driver { run, .. } => format!("from {} to {}", place(&run.from, speak), place(&run.to, speak)),
        More::Officer { children, with, room, .. } => {
            let room = room.map_or_else(String::new, |room| format!("{}, ", speak.of(room)));
            format!("{}{}, {room}{site}", speak.all(children), meeting(with, speak))
        }
        More::SocialWorker { child, with, .. } => format!("{}{}, at {site}", speak.of(*child), meeting(with, speak)),
    };
    let when = format!("{}, {} to {}", days::when(heard.date, today), heard.span.from, heard.span.to);
    let mut lines = vec![format!("{when}: {what}; {}", heard.stands.said())];
    if heard.stands != Stands::Cancelled {
        lines.extend(more(&heard.more, speak));
    }
    lines
}

fn meeting(with: &[PartyId], speak: Speak) -> String {
    if with.is_empty() { String::new() } else { format!(" with {}", speak.all(with)) }
}

fn more(more: &More, speak: Speak) -> Vec<String> {
    match more {
        More::Family { arrive, leave, said, .. } => {
            let answer = match said {
                Some(ConfirmResult::Confirmed) => "You have confirmed.",
                Some(ConfirmResult::Declined) => "You have said that you do not come.",
                Some(ConfirmResult::NoAnswer) | None => "You have not confirmed yet.",
            };
            vec![format!("Be there by {arrive}; you leave at {leave}. {answer}")]
        }
        More::Carer { out, back, .. } => vec![way_out(out, speak), way_back(back, speak)],
        More::Driver { called, vehicle, leg, .. } => {
            let called: Vec<&str> = called.iter().map(|name| &**name).collect();
            let car = vehicle.map_or_else(String::new, |v| format!(" in {}", speak.of(v)));
            let go = match leg {
                LegStatus::Held => "It is held: wait until you are told to go.".to_owned(),
                LegStatus::StoodDown => "It is stood down: do not go.".to_owned(),
                other => format!("It is {}.", other.said()),
            };
            vec![format!("For {}{car}. {go}", said_list(&called))]
        }
        More::Officer { officers, level, times, drives, .. } => {
            let Stagger { adult_arrive, child_arrive, child_leave, adult_release } = times;
            let level = level.said();
            let mut lines = vec![format!(
                "Adults there by {adult_arrive}, children by {child_arrive}; children leave at {child_leave}, adults at \
                 {adult_release}; {level}."
            )];
            if !officers.is_empty() {
                lines.push(format!("With you: {}.", speak.all(officers)));
            }
            lines.extend(drives.iter().map(|run| drive(run, speak)));
            lines
        }
        More::SocialWorker { officers, level, .. } if officers.is_empty() => {
            vec![format!("No officer is named yet; {}.", level.said())]
        }
        More::SocialWorker { officers, level, .. } => {
            let word = if officers.len() == 1 { "Officer" } else { "Officers" };
            vec![format!("{word}: {}; {}.", speak.all(officers), level.said())]
        }
    }
}

fn drive(run: &Run, speak: Speak) -> String {
    let (from, to) = (place(&run.from, speak), place(&run.to, speak));
    format!("You drive at {} from {from} and are at {to} by {}.", run.depart, run.arrive)
}

/// A place by name; never an address.
fn place(place: &Place, speak: Speak) -> String {
    match place {
        Place::Site(id) => speak.of(*id),
        Place::Carer(id) => speak.of(*id),
        Place::School(id) => speak.of(*id),
        Place::Other(words) if words.is_empty() => "a place to be said".to_owned(),
        Place::Other(words) => words.to_string(),
    }
}

/// Whoever is at the door: by name, with what they come in.
fn comes(by: Option<Key>, mode: Transport, speak: Speak) -> String {
    match by {
        Some(key) => format!("{} ({})", speak.of(key), mode.said()),
        None => format!("a driver not named yet ({})", mode.said()),
    }
}

fn way_out(way: &Way, speak: Speak) -> String {
    match way {
        Way::Carer(by) => format!("There: please bring them by {by}."),
        Way::Public(by) => format!("There: on foot or by bus, by {by}."),
        Way::Door { at, mode, by } => format!("There: {} is at your door at {at}.", comes(*by, *mode, speak)),
        Way::Elsewhere => "There: we see to it, not from your door.".to_owned(),
        Way::Open => "There: not settled yet.".to_owned(),
    }
}

fn way_back(way: &Way, speak: Speak) -> String {
    match way {
        Way::Carer(from) => format!("Back: please fetch them at {from}."),
        Way::Public(from) => format!("Back: on foot or by bus, from {from}."),
        Way::Door { at, mode, by } => format!("Back: {} brings them to your door at {at}.", comes(*by, *mode, speak)),
        Way::Elsewhere => "Back: we see to it, not to your door.".to_owned(),
        Way::Open => "Back: not settled yet.".to_owned(),
    }
}

/// `Amara`, `Amara and Theo`, `Amara, Theo and Bo`.
fn said_list(names: &[&str]) -> String {
    match names {
        [] => "nobody named".to_owned(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// What to ask a caller. The answers are on file and not here.
pub(super) fn identity(view: &IdentityView, speak: Speak) -> Vec<String> {
    let mut lines = vec![speaking_to(&view.to, speak)];
    if let Some(known) = &view.to.known {
        lines.push(format!("identified today at {} by {}", known.at.minute, known.by));
    }
    if view.failed > 0 {
        lines.push(format!("! {} today it was not they", count(view.failed, "time")));
    }
    let question = |child: Option<ChildId>, proof: Proof| match child {
        Some(child) => format!("the date of birth of {}", speak.of(child)),
        None => proof.said().to_owned(),
    };
    lines.extend(view.questions.iter().map(|q| format!("ask: {}", question(q.child, q.proof))));
    if view.questions.len() < 2 {
        lines.push("too little is on file to know them by: ring them back on the number on file".to_owned());
    }
    lines
}

/// How a caller was known, or that they were not: in the journal and after the command.
pub(super) fn identified(it: &Identified) -> String {
    let right = it.proofs.iter().filter(|p| p.right);
    let mut by: Vec<&str> = right.map(|p| p.proof.said()).collect();
    if it.rung_back {
        by.push("being rung back on the number on file");
    }
    if it.passed {
        return format!("identified by {}", said_list(&by));
    }
    let right = it.proofs.iter().filter(|p| p.right).count();
    format!("not identified: {right} of {} right", count(usize::from(it.asked), "answer"))
}
