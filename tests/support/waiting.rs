//! Waiting for what happens, so long at most, and saying what was waited for in vain.

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::process::{Pid, PidfdFlags, pidfd_open};
use std::io::{BufRead, BufReader, Read};
use std::process::{Child, ExitStatus};
use std::sync::mpsc::channel;
use std::time::{Duration, Instant};

/// When what is waited for counts as missing.
pub(crate) const PATIENCE: Duration = Duration::from_secs(30);

/// What is there at last, or nothing. For what nobody tells of: a socket somebody else binds, a line in a log.
pub(crate) fn soon<T>(mut it_is: impl FnMut() -> Option<T>) -> Option<T> {
    let end = Instant::now() + PATIENCE;
    loop {
        let is = it_is();
        if is.is_some() || Instant::now() >= end {
            return is;
        }
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// Waits, as [`soon`] does, until it is so.
pub(crate) fn until(what: &str, mut it_is: impl FnMut() -> bool) {
    assert!(soon(|| it_is().then_some(())).is_some(), "never: {what}");
}

/// Waits for a process to end, whoever started it.
pub(crate) fn gone(what: &str, process: Pid) {
    let Ok(process) = pidfd_open(process, PidfdFlags::empty()) else { return };
    let most = Timespec { tv_sec: PATIENCE.as_secs().cast_signed(), tv_nsec: 0 };
    assert_eq!(poll(&mut [PollFd::new(&process, PollFlags::IN)], Some(&most)), Ok(1), "never: {what} ends");
}

/// Waits for a process of ours to end.
pub(crate) fn ended(what: &str, process: &mut Child) -> ExitStatus {
    gone(what, Pid::from_child(process));
    process.wait().unwrap()
}

/// Waits until a program says it, on a pipe of ours; whatever it says afterwards is read and dropped.
pub(crate) fn says(what: &str, pipe: impl Read + Send + 'static) {
    let (tell, told) = channel();
    std::thread::spawn(move || {
        for line in BufReader::new(pipe).lines().map_while(Result::ok) {
            // once it has been heard nobody listens
            let _ = tell.send(line);
        }
    });
    let (end, mut said) = (Instant::now() + PATIENCE, Vec::new());
    while !said.last().is_some_and(|line: &String| line.contains(what)) {
        match told.recv_timeout(end.saturating_duration_since(Instant::now())) {
            Ok(line) => said.push(line),
            Err(why) => panic!("never said: {what} ({why}), but {said:?}"),
        }
    }
}
