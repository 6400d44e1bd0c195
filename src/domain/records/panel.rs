//! Placement panels: who sits on them, and what they decide (DOMAIN 1c, 3e).

use super::record;
use crate::domain::*;

choices! {
    /// Where a professional belongs (DOMAIN 2, the memberships of Calderdale and East Riding).
    Agency {
        /// Children's social care.
        #[default] SocialCare "social care",
        /// Fostering and placements.
        Placements "fostering and placements",
        /// Family support.
        FamilySupport "family support",
        /// Youth offending team.
        YouthOffending "youth offending",
        /// Virtual school, education.
        Education "education",
        /// Health: designated nurse, child and adolescent mental health.
        Health "health",
        /// Legal.
        Legal "legal",
        /// Housing.
        Housing "housing",
        /// Finance.
        Finance "finance",
        /// Commissioning.
        Commissioning "commissioning",
        /// Another.
        Other "other",
    }
}

record! {
    /// Somebody who sits on panels or comes before them: a member, a substitute, a presenting social worker, a manager.
    Professional ProfessionalId {
        /// Name.
        name: Name,
        /// What they are: head of service, social worker.
        post: Name,
        /// Where they belong.
        agency: Agency,
        /// The team they work in.
        team: Name,
        /// Teams they manage, themselves or through others: cases of these are in their line management.
        manages: Vec<Name>,
        /// Children, family members and carers they are related to or close to.
        family: Vec<Key>,
        /// The officer they are, where they supervise contact too.
        officer: Option<OfficerId>,
        /// Their account, where they use the desk.
        account: Name,
        /// Telephone.
        phone: Name,
        /// E-mail.
        email: Name,
        /// Hours they work; any where none are given.
        hours: Hours,
        /// Anything else.
        notes: Note,
    }
    check(c) {
        c.needs("name", &c.record.name);
        if c.record.family.iter().any(|k| !matches!(k.kind, Kind::Child | Kind::Party | Kind::Carer)) {
            c.wrong("family", "must name children, family members or carers");
        }
    }
    owners(r) { r.family.iter().copied().chain(r.officer.map(|o| o.key())).collect() }
}

choices! {
    /// As what somebody sits on a panel.
    Seat {
        /// The chair.
        Chair "chair",
        /// The vice chair.
        Vice "vice chair",
        /// A core member.
        #[default] Core "member",
        /// Advises, without a vote; makes no quorum.
        Adviser "adviser",
    }
}

/// A seat of a panel.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct PanelSeat {
    /// Who holds it.
    pub who: ProfessionalId,
    /// As what.
    pub seat: Seat,
    /// Who comes in their place, in order of preference.
    pub substitutes: Vec<ProfessionalId>,
    /// The term begins.
    pub from: Option<Day>,
    /// The term ends.
    pub until: Option<Day>,
}

/// Who must be there for a panel to decide. What is left out is as in the settings (DOMAIN 3a, 3e P4).
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct QuorumRule {
    /// Members besides the chair or vice chair.
    pub others: Option<u16>,
    /// Of those, how many of another agency than the chair's.
    pub of_other_services: Option<u16>,
    /// Agencies without which it cannot decide.
    pub agencies: Vec<Agency>,
}

/// How long a sort of request is heard.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct SlotLength {
    /// What is asked for.
    pub request: RequestType,
    /// Minutes.
    pub minutes: u16,
}

record! {
    /// A panel: who sits on it, when, where, and under which rules.
    Panel PanelId {
        /// Name.
        name: Name,
        /// What it is for.
        purpose: Note,
        /// When it sits: `Thu 13:30-16:30`, `every 2 weeks Tue 09:00-12:00`, `first Mon 14:00-16:00`.
        sits: Recurrence,
        /// Where.
        site: Option<SiteId>,
        /// In which room; the same rooms as contact.
        room: Option<RoomId>,
        /// It meets over video; then it takes no room.
        online: bool,
        /// Who sits on it.
        seats: Vec<PanelSeat>,
        /// Who must be there.
        quorum: QuorumRule,
        /// Working days before a sitting when papers are due.
        papers_days: Option<u16>,
        /// The time of that day.
        papers_at: Option<Minute>,
        /// Working days before a sitting when the pack goes out.
        pack_days: Option<u16>,
        /// The time of that day.
        pack_at: Option<Minute>,
        /// Working days after a sitting until the decisions are out.
        decision_days: Option<u16>,
        /// Working days after a sitting until the minutes are out.
        minutes_days: Option<u16>,
        /// Minutes an item is heard, where nothing else is said.
        slot_min: Option<u16>,
        /// Sorts of request that are heard longer or shorter.
        slots: Vec<SlotLength>,
        /// Items it hears at most in one sitting; as many as fit where nothing is said.
        most_items: Option<u16>,
        /// Breaks, at their usual times.
        breaks: Vec<Span>,
        /// It recommends only: its decisions are open until the decision-maker signs (P9).
        recommends: bool,
        /// Who decides on its recommendations.
        decision_maker: Option<ProfessionalId>,
        /// Pounds a week it can agree to; what costs more goes to the decision-maker.
        limit_week: Option<u32>,
        /// Sorts of request that need a service manager's approval besides the team manager's signature (P1).
        manager_approves: Vec<RequestType>,
        /// What need not come before it (P6).
        exempt: Note,
        /// Anything else.
        notes: Note,
    }
    check(c) {
        c.needs("name", &c.record.name);
        let who: Vec<ProfessionalId> = c.record.seats.iter().map(|s| s.who).collect();
        c.once("seats", &who);
        if who.iter().any(|w| w.0 == 0) {
            c.wrong("seats", "has a seat without a name");
        }
        for chair in [Seat::Chair, Seat::Vice] {
            let held: Vec<_> = c.record.seats.iter().filter(|s| s.seat == chair).collect();
            let both = held.iter().enumerate().any(|(at, a)| {
                held[..at].iter().any(|b| a.from.is_none_or(|f| b.until.is_none_or(|u| f <= u))
                    && b.from.is_none_or(|f| a.until.is_none_or(|u| f <= u)))
            });
            if both {
                c.wrong("seats", "has two chairs, or two vice chairs, at once");
            }
        }
        for seat in &c.record.seats {
            c.in_order("seats", seat.from, seat.until);
        }
        c.apart("breaks", &c.record.breaks);
        c.within("slot_min", c.record.slot_min, 5, 240);
        if c.record.room.is_some() && c.record.online {
            c.wrong("room", "is taken by a panel that meets over video");
        }
    }
    owners(r) {
        let seats = r.seats.iter().flat_map(|s| s.substitutes.iter().chain([&s.who])).map(|p| p.key());
        let place = r.site.map(|s| s.key()).into_iter().chain(r.room.map(|s| s.key()));
        seats.chain(place).chain(r.decision_maker.map(|p| p.key())).collect()
    }
}

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

/// A condition of a decision.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Condition {
    /// What must be so.
    pub what: Note,
    /// By when.
    pub due: Option<Day>,
    /// Since when it is.
    pub met: Option<Day>,
}

impl Condition {
    /// The conditions a note has, one a line.
    pub fn lines(note: &Note) -> Vec<Self> {
        let lines = note.lines().filter_map(|line| Note::new(line).ok()).filter(|line| !line.is_empty());
        lines.map(|what| Self { what, ..Self::default() }).collect()
    }
}

/// What the decision-maker decided on a recommendation.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Signed {
    /// Who.
    pub by: Name,
    /// When.
    pub at: Moment,
    /// What was decided.
    pub code: DecisionCode,
    /// Why, where it is not what was recommended.
    pub reasons: Note,
}

/// That somebody was given notice of a decision.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Notice {
    /// To whom.
    pub to: Name,
    /// How.
    pub how: Channel,
    /// When.
    pub at: Moment,
    /// Account of who sent it.
    pub by: Name,
}

record! {
    /// What a panel decided about a child; or what was agreed in an emergency, which the panel is still to ratify even if
    /// the child has gone home since (DOMAIN 3e P7, P8). Recommended, decided and told are three dated facts (P9).
    Decision DecisionId {
        /// The child: one form, one decision each (P1).
        child: ChildId,
        /// The panel, by name.
        panel: Name,
        /// What it answers.
        referral: Option<ReferralId>,
        /// The item it was heard as.
        item: Option<AgendaItemId>,
        /// The sitting it was made in.
        sitting: Option<SittingId>,
        /// When the panel said so, or the emergency was agreed.
        at: Moment,
        /// What was decided; of a panel that recommends, what it recommends.
        code: DecisionCode,
        /// What it is about, in words.
        what: Note,
        /// Conditions.
        conditions: Vec<Condition>,
        /// The reasons.
        reasons: Note,
        /// Who was of another mind, and why.
        dissent: Note,
        /// Who decided: the chair, or the head of service who agreed.
        decided_by: Name,
        /// It is a recommendation: open until the decision-maker signs.
        recommended: bool,
        /// What the decision-maker decided.
        signed: Option<Signed>,
        /// Who was told.
        notices: Vec<Notice>,
        /// The second person who has read the letter to the family, and lets it go out.
        released: Option<Remark>,
        /// Until when it holds.
        valid_until: Option<Day>,
        /// To be looked at again on.
        review_on: Option<Day>,
        /// Pounds a week it costs.
        cost_week: Option<u32>,
        /// Agreed out of panel, in an emergency.
        emergency: bool,
        /// Who asked for an emergency agreement: a service manager.
        asked_by: Name,
        /// The sitting that must ratify an emergency agreement.
        ratify_by: Option<Day>,
        /// When it was ratified, or the panel said that it does not stand.
        ratified_on: Option<Day>,
    }
    check(c) {
        c.names("child", c.record.child);
        c.needs("what", &c.record.what);
        c.needs("decided_by", &c.record.decided_by);
        c.in_order("valid_until", Some(c.record.at.day), c.record.valid_until);
        c.in_order("review_on", Some(c.record.at.day), c.record.review_on);
        if c.record.conditions.iter().any(|condition| condition.what.is_empty()) {
            c.wrong("conditions", "has one without words");
        }
        if c.record.emergency && c.record.ratify_by.is_none() {
            c.wrong("ratify_by", "must say which sitting ratifies an emergency agreement");
        }
        if c.record.signed.is_some() && !c.record.recommended {
            c.wrong("signed", "is for a recommendation; this is a decision");
        }
        c.in_order("ratified_on", Some(c.record.at.day), c.record.ratified_on);
    }
    owners(r) {
        let of = r.referral.map(|r| r.key()).into_iter().chain(r.item.map(|i| i.key()));
        of.chain(r.sitting.map(|s| s.key())).chain([r.child.key()]).collect()
    }
}

impl Panel {
    /// The seats that are held on a day, by their terms.
    pub fn seats_on(&self, day: Day) -> impl Iterator<Item = &PanelSeat> {
        let lasts =
            move |s: &&PanelSeat| s.from.is_none_or(|from| from <= day) && s.until.is_none_or(|until| day <= until);
        self.seats.iter().filter(lasts)
    }
}

impl Decision {
    /// Whether it was agreed in an emergency and no panel has said yet that it stands, or not.
    pub fn is_unratified(&self) -> bool {
        self.emergency && self.ratified_on.is_none()
    }

    /// What holds: the decision-maker's word where one was needed and given; nothing while it is open.
    pub fn holds(&self) -> Option<DecisionCode> {
        if self.recommended { self.signed.as_ref().map(|signed| signed.code) } else { Some(self.code) }
    }

    /// The conditions in one line.
    pub fn conditions_said(&self) -> String {
        self.conditions.iter().map(|condition| &*condition.what).collect::<Vec<_>>().join("; ")
    }
}

record! {
    /// What somebody is to do because a panel said so.
    PanelAction PanelActionId {
        /// What.
        what: Note,
        /// Who, by name.
        owner: Name,
        /// Who, where the register has them.
        who: Option<ProfessionalId>,
        /// By when.
        due: Option<Day>,
        /// The child.
        child: Option<ChildId>,
        /// The item it came from.
        item: Option<AgendaItemId>,
        /// The decision it came from.
        decision: Option<DecisionId>,
        /// The sitting it came from.
        sitting: Option<SittingId>,
        /// When its owner was chased.
        chased: Vec<Moment>,
        /// Done.
        done_on: Option<Day>,
        /// What shows it.
        evidence: Note,
    }
    check(c) {
        c.needs("what", &c.record.what);
        c.needs("owner", &c.record.owner);
    }
    owners(r) {
        let of = r.child.map(|c| c.key()).into_iter().chain(r.item.map(|i| i.key())).chain(r.sitting.map(|s| s.key()));
        of.chain(r.decision.map(|d| d.key())).chain(r.who.map(|w| w.key())).collect()
    }
}
