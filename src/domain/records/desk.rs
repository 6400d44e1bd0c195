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

record! {
    /// A restricted case opened to somebody who is not on its list, for a while and with a reason (break-glass). It ends by
    /// itself.
    Access AccessId {
        /// The child whose case it is.
        child: ChildId,
        /// The account it is opened to.
        account: Name,
        /// Until when.
        until: Moment,
        /// Why.
        reason: Note,
    }
    check(c) {
        c.names("child", c.record.child);
        c.needs("account", &c.record.account);
        c.needs("reason", &c.record.reason);
    }
    owners(r) { vec![r.child.key()] }
}
