//! A session: one dated contact, with its room, officers and legs. The whole of it is the bundle.

use super::record;
use crate::domain::*;

choices! {
    /// Where a session stands. The first eleven follow each other; the rest are ways out.
    SessionStatus {
        /// Being put together; takes nothing yet.
        #[default] Draft "draft",
        /// Takes its room, officers and cars until it is booked or let go.
        Held "held",
        /// Booked.
        Booked "booked",
        /// Everyone has confirmed.
        Confirmed "confirmed",
        /// The child is in the car.
        ChildCollected "child collected",
        /// The adult has arrived.
        AdultArrived "adult arrived",
        /// Under way.
        InProgress "in progress",
        /// Over.
        Ended "ended",
        /// The child is home.
        ChildHome "child home",
        /// The record is written.
        Recorded "recorded",
        /// The record is signed off.
        SignedOff "signed off",
        /// Cancelled before the day.
        CancelledInAdvance "cancelled in advance",
        /// Cancelled on the day.
        CancelledOnDay "cancelled on the day",
        /// The adult did not come.
        NoShow "no show",
        /// Ended early.
        Aborted "ended early",
        /// Some came.
        PartAttended "part attended",
    }
}

impl SessionStatus {
    /// Whether the session takes people, rooms and cars at its time.
    pub fn takes_place(self) -> bool {
        !matches!(self, Self::Draft | Self::CancelledInAdvance | Self::CancelledOnDay | Self::NoShow)
    }

    /// Whether somebody still has to say that they come.
    pub fn is_unconfirmed(self) -> bool {
        matches!(self, Self::Draft | Self::Held | Self::Booked)
    }

    /// Whether it left the usual way, by a cancellation or otherwise: an outcome that what happens later does not change.
    pub fn is_exit(self) -> bool {
        matches!(
            self,
            Self::CancelledInAdvance | Self::CancelledOnDay | Self::NoShow | Self::Aborted | Self::PartAttended
        )
    }

    /// Whether it is known what became of it.
    pub fn has_outcome(self) -> bool {
        self.is_exit() || matches!(self, Self::ChildHome | Self::Recorded | Self::SignedOff)
    }

    /// Whether nothing has happened yet, so that it can be moved or cancelled.
    pub fn is_ahead(self) -> bool {
        matches!(self, Self::Draft | Self::Held | Self::Booked | Self::Confirmed)
    }
}

/// When everyone comes and goes. The adult comes first and leaves last, so that families do not meet at the door.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Stagger {
    /// The adults are there by.
    pub adult_arrive: Minute,
    /// The children are there by.
    pub child_arrive: Minute,
    /// The children leave.
    pub child_leave: Minute,
    /// The adults leave.
    pub adult_release: Minute,
}

impl Stagger {
    /// From the first arrival to the last departure, of a session of that span.
    pub fn on_site(self, span: Span) -> Span {
        let first = self.adult_arrive.min(self.child_arrive).min(span.from);
        Span::new(first, self.adult_release.max(self.child_leave).max(span.to))
    }
}

choices! {
    /// What a session is for.
    SessionSort {
        /// Contact.
        #[default] Contact "contact",
        /// An observed parenting assessment.
        Assessment "assessment",
        /// A planning meeting before contact begins.
        PlanningMeeting "planning meeting",
        /// A review of the contact.
        Review "review",
    }
}

impl SessionSort {
    /// Whether grown-ups meet about the children, without them: nobody is supervised and no car is sent.
    pub fn is_meeting(self) -> bool {
        matches!(self, Self::PlanningMeeting | Self::Review)
    }
}

/// When things really happened; civil times of the session's day.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Actual {
    /// The adult arrived.
    pub adult_arrived: Option<Minute>,
    /// The child arrived.
    pub child_arrived: Option<Minute>,
    /// It began.
    pub started: Option<Minute>,
    /// It ended.
    pub ended: Option<Minute>,
    /// The child was home.
    pub child_home: Option<Minute>,
    /// The child was in the car.
    pub child_collected: Option<Minute>,
    /// The child left the site.
    pub child_left: Option<Minute>,
    /// The adult left the site.
    pub adult_left: Option<Minute>,
}

impl Actual {
    /// Whether a child was fetched or brought and is not home again.
    pub fn child_is_out(&self) -> bool {
        (self.child_collected.is_some() || self.child_arrived.is_some()) && self.child_home.is_none()
    }
}

/// The observation record's progress (DOMAIN 3a: 5 working days; shared within 3 months).
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct RecordProgress {
    /// Due.
    pub due: Option<Day>,
    /// Submitted.
    pub submitted: Option<Day>,
    /// Signed off.
    pub signed_off: Option<Day>,
    /// Uploaded to the case system.
    pub uploaded: Option<Day>,
    /// Shared with the parents.
    pub shared: Option<Day>,
}

/// The change of an officer while a session was under way: one left it, another came in their place.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Relief {
    /// When.
    pub at: Minute,
    /// Who left.
    pub left: OfficerId,
    /// Who came; nobody where those who stayed went on alone.
    pub came: Option<OfficerId>,
}

record! {
    /// One dated contact session, with everything it takes.
    Session SessionId {
        /// The arrangement it belongs to.
        arrangement: Option<ArrangementId>,
        /// The day of the arrangement's recurrence it stands for, wherever it has been moved since; none for an extra.
        occurrence: Option<Day>,
        /// What it is for.
        sort: SessionSort,
        /// Who assesses, with an assessment.
        assessor: Name,
        /// The assessment's report is due.
        report_due: Option<Day>,
        /// The children.
        children: Vec<ChildId>,
        /// The adults and other family expected.
        parties: Vec<PartyId>,
        /// The day.
        date: Day,
        /// Child and adult are together from.
        start: Minute,
        /// To.
        end: Minute,
        /// The site.
        site: SiteId,
        /// The room, where it takes one.
        room: Option<RoomId>,
        /// The officers, the lead first.
        officers: Vec<OfficerId>,
        /// How closely it is watched.
        level: SupervisionLevel,
        /// Where it stands.
        status: SessionStatus,
        /// While it is held: until when. Then its room, officers and cars are free again.
        held_until: Option<Moment>,
        /// Officers who changed while it was under way.
        relief: Vec<Relief>,
        /// When everyone comes and goes.
        stagger: Stagger,
        /// How the children come and go.
        legs: Vec<Leg>,
        /// Who has confirmed.
        confirmations: Vec<Confirmation>,
        /// Who was told what about it, oldest first.
        told: Vec<Told>,
        /// What was decided about its cars, oldest first.
        cars: Vec<CarsChosen>,
        /// A late adult who called is waited for until.
        wait_until: Option<Minute>,
        /// The child came late.
        late: Option<Late>,
        /// What really happened when.
        actual: Actual,
        /// The family members who came.
        attended: Vec<PartyId>,
        /// Why and how it was cancelled.
        cancel: Option<Cancellation>,
        /// The session this makes up for.
        makeup_of: Option<SessionId>,
        /// Minutes owed to the family because of it.
        makeup_owed_min: u16,
        /// The observation record.
        record: RecordProgress,
        /// What the child said about it, in the child's words.
        child_words: Note,
        /// What family, carer or officer said about it.
        feedback: Note,
        /// Anything else.
        notes: Note,
    }
    check(c) {
        c.at_least_one("children", c.record.children.len());
        c.once("children", &c.record.children);
        c.once("parties", &c.record.parties);
        c.once("officers", &c.record.officers);
        c.names("site", c.record.site);
        if c.record.date < Day(7305) {
            c.wrong("date", "is missing or before 1990");
        }
        if c.record.start >= c.record.end {
            c.wrong("end", "must be after the start");
        }
        let span = Span::new(c.record.start, c.record.end);
        if span.minutes() > 720 {
            c.wrong("end", "makes a session of more than 12 hours; overnight contact is not booked here");
        }
        let times = c.record.stagger;
        if times.child_arrive > times.child_leave || times.adult_arrive > times.adult_release {
            c.wrong("stagger", "has someone leave before they arrive");
        }
        for leg in &c.record.legs {
            if leg.depart >= leg.arrive {
                c.wrong("legs", "has a journey that arrives before it leaves");
            }
        }
        c.within("legs", u16::try_from(c.record.legs.len()).ok(), 0, 40);
    }
    owners(r) {
        r.arrangement.map(|a| a.key()).into_iter().chain(r.children.iter().map(|c| c.key()))
            .chain(r.parties.iter().map(|p| p.key())).chain(r.officers.iter().map(|o| o.key()))
            .chain(r.room.map(|r| r.key())).chain([r.site.key()])
            .chain(r.legs.iter().flat_map(|l| l.driver.map(|d| d.key()).into_iter()
                .chain(l.vehicle.map(|v| v.key())).chain(l.officer.map(|o| o.key())).chain(l.escort.map(|d| d.key()))))
            .chain(r.makeup_of.map(|s| s.key()))
            .collect()
    }
}

impl Session {
    /// Whether it was held and the time it was held for is over: its room, officers and cars are free again.
    pub fn has_lapsed(&self, now: Moment) -> bool {
        self.status == SessionStatus::Held && self.held_until.is_some_and(|until| until <= now)
    }

    /// The children who are there: a planning meeting or review is about them, without them.
    pub fn children_there(&self) -> &[ChildId] {
        if self.sort.is_meeting() { &[] } else { &self.children }
    }

    /// Everyone and everything that takes part in it or is taken by it: children, adults, officers, who drives and escorts,
    /// room and cars. One may come twice.
    pub fn takes_part(&self) -> impl Iterator<Item = Key> + '_ {
        let people = self.children.iter().map(|c| c.key()).chain(self.parties.iter().map(|p| p.key()));
        let officers = self.officers.iter().map(|o| o.key()).chain(self.room.map(|r| r.key()));
        let relieved = self.relief.iter().flat_map(|r| r.came.into_iter().chain([r.left])).map(|o| o.key());
        let legs = self.legs.iter().flat_map(|leg| {
            let people = [leg.driver, leg.escort].into_iter().flatten().map(|d| d.key());
            people.chain(leg.officer.map(|o| o.key())).chain(leg.vehicle.map(|v| v.key()))
        });
        people.chain(officers).chain(relieved).chain(legs)
    }

    /// Child and adult together.
    pub fn span(&self) -> Span {
        Span::new(self.start, self.end)
    }

    /// From the first arrival on site to the last departure: what a no-meet rule of scope site looks at, and how long
    /// the officers are needed.
    pub fn on_site(&self) -> Span {
        self.stagger.on_site(self.span())
    }

    /// While the children are on site.
    pub fn children_on_site(&self) -> Span {
        Span::new(self.stagger.child_arrive.min(self.start), self.stagger.child_leave.max(self.end))
    }

    /// While the adults are on site.
    pub fn adults_on_site(&self) -> Span {
        Span::new(self.stagger.adult_arrive.min(self.start), self.stagger.adult_release.max(self.end))
    }

    /// Until when a late adult is waited for, before the child is taken back (DOMAIN 3d): after the start, unless they
    /// have called and the coordinator waits longer.
    pub fn waits_until(&self, wait_min: u16) -> Minute {
        self.wait_until.unwrap_or(self.start.plus(i32::from(wait_min)))
    }

    /// Whether it takes place, or has a child on the way all the same: one who came for nothing is taken home.
    pub fn is_on_the_road(&self) -> bool {
        self.status.takes_place() || self.actual.child_is_out()
    }

    /// The key.
    pub fn key(&self) -> Key {
        self.id.key()
    }

    /// What somebody said when asked whether they come.
    pub fn said(&self, who: Key) -> Option<ConfirmResult> {
        self.confirmations.iter().rfind(|c| c.who == Some(who)).map(|c| c.result)
    }

    /// The adults who have not confirmed.
    pub fn missing(&self) -> Vec<PartyId> {
        let said_yes = |p: &PartyId| self.said(p.key()) == Some(ConfirmResult::Confirmed);
        self.parties.iter().copied().filter(|p| !said_yes(p)).collect()
    }

    /// Who has said that they do not come, or send nobody: an adult, a carer, an officer, a driver.
    pub fn declined(&self) -> Vec<Key> {
        let said_no = |who: &Key| self.said(*who) == Some(ConfirmResult::Declined);
        let mut all: Vec<Key> = self.confirmations.iter().filter_map(|c| c.who).filter(said_no).collect();
        all.sort_unstable();
        all.dedup();
        all
    }

    /// The car that leaves first to fetch the children, unless it was stood down or has gone wrong.
    pub fn first_car(&self) -> Option<&Leg> {
        let goes = |leg: &&Leg| {
            leg.direction == Direction::Out && !matches!(leg.status, LegStatus::StoodDown | LegStatus::Failed)
        };
        self.legs.iter().filter(goes).min_by_key(|leg| leg.depart)
    }
}
