//! What happens around the sessions: incidents, letters, the dates contact is planned around, what a shift leaves behind.

use super::record;
use crate::domain::*;

choices! {
    /// What went wrong.
    IncidentSort {
        /// The child was not handed back at the end.
        #[default] NotHandedBack "child not handed back",
        /// An adult seemed to be under the influence.
        Influence "adult under the influence",
        /// Somebody nobody expects is at the door.
        Stranger "stranger at the door",
        /// A visitor nobody agreed to came along.
        ExtraVisitor "extra visitor",
        /// The child does not want to.
        ChildRefuses "child refuses",
        /// The child is ill.
        ChildIll "child ill",
        /// Violence, threats.
        Aggression "aggression",
        /// Somebody was hurt.
        Injury "injury",
        /// The child told of harm.
        Disclosure "child told of harm",
        /// Two people met who must not.
        Met "people met who must not",
        /// A protected address or place became known.
        AddressKnown "address became known",
        /// Something else.
        Other "something else",
    }
}

record! {
    /// Something that went wrong, what was done at once and what is to follow.
    Incident IncidentId {
        /// What went wrong.
        sort: IncidentSort,
        /// In which session.
        session: Option<SessionId>,
        /// Where.
        site: Option<SiteId>,
        /// Children, adults and officers concerned.
        people: Vec<Key>,
        /// When.
        at: Moment,
        /// What happened.
        what: Note,
        /// What was done at once.
        done: Note,
        /// The reference the police gave.
        police_ref: Name,
        /// What is to follow.
        follow_up: Note,
        /// By when.
        follow_up_by: Option<Day>,
        /// Followed up on.
        followed_up_on: Option<Day>,
        /// Account of who wrote it down.
        by: Name,
    }
    check(c) {
        c.needs("what", &c.record.what);
    }
    owners(r) {
        r.people.iter().copied().chain(r.session.map(|s| s.key())).chain(r.site.map(|s| s.key())).collect()
    }
}

choices! {
    /// Which way a letter goes.
    LetterWay {
        /// From the family to the child.
        #[default] ToChild "letter to the child",
        /// From the child, or the carer for the child, to the family.
        ToFamily "letter to the family",
    }
}

record! {
    /// A letter, card or parcel between a child and family, through the council (letterbox): due, received, read by two,
    /// then forwarded, or withheld with a reason (DOMAIN 3g).
    Letter LetterId {
        /// The arrangement it belongs to.
        arrangement: Option<ArrangementId>,
        /// The child.
        child: ChildId,
        /// The family member.
        party: PartyId,
        /// Which way.
        way: LetterWay,
        /// Due.
        due: Option<Day>,
        /// Received.
        received: Option<Day>,
        /// Accounts of who has read it for what must not be in it: two of them.
        checked_by: Vec<Name>,
        /// Forwarded.
        forwarded: Option<Day>,
        /// Withheld.
        withheld: Option<Day>,
        /// Why it is withheld.
        reason: Note,
        /// Anything else.
        notes: Note,
    }
    check(c) {
        c.names("child", c.record.child);
        c.names("party", c.record.party);
        if c.record.forwarded.is_some() && c.record.withheld.is_some() {
            c.wrong("withheld", "cannot be: it was forwarded");
        }
        if c.record.withheld.is_some() && c.record.reason.is_empty() {
            c.wrong("reason", "is missing: why is it withheld?");
        }
    }
    owners(r) {
        [r.child.key(), r.party.key()].into_iter().chain(r.arrangement.map(|a| a.key())).collect()
    }
}

choices! {
    /// What a date is.
    AppointmentSort {
        /// Looked-after child review.
        #[default] LacReview "looked-after review",
        /// Review of the contact.
        ContactReview "contact review",
        /// Court.
        Court "court",
        /// Medical.
        Medical "medical",
        /// School event.
        School "school",
        /// Holiday away.
        Holiday "holiday",
        /// Festival or observance.
        Festival "festival",
        /// Meeting.
        Meeting "meeting",
        /// Something else.
        Other "other",
    }
}

record! {
    /// A date of somebody that contact is planned around (DOMAIN 3b H20).
    Appointment AppointmentId {
        /// Children, adults, carers, officers and professionals who are taken by it.
        who: Vec<Key>,
        /// What it is.
        sort: AppointmentSort,
        /// The days.
        days: Days,
        /// The time of each day; the whole day where none is given.
        time: Option<Span>,
        /// Where.
        place: Name,
        /// Anything else.
        notes: Note,
    }
    check(c) {
        c.at_least_one("who", c.record.who.len());
        c.once("who", &c.record.who);
        let may = |k: &Key| {
            matches!(k.kind, Kind::Child | Kind::Party | Kind::Carer | Kind::Officer | Kind::Professional)
        };
        if !c.record.who.iter().all(may) {
            c.wrong("who", "must name children, family members, carers, officers or professionals");
        }
        c.needs_days("days", c.record.days);
    }
    owners(r) { r.who.clone() }
}

choices! {
    /// Sort of day note.
    DayNoteSort {
        /// What one shift leaves the next.
        #[default] Handover "handover",
        /// The day is closed: every child home, every session with an outcome.
        Closed "day closed",
    }
}

record! {
    /// What one shift leaves the next, or that a day is closed.
    DayNote DayNoteId {
        /// The day.
        day: Day,
        /// Which sort.
        sort: DayNoteSort,
        /// What to know.
        what: Note,
        /// Account of who wrote it.
        by: Name,
        /// When.
        at: Moment,
        /// Accounts of who has read it.
        read_by: Vec<Name>,
    }
    check(c) {
        if c.record.sort == DayNoteSort::Handover {
            c.needs("what", &c.record.what);
        }
    }
}

record! {
    /// Hours an officer works on one day, on top of their pattern: how sessional staff are rostered.
    Shift ShiftId {
        /// The officer.
        officer: OfficerId,
        /// The day.
        day: Day,
        /// The time.
        time: Option<Span>,
        /// Anything else.
        notes: Note,
    }
    check(c) {
        c.names("officer", c.record.officer);
        if c.record.time.is_none() {
            c.wrong("time", "is missing");
        }
    }
    owners(r) { vec![r.officer.key()] }
}
