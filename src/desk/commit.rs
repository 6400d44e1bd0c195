//! The commit thread: it takes the commands that wait, decides each on its working version, appends all entries with one
//! fdatasync, publishes the new diary, tells the watchers, answers all, and lets sled follow.

use super::commands::{Decided, Known};
use super::local::{AHEAD, Core, permitted, window};
use super::{About, Content, Done, No, Order, Over, Refusal, Viewer, cut, gate, past, phoned, role, scope, told};
use crate::domain::*;
use crate::store::StoreError;
use std::sync::mpsc::{Receiver, Sender};
use std::sync::{Arc, PoisonError};

/// Most commands that share one fdatasync.
const GROUP: usize = 64;

/// A command that waits for the commit thread.
pub(super) struct Waiting {
    pub viewer: Viewer,
    pub order: Order,
    pub answer: Sender<Result<Done, Refusal>>,
}

/// A command that is decided and waits for its entry to be durable.
struct Decision {
    entry: Entry,
    /// The diary with it, everything it touched loaded: for the names in its answer.
    after: Diary,
    findings: Vec<About>,
    /// Who was told otherwise and is to be told now.
    to_tell: Vec<Key>,
    /// The task for a manager to confirm what they agreed to by telephone.
    waits: Option<TaskId>,
    /// The bytes it gives out.
    content: Option<Content>,
    /// What the command came to, with what its answer says.
    decided: Decided,
}

impl Core {
    /// The commit thread.
    pub(super) fn commit_all(&self, waiting: &Receiver<Waiting>) {
        let mut since_checkpoint = 0;
        while let Ok(first) = waiting.recv() {
            let mut group = vec![first];
            group.extend(waiting.try_iter().take(GROUP - 1));
            since_checkpoint += group.len();
            if self.commit(group).is_err() {
                // nothing of the group was answered; whether it is durable is read from the journal at the next opening
                return;
            }
            if since_checkpoint >= 1000 {
                since_checkpoint = 0;
                if self.store.read().unwrap_or_else(PoisonError::into_inner).checkpoint().is_err() {
                    return;
                }
            }
        }
    }

    /// Decides a group of commands one after the other, makes their entries durable together, answers them.
    fn commit(&self, group: Vec<Waiting>) -> Result<(), StoreError> {
        let mut working = Diary::clone(&self.published());
        let today = self.clock.now().moment().day;
        if working.has(today) && !working.has(today + AHEAD) {
            // midnight has passed: the window moves on
            self.slide(&mut working, today)?;
        }
        let mut decided: Vec<(Waiting, Result<Decision, Refusal>)> = Vec::new();
        for waiting in group {
            let mut outcome = self.decide(&mut working, &waiting, decided.is_empty());
            if matches!(outcome, Ok(None)) {
                self.settle(std::mem::take(&mut decided), &working)?;
                outcome = self.decide(&mut working, &waiting, true);
            }
            match outcome {
                Ok(decision) => decided.extend(decision.map(|decision| (waiting, Ok(decision)))),
                // an asker who has gone does not wait for the answer
                Err(refusal) if decided.is_empty() => drop(waiting.answer.send(Err(refusal))),
                // it may rest on what was decided before it: it is not told before that is durable and can be seen
                Err(refusal) => decided.push((waiting, Err(refusal))),
            }
        }
        self.settle(decided, &working)
    }

    fn slide(&self, diary: &mut Diary, today: Day) -> Result<(), StoreError> {
        let store = self.store.read().unwrap_or_else(PoisonError::into_inner);
        scope::load_days(diary, &store, window(today))?;
        diary.keep(window(today));
        Ok(())
    }

    /// What a command is decided on: the working version with all it needs from the store, and the entries it asked for.
    fn rests_on(
        &self,
        working: &Diary,
        order: &Order,
        viewer: &Viewer,
        now: &Instant,
        settled: bool,
    ) -> Result<Option<(Diary, Vec<Arc<Entry>>)>, Refusal> {
        let decider = order.command.decider();
        let scope = &decider.scope(viewer);
        if !settled && !scope::covered(working, scope) {
            return Ok(None);
        }
        let mut diary = working.clone();
        diary.now = now.moment();
        let store = self.store.read().unwrap_or_else(PoisonError::into_inner);
        let past = scope::load(&mut diary, &store, scope)?.past;
        scope::load(&mut diary, &store, &decider.further(&past))?;
        let needs = decider.needs(&Known { diary: &diary, past: &past, now, viewer });
        if !settled && !scope::covered(working, &needs) {
            return Ok(None);
        }
        scope::load(&mut diary, &store, &needs)?;
        Ok(Some((diary, past)))
    }

    /// The diary as it was before an entry that is taken back; nothing where too much has happened since to tell.
    fn before(&self, diary: &Diary, seq: u64) -> Result<Option<Diary>, Refusal> {
        let store = self.store.read().unwrap_or_else(PoisonError::into_inner);
        let head = store.head().seq;
        if head.saturating_sub(seq) > past::LOOK_BACK as u64 {
            return Ok(None);
        }
        let since: Vec<Arc<Entry>> =
            (seq..=head).filter_map(|n| store.entry(n).transpose()).collect::<Result<_, _>>()?;
        Ok(gate::as_it_was(diary, since))
    }

    /// Decides one command on the working version and brings that up to date. Nothing where it needs something from the
    /// store that does not hold what was decided before it: `settled` says whether it does. A refusal is cut, with the
    /// names of what had been looked at.
    fn decide(&self, working: &mut Diary, waiting: &Waiting, settled: bool) -> Result<Option<Decision>, Refusal> {
        let Waiting { viewer, order, .. } = waiting;
        permitted(viewer, order.command.row().roles, order.command.name())?;
        let now = self.clock.now();
        let viewer = &viewer.at(working, now.moment());
        let today = now.moment().day;
        let Some((mut diary, past)) = self.rests_on(working, order, viewer, &now, settled)? else { return Ok(None) };
        let known = Known { diary: &diary, past: &past, now: &now, viewer };
        let refused = |diary: &Diary, no| cut::refusal(viewer, diary, no);
        let mut decided = order.command.decider().decide(&known).map_err(|no| refused(&diary, no))?;
        // what is taken back says itself who is to be told
        if decided.undoes.is_none() {
            decided.changes.iter_mut().for_each(outdate);
        }
        sound(&decided).map_err(|no| refused(&diary, no))?;
        let days = gate::days(&decided.changes, today);
        if !settled && days.iter().any(|day| !working.has(*day)) {
            return Ok(None);
        }
        {
            let store = self.store.read().unwrap_or_else(PoisonError::into_inner);
            for day in days {
                scope::load_days(&mut diary, &store, Days::one(day))?;
            }
        }
        standing(&diary, &decided).map_err(|no| refused(&diary, no))?;
        let mut after = diary.clone();
        decided.changes.iter().for_each(|change| after.apply(change));
        let to_tell = to_tell(&diary, &after, &decided.changes);
        let then = decided.undoes.map(|seq| self.before(&diary, seq)).transpose()?.flatten();
        let judged = gate::judge(&diary, &after, then.as_ref(), &decided.changes, today)?;
        let known = Known { diary: &diary, past: &past, now: &now, viewer };
        let overridden = overridden(&known, order, &judged.blocking).map_err(|no| refused(&after, no))?;
        let mut waits = None;
        if let Some(task) = overridden.waits {
            let id = phoned::number(&decided.changes, &known);
            let task = Change::new(Task { id, ..task });
            after.apply(&task);
            decided.changes.push(task);
            waits = Some(id);
        }
        let content = self.contents(&decided)?;
        let entry = entry(working, waiting, &decided, &overridden.rules, now);
        let hash = crate::store::entry_hash(&entry)?;
        working.apply_entry(&entry, hash);
        // a booking taken back is on no page any more and has a name all the same
        decided.changes.iter().filter_map(|c| c.before.as_ref()).for_each(|record| after.set_aside(record));
        Ok(Some(Decision { entry, after, findings: judged.findings, to_tell, waits, content, decided }))
    }

    /// Keeps the bytes a decision's records name, before any entry names them, and brings those it gives out.
    fn contents(&self, decided: &Decided) -> Result<Option<Content>, Refusal> {
        if decided.keeps.is_none() && decided.reads.is_none() {
            return Ok(None);
        }
        let store = self.store.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(content) = &decided.keeps {
            store.keep_content(&content.0)?;
        }
        let read = decided.reads.as_ref().map(|bytes| store.content(&bytes.hash)).transpose()?;
        Ok(read.map(Content))
    }

    /// Makes decisions durable, publishes them, answers them, tells the watchers.
    fn settle(&self, decided: Vec<(Waiting, Result<Decision, Refusal>)>, working: &Diary) -> Result<(), StoreError> {
        if decided.is_empty() {
            return Ok(());
        }
        let entries: Vec<Entry> = decided.iter().filter_map(|(_, d)| Some(d.as_ref().ok()?.entry.clone())).collect();
        let mut store = self.store.write().unwrap_or_else(PoisonError::into_inner);
        let hashes = store.append(&entries)?;
        *self.live.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(working.clone());
        for (waiting, outcome) in decided {
            let outcome = outcome.map(|decision| {
                // the watchers first: whoever begins to watch after an answer is told only of what comes after it
                self.tell(&decision.after, &decision.entry);
                done(&waiting.viewer, &decision)
            });
            // an asker who has gone does not wait for the answer
            drop(waiting.answer.send(outcome));
        }
        // the journal has them, so nobody waits for sled; who needs the store waits for its lock and finds them there
        for (entry, hash) in entries.iter().zip(hashes) {
            store.apply(entry, hash)?;
        }
        Ok(())
    }
}

/// The entry of a decision, after the head of the working version.
fn entry(working: &Diary, waiting: &Waiting, decided: &Decided, overrides: &[RuleName], at: Instant) -> Entry {
    let mut head = working.head.clone();
    for change in &decided.changes {
        head.reserve(change.key.kind, change.key.id);
    }
    Entry {
        seq: head.seq + 1,
        at,
        actor: waiting.viewer.actor.clone(),
        command: waiting.order.command.name().to_owned(),
        args: decided.args.clone().unwrap_or_else(|| waiting.order.command.decider().args()),
        changes: decided.changes.clone(),
        reason: decided
            .reason
            .clone()
            .or_else(|| waiting.order.over.as_ref().filter(|_| !overrides.is_empty()).map(said)),
        overrides: overrides.to_vec(),
        undoes: decided.undoes,
        next: head.next,
        prev: head.hash,
    }
}

/// Whatever command changes a session, what people were told of it and holds no longer is marked.
fn outdate(change: &mut Change) {
    let session = |record: &Option<Arc<Record>>| record.as_deref().and_then(Session::of).cloned();
    if let (Some(old), Some(mut new)) = (session(&change.before), session(&change.after)) {
        told::outdate(&old, &mut new);
        change.after = Some(Arc::new(new.into()));
    }
}

/// Who was told otherwise, and is to be told now.
fn to_tell(before: &Diary, after: &Diary, changes: &[Change]) -> Vec<Key> {
    let of = |diary: &Diary, record: &Option<Arc<Record>>| {
        record.as_deref().and_then(Session::of).map_or_else(Vec::new, |s| told::to_tell(diary, s))
    };
    let mut whom: Vec<Key> = Vec::new();
    for change in changes.iter().filter(|c| c.key.kind == Kind::Session) {
        let already = of(before, &change.before);
        whom.extend(of(after, &change.after).into_iter().filter(|who| !already.contains(who)));
    }
    whom.sort_unstable();
    whom.dedup();
    whom
}

/// Whatever command makes a session, it is one that makes sense by itself.
fn sound(decided: &Decided) -> Result<(), Refusal> {
    let sessions = decided.changes.iter().filter_map(|c| c.after.as_deref().and_then(Session::of));
    match sessions.flat_map(Plain::check).next() {
        Some(wrong) => Err(Refusal::usage(&wrong.field, format!("{} {}", wrong.field, wrong.what))),
        None => Ok(()),
    }
}

/// Every `before` is what is stored: no update is lost.
fn standing(diary: &Diary, decided: &Decided) -> Result<(), Refusal> {
    match decided.changes.iter().find(|c| diary.record(c.key) != c.before.as_ref()) {
        Some(change) => {
            Err(Refusal::new(No::Rule, format!("{} has changed in the meantime", change.key))
                .hinted("look at it again"))
        }
        None => Ok(()),
    }
}

/// The reason of an override as the journal has it: with who agreed by telephone.
fn said(over: &Over) -> Note {
    match &over.agreed_by {
        None => over.reason.clone(),
        Some(manager) => Note::new(format!("agreed by telephone with {manager}: {}", over.reason)).unwrap_or_default(),
    }
}

/// The rules an order overrides, and what waits for the manager who agreed by telephone.
#[derive(Default)]
struct Overridden {
    rules: Vec<RuleName>,
    waits: Option<Task>,
}

/// A refusal where findings block and the order may not override them.
fn overridden(known: &Known, order: &Order, blocking: &[About]) -> Result<Overridden, Refusal> {
    if blocking.is_empty() {
        return Ok(Overridden::default());
    }
    let role = known.viewer.actor.role;
    let refused = |what: String| Refusal { findings: blocking.to_vec(), ..Refusal::new(No::Rule, what) };
    let many = if blocking.len() == 1 {
        "a rule refuses it".to_owned()
    } else {
        format!("{} findings refuse it", blocking.len())
    };
    let Some(over) = &order.over else {
        let papers = blocking.iter().all(|b| matches!(b.finding.what, What::NotInForce { .. }));
        let held = if papers { "it can be held until the papers are there; " } else { "" };
        return Err(refused(many).hinted(format!("{held}a manager may override with a reason")));
    };
    let manager = over.agreed_by.as_ref().map(|who| role::manager(known.diary, who)).transpose()?;
    match &manager {
        None if !role::OVERRIDERS.contains(&role) => {
            let what = format!("{} may not override a rule", role::someone(role));
            let way = "ask a manager; what one agrees to by telephone is recorded with --agreed-by";
            return Err(Refusal { no: No::NotPermitted, ..refused(what) }.hinted(way));
        }
        Some(_) if !role::WRITERS.contains(&role) => {
            let what = format!("{} may not record an override", role::someone(role));
            return Err(Refusal { no: No::NotPermitted, ..refused(what) });
        }
        _ => {}
    }
    if over.reason.is_empty() {
        return Err(refused("an override needs a reason".to_owned()));
    }
    let mut rules: Vec<RuleName> = blocking.iter().map(|b| b.finding.rule.clone()).collect();
    rules.sort();
    rules.dedup();
    // their own word is theirs already
    let other = manager.filter(|user| *user.account != *known.viewer.actor.account);
    let waits = other.map(|user| phoned::task(known, user, over, &rules, blocking));
    Ok(Overridden { rules, waits })
}

fn done(viewer: &Viewer, decision: &Decision) -> Done {
    let Decision { entry, after: diary, .. } = decision;
    // whoever has just opened a case may read its names
    let viewer = &viewer.at(diary, entry.at.moment());
    let findings = cut::findings(viewer, diary, decision.findings.clone());
    let changed: Vec<Key> = entry.changes.iter().map(|c| c.key).collect();
    let known = |who: &Key| viewer.may_know(diary, *who);
    let to_tell: Vec<Key> = decision.to_tell.iter().copied().filter(known).collect();
    let missed = cut::missed(viewer, diary, decision.decided.missed.clone());
    let why_not = cut::findings(viewer, diary, decision.decided.why_not.clone());
    let found = findings.iter().chain(&why_not).chain(missed.iter().flat_map(|m| &m.findings));
    let series = missed.iter().map(|m| m.arrangement.key());
    let found: Vec<Key> = found.flat_map(cut::about_keys).chain(series).chain(to_tell.iter().copied()).collect();
    let keys: Vec<Key> = changed.iter().copied().chain(found).take(2000).collect();
    Done {
        entry: entry.seq,
        command: entry.command.clone(),
        names: cut::names(viewer, diary, keys),
        changed,
        findings,
        undoes: entry.undoes,
        undone: decision.decided.undone.clone(),
        revealed: decision.decided.revealed.clone(),
        identified: decision.decided.identified.clone(),
        printed: decision.decided.printed.clone(),
        content: decision.content.clone(),
        to_tell,
        missed,
        late: decision.decided.late.clone(),
        why_not,
        next: decision.decided.next.clone(),
        lacks: decision.decided.lacks.clone(),
        waits: decision.waits,
    }
}
