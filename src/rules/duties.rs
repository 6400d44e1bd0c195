//! The hard rules of the field, H1 to H22 (DOMAIN 3b): for each whether it is a blocking check, a live prompt or a printed
//! line, and the code behind it.

/// What sees to a duty.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Means {
    /// A rule of [`super::RULES`] that refuses a booking.
    Rule(&'static str),
    /// A command that refuses where it is not met.
    Command(&'static str),
    /// An action of the board that asks or shows it when it matters.
    Prompt(&'static str),
    /// A document that says it in print.
    Line(&'static str),
}

impl Means {
    /// What sort: a blocking check, a live prompt or a printed line.
    pub fn sort(self) -> &'static str {
        match self {
            Self::Rule(_) | Self::Command(_) => "blocking check",
            Self::Prompt(_) => "live prompt",
            Self::Line(_) => "printed line",
        }
    }

    /// The name of the rule, command, action or document.
    pub fn name(self) -> &'static str {
        match self {
            Self::Rule(name) | Self::Command(name) | Self::Prompt(name) | Self::Line(name) => name,
        }
    }
}

/// A hard rule of the field.
pub struct Hard {
    /// Its number: `H7`.
    pub id: &'static str,
    /// What it asks, in a sentence.
    pub about: &'static str,
    /// What sees to it.
    pub means: &'static [Means],
}

use Means::{Command, Line, Prompt, Rule};

/// Every hard rule, in order.
pub const DUTIES: &[Hard] = &[
    Hard {
        id: "H1",
        about: "no person, room, officer, vehicle or seat in two places at once",
        means: &[
            Rule("person-taken"),
            Rule("room-taken"),
            Rule("officer-taken"),
            Rule("driver-taken"),
            Rule("vehicle-taken"),
            Rule("child-seat"),
        ],
    },
    Hard {
        id: "H2",
        about: "only named and approved adults come",
        means: &[Rule("adult-named"), Rule("visitors"), Prompt("go.allowed")],
    },
    Hard {
        id: "H3",
        about: "no session without a complete referral",
        means: &[Rule("paperwork"), Prompt("go.papers")],
    },
    Hard { id: "H4", about: "no session without planning meeting and signed agreement", means: &[Rule("paperwork")] },
    Hard {
        id: "H5",
        about: "the risk assessment is in date and its officers are there",
        means: &[Rule("paperwork"), Rule("officers-needed"), Rule("risk-level")],
    },
    Hard { id: "H6", about: "an officer supervises one family, in sight and sound", means: &[Rule("officer-taken")] },
    Hard { id: "H7", about: "a supervisor is never the only staff member on site", means: &[Rule("lone-on-site")] },
    Hard {
        id: "H8",
        about: "people who must not meet do not",
        means: &[Rule("no-meet"), Prompt("go.live"), Prompt("go.allowed")],
    },
    Hard {
        id: "H9",
        about: "an officer never leaves a child alone with a participant, unless the social worker authorised it",
        means: &[Line("day-sheet")],
    },
    Hard {
        id: "H10",
        about: "contact does not fall under the ordered minimum or outside the order's terms",
        means: &[Rule("order-terms"), Rule("paperwork"), Prompt("go.orders")],
    },
    Hard {
        id: "H11",
        about: "nothing for a family has a carer's address, a school or a pick-up in it",
        means: &[Line("parent-calendar"), Prompt("speaking.to")],
    },
    Hard { id: "H12", about: "every child rides in a seat that fits, taxis too", means: &[Rule("child-seat")] },
    Hard {
        id: "H13",
        about: "a driver is not responsible for supervising children; phone and first-aid kit are aboard",
        means: &[Rule("escort"), Line("run-sheet")],
    },
    Hard {
        id: "H14",
        about: "a journey is safe and authorised",
        means: &[Rule("legs-needed"), Rule("leg-authorised")],
    },
    Hard {
        id: "H15",
        about: "a journey names who takes the child over, and nobody else does",
        means: &[Rule("leg-receiver"), Line("run-sheet")],
    },
    Hard { id: "H16", about: "not in school time, unless the social worker ticked it", means: &[Rule("in-school")] },
    Hard {
        id: "H17",
        about: "cancelled where an adult appears under the influence",
        means: &[Command("incident.record"), Prompt("incident.record")],
    },
    Hard {
        id: "H18",
        about: "a cancellation has by, why, when, notice and who recorded it",
        means: &[Command("session.cancel"), Command("session.outcome"), Prompt("session.cancel")],
    },
    Hard { id: "H19", about: "an officer understands the session's language", means: &[Rule("officer-needs")] },
    Hard {
        id: "H20",
        about: "no session on holidays, reviews, court, medical or school dates",
        means: &[Rule("appointment"), Rule("carer-away"), Prompt("date.add")],
    },
    Hard {
        id: "H21",
        about: "overnight contact takes a manager's approval: it is not booked here",
        means: &[Command("session.book"), Rule("site-hours")],
    },
    Hard {
        id: "H22",
        about: "a change of order or agreement stops future sessions until they are confirmed again",
        means: &[Rule("order-terms"), Rule("paperwork"), Command("order.record")],
    },
];

#[cfg(test)]
mod tests {
    use super::super::RULES;
    use super::*;

    #[test]
    fn every_hard_rule_is_there_once_with_something_that_sees_to_it() {
        let ids: Vec<String> = DUTIES.iter().map(|hard| hard.id.to_owned()).collect();
        assert_eq!(ids, (1..=22).map(|n| format!("H{n}")).collect::<Vec<_>>());
        for hard in DUTIES {
            assert!(!hard.means.is_empty() && !hard.about.ends_with('.'), "{}", hard.id);
            for means in hard.means {
                if let Means::Rule(name) = means {
                    assert!(RULES.iter().any(|rule| rule.name == *name), "{} names {name}", hard.id);
                }
            }
        }
    }

    #[test]
    fn a_rule_that_says_it_comes_from_a_hard_rule_is_in_its_line() {
        for rule in RULES {
            let ids = rule.source.split(|c: char| !c.is_ascii_alphanumeric());
            for id in ids.filter(|w| w.len() > 1 && w.starts_with('H') && w[1..].bytes().all(|b| b.is_ascii_digit())) {
                let hard = DUTIES.iter().find(|hard| hard.id == id).unwrap_or_else(|| panic!("{} {id}", rule.name));
                assert!(hard.means.contains(&Means::Rule(rule.name)), "{} is not in {id}", rule.name);
            }
        }
    }
}
