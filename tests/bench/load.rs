//! Opening: to stay, with the live diary, and for one question.
#![expect(clippy::unwrap_used, reason = "a bench that cannot go on says where")]

mod support;

use contactdesk::desk::queries::DayQuery;
use contactdesk::desk::{Answered, Desk, Local, Opened};
use divan::Bencher;
use support::Demo;

fn main() {
    divan::main();
}

fn first_answer(demo: &Demo, opened: Opened) -> (Local, Answered) {
    let local = demo.open(opened);
    let answered = Demo::seat(&local).ask(DayQuery { day: demo.today() }.into()).unwrap();
    (local, answered)
}

/// Store, live diary and the first day. Closing is not counted.
#[divan::bench(sample_count = 20)]
fn live(bencher: Bencher) {
    let demo = Demo::new();
    bencher.bench_local(|| first_answer(&demo, Opened::Live));
}

/// Store and the one day that is asked for.
#[divan::bench(sample_count = 20)]
fn once(bencher: Bencher) {
    let demo = Demo::new();
    bencher.bench_local(|| first_answer(&demo, Opened::Once));
}
