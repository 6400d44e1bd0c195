//! What waits for somebody: what duty took down in the night, and what somebody must be told.

use super::record;
use crate::domain::*;

choices! {
    /// What a task comes from.
    TaskSort {
        /// Somebody rang.
        #[default] Call "call",
        /// A session was cancelled by duty.
        Cancelled "cancelled by duty",
        /// A child lives elsewhere since.
        Placement "new placement",
        /// Something was agreed in an emergency.
        Agreement "emergency agreement",
        /// Somebody opened a restricted case.
        Opened "restricted case opened",
        /// An adult has missed several sessions in a row.
        Missed "missed sessions",
        /// The social worker is to be told of a session that did not take place.
        TellWorker "tell the social worker",
        /// An incident has something to follow.
        Incident "incident to follow up",
        /// An override was agreed by telephone and waits for the manager's own word.
        Override "override to confirm",
        /// A review, record or paper is due.
        Due "due",
        /// An order was made or changed.
        Order "order",
    }
}

record! {
    /// Something that waits for somebody: first on the board until it is done, that is, closed with what became of it.
    Task TaskId {
        /// What it comes from.
        sort: TaskSort,
        /// Whom and what it is about.
        about: Vec<Key>,
        /// What was said, or is to be done.
        what: Note,
        /// Who rang or told it.
        from: Name,
        /// How to reach them.
        phone: Name,
        /// When it was taken down.
        raised: Moment,
        /// Account of who took it down.
        by: Name,
        /// To be done by.
        due: Option<Moment>,
        /// Who is to see to it.
        whose: Role,
        /// The account that alone may see to it; any of that role where it is empty.
        account: Name,
    }
    check(c) {
        c.needs("what", &c.record.what);
    }
    owners(r) { r.about.clone() }
}
