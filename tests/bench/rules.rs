//! The rules over one proposed bundle, and over a whole day. Budget: 20 µs for the bundle.
#![expect(clippy::unwrap_used, reason = "a bench that cannot go on says where")]

use contactdesk::demo::{self, Options};
use contactdesk::domain::*;
use contactdesk::rules;
use divan::Bencher;

fn main() {
    divan::main();
}

/// The service at one or five times its size, and its busiest day.
fn busy(scale: u8) -> (Diary, Day) {
    let options = Options { scale, ..Options::new(1, Day::of(2026, 11, 26).unwrap()) };
    let days = options.days();
    let diary = Diary::of_records(demo::service(options), [days]);
    let day = days.each().max_by_key(|day| diary.day(*day).unwrap().count()).unwrap();
    (diary, day)
}

/// Sessions of the day with two journeys or more, each half an hour later than it is booked.
fn proposed(diary: &Diary, day: Day) -> Vec<Session> {
    let bundles = diary.day(day).unwrap().filter(|s| s.status.takes_place() && s.legs.len() >= 2);
    bundles.map(|s| Session { start: s.start.plus(30), end: s.end.plus(30), ..s.clone() }).collect()
}

/// One bundle; another one each time.
#[divan::bench(args = [1, 5])]
fn bundle(bencher: Bencher, scale: u8) {
    let (diary, day) = busy(scale);
    let bundles = proposed(&diary, day);
    let mut next = bundles.iter().cycle();
    bencher.bench_local(move || rules::check(&diary, next.next().unwrap()).unwrap());
}

/// Every session of the day.
#[divan::bench(args = [1, 5])]
fn whole_day(bencher: Bencher, scale: u8) {
    let (diary, day) = busy(scale);
    bencher.bench_local(move || rules::check_day(&diary, day).unwrap());
}
