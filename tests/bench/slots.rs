//! The slot finder: ten best slots of four weeks with their reasons, for every arrangement that runs, in the invented
//! service and in one five times its size, with twelve years of families behind them. Budget: p50 5 ms and p99 20 ms, in
//! the large one 20 and 80.
//!
//! Prints percentiles itself: a mean hides the long searches that somebody on the telephone waits for.
#![expect(clippy::unwrap_used, reason = "a bench that cannot go on says where")]
#![expect(clippy::print_stdout, reason = "its output is what it is for")]

use contactdesk::demo::{self, Options};
use contactdesk::domain::*;
use contactdesk::planner::{self, Search, Wish};
use std::time::{Duration, Instant};

/// The live diary of a service: everyone there ever was, and the sessions of eight weeks back and a year on.
fn live(scale: u8, years: u8, today: Day) -> Diary {
    let options = Options { scale, years, ..Options::new(1, today) };
    let window = Days::new(today - 56, today + 54 * 7);
    let kept = |record: &Record| Session::of(record).is_none_or(|s| window.hold(s.date));
    Diary::of_records(demo::history(options).flatten().filter(kept), [window])
}

fn percentile(sorted: &[Duration], of: usize) -> Duration {
    sorted[(sorted.len() * of / 100).min(sorted.len() - 1)]
}

fn main() {
    let today = Day::of(2026, 11, 26).unwrap();
    println!("{:<10} {:>5} {:>9} {:>9} {:>9} {:>9} {:>7}", "service", "asked", "p50", "p90", "p99", "max", "slots");
    // one of them alone: `cargo bench --bench slots -- demo`
    let only = std::env::args().skip(1).find(|arg| !arg.starts_with('-'));
    let services = [("demo", 1, 0), ("demo, 12 y", 1, 12), ("x5", 5, 0), ("x5, 12 y", 5, 12)];
    for (name, scale, years) in services.into_iter().filter(|s| only.as_ref().is_none_or(|o| o == s.0)) {
        let diary = live(scale, years, today);
        let look = Search {
            days: Days::new(today, today + 27),
            now: Moment::new(today, Minute::at(9, 0)),
            within: None,
            limit: 10,
        };
        let (mut times, mut slots) = (Vec::new(), 0);
        for arrangement in diary.open::<Arrangement>().filter(|a| a.status == ArrangementStatus::Active) {
            let begun = Instant::now();
            let wish = Wish::of_arrangement(&diary, arrangement, today);
            let found = planner::search(&diary, &wish, look).unwrap();
            times.push(begun.elapsed());
            slots += found.slots.len();
        }
        times.sort_unstable();
        let p = |of| percentile(&times, of);
        let max = times.last().unwrap();
        println!(
            "{name:<10} {:>5} {:>9.2?} {:>9.2?} {:>9.2?} {max:>9.2?} {slots:>7}",
            times.len(),
            p(50),
            p(90),
            p(99)
        );
    }
}
