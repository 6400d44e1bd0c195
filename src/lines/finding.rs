//! A finding, in a sentence a person would say.

use super::Speak;
use crate::desk::{About, Names};
use crate::domain::said::count;
use crate::domain::*;

/// One sentence: who or what blocks, and until when. Without a full stop, so that it can be put into a line.
pub fn finding(about: &About, names: &Names) -> String {
    let speak = Speak::new(names);
    timing(&about.finding.what, speak)
        .or_else(|| super::duty::duty(&about.finding.what, speak))
        .or_else(|| people(about, speak))
        .or_else(|| places(&about.finding.what, speak))
        .unwrap_or_else(|| travel(&about.finding.what, speak))
}

/// Until that minute; the end of the day is not a time anybody says.
pub(super) fn until(minute: Minute) -> String {
    if minute >= Minute::END { "for the rest of the day".to_owned() } else { format!("until {minute}") }
}

fn from(minute: Minute) -> String {
    if minute >= Minute::END { "not free again that day".to_owned() } else { format!("free from {minute}") }
}

fn spans(spans: &[Span]) -> String {
    spans.iter().map(Span::to_string).collect::<Vec<_>>().join(" and ")
}

/// Who is taken, shut, away or out of hours, and until when.
fn timing(what: &What, speak: Speak) -> Option<String> {
    Some(match what {
        What::Taken { who, by, during, gap, gap_min, free_from } => {
            let (who, by) = (speak.of(*who), speak.session(*by));
            let minutes = count(usize::from(*gap_min), "minute");
            match gap {
                Gap::None => format!("{who} is taken by {by} {during}: {}", from(*free_from)),
                Gap::ClearDown if *gap_min > 0 => {
                    format!("{who} is taken by {by} {during} and needs {minutes} to clear: {}", from(*free_from))
                }
                Gap::Travel if *gap_min > 0 => {
                    format!("{who} is with {by} {during}, {minutes} away: {}", from(*free_from))
                }
                Gap::ClearDown | Gap::Travel => format!("{who} is taken by {by} {during}: {}", from(*free_from)),
            }
        }
        What::Shut { place, closure, until: to, last } => {
            let why = if speak.knows(*closure) { format!(" ({})", speak.of(*closure)) } else { String::new() };
            format!("{} is shut {}{why}; last day {}", speak.of(*place), until(*to), said::long(*last))
        }
        What::OutsideHours { who, hours, asked } => {
            let is_person = who.is_some_and(|k| matches!(k.kind, Kind::Officer | Kind::Driver));
            match (who, hours.as_slice()) {
                (None, []) => format!("the service is closed that day; {asked} was asked for"),
                (None, open) => format!("{asked} is outside the service's hours, {}", spans(open)),
                (Some(who), []) if is_person => {
                    format!("{} does not work that day; {asked} was asked for", speak.of(*who))
                }
                (Some(who), []) => format!("{} is closed that day; {asked} was asked for", speak.of(*who)),
                (Some(who), open) if is_person => {
                    format!("{} works {} that day; {asked} was asked for", speak.of(*who), spans(open))
                }
                (Some(who), open) => {
                    format!("{} is open {} that day; {asked} was asked for", speak.of(*who), spans(open))
                }
            }
        }
        What::Away { who, until: to, last, .. } => {
            format!("{} is away {}; last day away {}", speak.of(*who), until(*to), said::long(*last))
        }
        What::InSchool { child, school, until: to } => {
            format!("{} is in school ({}) {}", speak.of(*child), speak.of(*school), until(*to))
        }
        What::KeepFree { child, until: to } => format!("{} is to have that time free {}", speak.of(*child), until(*to)),
        What::Shorter { minutes, ordered, order } => {
            format!("it is {minutes} minutes long and the order {order} says {ordered}")
        }
        What::AboveOrdered { child, minutes, most, by } => {
            let by =
                if by.kind == Kind::CourtOrder { format!("the order {by}") } else { format!("the arrangement {by}") };
            let whose = speak.of(*child);
            format!("{whose} would have {minutes} minutes that week and {by} allows {most}")
        }
        What::AtWork { party, until: to } => format!("{} is at work {}", speak.of(*party), until(*to)),
        What::CarerAway { child, carer, last } => {
            let whose = speak.of(*child);
            format!("{}, who looks after {whose}, cannot manage; last day {}", speak.of(*carer), said::long(*last))
        }
        What::LivesElsewhere { child, with, direction } => {
            let way = if *direction == Direction::Out { "fetched there" } else { "brought back there" };
            format!("{} lives with {} that day and would not be {way}", speak.of(*child), speak.of(*with))
        }
        _ => return None,
    })
}

/// Who must not come, meet or be used.
fn people(about: &About, speak: Speak) -> Option<String> {
    Some(match &about.finding.what {
        What::MustNotMeet { .. } => must_not_meet(about, speak)?,
        What::NotNamed { party, arrangement } => {
            format!("{} is not named on the arrangement {arrangement}", speak.of(*party))
        }
        What::ByAgreement { party } => {
            format!("{} may come only when the social worker has agreed beforehand", speak.of(*party))
        }
        What::Banned { party, site } => format!("{} may not enter {}", speak.of(*party), speak.of(*site)),
        What::TooManyVisitors { come, most } => {
            format!("{} come and at most {most} may at once", count(usize::from(*come), "visitor"))
        }
        What::ChildNotNamed { child, arrangement } => {
            format!("{} is not on the arrangement {arrangement}", speak.of(*child))
        }
        What::Barred { officer, with } => {
            let with = if with.kind == Kind::Arrangement { "this family".to_owned() } else { speak.of(*with) };
            format!("{} must not be used for {with}", speak.of(*officer))
        }
        What::DayFull { officer, sessions, most } => {
            format!(
                "{} would have {} that day; the most is {most}",
                speak.of(*officer),
                count(usize::from(*sessions), "session")
            )
        }
        What::TooFewOfficers { needed, given } => {
            format!(
                "it takes {} and has {}",
                count(usize::from(*needed), "officer"),
                if *given == 0 { "none".to_owned() } else { given.to_string() }
            )
        }
        What::NotInForce { paper, arrangement, record, on } => not_in_force(speak, *paper, *arrangement, *record, *on),
        What::NotOrdered { party, order } => {
            format!("{} is not among the adults the order {order} lets come", speak.of(*party))
        }
        What::LevelBelow { needed, by } => {
            let what = if by.kind == Kind::RiskAssessment { "risk assessment" } else { "order" };
            format!("the {what} {by} asks for contact that is {}", needed.said())
        }
        What::HoldLapsed { until } => {
            format!(
                "it was held until {} and takes nothing any more: book it again or cancel it",
                said::long_moment(*until)
            )
        }
        What::OrderedMeanwhile { by, times, minutes } => {
            let times = times.map(|n| count(usize::from(n), "session"));
            let least = times.or(minutes.map(|m| format!("{m} minutes"))).unwrap_or_default();
            format!("two duties meet: {by} orders {least} a week, and papers are missing; hold it, or ask a manager")
        }
        What::NoAssessor => "it is an assessment and nobody is named who assesses".to_owned(),
        What::NoArrangement => "no arrangement says that this contact is to happen".to_owned(),
        What::PanelSits { who, during, .. } if who.kind == Kind::Room => {
            format!("a panel sits in {} {during}", speak.of(*who))
        }
        What::PanelSits { who, during, .. } => {
            format!("{} presents to a panel {during}, the way there counted", speak.of(*who))
        }
        What::DayClosed { by, at } => {
            format!("{} was closed by {by} at {}: nothing is booked on it any more", said::long(at.day), at.minute)
        }
        What::NotInUse { key } => format!("{} is closed, merged or not known", speak.full(*key)),
        _ => return None,
    })
}

fn must_not_meet(about: &About, speak: Speak) -> Option<String> {
    let What::MustNotMeet { ours, other, scope, by, both, clear_from, .. } = &about.finding.what else { return None };
    let clear = if *clear_from >= Minute::END {
        "not clear again that day".to_owned()
    } else {
        format!("clear from {clear_from}")
    };
    let place = match scope {
        NoMeetScope::Site => "on site",
        NoMeetScope::Room => "in the same room",
        NoMeetScope::Entrance => "at the same entrance",
        NoMeetScope::Vehicle => "in the same vehicle",
    };
    let us = if speak.knows(*ours) { speak.of(*ours) } else { "somebody of this session".to_owned() };
    if !about.finding.blocks() {
        let door = format!("one goes at {} and the other comes at {}, by the same entrance", both.from, both.to);
        return Some(if speak.knows(*other) {
            format!("{us} must not meet {}: {door} ({by})", speak.of(*other))
        } else {
            format!("{us} must not meet someone: {door}")
        });
    }
    Some(if !speak.knows(*other) {
        // a name that is not the asker's to know takes its session with it
        format!("someone whom {us} must not meet is {place} {both}; {clear}")
    } else if *by == about.session {
        format!("{us} must not meet {}, who is in this session too", speak.of(*other))
    } else {
        format!("{us} must not meet {}, who is {place} {both} ({by}); {clear}", speak.of(*other))
    })
}

fn not_in_force(
    speak: Speak,
    paper: Paper,
    arrangement: ArrangementId,
    record: Option<Key>,
    on: Option<Day>,
) -> String {
    let whose = if speak.knows(arrangement) {
        format!("{arrangement} ({})", speak.of(arrangement))
    } else {
        format!("{arrangement} (restricted)")
    };
    let which = record.map_or_else(String::new, |key| format!(" {key}"));
    match (paper, on) {
        (Paper::Arrangement, None) => format!("arrangement {whose} is not running"),
        (Paper::Arrangement, Some(on)) => {
            format!("arrangement {whose} is not running that day: its date is {}", said::long(on))
        }
        (Paper::PlanningMeeting, None) => format!("no planning meeting has been held for {whose}"),
        (Paper::PlanningMeeting, Some(on)) => format!("the planning meeting for {whose} is on {}", said::long(on)),
        (paper, None) => format!("there is no {} for {whose}", paper.said()),
        (paper, Some(on)) => {
            format!("the {}{which} for {whose} is not in force that day: its date is {}", paper.said(), said::long(on))
        }
    }
}

/// What a room or site lacks.
fn places(what: &What, speak: Speak) -> Option<String> {
    Some(match what {
        What::TooSmall { room, holds, people } => {
            let come = if *people == 1 { "1 person comes".to_owned() } else { format!("{people} people come") };
            format!("{} holds {holds} and {come}, officers counted", speak.of(*room))
        }
        What::NoRoom => "it takes a room and has none".to_owned(),
        What::ElsewhereRoom { room, site } => {
            format!("{} is at {}, not at the site of this session", speak.of(*room), speak.of(*site))
        }
        What::Lacks { who, need } => lacks(speak, *who, need),
        What::SiteNotPermitted { site, arrangement } => {
            format!("the arrangement {arrangement} does not allow {}", speak.of(*site))
        }
        _ => return None,
    })
}

fn lacks(speak: Speak, who: Key, need: &Need) -> String {
    let name = speak.of(who);
    match need {
        Need::Feature(feature) => {
            let feature = feature.said();
            match feature {
                "step-free" => format!("{name} is not step-free"),
                "near an exit" => format!("{name} is not near an exit"),
                "infant" => format!("{name} is not furnished for infants"),
                "teens" => format!("{name} is not furnished for teenagers"),
                "changing" => format!("{name} has no changing table"),
                "cctv" => format!("{name} has no cameras"),
                other => format!("{name} has no {other}"),
            }
        }
        Need::Skill(skill) => format!("{name} is not cleared or trained for: {}", skill.said()),
        Need::Language(language) => format!("{name} does not speak {language}"),
        Need::InDate(paper, since) => format!("{name}'s {paper} ran out on {}", said::long(*since)),
        Need::Car => format!("{name} has no car to use for work"),
    }
}

/// Which way, as it is said.
pub(super) fn way(direction: Direction) -> &'static str {
    if direction == Direction::Out { "on the way there" } else { "on the way back" }
}

/// How the children come and go.
fn travel(what: &What, speak: Speak) -> String {
    match what {
        What::NoSeat { child, seat, vehicle, has } => {
            let car = vehicle.map_or_else(|| "the car".to_owned(), |v| speak.of(v));
            let why = if *has == 0 { format!("{car} has none") } else { format!("all {has} in {car} are taken") };
            format!("{} needs {} and {why}", speak.of(*child), article(seat.said()))
        }
        What::NoHeight { child } => {
            format!("{} has no height on file, so the car seat was chosen by age", speak.of(*child))
        }
        What::NoEscort { child, direction } => {
            format!("{} is too young to ride with only a driver {}", speak.of(*child), way(*direction))
        }
        What::LegTime { direction: Direction::Out, at, due } if at > due => {
            format!("the car arrives at {at} and the child is due at {due}")
        }
        What::LegTime { direction: Direction::Out, at, due } => {
            format!("the car arrives at {at} and nobody is there for the child before {due}")
        }
        What::LegTime { at, due, .. } if at < due => {
            format!("the car leaves at {at} and the child stays until {due}")
        }
        What::LegTime { at, due, .. } => {
            format!("the car leaves at {at} and nobody is there for the child after {due}")
        }
        What::NoLeg { child, direction } => format!("{} has no seat in a car {}", speak.of(*child), way(*direction)),
        What::NoDriver { direction } => format!("the car has no driver {}", way(*direction)),
        // every other finding is spoken above; the test over all of them would show this line
        other => format!("{other:?}"),
    }
}

fn article(word: &str) -> String {
    if word.starts_with(['a', 'e', 'i', 'o', 'u']) { format!("an {word}") } else { format!("a {word}") }
}
