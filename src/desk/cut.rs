//! The one cut: what an asker may know.
//!
//! Every answer, refusal, event and journal line passes here before it leaves. Names travel apart from the data, in a
//! glossary that is filled here and nowhere else: a key whose name is not the asker's to know gets none, and whoever
//! speaks it can only say "restricted". Addresses are blanked by their class; the rest of a restricted session is
//! blanked down to the room, the officers and the time it takes.

use super::{About, Missed, Names, No, Orphan, Refusal, Settled};
use crate::domain::*;
use crate::panel::reader;
use std::sync::Arc;

/// Who asks.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Viewer {
    /// Account and role, as they go into the journal.
    pub actor: Actor,
    /// The officer they are, where they are one.
    pub officer: Option<OfficerId>,
    /// Children whose restricted cases are open to them for a while (`case.open`).
    pub opened: Vec<ChildId>,
}

impl Viewer {
    /// They as they are at a moment: with the cases that are open to them then.
    pub(crate) fn at(&self, diary: &Diary, now: Moment) -> Self {
        Self { opened: self.accesses(diary, now).map(|access| access.child).collect(), ..self.clone() }
    }

    /// Until when the last of them is.
    pub(crate) fn opened_until(&self, diary: &Diary, now: Moment) -> Option<Moment> {
        self.accesses(diary, now).map(|access| access.until).max()
    }

    fn accesses<'a>(&'a self, diary: &'a Diary, now: Moment) -> impl Iterator<Item = &'a Access> {
        diary.open::<Access>().filter(move |a| *a.account == *self.actor.account && now < a.until)
    }

    /// Whether a task is theirs to see and to see to: a manager's also a manager's only, the others' also of those who
    /// stand in for them.
    pub fn has_task(&self, task: &Task) -> bool {
        if !task.account.is_empty() {
            return *task.account == *self.actor.account;
        }
        let role = self.actor.role;
        match task.whose {
            Role::Manager => matches!(role, Role::Manager | Role::Admin),
            whose => role == whose || matches!(role, Role::Manager | Role::Admin | Role::Duty),
        }
    }

    /// Whether they may know whom a record is about.
    pub fn may_know(&self, diary: &Diary, key: Key) -> bool {
        match key.kind {
            Kind::Child => diary.get::<Child>(key).is_none_or(|child| self.may_know_child(child)),
            // what is not loaded may be anyone's
            Kind::Session => diary.get::<Session>(key).is_some_and(|s| self.may_know_session(diary, s)),
            Kind::Arrangement
            | Kind::Placement
            | Kind::CourtOrder
            | Kind::Access
            | Kind::Letter
            | Kind::Appointment => diary.record(key).is_none_or(|r| self.knows_all(diary, &r.owners())),
            // an officer knows what happened in their own sessions
            Kind::Incident => diary.get::<Incident>(key).is_none_or(|incident| {
                let own = || self.officer.is_some_and(|officer| incident.people.contains(&officer.key()));
                self.knows_all(diary, &incident.owners()) && (self.actor.role != Role::Officer || own())
            }),
            // what the office has to do and what panels decide is not for an officer's telephone
            Kind::Task | Kind::DayNote | Kind::ServiceRequest | Kind::Registration => {
                let known = diary.record(key).is_none_or(|r| self.knows_all(diary, &r.owners()));
                self.actor.role != Role::Officer && known
            }
            Kind::Referral
            | Kind::PanelPaper
            | Kind::AgendaItem
            | Kind::Interest
            | Kind::PanelAction
            | Kind::Decision => self.actor.role != Role::Officer && self.knows_panel_work(diary, key),
            Kind::Agreement => {
                let arrangement = diary.get::<Agreement>(key).map(|a| a.arrangement.key());
                arrangement.is_none_or(|a| self.may_know(diary, a))
            }
            Kind::RiskAssessment => {
                let arrangement = diary.get::<RiskAssessment>(key).map(|a| a.arrangement.key());
                arrangement.is_none_or(|a| self.may_know(diary, a))
            }
            Kind::NoMeetRule => {
                let rule = diary.get::<NoMeetRule>(key);
                rule.is_none_or(|r| r.a.into_iter().chain(r.b).all(|who| self.may_know(diary, who)))
            }
            // a family member or carer is as restricted as the children they are known through, if all of those are
            Kind::Party | Kind::Carer => {
                let mut through = diary
                    .pointing_keys(key)
                    .iter()
                    .filter(|k| matches!(k.kind, Kind::Arrangement | Kind::Placement))
                    .peekable();
                through.peek().is_none() || through.any(|k| self.may_know(diary, *k))
            }
            _ => true,
        }
    }

    /// Whether they may know whom a record was about, as an entry of the journal has it.
    pub(crate) fn may_know_image(&self, diary: &Diary, image: &Record) -> bool {
        match image {
            Record::Session(session) => self.may_know_session(diary, session),
            Record::Child(child) => self.may_know_child(child) && self.may_know(diary, image.key()),
            _ => self.may_know(diary, image.key()) && self.knows_all(diary, &image.owners()),
        }
    }

    fn may_know_child(&self, child: &Child) -> bool {
        child.restricted_to.is_empty()
            || child.restricted_to.iter().any(|account| **account == *self.actor.account)
            || self.opened.contains(&child.id)
    }

    /// Whether they may know who a session is for. An officer knows their own sessions only.
    pub(crate) fn may_know_session(&self, diary: &Diary, session: &Session) -> bool {
        let own = |officer: OfficerId| {
            session.officers.contains(&officer)
                || session.legs.iter().any(|l| l.officer == Some(officer))
                // who had to leave has still to write up what they saw
                || session.relief.iter().any(|r| r.left == officer)
        };
        let officer_may = self.actor.role != Role::Officer || self.officer.is_some_and(own);
        officer_may && session.children.iter().all(|c| diary.get::<Child>(*c).is_none_or(|c| self.may_know_child(c)))
    }

    /// Whether a referral, or what hangs on one, is theirs to know: its children are, and nothing of it is kept from them as
    /// the panel member they are (DOMAIN 3e P16).
    fn knows_panel_work(&self, diary: &Diary, key: Key) -> bool {
        let Some(record) = diary.record(key) else { return true };
        let kept_from: &[ProfessionalId] = match &**record {
            Record::Referral(r) => &r.kept_from,
            Record::PanelPaper(r) => &r.kept_from,
            Record::AgendaItem(r) => &r.kept_from,
            _ => &[],
        };
        let is_me = |who: &ProfessionalId| {
            diary.get::<Professional>(*who).is_some_and(|p| !p.account.is_empty() && *p.account == *self.actor.account)
        };
        let hangs_on = |k: &Key| matches!(k.kind, Kind::Child | Kind::Referral | Kind::AgendaItem | Kind::Decision);
        !kept_from.iter().any(is_me)
            && !self.is_too_close(diary, record)
            && record.owners().iter().filter(|k| hangs_on(k)).all(|k| self.may_know(diary, *k))
    }

    /// Whether they are the panel member from whose pack an item is left out, as too close to it: what a pack leaves out no
    /// screen shows either.
    fn is_too_close(&self, diary: &Diary, record: &Record) -> bool {
        let mut me = diary.all::<Professional>().filter(|p| !p.account.is_empty() && *p.account == *self.actor.account);
        match record {
            Record::AgendaItem(item) => me.any(|who| !reader::far_enough(diary, who, item)),
            Record::Referral(r) => {
                let items: Vec<&AgendaItem> = diary.pointing::<AgendaItem>(r.id).collect();
                me.any(|who| items.iter().any(|item| !reader::far_enough(diary, who, item)))
            }
            _ => false,
        }
    }

    /// Whether the minutes of a sitting are theirs to read: nothing it heard, or carried on unheard, is kept from them.
    pub(crate) fn may_read_minutes(&self, diary: &Diary, sitting: SittingId) -> bool {
        let went_on = |item: &&AgendaItem| item.carried.iter().any(|c| c.from == sitting);
        self.actor.role != Role::Officer
            && diary.pointing::<AgendaItem>(sitting).all(|item| self.may_know(diary, item.key()))
            && diary.all::<AgendaItem>().filter(went_on).all(|item| self.may_know(diary, item.key()))
    }

    fn knows_all(&self, diary: &Diary, keys: &[Key]) -> bool {
        keys.iter().filter(|k| k.kind == Kind::Child).all(|k| self.may_know(diary, *k))
    }

    /// Whether addresses for professionals are theirs to see without a reveal.
    fn may_see(&self, class: AddressClass) -> bool {
        match class {
            AddressClass::Open => true,
            AddressClass::Professionals => self.actor.role != Role::Auditor,
            AddressClass::Secret => false,
        }
    }
}

/// A record as the asker may see it; an error where it is not theirs to see at all.
pub(crate) fn record(viewer: &Viewer, diary: &Diary, record: &Arc<Record>) -> Result<Record, Refusal> {
    if let Record::Session(s) = &**record {
        return Ok(session(viewer, diary, s).into());
    }
    if !viewer.may_know(diary, record.key()) {
        let what = format!("{} belongs to a restricted case", record.key());
        return Err(Refusal::new(No::NotPermitted, what)
            .hinted("ask a manager: a restricted case opens only to those on its list"));
    }
    let mut seen = Record::clone(record);
    match &mut seen {
        Record::Carer(carer) => {
            let hidden = !address(viewer, &mut carer.address);
            // how to find the door is as secret as the door
            if hidden {
                carer.pick_up = Note::default();
                carer.phone = Name::default();
                carer.email = Name::default();
            }
        }
        Record::Party(party) => {
            address(viewer, &mut party.address);
        }
        Record::Sitting(sitting) => minutes(viewer, diary, sitting),
        // whom somebody is close to is for who must keep them apart
        Record::Professional(professional) if !super::role::CLERKS.contains(&viewer.actor.role) => {
            professional.family = Vec::new();
        }
        Record::NoMeetRule(rule) if !super::role::RECORDERS.contains(&viewer.actor.role) => {
            rule.reason = Note::default();
        }
        _ => {}
    }
    Ok(seen)
}

/// Blanks the minutes of a sitting that heard what is not the asker's to know, and whatever else was written about it.
pub(crate) fn minutes(viewer: &Viewer, diary: &Diary, sitting: &mut Sitting) {
    if !viewer.may_read_minutes(diary, sitting.id) {
        sitting.minutes.text = Text::default();
        sitting.minutes.amendments = Vec::new();
        (sitting.why, sitting.notes) = (Note::default(), Note::default());
        sitting.unlocked.iter_mut().for_each(|remark| remark.what = Note::default());
    }
}

/// Blanks an address that is not the asker's to see; whether it was theirs.
fn address(viewer: &Viewer, address: &mut Address) -> bool {
    let may = viewer.may_see(address.class);
    if !may {
        address.lines = Note::default();
    }
    may
}

/// A session as the asker may see it: of a restricted one the time, place, officers and cars that are taken.
pub(crate) fn session(viewer: &Viewer, diary: &Diary, session: &Session) -> Session {
    if viewer.may_know_session(diary, session) {
        return session.clone();
    }
    let leg = |leg: &Leg| Leg {
        direction: leg.direction,
        depart: leg.depart,
        arrive: leg.arrive,
        mode: leg.mode,
        driver: leg.driver,
        officer: leg.officer,
        vehicle: leg.vehicle,
        run: leg.run,
        status: leg.status,
        ..Leg::default()
    };
    Session {
        id: session.id,
        date: session.date,
        start: session.start,
        end: session.end,
        site: session.site,
        room: session.room,
        officers: session.officers.clone(),
        level: session.level,
        status: session.status,
        held_until: session.held_until,
        stagger: session.stagger,
        legs: session.legs.iter().map(leg).collect(),
        life: session.life.clone(),
        ..Session::default()
    }
}

/// The tasks that are the asker's, as they may see them: of one about a restricted case that it is there, and since when.
pub(crate) fn tasks(viewer: &Viewer, diary: &Diary, tasks: Vec<Task>) -> Vec<Task> {
    let seen = |task: Task| {
        if viewer.may_know(diary, task.key()) {
            return task;
        }
        let Task { id, sort, raised, by, whose, .. } = task;
        Task { id, sort, raised, by, whose, ..Task::default() }
    };
    tasks.into_iter().filter(|task| viewer.has_task(task)).map(seen).collect()
}

/// Whether a finding of a session whose people are not the asker's to know may be told: what takes, shuts or lacks the
/// rooms, officers and cars that everyone shares, and that two people must not meet. Its papers, its children, their
/// language, school and seats are the case's own.
fn is_of_shared(finding: &Finding) -> bool {
    let shared = |key: &Key| matches!(key.kind, Kind::Site | Kind::Room | Kind::Officer | Kind::Driver | Kind::Vehicle);
    match &finding.what {
        What::Taken { who, .. } | What::Away { who, .. } | What::Appointment { who, .. } => shared(who),
        What::OutsideHours { who, .. } => who.as_ref().is_none_or(shared),
        What::Shut { .. }
        | What::ElsewhereRoom { .. }
        | What::DayFull { .. }
        | What::LongDay { .. }
        | What::LongWeek { .. }
        | What::AloneOnSite { .. }
        | What::MustNotMeet { .. }
        | What::DayClosed { .. }
        | What::PanelSits { .. }
        | What::HoldLapsed { .. } => true,
        _ => false,
    }
}

/// Findings as the asker may see them. One of a session they may know is kept even where others in it are not theirs to
/// know: a warning without a name is better than none. What would tell more than that is left out.
pub(crate) fn findings(viewer: &Viewer, diary: &Diary, findings: Vec<About>) -> Vec<About> {
    let may = |key: Key| viewer.may_know(diary, key);
    // a session that is not in the diary is what the asker proposes
    let open = |id: SessionId| diary.get::<Session>(id).is_none_or(|s| viewer.may_know_session(diary, s));
    findings
        .into_iter()
        .filter(|about| is_of_shared(&about.finding) || open(about.session))
        // that another session is of high risk is for those who may know whose it is
        .filter(|about| !matches!(about.finding.what, What::RiskNextDoor { by, .. } if !may(by.key())))
        .map(|mut about| {
            if let What::MustNotMeet { rule, other, by, .. } = &mut about.finding.what
                && !(may(*other) && may(by.key()))
            {
                // that someone must not be met is said; who and in which session is not
                (*rule, *by) = (NoMeetRuleId(0), SessionId(0));
                *other = Key::new(other.kind, 0);
            }
            if let What::Appointment { appointment, sort, .. } = &mut about.finding.what
                && !may(appointment.key())
            {
                // an officer is away; at whose review is not said
                (*appointment, *sort) = (AppointmentId(0), AppointmentSort::Other);
            }
            about
        })
        .collect()
}

/// The times of a series that were missed, with the findings the asker may see.
pub(crate) fn missed(viewer: &Viewer, diary: &Diary, missed: Vec<Missed>) -> Vec<Missed> {
    let known = missed.into_iter().filter(|m| viewer.may_know(diary, m.arrangement.key()));
    known.map(|m| Missed { findings: findings(viewer, diary, m.findings), ..m }).collect()
}

/// What was settled, about sessions the asker may know.
pub(crate) fn orphans(viewer: &Viewer, diary: &Diary, orphans: &mut Vec<Orphan>) {
    orphans.retain(|o| viewer.may_know(diary, o.session.key()));
}

/// Every key of what was settled, and its session.
pub(crate) fn orphan_keys(orphan: &Orphan) -> impl Iterator<Item = Key> {
    let who = match &orphan.what {
        Settled::Booked => None,
        Settled::Released { by, .. } => *by,
        Settled::Confirmed { who, .. } => *who,
        Settled::Told { who, .. } => Some(*who),
    };
    who.into_iter().chain([orphan.session.key()])
}

/// The glossary of these keys, for this asker.
pub(crate) fn names(viewer: &Viewer, diary: &Diary, keys: impl IntoIterator<Item = Key>) -> Names {
    let mut names = Names::default();
    for key in keys {
        if key.id == 0 || names.0.contains_key(&key) || !viewer.may_know(diary, key) {
            continue;
        }
        if let Some(record) = diary.record(key) {
            names.0.insert(key, said(viewer, diary, record));
        }
    }
    names
}

/// What to call a record in a sentence: people and places by name, paperwork by whom it is for.
fn said(viewer: &Viewer, diary: &Diary, record: &Record) -> String {
    let name = |key: Key| match diary.record(key) {
        Some(record) if viewer.may_know(diary, key) => said(viewer, diary, record),
        _ => "(restricted)".to_owned(),
    };
    let all = |keys: &mut dyn Iterator<Item = Key>| keys.map(name).collect::<Vec<_>>().join(", ");
    match record {
        Record::Child(c) => child_name(c).to_string(),
        Record::Session(s) => all(&mut s.children.iter().map(|c| c.key())),
        Record::Arrangement(a) => {
            let with = all(&mut a.parties.iter().map(|p| p.key()));
            format!(
                "{} with {}",
                all(&mut a.children.iter().map(|c| c.key())),
                if with.is_empty() { "nobody yet" } else { &with }
            )
        }
        Record::Placement(p) => format!("{} with {}", name(p.child.key()), name(p.carer.key())),
        Record::CourtOrder(o) => format!("order for {}", all(&mut o.children.iter().map(|c| c.key()))),
        Record::Agreement(a) => format!("agreement for {}", name(a.arrangement.key())),
        Record::RiskAssessment(r) => format!("risk assessment for {}", name(r.arrangement.key())),
        Record::NoMeetRule(r) => all(&mut r.a.into_iter().chain(r.b)).replace(", ", " and "),
        Record::Absence(a) => format!("{} {}", a.who.map_or_else(String::new, name), a.sort.said()),
        Record::Closure(c) => c.reason.to_string(),
        Record::Decision(d) => format!("{} for {}", d.code.said(), name(d.child.key())),
        Record::Referral(r) => format!("{} for {}", r.request.said(), name(r.child.key())),
        Record::PanelPaper(p) => format!("{} of {}", p.sort.said(), name(p.referral.key())),
        Record::Sitting(s) => format!("{} {}", name(s.panel.key()), said::long(s.date)),
        Record::AgendaItem(i) if i.title.is_empty() => {
            all(&mut i.referrals.iter().map(|r| r.key()).chain(i.children.iter().map(|c| c.key())))
        }
        Record::Interest(i) => format!("{} of {}", i.sort.said(), name(i.who.key())),
        Record::ServiceRequest(r) => format!("{} for {}", r.service, name(r.child.key())),
        Record::Registration(r) => format!("{} for {}", r.category, name(r.child.key())),
        Record::Task(t) => t.sort.said().to_owned(),
        Record::Access(a) => format!("{} opened to {}", name(a.child.key()), a.account),
        Record::Letter(l) => format!("{} {}", l.way.said(), name(l.child.key())),
        Record::Appointment(a) => format!("{} {}", a.sort.said(), all(&mut a.who.iter().copied())),
        Record::Shift(s) => format!("{} {}", name(s.officer.key()), s.time.unwrap_or_default()),
        other => other.title(),
    }
}

/// What a child is called: the name on the file, with what they are called where that differs.
fn child_name(child: &Child) -> &Name {
    if child.name.is_empty() { &child.known_as } else { &child.name }
}

/// A refusal as the asker may see it, with the names of what it mentions.
pub(crate) fn refusal(viewer: &Viewer, diary: &Diary, mut refusal: Refusal) -> Refusal {
    refusal.findings = findings(viewer, diary, refusal.findings);
    refusal.candidates.retain(|hit| viewer.may_know(diary, hit.key));
    orphans(viewer, diary, &mut refusal.orphans);
    let settled = refusal.orphans.iter().flat_map(orphan_keys);
    let candidates = refusal.candidates.iter().map(|hit| hit.key);
    let keys: Vec<Key> = refusal.findings.iter().flat_map(about_keys).chain(candidates).chain(settled).collect();
    refusal.names = names(viewer, diary, keys);
    refusal
}

/// Every key of a finding and its session.
pub(crate) fn about_keys(about: &About) -> Vec<Key> {
    let mut keys = about.finding.keys();
    keys.push(about.session.key());
    keys
}
