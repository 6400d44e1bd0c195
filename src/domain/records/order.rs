//! What must be in force for contact: orders, agreements, risk assessments; and who must not meet.

use super::record;
use crate::domain::*;

record! {
    /// A court's order about contact.
    CourtOrder CourtOrderId {
        /// The children.
        children: Vec<ChildId>,
        /// The arrangement it governs, if any.
        arrangement: Option<ArrangementId>,
        /// Court and case number.
        case_no: Name,
        /// Made on.
        made_on: Option<Day>,
        /// Received on.
        received_on: Option<Day>,
        /// In force from.
        from: Option<Day>,
        /// In force to, if it ends.
        to: Option<Day>,
        /// Its terms.
        terms: Note,
        /// Least minutes a week.
        min_minutes_week: Option<u16>,
        /// Most minutes a week.
        max_minutes_week: Option<u16>,
        /// Least sessions a week.
        min_times_week: Option<u8>,
        /// How long a session is to be, in minutes.
        length_min: Option<u16>,
        /// The only adults who may attend; empty where the order does not say.
        parties: Vec<PartyId>,
        /// The level it asks for at least.
        level: Option<SupervisionLevel>,
        /// Replaced by a later order.
        replaced_by: Option<CourtOrderId>,
    }
    check(c) {
        c.at_least_one("children", c.record.children.len());
        c.in_order("to", c.record.from, c.record.to);
    }
    owners(r) {
        r.children.iter().map(|c| c.key()).chain(r.arrangement.map(|a| a.key())).chain(r.replaced_by.map(|o| o.key()))
            .chain(r.parties.iter().map(|p| p.key())).collect()
    }
}

record! {
    /// A written contact agreement: no contact before it is signed.
    Agreement AgreementId {
        /// The arrangement.
        arrangement: ArrangementId,
        /// Signed on.
        signed_on: Option<Day>,
        /// Signed by.
        signed_by: Vec<PartyId>,
        /// Valid to, if it ends.
        valid_to: Option<Day>,
        /// What was agreed.
        terms: Note,
    }
    check(c) {
        c.names("arrangement", c.record.arrangement);
        c.in_order("valid_to", c.record.signed_on, c.record.valid_to);
    }
    owners(r) { std::iter::once(r.arrangement.key()).chain(r.signed_by.iter().map(|p| p.key())).collect() }
}

record! {
    /// A risk assessment: what might happen and what is done about it.
    RiskAssessment RiskAssessmentId {
        /// The arrangement.
        arrangement: ArrangementId,
        /// Written on.
        made_on: Option<Day>,
        /// By whom.
        author: Name,
        /// Approved by.
        approved_by: Name,
        /// Good until.
        expires_on: Option<Day>,
        /// Hazards.
        hazards: Note,
        /// Controls.
        controls: Note,
        /// Least level it asks for, where it asks for one.
        level: Option<SupervisionLevel>,
        /// A room near an exit is needed.
        room_near_exit: bool,
    }
    check(c) {
        c.names("arrangement", c.record.arrangement);
        c.in_order("expires_on", c.record.made_on, c.record.expires_on);
    }
    owners(r) { vec![r.arrangement.key()] }
}

choices! {
    /// How far apart two people must be kept.
    NoMeetScope {
        /// Not on the same site at the same time, arriving and leaving counted.
        #[default] Site "site",
        /// Not in the same room at the same time.
        Room "room",
        /// Not at the same entrance or waiting area while either arrives or leaves.
        Entrance "entrance",
        /// Not in the same vehicle.
        Vehicle "vehicle",
    }
}

record! {
    /// Two people who must not meet.
    NoMeetRule NoMeetRuleId {
        /// One, a child or a family member.
        a: Option<Key>,
        /// The other.
        b: Option<Key>,
        /// How far apart. A site rule holds for rooms, entrances and vehicles as well.
        scope: NoMeetScope,
        /// Minutes between one leaving and the other arriving; 0 for none beyond the stagger.
        margin_min: u16,
        /// Why. Never shown with a warning.
        reason: Note,
        /// From.
        from: Option<Day>,
        /// To, if it ends.
        to: Option<Day>,
    }
    check(c) {
        for (field, who) in [("a", c.record.a), ("b", c.record.b)] {
            match who {
                Some(key) if matches!(key.kind, Kind::Child | Kind::Party) => {}
                _ => c.wrong(field, "must name a child or a family member"),
            }
        }
        if c.record.a.is_some() && c.record.a == c.record.b {
            c.wrong("b", "must be someone else");
        }
        c.in_order("to", c.record.from, c.record.to);
        c.within("margin_min", Some(c.record.margin_min), 0, 240);
    }
    owners(r) { r.a.into_iter().chain(r.b).collect() }
}
