//! The day list: asked, and said as text and as JSON.
#![expect(clippy::unwrap_used, reason = "a bench that cannot go on says where")]

mod support;

use contactdesk::desk::queries::DayQuery;
use contactdesk::desk::{Answered, Desk, Opened};
use contactdesk::lines;
use divan::Bencher;
use support::Demo;

fn main() {
    divan::main();
}

fn with(bencher: Bencher, say: impl Fn(Answered) -> String) {
    let demo = Demo::new();
    let local = demo.open(Opened::Live);
    let seat = Demo::seat(&local);
    bencher.bench_local(|| say(seat.ask(DayQuery { day: demo.today() }.into()).unwrap()));
}

/// Only asked.
#[divan::bench]
fn asked(bencher: Bencher) {
    with(bencher, |answered| drop_names(&answered));
}

/// The sheet, 100 columns wide.
#[divan::bench]
fn text(bencher: Bencher) {
    let today = contactdesk::clock::Clock::System.today();
    with(bencher, |answered| lines::answer(&answered, today, 100));
}

/// The answer as the command line writes it.
#[divan::bench]
fn json(bencher: Bencher) {
    with(bencher, |answered| lines::json(&answered));
}

fn drop_names(answered: &Answered) -> String {
    divan::black_box(answered);
    String::new()
}
