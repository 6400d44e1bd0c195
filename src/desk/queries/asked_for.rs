//! `asked`: what services and panels were asked for, how much of it was answered, and how much got what was asked for: the
//! referrals that never came to a panel are counted, or demand would be hidden (DOMAIN 3e P17, 5a).

use super::*;
use crate::desk::No;
use crate::panel::{Demand, demand};
use std::collections::BTreeMap;

/// What was asked for in some days; or all that was asked for a child.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct AskedFor {
    /// The child: a reference or a name. Everybody without it.
    pub who: Option<String>,
    /// From this day on; twelve months back where it is left out.
    pub from: Option<Day>,
    /// Up to this day; today where it is left out.
    pub to: Option<Day>,
}

/// What was asked for.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct AskedForView {
    /// The days.
    pub days: Option<Days>,
    /// The child, where one is asked about.
    pub who: Option<ChildId>,
    /// What was asked for about that child before.
    pub demand: Demand,
    /// Service by service, and for each by whom.
    pub rows: Vec<AskedRow>,
    /// What panels were asked for.
    pub panels: PanelsAsked,
    /// What is not answered yet, the longest wait first; of a child all that was asked for, the last first.
    pub requests: Vec<ServiceRequest>,
    /// The child's times on the register, the last first.
    pub register: Vec<Registration>,
    /// Children of ten to fifteen for whom accommodation was asked for more than once, the most often asked first.
    pub again: Vec<AskedAgain>,
    /// Requests that are not counted here: they belong to restricted cases.
    pub restricted: u32,
}

/// What a service was asked for by one source.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct AskedRow {
    /// The service.
    pub service: Name,
    /// By whom.
    pub source: SourceTeam,
    /// Times it was asked.
    pub asked: u32,
    /// Of those, how many were answered.
    pub answered: u32,
    /// How many got what was asked for.
    pub as_asked: u32,
    /// How many got a part of it.
    pub partly: u32,
    /// How many got another service.
    pub other: u32,
    /// How many got nothing.
    pub nothing: u32,
}

/// What panels were asked for.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct PanelsAsked {
    /// Referrals.
    pub asked: u32,
    /// Of those, how many a panel decided on.
    pub decided: u32,
    /// How many a service manager declined before any panel.
    pub declined: u32,
    /// How many were withdrawn.
    pub withdrawn: u32,
}

/// A child for whom the same was asked for more than once.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct AskedAgain {
    /// The child.
    pub child: ChildId,
    /// Times.
    pub asked: u16,
    /// Of those, how many came to nothing.
    pub refused: u16,
}

impl AskedRow {
    fn count(&mut self, request: &ServiceRequest) {
        self.asked += 1;
        self.answered += u32::from(request.got != Got::Unanswered);
        match request.got {
            Got::Unanswered => {}
            Got::AsAsked => self.as_asked += 1,
            Got::Partly => self.partly += 1,
            Got::Other => self.other += 1,
            Got::Nothing => self.nothing += 1,
        }
    }
}

impl PanelsAsked {
    fn count(&mut self, diary: &Diary, r: &Referral) {
        self.asked += 1;
        match r.status {
            ReferralStatus::DeclinedBeforePanel => self.declined += 1,
            ReferralStatus::Withdrawn => self.withdrawn += 1,
            _ => self.decided += u32::from(diary.pointing::<Decision>(r.id).any(|d| d.life == Life::Open)),
        }
    }
}

/// Two people may ask for one service in different letters: it is one service.
fn plain(service: &str) -> String {
    service.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

impl AskedFor {
    fn days(&self, today: Day) -> Result<Days, Refusal> {
        let to = self.to.unwrap_or(today);
        let from = self.from.unwrap_or(to - 364);
        if from > to {
            let what = format!("{} is after {}", said::long(from), said::long(to));
            return Err(Refusal::usage("from", what));
        }
        Ok(Days::new(from, to))
    }

    fn child(&self, known: &Known) -> Result<Option<ChildId>, Refusal> {
        let Some(who) = &self.who else { return Ok(None) };
        let key = match who.trim().parse::<Key>() {
            Ok(key) if key.kind == Kind::Child => key,
            Ok(key) => {
                let what = format!("services are asked for children; {key} is {}", said::a(key.kind.one()));
                return Err(Refusal::usage("who", what));
            }
            Err(_) => find::named(known, who, &[Kind::Child])?,
        };
        Ok(Some(known.diary.get::<Child>(key).ok_or_else(|| Refusal::not_found(key))?.id))
    }

    /// All that was asked for a child.
    fn of_child(known: &Known, child: ChildId) -> AskedForView {
        let mut requests: Vec<ServiceRequest> =
            known.diary.pointing::<ServiceRequest>(child).filter(|r| r.life == Life::Open).cloned().collect();
        requests.sort_by_key(|r| (std::cmp::Reverse(r.asked_on), r.id));
        let mut register: Vec<Registration> =
            known.diary.pointing::<Registration>(child).filter(|r| r.life == Life::Open).cloned().collect();
        register.sort_by_key(|r| (std::cmp::Reverse(r.from), r.id));
        let demand = demand::of(known.diary, child, known.today());
        AskedForView { who: Some(child), demand, requests, register, ..AskedForView::default() }
    }

    /// What was asked for in these days, as far as it is the asker's to know: a service may be named after whom it is for.
    fn of_days(known: &Known, days: Days) -> AskedForView {
        let mut view = AskedForView { days: Some(days), ..AskedForView::default() };
        let mut rows: BTreeMap<(String, SourceTeam), AskedRow> = BTreeMap::new();
        for request in known.diary.open::<ServiceRequest>() {
            let may = known.viewer.may_know(known.diary, request.id.key());
            if may && request.got == Got::Unanswered {
                view.requests.push(request.clone());
            }
            match (days.hold(request.asked_on), may) {
                (false, _) => {}
                (true, false) => view.restricted += 1,
                (true, true) => {
                    let row = rows.entry((plain(&request.service), request.source)).or_insert_with(|| AskedRow {
                        service: request.service.clone(),
                        source: request.source,
                        ..AskedRow::default()
                    });
                    row.count(request);
                }
            }
        }
        view.requests.sort_by_key(|r| (r.asked_on, r.id));
        view.rows = rows.into_values().collect();
        let mut again: BTreeMap<ChildId, AskedAgain> = BTreeMap::new();
        let in_days = |r: &&Referral| r.asked_on.is_some_and(|on| days.hold(on));
        for r in known.diary.open::<Referral>().filter(in_days) {
            if !known.viewer.may_know(known.diary, r.id.key()) {
                view.restricted += 1;
                continue;
            }
            view.panels.count(known.diary, r);
            if demand::is_ask_at_10_15(known.diary, r) {
                let row = again.entry(r.child).or_insert(AskedAgain { child: r.child, asked: 0, refused: 0 });
                row.asked += 1;
                row.refused += u16::from(demand::is_refused(known.diary, r));
            }
        }
        view.again = again.into_values().filter(|row| row.asked > 1).collect();
        view.again.sort_by_key(|row| (std::cmp::Reverse((row.asked, row.refused)), row.child));
        view
    }
}

impl Ask for AskedFor {
    fn scope(&self, _: &Viewer, _: Day) -> Scope {
        Scope::default()
    }

    fn answer(&self, asked: &Asked) -> Result<Answer, Refusal> {
        let known = &asked.known;
        let days = self.days(known.today())?;
        let view = match self.child(known)? {
            Some(child) => Self::of_child(known, child),
            None => Self::of_days(known, days),
        };
        Ok(Answer::AskedFor(view))
    }
}

impl Seen for AskedForView {
    fn see(&mut self, cut: &Cutter) -> Result<(), Refusal> {
        let may = |key: Key| cut.viewer.may_know(cut.diary, key);
        if let Some(child) = self.who.filter(|child| !may(child.key())) {
            return Err(Refusal::new(No::NotPermitted, format!("{child} belongs to a restricted case")));
        }
        self.requests.retain(|r| may(r.id.key()));
        self.register.retain(|r| may(r.id.key()));
        self.again.retain(|row| may(row.child.key()));
        // which referral it led to is only for whom that referral is
        self.requests
            .iter_mut()
            .filter(|r| r.referral.is_some_and(|id| !may(id.key())))
            .for_each(|r| r.referral = None);
        Ok(())
    }

    fn keys(&self, keys: &mut Vec<Key>) {
        keys.extend(self.who.map(|child| child.key()));
        keys.extend(self.again.iter().map(|row| row.child.key()));
        for request in &self.requests {
            keys.push(request.id.key());
            keys.extend(Record::from(request.clone()).owners());
        }
        for registration in &self.register {
            keys.extend([registration.id.key(), registration.child.key()]);
        }
    }
}
