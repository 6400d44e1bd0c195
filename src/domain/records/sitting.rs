//! The sitting of a panel: who comes, what is heard when, who leaves for an item, and its minutes (DOMAIN 3e).

use super::record;
use crate::domain::*;

choices! {
    /// How far a sitting is.
    SittingStatus {
        /// Its list is open.
        #[default] Planned "planned",
        /// The deadline has passed: the list is locked.
        Locked "list locked",
        /// It is sitting.
        Open "sitting",
        /// Broken off; goes on at another time.
        Adjourned "adjourned",
        /// It is over.
        Held "held",
        /// It was called off.
        Cancelled "cancelled",
    }
}

choices! {
    /// What somebody said to an invitation.
    InviteReply {
        /// Not asked or not answered yet.
        #[default] None "not answered",
        /// Comes.
        Accepted "accepted",
        /// Does not.
        Apologies "apologies",
    }
}

/// Somebody at a sitting, or invited to it.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Attendance {
    /// Who.
    pub who: ProfessionalId,
    /// In whose place.
    pub in_place_of: Option<ProfessionalId>,
    /// What they said.
    pub reply: InviteReply,
    /// Came.
    pub came: Option<Minute>,
    /// Left.
    pub left: Option<Minute>,
}

choices! {
    /// How far the minutes of a sitting are.
    MinutesStage {
        /// Not written.
        #[default] None "not written",
        /// Drafted.
        Drafted "drafted",
        /// With the chair.
        WithChair "with the chair",
        /// Approved: from here on amended, not changed.
        Approved "approved",
    }
}

/// A later word on approved minutes, or on a locked list.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Remark {
    /// Account of who.
    pub by: Name,
    /// When.
    pub at: Moment,
    /// What.
    pub what: Note,
}

/// The minutes of a sitting.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Minutes {
    /// How far they are.
    pub stage: MinutesStage,
    /// The text.
    pub text: Text,
    /// Drafted.
    pub drafted: Option<Moment>,
    /// Sent to the chair.
    pub to_chair: Option<Moment>,
    /// Approved.
    pub approved: Option<Moment>,
    /// By whom.
    pub approved_by: Name,
    /// What was amended since.
    pub amendments: Vec<Remark>,
}

record! {
    /// One dated meeting of a panel.
    Sitting SittingId {
        /// The panel.
        panel: PanelId,
        /// The day.
        date: Day,
        /// Begins.
        start: Minute,
        /// Ends.
        end: Minute,
        /// Where.
        site: Option<SiteId>,
        /// In which room.
        room: Option<RoomId>,
        /// How far it is.
        status: SittingStatus,
        /// When its list was locked.
        locked: Option<Moment>,
        /// When it was unlocked again, by whom and why.
        unlocked: Vec<Remark>,
        /// When the pack went out.
        pack_out: Option<Moment>,
        /// Who comes.
        attendance: Vec<Attendance>,
        /// Breaks.
        breaks: Vec<Span>,
        /// Opened.
        opened: Option<Minute>,
        /// Closed, adjourned or left without a quorum.
        closed: Option<Minute>,
        /// Why it was moved, cancelled, adjourned, or ended early.
        why: Note,
        /// The sitting that goes on where this one was broken off, or stands for it.
        next: Option<SittingId>,
        /// Its minutes.
        minutes: Minutes,
        /// Anything else.
        notes: Note,
    }
    check(c) {
        c.names("panel", c.record.panel);
        if c.record.end <= c.record.start {
            c.wrong("end", "must be after the start");
        }
        let who: Vec<ProfessionalId> = c.record.attendance.iter().map(|a| a.who).collect();
        c.once("attendance", &who);
        c.apart("breaks", &c.record.breaks);
    }
    owners(r) {
        let people = r.attendance.iter().flat_map(|a| a.in_place_of.into_iter().chain([a.who])).map(|p| p.key());
        let place = r.site.map(|s| s.key()).into_iter().chain(r.room.map(|s| s.key()));
        people.chain(place).chain(r.next.map(|s| s.key())).chain([r.panel.key()]).collect()
    }
}

impl Sitting {
    /// From when to when.
    pub fn span(&self) -> Span {
        Span::new(self.start, self.end)
    }

    /// From when to when it takes its room and whoever sits there: until it was broken off, where it was.
    pub fn taken(&self) -> Span {
        let over = self.closed.filter(|_| self.status == SittingStatus::Adjourned);
        Span::new(self.start, over.map_or(self.end, |at| at.clamp(self.start, self.end)))
    }

    /// Whether its time has passed and nobody opened it or called it off: what is on its list was not heard.
    pub fn is_missed(&self, now: Moment) -> bool {
        let ahead = matches!(self.status, SittingStatus::Planned | SittingStatus::Locked);
        ahead && Moment::new(self.date, self.end) <= now
    }

    /// Whether it takes place, or did.
    pub fn takes_place(&self) -> bool {
        self.status != SittingStatus::Cancelled
    }

    /// Whether it is still to come or going on.
    pub fn is_ahead(&self) -> bool {
        matches!(self.status, SittingStatus::Planned | SittingStatus::Locked | SittingStatus::Open)
    }
}

choices! {
    /// What an agenda item is.
    ItemSort {
        /// Referrals to decide on: one, or siblings together.
        #[default] Request "request",
        /// An emergency agreement to ratify (P7).
        Ratification "ratification",
        /// Something that comes round: a contract that ends, conditions that expire, moves, overdue actions (P11).
        BringForward "brought forward",
        /// Something else for the panel.
        Matter "matter",
    }
}

choices! {
    /// Why something was brought forward (DOMAIN 3e P11).
    BroughtBy {
        /// Nobody but who put it there.
        #[default] Hand "by hand",
        /// A contract or placement ends within eight weeks.
        ContractEnds "contract ends",
        /// A condition falls due.
        Condition "condition falls due",
        /// A decision's time runs out, or it is to be reviewed.
        Review "decision to be reviewed",
        /// Two moves or more in twelve months.
        Moves "moves in a year",
        /// An action is overdue.
        Overdue "overdue action",
        /// An emergency agreement waits.
        Emergency "emergency agreement",
        /// A taxi recurs.
        Taxi "recurring taxi",
    }
}

choices! {
    /// How far an item is.
    ItemStatus {
        /// Waits for a sitting, or for its time in one.
        #[default] Listed "listed",
        /// It is being heard.
        Hearing "being heard",
        /// Heard.
        Heard "heard",
        /// Withdrawn.
        Withdrawn "withdrawn",
    }
}

/// That an item was not heard where it was listed.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Carried {
    /// From which sitting.
    pub from: SittingId,
    /// On.
    pub on: Day,
    /// Why.
    pub why: Note,
}

/// That somebody leaves for an item.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Recusal {
    /// Who.
    pub who: ProfessionalId,
    /// Why.
    pub why: Note,
}

record! {
    /// What a sitting hears at one time. An item that has no sitting waits to be put on one: it never drops out.
    AgendaItem AgendaItemId {
        /// The panel.
        panel: PanelId,
        /// The sitting that hears it.
        sitting: Option<SittingId>,
        /// What it is.
        sort: ItemSort,
        /// What brought it forward.
        brought_by: BroughtBy,
        /// The referrals: siblings are one item with a decision each.
        referrals: Vec<ReferralId>,
        /// The children, where no referral names them.
        children: Vec<ChildId>,
        /// The decision to ratify, or to look at again.
        decision: Option<DecisionId>,
        /// What it is about.
        title: Name,
        /// Part of the agenda: 1, or 2 for what not everybody stays for.
        part: u8,
        /// Its place in the part; the sitting hears them in this order.
        order: u16,
        /// Begins.
        start: Option<Minute>,
        /// Minutes.
        minutes: u16,
        /// The chair fixed its time: ordering leaves it there.
        pinned: bool,
        /// Professionals and officers who present it.
        presenters: Vec<Key>,
        /// Family members who come, and wait outside.
        parties: Vec<PartyId>,
        /// Who chairs it, where the chair does not.
        chair: Option<ProfessionalId>,
        /// Who leaves for it.
        recused: Vec<Recusal>,
        /// Members who may not see it (P16).
        kept_from: Vec<ProfessionalId>,
        /// How far it is.
        status: ItemStatus,
        /// When its hearing began.
        began: Option<Minute>,
        /// When it ended.
        ended: Option<Minute>,
        /// What was said, to be kept with the minutes.
        discussion: Text,
        /// Every sitting it was carried from.
        carried: Vec<Carried>,
        /// It waits for a sitting since.
        since: Option<Day>,
    }
    check(c) {
        c.names("panel", c.record.panel);
        if c.record.referrals.is_empty() && c.record.children.is_empty() && c.record.title.is_empty() {
            c.wrong("referrals", "is missing: what is to be heard?");
        }
        c.once("referrals", &c.record.referrals);
        c.once("presenters", &c.record.presenters);
        if c.record.presenters.iter().any(|k| !matches!(k.kind, Kind::Professional | Kind::Officer)) {
            c.wrong("presenters", "must name professionals or officers");
        }
        c.within("part", Some(u16::from(c.record.part)), 1, 2);
        c.within("minutes", Some(c.record.minutes), 5, 240);
    }
    owners(r) {
        let people = r.recused.iter().map(|r| r.who).chain(r.kept_from.iter().copied()).chain(r.chair).map(|p| p.key());
        let of = r.referrals.iter().map(|r| r.key()).chain(r.children.iter().map(|c| c.key()));
        let about = r.decision.map(|d| d.key()).into_iter().chain(r.sitting.map(|s| s.key())).chain([r.panel.key()]);
        people.chain(of).chain(about).chain(r.presenters.iter().copied()).chain(r.parties.iter().map(|p| p.key())).collect()
    }
}

choices! {
    /// What an interest rests on (DOMAIN 3e P5).
    InterestSort {
        /// The case is in their line management.
        #[default] LineManagement "line management",
        /// They are related or close to the family.
        Family "family or friend",
        /// They supervise, teach, treat or house somebody in it.
        Professional "works with the family",
        /// Money.
        Financial "financial",
        /// Something else.
        Other "other",
    }
}

record! {
    /// Why somebody must not take part in deciding about a child: declared by hand. What the data shows needs no record.
    Interest InterestId {
        /// Who.
        who: ProfessionalId,
        /// The child.
        child: Option<ChildId>,
        /// Or the item.
        item: Option<AgendaItemId>,
        /// What it rests on.
        sort: InterestSort,
        /// In words.
        what: Note,
        /// Declared on.
        on: Day,
        /// Account of who wrote it down.
        by: Name,
        /// The chair heard of it and let them stay: why.
        stays: Note,
    }
    check(c) {
        c.names("who", c.record.who);
        if c.record.child.is_none() && c.record.item.is_none() {
            c.wrong("child", "is missing: name the child or the item");
        }
    }
    owners(r) {
        let about = r.child.map(|c| c.key()).into_iter().chain(r.item.map(|i| i.key()));
        about.chain([r.who.key()]).collect()
    }
}
