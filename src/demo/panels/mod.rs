//! The panels: who sits on them, the year behind them, the lists ahead of them with what is wrong there, and what services
//! were asked for besides (DOMAIN 5a, 5b).
//!
//! Reading order: `people` (panels, members, who presents), `year` (sittings that were held, what they decided, what came
//! of it), `ahead` (the next lists, with the planted problems), `asked` (services, the register, moves).

mod ahead;
mod asked;
mod form;
mod people;
mod words;
mod year;

use super::Options;
use super::of;
use super::rng::Rng;
use crate::domain::*;
use std::collections::BTreeMap;

/// Today's children and what panels know of them.
struct Cases<'a> {
    /// Children who have contact here now, the youngest number first.
    children: Vec<&'a Child>,
    /// Of those, who are from ten to fifteen.
    teens: Vec<&'a Child>,
    /// And who are not.
    others: Vec<&'a Child>,
    /// The arrangements in force.
    here: Vec<&'a Arrangement>,
    /// Who must not meet whom.
    apart: Vec<&'a NoMeetRule>,
}

impl<'a> Cases<'a> {
    fn of(known: &'a [Record], today: Day) -> Self {
        let by_id: BTreeMap<ChildId, &Child> = known.iter().filter_map(of::<Child>).map(|c| (c.id, c)).collect();
        let in_force = |a: &&Arrangement| a.status == ArrangementStatus::Active && a.end.is_none();
        let here: Vec<&Arrangement> = known.iter().filter_map(of::<Arrangement>).filter(in_force).collect();
        let mut ids: Vec<ChildId> = here.iter().flat_map(|a| a.children.iter().copied()).collect();
        ids.sort();
        ids.dedup();
        let children: Vec<&Child> = ids.iter().filter_map(|id| by_id.get(id).copied()).collect();
        let ten = |c: &&Child| c.dob.is_some_and(|born| (10..=15).contains(&born.age_on(today)));
        let (teens, others) = children.iter().copied().partition(ten);
        Self { children, teens, others, here, apart: known.iter().filter_map(of::<NoMeetRule>).collect() }
    }

    /// A child: six of ten are from ten to fifteen.
    fn child(&self, rng: &mut Rng) -> &'a Child {
        let from = if rng.percent(60) { &self.teens } else { &self.others };
        rng.pick::<&Child>(if from.is_empty() { &self.children } else { from })
    }

    /// The arrangement a child has.
    fn of_child(&self, child: ChildId) -> Option<&'a Arrangement> {
        self.here.iter().find(|a| a.children.contains(&child)).copied()
    }
}

/// Everything of the panels, the emergency agreement of last evening among it, which the clerk has as a task.
pub(super) fn records(options: &Options, known: &mut Vec<Record>, head: &mut Head) {
    let mut rng = Rng::new(options.seed, 52);
    let moves = asked::moves(&mut rng, options.today, known, head);
    known.extend(moves);
    let cases = Cases::of(known, options.today);
    if cases.children.is_empty() {
        return;
    }
    let mut made = Vec::new();
    let benches = people::records(&mut rng, options.scale(), &cases, head, &mut made);
    for (nth, bench) in benches.iter().enumerate() {
        let mut rng = Rng::new(options.seed, 53 + nth as u64);
        year::records(&mut rng, options.today, bench, &cases, head, &mut made);
        // what is wrong is wrong with the first panel's list; the others sit as usual
        ahead::records(&mut rng, options.today, bench, &cases, nth == 0, head, &mut made);
    }
    let mut rng = Rng::new(options.seed, 60);
    asked::records(&mut rng, options.today, options.scale(), &cases, head, &mut made);
    known.extend(made);
}

/// Whether a panel can sit on a day: no bank holiday, and not between Christmas and New Year.
fn sits_on(day: Day) -> bool {
    let (_, month, date) = day.ymd();
    !(month == 12 && date > 23) && calendar::is_working_day(day, &Settings::default())
}

#[cfg(test)]
mod tests;
