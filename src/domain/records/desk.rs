//! The desk's own records: who may use it, and how the service is set up.

use super::record;
use crate::domain::*;

record! {
    /// Someone who may use the desk, by account name.
    User UserId {
        /// The account name on this machine. Never a number: a restore elsewhere must not change who is who.
        account: Name,
        /// The person's name.
        name: Name,
        /// What they may do.
        role: Role,
        /// The officer they are, where they are one.
        officer: Option<OfficerId>,
    }
    check(c) {
        c.needs("account", &c.record.account);
        c.needs("name", &c.record.name);
    }
    owners(r) { r.officer.map(|o| o.key()).into_iter().collect() }
}

record! {
    /// A setting that differs from its default; the table is `domain::settings::SETTINGS`.
    Setting SettingId {
        /// Its name: `stagger.before_min`.
        name: Name,
        /// Its value, as text.
        value: Name,
    }
    check(c) {
        if let Err(why) = crate::domain::settings::check(&c.record.name, &c.record.value) {
            c.wrong("value", &why);
        }
    }
}
