//! The card of an incident: what to do, step by step, whom to ring, and blanks to fill in by hand. For staff.
//!
//! It has no address and no carer on it: it lies on a desk while people come and go. The steps are a start for a service
//! that has none of its own; the card says that the local protocol comes first.

use super::{Copy, Document};
use crate::domain::*;

/// The card of one incident.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct IncidentCard {
    /// The incident.
    pub id: IncidentId,
    /// What went wrong.
    pub sort: IncidentSort,
    /// Which copy.
    pub copy: Copy,
    /// What and when.
    pub heading: String,
    /// In which session.
    pub session: Option<SessionId>,
    /// Where.
    pub site: String,
    /// The children concerned.
    pub children: String,
    /// The adults.
    pub adults: String,
    /// The officers.
    pub officers: String,
    /// What happened.
    pub what: Note,
    /// Whom to ring.
    pub ring: Vec<Ring>,
    /// The reference the police gave, where they have.
    pub police_ref: Name,
}

/// Somebody to ring.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Ring {
    /// Who.
    pub who: String,
    /// On what number; empty where it is not on file.
    pub phone: Name,
}

const NOT_BACK: &[&str] = &[
    "Keep the adult talking where they are, as long as it is safe. Do not block the door and do not hold anybody.",
    "Have a colleague come at once; nobody does this alone.",
    "Say calmly, with a witness: the contact is over, the child goes home now, as the agreement says.",
    "If they leave with the child, or refuse: ring 999. Say that a looked-after child is not handed back.",
    "Tell the police: the child's name and age, the adult's name, clothes, car, direction, any order.",
    "Ring the social worker, then the team manager. Out of hours, the emergency duty team.",
    "Ring the driver: the car waits here, not at the kerb.",
    "Write down who said what, with times. Keep the child's things.",
];

const INFLUENCE: &[&str] = &[
    "The contact does not begin, or ends now. The child does not wait in the same room.",
    "Have a colleague come. Tell the adult, away from the child, that it is off today and why.",
    "Do not let them drive: offer to ring somebody. If they drive all the same, ring 999.",
    "See that the child goes home by the car, with their things.",
    "Ring the social worker today.",
];

const AT_THE_DOOR: &[&str] = &[
    "Nobody is let in who is not expected. Ask who they are; do not say who is here.",
    "Look up: contactdesk allowed NAME says whether they may come in.",
    "Keep families in their rooms until they have gone. Watch who must not meet whom.",
    "If they do not go when asked, ring the police: 999 where somebody is in danger, else 101.",
    "Write down what they looked like and asked for.",
];

const CHILD: &[&str] = &[
    "The child is not made to. Stay with them, away from the adult, and listen; write down their own words.",
    "Where they are ill: first aid, then ring the carer; 999 where it is serious.",
    "Tell the adult, away from the child, what is decided and that it is nobody's fault.",
    "Ring the driver: the child may go home early.",
    "Ring the social worker today.",
];

const OTHER: &[&str] = &[
    "Make everybody safe first. 999 where somebody is in danger or hurt.",
    "Have a colleague come; nobody does this alone.",
    "What a child tells is listened to, not asked about; write down their own words.",
    "Ring the social worker and the team manager today.",
    "Write down who was there, who said what, with times.",
];

/// What to do, by what went wrong.
fn steps(sort: IncidentSort) -> &'static [&'static str] {
    match sort {
        IncidentSort::NotHandedBack => NOT_BACK,
        IncidentSort::Influence => INFLUENCE,
        IncidentSort::Stranger | IncidentSort::ExtraVisitor => AT_THE_DOOR,
        IncidentSort::ChildRefuses | IncidentSort::ChildIll => CHILD,
        _ => OTHER,
    }
}

impl Document for IncidentCard {
    const AUDIENCE: Audience = Audience::Staff;

    fn lines(&self) -> Vec<String> {
        let mut lines = vec![format!("INCIDENT {}  {}", self.id, self.heading)];
        lines.extend(self.copy.lines());
        let session = self.session.map_or_else(String::new, |id| id.to_string());
        let facts = [
            ("session", &*session),
            ("where", &*self.site),
            ("children", &*self.children),
            ("adults", &*self.adults),
            ("officers", &*self.officers),
            ("what", &*self.what),
        ];
        let facts = facts.iter().filter(|(_, text)| !text.is_empty());
        lines.extend(facts.map(|(label, text)| format!("{label:9} {}", text.replace('\n', " / "))));
        lines.extend([String::new(), "WHAT TO DO (your local protocol comes first)".to_owned()]);
        lines.extend(steps(self.sort).iter().zip(1..).map(|(step, n)| format!("[ ] {n}. {step}")));
        lines.extend([String::new(), "RING".to_owned(), "    police: 999; not urgent: 101".to_owned()]);
        lines.extend(self.ring.iter().map(|ring| {
            let phone = if ring.phone.is_empty() { "number: ____________________" } else { &*ring.phone };
            format!("    {}  {phone}", ring.who)
        }));
        let police = if self.police_ref.is_empty() { "______________________________" } else { &*self.police_ref };
        lines.push(String::new());
        lines.push(format!("Police reference: {police}"));
        lines.push("Officer's number: __________  Time rung: ________  By: ____________________".to_owned());
        lines.push("Child safe at: ________  With: ________________________________________".to_owned());
        lines
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sort_has_steps_and_a_blank_for_what_the_police_say() {
        for sort in IncidentSort::ALL {
            let card = IncidentCard { sort: *sort, ..IncidentCard::default() };
            let text = card.text();
            assert!(text.contains("[ ] 1. ") && text.contains("[ ] 5. "), "{text}");
            assert!(text.contains("Police reference: ____"), "{text}");
        }
        let given = IncidentCard { police_ref: "LE-441".parse().unwrap(), ..IncidentCard::default() };
        assert!(given.text().contains("Police reference: LE-441"));
    }
}
