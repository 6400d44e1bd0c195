//! Who was asked or told what about a session, and what was chosen about its cars.

use crate::domain::*;

choices! {
    /// How somebody was told.
    Channel {
        /// By telephone.
        #[default] Phone "phone",
        /// By text.
        Text "text",
        /// By e-mail.
        Email "email",
        /// Face to face.
        InPerson "in person",
        /// By letter.
        Letter "letter",
    }
}

choices! {
    /// What came of an attempt to tell somebody.
    ToldResult {
        /// They know.
        #[default] Told "told",
        /// Being rung now: nobody else rings them (a claim, good for some minutes).
        Ringing "being rung",
        /// No answer.
        NoAnswer "no answer",
        /// A message was left.
        MessageLeft "message left",
        /// They asked to be rung back.
        RingBack "ring back",
        /// They come.
        Confirmed "confirmed",
        /// They do not come.
        Declined "declined",
    }
}

/// Who was told what about a session, through which channel, when, by whom; or that it was tried.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Told {
    /// Whom: a family member, carer, officer, driver; or the child, for the child's social worker.
    pub who: Option<Key>,
    /// How.
    pub how: Channel,
    /// What came of it.
    pub result: ToldResult,
    /// What they were told, or what they said.
    pub what: Note,
    /// When.
    pub at: Moment,
    /// Ring back at.
    pub ring_back: Option<Moment>,
    /// Account of who told them.
    pub by: Name,
    /// The session's day at that time.
    pub date: Option<Day>,
    /// It holds no longer: the session was moved, cancelled or brought back since.
    pub old: bool,
}

impl Told {
    /// Whether they have known since what they were told, whatever they said to it.
    pub fn reached(&self) -> bool {
        use ToldResult as R;
        matches!(self.result, R::Told | R::MessageLeft | R::Confirmed | R::Declined)
    }
}

choices! {
    /// What was decided about the cars of a session.
    CarChoice {
        /// They go.
        #[default] Send "sent",
        /// They wait.
        HoldOn "held on",
        /// They do not go.
        StandDown "stood down",
    }
}

/// A choice about the cars of a session: who made it, when, why, and who had not confirmed then.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct CarsChosen {
    /// What was decided.
    pub choice: CarChoice,
    /// Why.
    pub reason: Note,
    /// The adults who had not confirmed.
    pub missing: Vec<PartyId>,
    /// When.
    pub at: Moment,
    /// Account of who decided it.
    pub by: Name,
}

choices! {
    /// What someone said when asked whether they come.
    ConfirmResult {
        /// They come.
        #[default] Confirmed "confirmed",
        /// No answer.
        NoAnswer "no answer",
        /// They do not come.
        Declined "declined",
    }
}

/// Someone was asked whether they come.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Confirmation {
    /// Who was asked: a family member, carer, officer, driver.
    pub who: Option<Key>,
    /// How: phone, text, in person.
    pub how: Name,
    /// When.
    pub at: Moment,
    /// What they said.
    pub result: ConfirmResult,
    /// Account of who asked.
    pub by: Name,
}
