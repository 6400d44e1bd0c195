//! `arrangement.request`: a referral for contact comes in. What the form lacks is said; until it is complete it waits as
//! requested, then it is on the waiting list (DOMAIN 3b H3).

use super::*;
use crate::desk::{No, intake};

/// Takes in a referral. Only the children must be said; what else the form lacks is listed, and it is not complete before.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ArrangementRequest {
    /// A referral that came in before, to be completed: what is said here takes the place of what it said.
    pub arrangement: Option<ArrangementId>,
    /// The children.
    pub children: Vec<ChildId>,
    /// Contact, or an assessment.
    pub sort: Option<SessionSort>,
    /// Adults who come as a matter of course.
    pub parties: Vec<PartyId>,
    /// Adults who may come when invited.
    pub invited: Vec<PartyId>,
    /// Adults who may come when the social worker has agreed beforehand.
    pub by_agreement: Vec<PartyId>,
    /// Most visitors at once.
    pub max_visitors: Option<u8>,
    /// What it is for.
    pub purpose: Note,
    /// Supervision level.
    pub level: Option<SupervisionLevel>,
    /// Why it is supervised as closely as that.
    pub level_reason: Note,
    /// Officers needed, where more than the level asks.
    pub officers_needed: Option<u8>,
    /// How many sessions...
    pub times: Option<u8>,
    /// ...in each.
    pub per: Option<Per>,
    /// Length of a session in minutes.
    pub length_min: Option<u16>,
    /// Why it happens: care plan, court order, agreement.
    pub ordered_by: Option<OrderedBy>,
    /// Least minutes a week that are ordered or agreed.
    pub ordered_min_minutes: Option<u16>,
    /// Most minutes a week that are ordered or agreed.
    pub ordered_max_minutes: Option<u16>,
    /// Sites it may happen at; any where none is said.
    pub sites: Vec<SiteId>,
    /// What the room must have.
    pub room_needs: Vec<RoomFeature>,
    /// Language the officer must understand.
    pub language: Name,
    /// Clearances and skills every officer must hold.
    pub skills: Vec<Skill>,
    /// How the children come.
    pub transport: Option<Transport>,
    /// Children who come another way than that.
    pub transport_for: Vec<ChildTransport>,
    /// May fall into school time: the social worker has ticked it.
    pub school_time_agreed: bool,
    /// Who leaves first.
    pub departure: Option<DepartureOrder>,
    /// Gifts, food, photographs, telephone, toileting: what was agreed.
    pub house_rules: Note,
    /// What happens when it is cancelled.
    pub cancellation_terms: Note,
    /// Asked for on; today where it is left out.
    pub requested_on: Option<Day>,
    /// Asked for by: the social worker, and how to reach them.
    pub requested_by: Name,
    /// How soon.
    pub priority: Option<Priority>,
    /// First session wanted by.
    pub target_on: Option<Day>,
    /// Who assesses, with an assessment.
    pub assessor: Name,
    /// The assessment's report is due.
    pub report_due: Option<Day>,
    /// Anything else.
    pub notes: Note,
}

/// What is said takes the place of what stood there.
fn put<T: Clone + PartialEq + Default>(at: &mut T, said: &T) {
    if *said != T::default() {
        at.clone_from(said);
    }
}

fn put_some<T: Copy>(at: &mut Option<T>, said: Option<T>) {
    *at = said.or(*at);
}

impl ArrangementRequest {
    /// The form, filled in over what it said before.
    fn over(&self, mut a: Arrangement) -> Arrangement {
        put(&mut a.children, &self.children);
        put(&mut a.parties, &self.parties);
        put(&mut a.invited, &self.invited);
        put(&mut a.by_agreement, &self.by_agreement);
        put(&mut a.purpose, &self.purpose);
        put(&mut a.level_reason, &self.level_reason);
        put(&mut a.sites, &self.sites);
        put(&mut a.room_needs, &self.room_needs);
        put(&mut a.language, &self.language);
        put(&mut a.skills, &self.skills);
        put(&mut a.transport_for, &self.transport_for);
        put(&mut a.school_time_agreed, &self.school_time_agreed);
        put(&mut a.house_rules, &self.house_rules);
        put(&mut a.cancellation_terms, &self.cancellation_terms);
        put(&mut a.requested_by, &self.requested_by);
        put(&mut a.assessor, &self.assessor);
        put(&mut a.notes, &self.notes);
        put_some(&mut a.max_visitors, self.max_visitors);
        put_some(&mut a.officers_needed, self.officers_needed);
        put_some(&mut a.times, self.times);
        put_some(&mut a.length_min, self.length_min);
        put_some(&mut a.ordered_min_minutes, self.ordered_min_minutes);
        put_some(&mut a.ordered_max_minutes, self.ordered_max_minutes);
        put_some(&mut a.requested_on, self.requested_on);
        put_some(&mut a.target_on, self.target_on);
        put_some(&mut a.report_due, self.report_due);
        a.sort = self.sort.unwrap_or(a.sort);
        a.level = self.level.unwrap_or(a.level);
        a.per = self.per.unwrap_or(a.per);
        a.ordered_by = self.ordered_by.unwrap_or(a.ordered_by);
        a.transport = self.transport.unwrap_or(a.transport);
        a.departure = self.departure.unwrap_or(a.departure);
        a.priority = self.priority.unwrap_or(a.priority);
        a
    }

    /// The referral as it was; a new one where none is named.
    fn before(&self, known: &Known) -> Result<Option<Arrangement>, Refusal> {
        let Some(id) = self.arrangement else { return Ok(None) };
        let before = intake::running(known, id)?;
        if before.referral_complete_on.is_some() {
            return Err(Refusal::new(No::Rule, format!("the referral of {id} is complete"))
                .hinted("record.change changes an arrangement"));
        }
        Ok(Some(before.clone()))
    }
}

impl Decide for ArrangementRequest {
    fn decide(&self, known: &Known) -> Result<Decided, Refusal> {
        let today = known.today();
        let before = self.before(known)?;
        let new = || Arrangement {
            id: ArrangementId(known.diary.head.next(Kind::Arrangement)),
            requested_on: Some(today),
            ..Arrangement::default()
        };
        let mut a = self.over(before.clone().unwrap_or_else(new));
        if let Some(hidden) = a.children.iter().find(|c| !known.viewer.may_know(known.diary, c.key())) {
            return Err(Refusal::new(No::NotPermitted, format!("{hidden} belongs to a restricted case"))
                .hinted("case.open opens it for a while, with a reason"));
        }
        if a.requested_on.is_some_and(|on| on > today) {
            return Err(Refusal::usage("requested_on", "a referral is taken in when it has come"));
        }
        if let Some(other) = a.transport_for.iter().find(|other| !a.children.contains(&other.child)) {
            let what = format!("{} is not among the children", other.child);
            return Err(Refusal::usage("transport_for", what));
        }
        if a.ordered_min_minutes.zip(a.ordered_max_minutes).is_some_and(|(least, most)| most < least) {
            return Err(Refusal::usage("ordered_max_minutes", "the most a week is less than the least"));
        }
        if intake::of_form(&a).is_empty() {
            (a.referral_complete_on, a.status) = (Some(today), ArrangementStatus::Waiting);
        }
        super::record_add::sound(&a.clone().into(), known.diary)?;
        let next = intake::lacks(known.diary, &a, today);
        let change = match before {
            Some(before) if before == a => {
                return Err(Refusal::usage("arrangement", format!("that changes nothing about {}", a.id)));
            }
            Some(before) => Change::of(before, a),
            None => Change::new(a),
        };
        Ok(Decided { next, ..Decided::one(change) })
    }

    fn args(&self) -> String {
        crate::codec::json(&self.children)
    }
}
