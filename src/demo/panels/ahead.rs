//! The lists ahead: the next sittings, and for the first panel one two working days from now in which something is wrong
//! with nearly every item (DOMAIN 6b, 10 and 11). Its papers are due today at noon.

use super::super::names::{name, note};
use super::super::rng::Rng;
use super::form;
use super::people::Bench;
use super::{Cases, sits_on, words};
use crate::domain::*;
use crate::panel::{Clock, gate};
use std::collections::BTreeSet;

/// The desk opens.
const MORNING: Minute = Minute::at(9, 0);
/// The seats of members that are named below.
const YOUTH_OFFENDING: usize = 3;
const EDUCATION: usize = 5;
const HOUSING: usize = 8;

/// The sittings ahead of one panel with what is on their lists, and its queue; the first panel's with what is wrong.
pub(super) fn records(
    rng: &mut Rng,
    today: Day,
    bench: &Bench,
    cases: &Cases,
    planted: bool,
    head: &mut Head,
    made: &mut Vec<Record>,
) {
    let settings = Settings::default();
    let mut ahead = Ahead { rng, today, bench, cases, head, made, used: BTreeSet::new() };
    let weekday = bench.panel.sits.0.iter().find_map(|line| line.weekdays.each().next()).unwrap_or_default();
    let mut usual = today.to(today + 28).filter(|d| d.weekday_index() == weekday && sits_on(*d));
    let (next, later) = (usual.next().unwrap_or(today), usual.next().unwrap_or(today + 7));
    let soon = soon(today, &settings);
    if !planted || next != soon {
        ahead.usual(next, &settings);
    }
    if planted {
        ahead.planted(soon, next.min(soon), &settings);
    }
    if later != soon {
        ahead.sitting(later, &settings, Vec::new(), "");
    }
}

/// The day whose papers are due today at noon, or on the next working day.
pub(super) fn soon(today: Day, settings: &Settings) -> Day {
    let off = u16::from(!calendar::is_working_day(today, settings));
    calendar::working_days_after(today, 2 + off, settings)
}

/// The lists as they are made.
struct Ahead<'a> {
    rng: &'a mut Rng,
    today: Day,
    bench: &'a Bench,
    cases: &'a Cases<'a>,
    head: &'a mut Head,
    made: &'a mut Vec<Record>,
    /// Children who are on a list or in the queue already.
    used: BTreeSet<ChildId>,
}

impl Ahead<'_> {
    /// A child no list has yet, the first for whom something is so where there is one.
    fn child(&mut self, is: impl Fn(&Child) -> bool) -> ChildId {
        let from = self.rng.below(self.cases.children.len());
        let turned = self.cases.children[from..].iter().chain(&self.cases.children[..from]);
        let free = |c: &&&Child| !self.used.contains(&c.id) && c.restricted_to.is_empty();
        let found = turned.clone().filter(free).find(|c| is(c)).or_else(|| turned.clone().find(free));
        let id = found.map_or(self.cases.children[from].id, |c| c.id);
        self.used.insert(id);
        id
    }

    fn sitting(&mut self, day: Day, settings: &Settings, attendance: Vec<Attendance>, notes: &str) -> SittingId {
        let (hours, (site, room)) = (self.bench.hours(), self.bench.place());
        let clock = Clock::of(&self.bench.panel, day, hours.from, settings);
        let now = Moment::new(self.today, MORNING);
        let id = SittingId(self.head.take(Kind::Sitting));
        let sitting = Sitting {
            id,
            panel: self.bench.panel.id,
            date: day,
            start: hours.from,
            end: hours.to,
            site,
            room,
            status: if clock.papers < now { SittingStatus::Locked } else { SittingStatus::Planned },
            locked: (clock.papers < now).then_some(clock.papers),
            pack_out: (clock.pack < now).then_some(clock.pack),
            attendance,
            notes: note(notes),
            ..Sitting::default()
        };
        self.made.push(sitting.into());
        id
    }

    fn invited(&self, reply: impl Fn(usize) -> InviteReply) -> Vec<Attendance> {
        let each = self.bench.members.iter().enumerate();
        each.map(|(nth, who)| Attendance { who: who.id, reply: reply(nth), ..Attendance::default() }).collect()
    }

    /// A referral that is complete; the papers follow with [`Self::papers`].
    fn referral(&mut self, child: ChildId, request: RequestType, status: ReferralStatus) -> Referral {
        let asked_on = calendar::working_days_before(self.today, self.rng.between(2, 6) as u16, &Settings::default());
        let known = self.cases.children.iter().find(|c| c.id == child);
        let child = known.copied().cloned().unwrap_or_default();
        let problem = self.rng.weighted(&words::PROBLEMS);
        let form = form::referral(self.rng, self.bench, &child, request, asked_on, self.head);
        Referral { problem, status, ..form }
    }

    /// Keeps a referral with its papers but for those that have not come.
    fn hand_in(&mut self, referral: &Referral, missing: &[PaperSort]) {
        self.made.push(referral.clone().into());
        let papers = gate::required(referral.request).iter().filter(|sort| !missing.contains(sort));
        let papers: Vec<PaperSort> = papers.copied().collect();
        self.made.extend(form::papers(referral, &papers, None, self.head).into_iter().map(Record::from));
    }

    fn item(&mut self, sitting: SittingId, order: u16, referrals: &[&Referral], item: AgendaItem) -> AgendaItem {
        let first = referrals.first();
        let presenters = referrals.iter().filter_map(|r| r.presenter).take(1).map(|p| p.key());
        let longest =
            referrals.iter().map(|r| gate::slot_minutes(&self.bench.panel, r.request, &Settings::default())).max();
        let item = AgendaItem {
            id: AgendaItemId(self.head.take(Kind::AgendaItem)),
            panel: self.bench.panel.id,
            sitting: Some(sitting),
            referrals: referrals.iter().map(|r| r.id).collect(),
            part: 1,
            order,
            minutes: longest.unwrap_or(15),
            presenters: presenters.chain(item.presenters.iter().copied()).collect(),
            since: item.since.or(first.and_then(|r| r.asked_on)),
            ..item
        };
        self.made.push(item.clone().into());
        item
    }

    /// An ordinary list: three requests with their times, everybody comes but two.
    fn usual(&mut self, day: Day, settings: &Settings) {
        let reply = |nth| match nth {
            4 | HOUSING => InviteReply::Apologies,
            _ => InviteReply::Accepted,
        };
        let sitting = self.sitting(day, settings, self.invited(reply), "");
        let manages = self.bench.members.iter().flat_map(|m| m.manages.iter().cloned()).collect::<Vec<Name>>();
        let mut start = self.bench.hours().from;
        for order in 1..=3 {
            let child = self.child(|c| !manages.contains(&c.team));
            let request = self.rng.weighted(&words::REQUESTS);
            let referral = self.referral(child, request, ReferralStatus::Listed);
            self.hand_in(&referral, &[]);
            let item = AgendaItem { start: Some(start), ..AgendaItem::default() };
            let item = self.item(sitting, order, &[&referral], item);
            start = start.plus(i32::from(item.minutes));
        }
    }

    /// Seven requests and two agreements to ratify, and what is wrong with them; then the queue. `first` is the day of the
    /// next sitting of all: it ratifies what was agreed last evening.
    fn planted(&mut self, day: Day, first: Day, settings: &Settings) {
        let reply = |nth| match nth {
            0 | 1 | EDUCATION => InviteReply::Accepted,
            YOUTH_OFFENDING | HOUSING => InviteReply::Apologies,
            _ => InviteReply::None,
        };
        let notes = "Planted for trying out:\n\
            1. the chair manages the team of the first case: the vice chair has the chair, and one member is missing then\n\
            2. the families of the second and third must not meet in the waiting area\n\
            3. an officer who presents the fourth supervises contact that day\n\
            4. the head of the virtual school is close to the family of the fifth and leaves: no other service is there then\n\
            5. the sixth waits for its last paper: the chair takes it late\n\
            6. the child of the last went home this morning: the agreement is ratified all the same\n\
            7. in the queue are one without a signature, one sent back, one asked for twice, one not finished";
        let sitting = self.sitting(day, settings, self.invited(reply), notes);
        self.chairs_own(sitting);
        self.kept_apart(sitting);
        self.supervised(sitting, day);
        self.close_to(sitting);
        let child = self.child(|_| true);
        let late = Referral {
            late_accepted: Some(Ruling {
                by: self.bench.chair().name.clone(),
                at: Moment::new(self.today, Minute::at(8, 40)),
                why: note("the chronology is promised for tomorrow morning"),
            }),
            ..self.referral(child, RequestType::Accommodate, ReferralStatus::Listed)
        };
        self.hand_in(&late, &[PaperSort::Chronology]);
        self.item(sitting, 6, &[&late], AgendaItem::default());
        self.agreed_meanwhile(sitting, day, first);
        self.queue();
    }

    fn chairs_own(&mut self, sitting: SittingId) {
        let teams = self.bench.chair().manages.clone();
        let child = self.child(|c| teams.contains(&c.team));
        let referral = self.referral(child, RequestType::Accommodate, ReferralStatus::Listed);
        self.hand_in(&referral, &[]);
        self.item(sitting, 1, &[&referral], AgendaItem::default());
        // the same is asked for again
        let again = self.referral(child, RequestType::Accommodate, ReferralStatus::Submitted);
        self.hand_in(&again, &[]);
    }

    /// Two families who must not meet, one after the other.
    fn kept_apart(&mut self, sitting: SittingId) {
        let of = |key: Option<Key>| {
            let here = self.cases.here.iter().find(|a| a.parties.iter().any(|p| Some(p.key()) == key));
            here.map(|a| (a.children[0], PartyId(key.map_or(0, |k| k.id))))
        };
        let pair = self.cases.apart.iter().find_map(|rule| {
            let (a, b) = (of(rule.a)?, of(rule.b)?);
            let free = |c: ChildId| !self.used.contains(&c);
            (a.0 != b.0 && free(a.0) && free(b.0)).then_some([a, b])
        });
        for (nth, (child, party)) in pair.into_iter().flatten().enumerate() {
            self.used.insert(child);
            let referral = self.referral(child, RequestType::SupportPackage, ReferralStatus::Listed);
            self.hand_in(&referral, &[]);
            let item = AgendaItem { parties: vec![party], ..AgendaItem::default() };
            self.item(sitting, 2 + nth as u16, &[&referral], item);
        }
    }

    /// The officer who knows the family presents it with the social worker: one who has contact to supervise that day, as
    /// far as any arrangement comes round on it.
    fn supervised(&mut self, sitting: SittingId, day: Day) {
        let officer = |a: &Arrangement| a.usual_officers.first().copied();
        let comes = |a: &&&Arrangement| a.recurrence.0.iter().any(|line| line.fits(day, &|_| true));
        let busy: Vec<OfficerId> = self.cases.here.iter().filter(comes).filter_map(|a| officer(a)).collect();
        let of = |c: &Child| self.cases.of_child(c.id).and_then(officer);
        let free = |c: &&&Child| !self.used.contains(&c.id);
        let of_busy = |c: &&&Child| of(c).is_some_and(|o| busy.contains(&o));
        let known = self.cases.children.iter().filter(free).filter(|c| of(c).is_some());
        let mut officer_of: Vec<ChildId> = known.clone().filter(of_busy).map(|c| c.id).collect();
        if officer_of.is_empty() {
            officer_of = known.map(|c| c.id).collect();
        }
        let child = self.child(|c| officer_of.contains(&c.id));
        let officer = self.cases.of_child(child).and_then(|a| a.usual_officers.first().copied());
        let referral = self.referral(child, RequestType::Reunification, ReferralStatus::Listed);
        self.hand_in(&referral, &[]);
        let item = AgendaItem { presenters: officer.iter().map(|o| o.key()).collect(), ..AgendaItem::default() };
        self.item(sitting, 4, &[&referral], item);
    }

    /// Brothers and sisters, whose mother a member is close to; the item is kept from that member.
    fn close_to(&mut self, sitting: SittingId) {
        let free = |c: &ChildId| !self.used.contains(c);
        let several = |a: &&&Arrangement| a.children.len() > 1 && a.children.iter().all(free) && !a.parties.is_empty();
        let Some(arrangement) = self.cases.here.iter().find(several).copied() else { return };
        let member = self.bench.members[EDUCATION].id;
        let close = self.made.iter_mut().find_map(|record| match record {
            Record::Professional(p) if p.id == member => Some(p),
            _ => None,
        });
        if let Some(professional) = close {
            professional.family.push(arrangement.parties[0].key());
        }
        let mut siblings = Vec::new();
        for child in arrangement.children.iter().take(2) {
            self.used.insert(*child);
            let referral = Referral {
                kept_from: vec![member],
                ..self.referral(*child, RequestType::Accommodate, ReferralStatus::Listed)
            };
            self.hand_in(&referral, &[]);
            siblings.push(referral);
        }
        let item = AgendaItem { kept_from: vec![member], ..AgendaItem::default() };
        self.item(sitting, 5, &siblings.iter().collect::<Vec<_>>(), item);
    }

    /// What was agreed last evening, and what was agreed in the night and is over: both are heard.
    fn agreed_meanwhile(&mut self, sitting: SittingId, day: Day, first: Day) {
        let evening = Moment::new(self.today - 1, Minute::at(21, 40));
        let night = Moment::new(self.today, Minute::at(0, 40));
        let agreed = [
            (evening, first, "a foster placement until the hearing", "the carer was taken to hospital"),
            (
                night,
                day,
                "a night with the emergency carers; home again since eight this morning",
                "the young person was put out of the house at midnight",
            ),
        ];
        for (nth, (at, ratify_by, what, why)) in agreed.into_iter().enumerate() {
            let child = self.child(|_| true);
            let decision = Decision {
                id: DecisionId(self.head.take(Kind::Decision)),
                child,
                panel: self.bench.panel.name.clone(),
                at,
                what: note(what),
                reasons: note(why),
                decided_by: self.bench.chair().name.clone(),
                asked_by: self.bench.vice().name.clone(),
                emergency: true,
                ratify_by: Some(ratify_by),
                ..Decision::default()
            };
            self.made.push(decision.clone().into());
            let heard_in = self.made.iter().rev().find_map(|record| match record {
                Record::Sitting(s) if s.panel == self.bench.panel.id && s.date == ratify_by => Some(s.id),
                _ => None,
            });
            let item = AgendaItem {
                sort: ItemSort::Ratification,
                brought_by: BroughtBy::Emergency,
                children: vec![child],
                decision: Some(decision.id),
                since: Some(at.day),
                ..AgendaItem::default()
            };
            self.item(heard_in.unwrap_or(sitting), 7 + nth as u16, &[], item);
        }
    }

    /// What is not on any list yet: one without a signature, one that was sent back, one that is being written.
    fn queue(&mut self) {
        let (first, second, third) = (self.child(|_| true), self.child(|_| true), self.child(|_| true));
        let unsigned = Referral {
            team_manager: None,
            ..self.referral(first, RequestType::PlacementChange, ReferralStatus::Submitted)
        };
        self.hand_in(&unsigned, &[]);
        let back = Ruling {
            by: name("clive"),
            at: Moment::new(self.today - 1, Minute::at(16, 20)),
            why: note("assessment; plan"),
        };
        let incomplete = Referral {
            returned: vec![back],
            ..self.referral(second, RequestType::Accommodate, ReferralStatus::Incomplete)
        };
        self.hand_in(&incomplete, &[PaperSort::Assessment, PaperSort::Plan]);
        let draft = Referral {
            views_child: Note::default(),
            outcome: Note::default(),
            team_manager: None,
            ..self.referral(third, RequestType::RecurringTaxi, ReferralStatus::Draft)
        };
        self.hand_in(&draft, &[PaperSort::Journeys, PaperSort::Costs]);
    }
}
