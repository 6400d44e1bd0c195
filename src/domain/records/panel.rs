//! What panels decide, and what is agreed between two sittings of one.

use super::record;
use crate::domain::*;

choices! {
    /// What was decided (DOMAIN 1c).
    DecisionCode {
        /// What was asked for is agreed.
        #[default] Agreed "agreed",
        /// On conditions.
        AgreedWithConditions "agreed with conditions",
        /// For a time.
        AgreedTimeLimited "agreed for a time",
        /// It is not.
        NotAgreed "not agreed",
        /// To be heard again.
        Deferred "deferred",
        /// More must be known first.
        MoreInfo "more information needed",
        /// Another service is to help.
        SignpostedElsewhere "signposted elsewhere",
        /// What was agreed in an emergency stands.
        Ratified "ratified",
        /// It was withdrawn.
        Withdrawn "withdrawn",
        /// It was taken note of.
        Noted "noted",
    }
}

record! {
    /// What a panel decided about a child; or what was agreed in an emergency, which the panel is still to ratify even if
    /// the child has gone home since (DOMAIN 3e P7, P8).
    Decision DecisionId {
        /// The child: one form, one decision each (P1).
        child: ChildId,
        /// The panel.
        panel: Name,
        /// When it was decided.
        at: Moment,
        /// What was decided.
        code: DecisionCode,
        /// What it is about, in words.
        what: Note,
        /// Conditions.
        conditions: Note,
        /// The reasons.
        reasons: Note,
        /// Who decided: the chair, or the head of service who agreed.
        decided_by: Name,
        /// Until when it holds.
        valid_until: Option<Day>,
        /// Agreed out of panel, in an emergency.
        emergency: bool,
        /// Who asked for an emergency agreement: a service manager.
        asked_by: Name,
        /// The sitting that must ratify an emergency agreement.
        ratify_by: Option<Day>,
        /// When it was ratified.
        ratified_on: Option<Day>,
    }
    check(c) {
        c.names("child", c.record.child);
        c.needs("what", &c.record.what);
        c.needs("decided_by", &c.record.decided_by);
        c.in_order("valid_until", Some(c.record.at.day), c.record.valid_until);
        if c.record.emergency && c.record.ratify_by.is_none() {
            c.wrong("ratify_by", "must say which sitting ratifies an emergency agreement");
        }
        c.in_order("ratified_on", Some(c.record.at.day), c.record.ratified_on);
    }
    owners(r) { vec![r.child.key()] }
}
