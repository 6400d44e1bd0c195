//! A year of sittings that were held: 130 requests with their peaks and their mix of decisions, 22 emergency agreements
//! that were ratified, what was to be done, and what never came to a panel (DOMAIN 5b).

use super::super::names::{name, note};
use super::super::rng::{Rng, dealt};
use super::form;
use super::people::Bench;
use super::{Cases, sits_on, words};
use crate::domain::*;
use crate::panel::{Clock, gate};

/// Requests a panel decides on in a year.
const REQUESTS: usize = 130;
/// Emergency agreements it ratifies besides those that came back with a form of their own.
const EMERGENCIES: usize = 16;
/// At most so many requests in one sitting.
const MOST: usize = 5;
/// What a service manager said no to, and what was taken back.
const DECLINED: usize = 12;
const WITHDRAWN: usize = 4;

/// What a sitting has to hear.
#[derive(Clone, Default)]
struct List {
    requests: Vec<(DecisionCode, PresentingProblem)>,
    emergency: bool,
}

/// The year of one panel, sitting by sitting.
pub(super) fn records(
    rng: &mut Rng,
    today: Day,
    bench: &Bench,
    cases: &Cases,
    head: &mut Head,
    made: &mut Vec<Record>,
) {
    let weekday = bench.panel.sits.0.iter().find_map(|line| line.weekdays.each().next()).unwrap_or_default();
    let held: Vec<Day> = (today - 364).to(today - 1).filter(|d| d.weekday_index() == weekday && sits_on(*d)).collect();
    // one was called off for snow; what it had was heard a week later
    let off = held.len() / 5;
    let lists = lists(rng, &held, off);
    let mut year = Year { rng, today, bench, cases, head, made, settings: Settings::default(), called_off: None };
    for (nth, (day, list)) in held.iter().zip(lists).enumerate() {
        if nth == off {
            year.called_off = Some(year.call_off(*day));
        } else {
            year.sitting(*day, list);
        }
    }
    for nth in 0..DECLINED + WITHDRAWN {
        year.never_heard(nth < DECLINED);
    }
}

/// What each sitting hears: more in September, November, from January to March and in June.
fn lists(rng: &mut Rng, held: &[Day], off: usize) -> Vec<List> {
    let mut lists = vec![List::default(); held.len()];
    let peak = |day: Day| matches!(day.ymd().1, 1..=3 | 6 | 9 | 11);
    let weights: Vec<(usize, usize)> =
        (0..held.len()).filter(|at| *at != off).map(|at| (if peak(held[at]) { 3 } else { 2 }, at)).collect();
    if weights.is_empty() {
        return lists;
    }
    let codes = dealt(rng, REQUESTS, &words::CODES);
    let problems = dealt(rng, REQUESTS, &words::PROBLEMS);
    for request in codes.into_iter().zip(problems) {
        let mut open: Vec<(usize, usize)> = weights.clone();
        open.retain(|(_, at)| lists[*at].requests.len() < MOST);
        if !open.is_empty() {
            lists[rng.weighted(&open)].requests.push(request);
        }
    }
    for _ in 0..EMERGENCIES {
        let open: Vec<(usize, usize)> = weights.iter().filter(|(_, at)| !lists[*at].emergency).copied().collect();
        if !open.is_empty() {
            lists[rng.weighted(&open)].emergency = true;
        }
    }
    lists
}

/// The year as it is made.
struct Year<'a> {
    rng: &'a mut Rng,
    today: Day,
    bench: &'a Bench,
    cases: &'a Cases<'a>,
    head: &'a mut Head,
    made: &'a mut Vec<Record>,
    settings: Settings,
    /// The sitting that was called off, until the next has heard what it had.
    called_off: Option<(SittingId, Day)>,
}

impl Year<'_> {
    fn clock(&self, day: Day) -> Clock {
        Clock::of(&self.bench.panel, day, self.bench.hours().from, &self.settings)
    }

    fn call_off(&mut self, day: Day) -> (SittingId, Day) {
        let (site, room) = self.bench.place();
        let hours = self.bench.hours();
        let id = SittingId(self.head.take(Kind::Sitting));
        let sitting = Sitting {
            id,
            panel: self.bench.panel.id,
            date: day,
            start: hours.from,
            end: hours.to,
            site,
            room,
            status: SittingStatus::Cancelled,
            why: note("snow; the centre was shut"),
            ..Sitting::default()
        };
        self.made.push(sitting.into());
        (id, day)
    }

    fn sitting(&mut self, day: Day, list: List) {
        let (clock, hours) = (self.clock(day), self.bench.hours());
        let attendance = self.attendance(hours);
        let items = list.requests.len() + usize::from(list.emergency);
        let minutes = self.minutes(&clock, &attendance, items);
        let (site, room) = self.bench.place();
        let sitting = Sitting {
            id: SittingId(self.head.take(Kind::Sitting)),
            panel: self.bench.panel.id,
            date: day,
            start: hours.from,
            end: hours.to,
            site,
            room,
            status: SittingStatus::Held,
            locked: Some(clock.papers),
            pack_out: Some(clock.pack),
            attendance,
            opened: Some(hours.from),
            closed: Some(hours.to.plus(-self.rng.between(0, 20))),
            minutes,
            ..Sitting::default()
        };
        let id = sitting.id;
        self.made.push(sitting.into());
        let mut place = Place { sitting: id, day, at: hours.from, order: 1 };
        for (code, problem) in list.requests {
            self.request(&mut place, &clock, code, problem);
        }
        if list.emergency {
            let child = self.cases.child(self.rng);
            let emergency = self.emergency(child.id, day);
            self.ratified(&mut place, child, &emergency);
        }
        self.called_off = None;
    }

    /// Six of nine come, the chair and the vice chair among them; some send their substitute.
    fn attendance(&mut self, hours: Span) -> Vec<Attendance> {
        let mut order: Vec<usize> = (2..self.bench.members.len()).collect();
        self.rng.shuffle(&mut order);
        let absent: Vec<usize> = order.into_iter().take(3).collect();
        let mut all = Vec::new();
        for (nth, member) in self.bench.members.iter().enumerate() {
            let there = !absent.contains(&nth);
            let came = there.then_some(hours.from);
            let reply = if there { InviteReply::Accepted } else { InviteReply::Apologies };
            all.push(Attendance { who: member.id, reply, came, left: came.map(|_| hours.to), ..Attendance::default() });
        }
        let stand_in = absent.iter().find_map(|nth| {
            let member = self.bench.members[*nth].id;
            Some((member, self.bench.substitutes.get(&member)?.id))
        });
        if let Some((member, stand_in)) = stand_in.filter(|_| self.rng.percent(35)) {
            all.push(Attendance {
                who: stand_in,
                in_place_of: Some(member),
                reply: InviteReply::Accepted,
                came: Some(hours.from),
                left: Some(hours.to),
            });
        }
        all
    }

    fn minutes(&mut self, clock: &Clock, attendance: &[Attendance], items: usize) -> Minutes {
        let drafted = clock.sitting.plus(24 * 60);
        let out = self.rng.percent(85) || self.today - clock.minutes > 7;
        let approved = (clock.minutes < self.today && out).then(|| Moment::new(clock.minutes, Minute::at(15, 0)));
        let stage = match approved {
            Some(_) => MinutesStage::Approved,
            None if drafted.day < self.today => MinutesStage::WithChair,
            None => MinutesStage::Drafted,
        };
        let present = attendance.iter().filter(|a| a.came.is_some()).count();
        let text = format!("Present: {present}. Heard: {items}. Decisions, reasons and actions as recorded.");
        Minutes {
            stage,
            text: Text::new(text).unwrap_or_default(),
            drafted: Some(drafted),
            to_chair: (stage != MinutesStage::Drafted).then_some(drafted),
            approved,
            approved_by: if approved.is_some() { self.bench.chair().name.clone() } else { Name::default() },
            ..Minutes::default()
        }
    }

    /// One request, from its form to what is to be done.
    fn request(&mut self, place: &mut Place, clock: &Clock, code: DecisionCode, problem: PresentingProblem) {
        let child = self.cases.child(self.rng);
        let request = match code {
            DecisionCode::Ratified => RequestType::Ratify,
            DecisionCode::Agreed | DecisionCode::SignpostedElsewhere if self.rng.percent(60) => {
                RequestType::Accommodate
            }
            _ => self.rng.weighted(&words::REQUESTS),
        };
        let asked_on = calendar::working_days_before(place.day, self.rng.between(3, 9) as u16, &self.settings);
        let late = self.rng.percent(15).then(|| clock.papers.plus(60 * self.rng.between(1, 18) as u16));
        let ratifies = (request == RequestType::Ratify).then(|| self.emergency(child.id, place.day));
        let referral = Referral {
            problem,
            ratifies: ratifies.map(|d| d.id),
            status: ReferralStatus::Notified,
            late_accepted: late.map(|at| Ruling {
                by: self.bench.chair().name.clone(),
                at,
                why: note("the last paper was promised for the morning"),
            }),
            ..form::referral(self.rng, self.bench, child, request, asked_on, self.head)
        };
        self.made.push(referral.clone().into());
        self.made
            .extend(form::papers(&referral, gate::required(request), late, self.head).into_iter().map(Record::from));
        let item = AgendaItem {
            referrals: vec![referral.id],
            presenters: referral.presenter.iter().map(|p| p.key()).collect(),
            minutes: gate::slot_minutes(&self.bench.panel, request, &self.settings),
            since: Some(asked_on),
            ..AgendaItem::default()
        };
        let item = self.heard(place, &child.team, item);
        let mut decision = Decision {
            referral: Some(referral.id),
            what: referral.what.clone(),
            code,
            ..self.decision(place, child.id, &item)
        };
        self.terms(&mut decision, request, referral.cost_week);
        self.made.push(decision.clone().into());
        self.actions(child, &decision);
    }

    /// What was agreed in an emergency before a sitting, and ratified by it.
    fn emergency(&mut self, child: ChildId, ratified: Day) -> Decision {
        let (what, why) = *self.rng.pick(&words::EMERGENCIES);
        let on = ratified - self.rng.between(1, 6);
        let decision = Decision {
            id: DecisionId(self.head.take(Kind::Decision)),
            child,
            panel: self.bench.panel.name.clone(),
            at: Moment::new(on, Minute::at(18, 0).plus(10 * self.rng.between(0, 30))),
            what: note(what),
            reasons: note(why),
            decided_by: self.bench.chair().name.clone(),
            asked_by: self.bench.vice().name.clone(),
            emergency: true,
            ratify_by: Some(ratified),
            ratified_on: Some(ratified),
            ..Decision::default()
        };
        self.made.push(decision.clone().into());
        decision
    }

    fn ratified(&mut self, place: &mut Place, child: &Child, emergency: &Decision) {
        let item = AgendaItem {
            sort: ItemSort::Ratification,
            brought_by: BroughtBy::Emergency,
            children: vec![child.id],
            decision: Some(emergency.id),
            minutes: 15,
            since: Some(emergency.at.day),
            ..AgendaItem::default()
        };
        let item = self.heard(place, &child.team, item);
        let decision = Decision {
            code: DecisionCode::Ratified,
            what: emergency.what.clone(),
            ..self.decision(place, child.id, &item)
        };
        self.made.push(decision.clone().into());
        self.actions(child, &decision);
    }

    /// The item as it was heard: who manages the case left for it, and the vice chair had the chair where the chair did.
    fn heard(&mut self, place: &mut Place, team: &Name, item: AgendaItem) -> AgendaItem {
        let manages = |who: &&Professional| who.manages.contains(team);
        let leaves = |who: &Professional| Recusal { who: who.id, why: note("manages the team of the case") };
        let (start, order) = place.next(self.bench.hours().from, item.minutes);
        let carried = self.called_off.map(|(from, on)| Carried { from, on, why: note("snow; the centre was shut") });
        let item = AgendaItem {
            id: AgendaItemId(self.head.take(Kind::AgendaItem)),
            panel: self.bench.panel.id,
            sitting: Some(place.sitting),
            part: 1,
            order,
            start: Some(start),
            chair: manages(&self.bench.chair()).then_some(self.bench.vice().id),
            recused: self.bench.members.iter().filter(manages).map(leaves).collect(),
            status: ItemStatus::Heard,
            began: Some(start.plus(self.rng.between(0, 4))),
            ended: Some(start.plus(i32::from(item.minutes) + self.rng.between(0, 4))),
            carried: carried.into_iter().collect(),
            ..item
        };
        self.made.push(item.clone().into());
        item
    }

    /// What was said about an item; the family and who asked were told the same hour.
    fn decision(&mut self, place: &Place, child: ChildId, item: &AgendaItem) -> Decision {
        let ended = item.ended.unwrap_or_default();
        let told = |to: &str, how: Channel, after: i32| Notice {
            to: name(to),
            how,
            at: Moment::new(place.day, ended.plus(after)),
            by: name("clive"),
        };
        Decision {
            id: DecisionId(self.head.take(Kind::Decision)),
            child,
            panel: self.bench.panel.name.clone(),
            item: Some(item.id),
            sitting: Some(place.sitting),
            at: Moment::new(place.day, ended),
            reasons: note(self.rng.pick(&words::REASONS)),
            decided_by: match item.chair {
                Some(_) => self.bench.vice().name.clone(),
                None => self.bench.chair().name.clone(),
            },
            notices: vec![told("the social worker", Channel::Email, 30), told("the parents", Channel::Letter, 60)],
            ..Decision::default()
        }
    }

    /// On what terms: conditions, for how long, at what cost.
    fn terms(&mut self, decision: &mut Decision, request: RequestType, cost: Option<u32>) {
        if decision.code == DecisionCode::SignpostedElsewhere && request == RequestType::Accommodate {
            decision.what = note("a support package instead, so that the child stays at home");
            return;
        }
        if decision.code != DecisionCode::Agreed {
            return;
        }
        decision.cost_week = cost;
        let terms = self.rng.below(100);
        if terms < 40 {
            let day = decision.at.day;
            decision.code = DecisionCode::AgreedWithConditions;
            decision.conditions = Condition::lines(&note(self.rng.pick(&words::CONDITIONS)));
            for condition in &mut decision.conditions {
                condition.due = Some(day + 84);
                condition.met = (day + 80 < self.today && self.rng.percent(80)).then_some(day + 80);
            }
        } else if terms < 64 {
            let weeks = *self.rng.pick(&[12, 26]);
            decision.code = DecisionCode::AgreedTimeLimited;
            decision.valid_until = Some(decision.at.day + 7 * weeks);
            decision.review_on = Some(decision.at.day + 7 * (weeks - 2));
        }
    }

    /// What is to be done: 2.4 things an item, most of them done in time.
    fn actions(&mut self, child: &Child, decision: &Decision) {
        let who = self.bench.presenter(child);
        for nth in 0..2 + usize::from(self.rng.percent(40)) {
            let owner = if nth == 0 { child.social_worker.clone() } else { child.team_manager.clone() };
            let due = decision.at.day + self.rng.between(5, 28);
            let done = due - self.rng.between(-4, 4);
            let done = (done < self.today && (self.rng.percent(94) || self.today - due > 60)).then_some(done);
            let action = PanelAction {
                id: PanelActionId(self.head.take(Kind::PanelAction)),
                what: note(self.rng.pick(&words::TASKS)),
                owner,
                who: who.filter(|_| nth == 0),
                due: Some(due),
                child: Some(child.id),
                item: decision.item,
                decision: Some(decision.id),
                sitting: decision.sitting,
                chased: if due < self.today && done.is_none() {
                    vec![Moment::new(due + 1, Minute::at(9, 30))]
                } else {
                    Vec::new()
                },
                done_on: done,
                evidence: if done.is_some() { note("on the case file") } else { Note::default() },
                ..PanelAction::default()
            };
            self.made.push(action.into());
        }
    }

    /// What never came before a panel: a service manager said no, or who asked took it back. It is counted all the same.
    fn never_heard(&mut self, declined: bool) {
        let child = self.cases.child(self.rng);
        let asked_on = self.today - self.rng.between(20, 360);
        let request = self.rng.weighted(&words::REQUESTS);
        let by = if declined { self.bench.vice().name.clone() } else { child.social_worker.clone() };
        let why = if declined { "family support first, for eight weeks" } else { "the grandmother has the child" };
        let referral = Referral {
            problem: self.rng.weighted(&words::PROBLEMS),
            status: if declined { ReferralStatus::DeclinedBeforePanel } else { ReferralStatus::Withdrawn },
            ended: Some(Ruling { by, at: Moment::new(asked_on + 2, Minute::at(11, 0)), why: note(why) }),
            ..form::referral(self.rng, self.bench, child, request, asked_on, self.head)
        };
        self.made.push(referral.into());
    }
}

/// Where in a sitting the next item is heard.
struct Place {
    sitting: SittingId,
    day: Day,
    at: Minute,
    order: u16,
}

impl Place {
    /// When an item of so many minutes begins, and its place in the order; there is a break of a quarter of an hour after
    /// the first ninety minutes.
    fn next(&mut self, from: Minute, minutes: u16) -> (Minute, u16) {
        if self.at == from.plus(90) {
            self.at = self.at.plus(15);
        }
        let (start, order) = (self.at, self.order);
        self.at = start.plus(i32::from(minutes));
        self.order += 1;
        (start, order)
    }
}
