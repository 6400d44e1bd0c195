//! Who someone is to the desk, and whom an answer is for.

choices! {
    /// What a user may do; the tables of command × role and query × role are in `desk::role`.
    Role {
        /// Books, confirms and repairs the day.
        #[default] Coordinator "coordinator",
        /// The same, and overrides rules with a reason.
        Manager "manager",
        /// Panel clerk: reads what panels need, changes nothing of contact.
        Clerk "clerk",
        /// Supervising officer: their own sessions.
        Officer "officer",
        /// Duty staff: looks up, records calls and cancellations.
        Duty "duty",
        /// Reads the journal, changes nothing.
        Auditor "auditor",
        /// Sets the desk up: users, settings, keys.
        Admin "admin",
    }
}

choices! {
    /// Whom a document or answer is for.
    Audience {
        /// Staff, by their role.
        #[default] Staff "staff",
        /// The child's family.
        Family "family",
        /// A carer.
        Carer "carer",
        /// A driver.
        Driver "driver",
        /// A panel member.
        Panel "panel member",
        /// A court.
        Court "court",
    }
}
