//! What is written to somebody about one session: to confirm it, that it was moved, that it does not take place.
//!
//! Each sort of reader has a part of their own, with what they may have and no field for more: a family's has none for
//! where a child lives, goes to school or is fetched, nor for who brings it (H11), and no reason for a cancellation.

use crate::domain::*;

choices! {
    /// What a message is about.
    Occasion {
        /// They are asked whether they come.
        #[default] Confirm "please confirm",
        /// It takes place as agreed.
        Stands "it takes place",
        /// It was moved.
        Moved "another time",
        /// It does not take place.
        Cancelled "cancelled",
    }
}

/// A message.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Message {
    /// Who reads it.
    pub to: Name,
    /// Who it is from.
    pub from: Name,
    /// Where they can ring.
    pub phone: Name,
    /// What the service calls a session.
    pub word: Name,
    /// What it is about.
    pub about: Occasion,
    /// The day.
    pub day: Day,
    /// Together from, to.
    pub span: Span,
    /// The children: first names.
    pub children: Vec<String>,
    /// The name of the place.
    pub place: Name,
    /// What else they may have.
    pub part: Part,
}

/// What a reader may have by who they are.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Part {
    /// Someone of the family.
    Family {
        /// When they are to be there, and when they leave.
        there: Span,
        /// The address of the place.
        address: Note,
    },
    /// Who the children live with.
    Carer {
        /// When the children are fetched at the door; nothing where they are not.
        out: Option<Minute>,
        /// When they are back.
        back: Option<Minute>,
    },
    /// Who drives.
    Driver {
        /// When the runs leave and arrive; the doors are on the run sheet.
        runs: Vec<Span>,
    },
    /// An officer.
    Officer {
        /// When they are needed.
        there: Span,
        /// The room.
        room: Name,
    },
    /// The social worker of a child.
    SocialWorker {
        /// The adults.
        with: Vec<Name>,
        /// Why it does not take place.
        why: Option<&'static str>,
    },
}

impl Message {
    /// The heading: nothing in it names a child.
    pub fn subject(&self) -> String {
        format!("{} on {}: {}", self.word(), said::long(self.day), self.about.said())
    }

    /// The words, a paragraph to a line.
    pub fn text(&self) -> String {
        let mut paragraphs = vec![format!("Dear {},", self.to), self.what()];
        if self.about != Occasion::Cancelled {
            paragraphs.extend(self.details());
        }
        paragraphs.push(self.asks());
        paragraphs.push(self.from.to_string());
        format!("{}\n", paragraphs.join("\n\n"))
    }

    /// What it is called, at the head of a sentence.
    fn word(&self) -> String {
        let mut letters = self.word.chars();
        letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
    }

    fn when(&self) -> String {
        format!("{}, {} to {}", said::long(self.day), self.span.from, self.span.to)
    }

    fn what(&self) -> String {
        let (word, when, place) = (self.word(), self.when(), &self.place);
        let whose = match &self.part {
            Part::Family { .. } => format!("{word} with {}", self.whom()),
            Part::SocialWorker { with, .. } if !with.is_empty() => {
                let with = with.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
                format!("{word} of {} with {with}", self.whom())
            }
            _ => format!("{word} of {}", self.whom()),
        };
        match self.about {
            Occasion::Confirm => format!("{whose} is planned for {when}, at {place}."),
            Occasion::Stands => format!("{whose} takes place on {when}, at {place}."),
            Occasion::Moved => format!("{whose} has changed. It is now on {when}, at {place}."),
            Occasion::Cancelled => match &self.part {
                Part::SocialWorker { why: Some(why), .. } => format!("{whose} on {when} does not take place: {why}."),
                _ => format!("{whose} on {when} does not take place. We are sorry."),
            },
        }
    }

    fn whom(&self) -> String {
        match self.children.as_slice() {
            [] => "the children".to_owned(),
            [one] => one.clone(),
            [first @ .., last] => format!("{} and {last}", first.join(", ")),
        }
    }

    fn details(&self) -> Option<String> {
        match &self.part {
            Part::Family { there, address } => {
                let address =
                    if address.is_empty() { String::new() } else { format!(" {}.", address.replace('\n', ", ")) };
                Some(format!("Please be there by {}; you leave at {}.{address}", there.from, there.to))
            }
            Part::Carer { out, back } => {
                let out = out.map(|at| format!("We fetch {} at {at}.", self.whom()));
                let back = back.map(|at| format!("Back with you at {at}."));
                let all: Vec<String> = out.into_iter().chain(back).collect();
                (!all.is_empty()).then(|| all.join(" "))
            }
            Part::Driver { runs } => {
                let runs: Vec<String> = runs.iter().map(|run| format!("{} to {}", run.from, run.to)).collect();
                (!runs.is_empty()).then(|| {
                    format!("Your runs: {}. The doors are on your run sheet; wait until we say go.", runs.join(", "))
                })
            }
            Part::Officer { there, room } => {
                let room = if room.is_empty() { String::new() } else { format!(" Room: {room}.") };
                Some(format!("You are needed from {} to {}.{room}", there.from, there.to))
            }
            Part::SocialWorker { .. } => None,
        }
    }

    fn asks(&self) -> String {
        let ring = if self.phone.is_empty() { "ring us".to_owned() } else { format!("ring us on {}", self.phone) };
        match self.about {
            Occasion::Confirm => format!("Please {ring} as early as you can and say whether this is all right."),
            Occasion::Moved => format!("Please {ring} and say whether that is all right."),
            Occasion::Stands => format!("If anything changes, please {ring} as early as you can."),
            Occasion::Cancelled => format!("If you have questions, please {ring}."),
        }
    }
}
