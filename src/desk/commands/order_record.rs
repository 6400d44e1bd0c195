//! `order.record`: a court has made an order about contact. Sessions that still satisfy it stay booked; those that do not are
//! marked by the rule `order-terms` and never released by themselves (DOMAIN 3b H10, H22).

use super::*;
use crate::desk::{No, intake, watch};
use crate::rules;

/// Weeks for which it is said at once what is short.
const WEEKS: i32 = 4;

/// Records a court's order, in the place of an older one where there is one.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OrderRecord {
    /// The arrangement it governs; without one it is about all contact of its children with the adults it names.
    #[serde(default)]
    pub arrangement: Option<ArrangementId>,
    /// The children; those of the arrangement where none is said.
    #[serde(default)]
    pub children: Vec<ChildId>,
    /// The order it takes the place of.
    #[serde(default)]
    pub replaces: Option<CourtOrderId>,
    /// It stands beside the order that is in force already.
    #[serde(default)]
    pub beside: bool,
    /// Court and case number.
    #[serde(default)]
    pub case_no: Name,
    /// Made on.
    #[serde(default)]
    pub made_on: Option<Day>,
    /// Received on; today where it is left out.
    #[serde(default)]
    pub received_on: Option<Day>,
    /// In force from.
    pub from: Day,
    /// In force to, if it ends.
    #[serde(default)]
    pub to: Option<Day>,
    /// Its terms.
    #[serde(default)]
    pub terms: Note,
    /// Least minutes a week.
    #[serde(default)]
    pub min_minutes_week: Option<u16>,
    /// Most minutes a week.
    #[serde(default)]
    pub max_minutes_week: Option<u16>,
    /// Least sessions a week, in all.
    #[serde(default)]
    pub min_times_week: Option<u8>,
    /// How long a session is to be, in minutes.
    #[serde(default)]
    pub length_min: Option<u16>,
    /// The only adults who may attend.
    #[serde(default)]
    pub parties: Vec<PartyId>,
    /// The level it asks for at least.
    #[serde(default)]
    pub level: Option<SupervisionLevel>,
}

impl OrderRecord {
    /// The order as a record.
    fn order(&self, known: &Known) -> Result<CourtOrder, Refusal> {
        let arrangement = self.arrangement.map(|id| intake::running(known, id)).transpose()?;
        let children = match arrangement {
            Some(a) if self.children.is_empty() => a.children.clone(),
            _ => self.children.clone(),
        };
        if let Some(hidden) = children.iter().find(|c| !known.viewer.may_know(known.diary, c.key())) {
            return Err(Refusal::new(No::NotPermitted, format!("{hidden} belongs to a restricted case")));
        }
        if let Some(other) = arrangement.and_then(|a| children.iter().find(|c| !a.children.contains(c))) {
            return Err(Refusal::usage("children", format!("{other} is not among the children of the arrangement")));
        }
        self.made_on.map(|made| intake::done_on(known, Some(made))).transpose()?;
        if self.min_minutes_week.zip(self.max_minutes_week).is_some_and(|(least, most)| most < least) {
            return Err(Refusal::usage("max_minutes_week", "the most a week is less than the least"));
        }
        let order = CourtOrder {
            id: CourtOrderId(known.diary.head.next(Kind::CourtOrder)),
            children,
            arrangement: self.arrangement,
            case_no: self.case_no.clone(),
            made_on: self.made_on,
            received_on: Some(intake::done_on(known, self.received_on)?),
            from: Some(self.from),
            to: self.to,
            terms: self.terms.clone(),
            min_minutes_week: self.min_minutes_week,
            max_minutes_week: self.max_minutes_week,
            min_times_week: self.min_times_week,
            length_min: self.length_min,
            parties: self.parties.clone(),
            level: self.level,
            ..CourtOrder::default()
        };
        super::record_add::sound(&order.clone().into(), known.diary)?;
        Ok(order)
    }

    /// The order it replaces; one that is in force is not passed over in silence.
    fn replaced<'a>(&self, known: &'a Known, order: &CourtOrder) -> Result<Option<&'a CourtOrder>, Refusal> {
        if let Some(id) = self.replaces {
            let old = known.open::<CourtOrder>(id)?;
            return match old.replaced_by {
                Some(by) => Err(Refusal::usage("replaces", format!("{id} was replaced by {by} already"))),
                None => Ok(Some(old)),
            };
        }
        let mut about = governed(known.diary, order).into_iter();
        let standing =
            about.find_map(|a| rules::ordered(known.diary, a, self.from).iter().find_map(rules::Ordered::order));
        match standing.filter(|_| !self.beside) {
            Some(standing) => {
                Err(Refusal::usage("replaces", format!("{standing} is in force then: does this take its place?"))
                    .hinted(format!("say \"replaces\": \"{standing}\", or \"beside\": true where both hold")))
            }
            None => Ok(None),
        }
    }
}

/// The arrangements an order is about.
fn governed<'a>(diary: &'a Diary, order: &CourtOrder) -> Vec<&'a Arrangement> {
    if let Some(id) = order.arrangement {
        return diary.get::<Arrangement>(id).into_iter().collect();
    }
    let mut all: Vec<&Arrangement> =
        order.children.iter().flat_map(|c| diary.pointing::<Arrangement>(*c)).filter(|a| comes(order, a)).collect();
    all.sort_by_key(|a| a.id);
    all.dedup_by_key(|a| a.id);
    all
}

fn comes(order: &CourtOrder, a: &Arrangement) -> bool {
    let named = [&a.parties, &a.invited, &a.by_agreement];
    order.parties.is_empty() || order.parties.iter().any(|p| named.iter().any(|all| all.contains(p)))
}

/// What of the order is short, and which sessions are outside its terms, in its first weeks.
fn summary(after: &Diary, order: &CourtOrder, from: Day) -> Result<String, NotLoaded> {
    let mut said = vec![format!("order in force from {}", said::long(from))];
    for arrangement in governed(after, order) {
        let mondays = (0..WEEKS).map(|week| from.monday() + 7 * week);
        let rows = watch::of_arrangement(after, arrangement, mondays)?;
        for row in rows.iter().filter(|row| row.by == order.key() && row.is_short()) {
            let missing = match (row.short_times, row.short_minutes) {
                (0, minutes) => format!("{minutes} minutes"),
                (times, _) => said::count(usize::from(times), "session"),
            };
            said.push(format!("week {}: {missing} short for {}", row.monday.week(), row.child));
        }
    }
    let mut outside = Vec::new();
    for day in from.to(from.monday() + 7 * WEEKS - 1) {
        let marked = |found: &[Finding]| found.iter().any(|f| f.blocks() && f.keys().contains(&order.key()));
        let checked = rules::check_day(after, day)?;
        outside.extend(checked.into_iter().filter(|(_, found)| marked(found)).map(|(id, _)| id.to_string()));
    }
    if !outside.is_empty() {
        said.push(format!("outside its terms: {}", outside.join(", ")));
    }
    Ok(said.join("; "))
}

impl Decide for OrderRecord {
    fn scope(&self, _: &Viewer) -> Scope {
        Scope::days(Days::new(self.from, self.from + 7 * WEEKS))
    }

    fn decide(&self, known: &Known) -> Result<Decided, Refusal> {
        let order = self.order(known)?;
        let mut changes = Vec::new();
        if let Some(old) = self.replaced(known, &order)? {
            let until = self.from - 1;
            let to = Some(old.to.map_or(until, |to| to.min(until)).max(old.from.unwrap_or(until)));
            changes.push(Change::of(old.clone(), CourtOrder { to, replaced_by: Some(order.id), ..old.clone() }));
        }
        if let Some(a) = self.arrangement.and_then(|id| known.diary.get::<Arrangement>(id)) {
            // until it is in force the contact goes on as it was agreed
            if a.ordered_by != OrderedBy::CourtOrder && self.from <= known.today() {
                changes.push(Change::of(a.clone(), Arrangement { ordered_by: OrderedBy::CourtOrder, ..a.clone() }));
            }
        }
        changes.insert(0, Change::new(order.clone()));
        let mut after = known.diary.clone();
        for change in &changes {
            after.apply(change);
        }
        let words = summary(&after, &order, self.from)?;
        let about = order.children.iter().map(|c| c.key()).chain([order.id.key()]).collect();
        let task = super::task(TaskSort::Order, about, &words, &self.terms);
        Ok(Decided { changes, ..Decided::default() }.raising(known, task))
    }

    fn args(&self) -> String {
        crate::codec::json(&self.children)
    }
}
