//! The commands: one file each, decided by a pure function over the diary.
//!
//! A new command is a file here with a struct and `impl Decide`, and one row in `commands!` below.

mod absence_record;
mod absence_repair;
mod action_chase;
mod action_done;
mod action_record;
mod address_reveal;
mod agenda_add;
mod agenda_order;
mod agreement_emergency;
mod arrangement_activate;
mod arrangement_assess;
mod arrangement_end;
mod arrangement_plan;
mod arrangement_request;
mod arrangement_review;
mod arrangement_sign;
mod arrangement_suspend;
mod call_claim;
mod call_record;
mod caller_identify;
mod case_open;
mod day_close;
mod decide;
mod decision_condition;
mod decision_notify;
mod decision_release;
mod decision_sign;
mod document_print;
mod export;
mod holidays_decide;
mod import;
mod incident_change;
mod incident_record;
mod interest_declare;
mod item_begin;
mod item_carry;
mod item_decide;
mod item_note;
mod item_withdraw;
mod legs_release;
mod legs_retime;
mod letter_handle;
mod letter_note;
mod lost;
mod minutes_amend;
mod minutes_approve;
mod minutes_draft;
mod minutes_send;
mod note_handover;
mod note_read;
mod order_record;
mod override_confirm;
mod pack_print;
mod paper_add;
mod paper_change;
mod paper_read;
mod placement_begin;
mod record_add;
mod record_change;
mod record_close;
mod record_merge;
mod record_reopen;
mod redo;
mod referral_accept;
mod referral_decline;
mod referral_late;
mod referral_return;
mod referral_sign;
mod referral_submit;
mod referral_take;
mod referral_withdraw;
mod register_begin;
mod register_end;
mod series_book;
mod series_cancel;
mod series_change;
mod service_request_answer;
mod service_request_record;
mod session_book;
mod session_book_set;
pub(super) mod session_cancel;
mod session_change;
mod session_confirm;
mod session_event;
mod session_late;
pub(super) mod session_move;
mod session_outcome;
pub(super) mod session_record;
mod session_restore;
mod session_told;
mod session_wait;
mod session_words;
mod setting_set;
mod siblings_book;
mod sitting_adjourn;
mod sitting_attend;
mod sitting_cancel;
mod sitting_close;
mod sitting_lock;
mod sitting_move;
mod sitting_open;
mod sitting_plan;
mod sitting_reply;
mod task_done;
mod taxi_refer;
mod undo;
mod worker_told;

pub use super::repair::{Mend, MendSort, Missing};
pub use absence_record::AbsenceRecord;
pub use absence_repair::AbsenceRepair;
pub use action_chase::ActionChase;
pub use action_done::ActionDone;
pub use action_record::ActionRecord;
pub use address_reveal::AddressReveal;
pub use agenda_add::AgendaAdd;
pub use agenda_order::{AgendaOrder, AgendaPin};
pub use agreement_emergency::AgreementEmergency;
pub use arrangement_activate::ArrangementActivate;
pub use arrangement_assess::ArrangementAssess;
pub use arrangement_end::ArrangementEnd;
pub use arrangement_plan::ArrangementPlan;
pub use arrangement_request::ArrangementRequest;
pub use arrangement_review::ArrangementReview;
pub use arrangement_sign::ArrangementSign;
pub use arrangement_suspend::ArrangementSuspend;
pub use call_claim::CallClaim;
pub use call_record::CallRecord;
pub use caller_identify::{CallerIdentify, Reply};
pub use case_open::CaseOpen;
pub use day_close::DayClose;
pub use decision_condition::DecisionCondition;
pub use decision_notify::DecisionNotify;
pub use decision_release::DecisionRelease;
pub use decision_sign::DecisionSign;
pub use document_print::DocumentPrint;
pub use export::Export;
pub use holidays_decide::HolidaysDecide;
pub use import::Import;
pub use incident_change::IncidentChange;
pub use incident_record::IncidentRecord;
pub use interest_declare::InterestDeclare;
pub use item_begin::ItemBegin;
pub use item_carry::ItemCarry;
pub use item_decide::{ItemDecide, NewAction};
pub use item_note::ItemNote;
pub use item_withdraw::ItemWithdraw;
pub use legs_release::LegsRelease;
pub(crate) use legs_release::is_clear;
pub use legs_retime::LegsRetime;
pub use letter_handle::{LetterHandle, LetterStep};
pub use letter_note::LetterNote;
pub use minutes_amend::MinutesAmend;
pub use minutes_approve::MinutesApprove;
pub use minutes_draft::MinutesDraft;
pub use minutes_send::MinutesSend;
pub use note_handover::NoteHandover;
pub use note_read::NoteRead;
pub use order_record::OrderRecord;
pub use override_confirm::OverrideConfirm;
pub use pack_print::PackPrint;
pub use paper_add::PaperAdd;
pub use paper_change::PaperChange;
pub use paper_read::PaperRead;
pub use placement_begin::PlacementBegin;
pub use record_add::RecordAdd;
pub use record_change::RecordChange;
pub use record_close::RecordClose;
pub use record_merge::RecordMerge;
pub use record_reopen::RecordReopen;
pub use redo::Redo;
pub use referral_accept::ReferralAccept;
pub use referral_decline::ReferralDecline;
pub use referral_late::ReferralLate;
pub use referral_return::ReferralReturn;
pub use referral_sign::{ReferralSign, Signs};
pub use referral_submit::ReferralSubmit;
pub use referral_take::ReferralTake;
pub use referral_withdraw::ReferralWithdraw;
pub use register_begin::RegisterBegin;
pub use register_end::RegisterEnd;
pub use series_book::SeriesBook;
pub use series_cancel::SeriesCancel;
pub use series_change::{OnDay, SeriesChange, Which};
pub use service_request_answer::ServiceRequestAnswer;
pub use service_request_record::ServiceRequestRecord;
pub use session_book::SessionBook;
pub use session_book_set::SessionBookSet;
pub use session_cancel::SessionCancel;
pub use session_change::SessionChange;
pub use session_confirm::SessionConfirm;
pub use session_event::{LiveEvent, SessionEvent};
pub use session_late::SessionLate;
pub use session_move::SessionMove;
pub use session_outcome::{Outcome, SessionOutcome};
pub use session_record::{RecordStep, SessionRecord};
pub use session_restore::SessionRestore;
pub use session_told::SessionTold;
pub(crate) use session_told::takes_part;
pub use session_wait::SessionWait;
pub use session_words::SessionWords;
pub use setting_set::SettingSet;
pub use siblings_book::{SiblingPart, SiblingsBook};
pub use sitting_adjourn::SittingAdjourn;
pub use sitting_attend::{Attends, SittingAttend};
pub use sitting_cancel::SittingCancel;
pub use sitting_close::SittingClose;
pub use sitting_lock::{SittingLock, SittingUnlock};
pub use sitting_move::SittingMove;
pub use sitting_open::SittingOpen;
pub use sitting_plan::SittingPlan;
pub use sitting_reply::SittingReply;
pub use task_done::TaskDone;
pub use taxi_refer::TaxiRefer;
pub use undo::Undo;
pub use worker_told::WorkerTold;

use super::{Refusal, Viewer};
use crate::domain::*;
use decide::task;
pub(crate) use decide::{Decide, Decided, Known};
use std::sync::Arc;

/// A row of [`COMMANDS`].
pub struct CommandRow {
    /// `session.book`.
    pub name: &'static str,
    /// What it does, in a sentence.
    pub about: &'static str,
    /// Who may.
    pub roles: &'static [Role],
    /// Whether `undo` takes it back; if not, why not.
    pub undo: Result<(), &'static str>,
}

macro_rules! commands {
    ($($variant:ident $name:literal $roles:expr, $undo:expr, $about:literal;)*) => {
        /// Everything that can be asked for. JSON: `{"session.book": {...}}`.
        #[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
        pub enum Command {
            $(#[doc = $about] #[serde(rename = $name)] $variant($variant),)*
        }

        /// The table of commands.
        pub const COMMANDS: &[CommandRow] =
            &[$(CommandRow { name: $name, about: $about, roles: $roles, undo: $undo }),*];

        impl Command {
            /// Its name: `session.book`.
            pub fn name(&self) -> &'static str { match self { $(Self::$variant(_) => $name,)* } }

            pub(crate) fn decider(&self) -> &dyn Decide { match self { $(Self::$variant(it) => it,)* } }
        }

        $(impl From<$variant> for Command { fn from(it: $variant) -> Self { Self::$variant(it) } })*
    };
}

use super::role::{
    ADMIN, BOOKERS, CLERKS, KEEPERS, OPENERS, OVERRIDERS, PRINTERS, RECORDERS, REGISTRARS, REVEALERS, TASKED, UNDOERS,
    WRITE_UP,
};

commands! {
    SessionBook "session.book" BOOKERS, Ok(()), "books a session; what is not said the arrangement fills in";
    SessionMove "session.move" BOOKERS, Ok(()), "moves a session to another day, time or room; its legs move with it";
    SessionChange "session.change" BOOKERS, Ok(()), "changes officers, room, adults, legs or notes of a session";
    SessionConfirm "session.confirm" RECORDERS, Ok(()), "records what someone said when asked whether they come";
    SessionCancel "session.cancel" RECORDERS, Ok(()), "cancels a session: by whom, why, with what notice";
    SessionEvent "session.event" RECORDERS, Ok(()),
        "records that somebody came, that it began or ended, that the child is home; with its time, also later";
    AbsenceRecord "absence.record" BOOKERS, Ok(()),
        "records that an officer, driver or vehicle is away, or a room or site shut";
    AbsenceRepair "absence.repair" BOOKERS, Ok(()),
        "the same, and mends the sessions it hits as chosen, all at once";
    SessionTold "session.told" RECORDERS, Ok(()),
        "records who was told what about a session, how and when; or that it was tried, and when to ring back";
    CallClaim "call.claim" RECORDERS, Err("it ends by itself, or with what came of the call"),
        "says that you are ringing somebody about a session, so that nobody else does; or that you are not any more";
    LegsRelease "legs.release" RECORDERS, Ok(()),
        "decides about the cars of a session, or of all that are confirmed on a day: sent, held on, stood down";
    LegsRetime "legs.retime" BOOKERS, Ok(()),
        "plans the journeys of a child who has moved anew, from where they live now; what cannot be stays flagged";
    NoteHandover "note.handover" RECORDERS, Ok(()), "leaves the next shift a note, first on the board until it is read";
    NoteRead "note.read" RECORDERS, Ok(()), "says that you have read a note of the shift before";
    SeriesBook "series.book" BOOKERS, Ok(()),
        "books ahead what an arrangement comes round to; what is booked, moved or cancelled already stays as it is";
    SeriesChange "series.change" BOOKERS, Ok(()),
        "changes one time of an arrangement, this and the following, or all to come; says first what that leaves without ground";
    SeriesCancel "series.cancel" RECORDERS, Ok(()),
        "cancels one time of an arrangement, also before anything is booked for it";
    SiblingsBook "siblings.book" BOOKERS, Ok(()),
        "books siblings as one set: together, apart or partly, with cars shared; all of it or nothing";
    HolidaysDecide "holidays.decide" REGISTRARS, Ok(()),
        "writes down on which bank holidays sites are closed, and on which they stay open";
    SessionRestore "session.restore" BOOKERS, Ok(()), "brings a cancelled session back";
    SessionWait "session.wait" RECORDERS, Ok(()), "waits longer for a late adult who has called";
    SessionLate "session.late" RECORDERS, Ok(()),
        "records that the child came late: the time is added at the end as far as it can be, the rest is owed";
    SessionOutcome "session.outcome" RECORDERS, Ok(()),
        "records that a session did not go as booked: no-show, called off, ended early, part attended; by whom, why";
    WorkerTold "worker.told" RECORDERS, Ok(()), "records that the social worker was told of a session that failed";
    IncidentRecord "incident.record" RECORDERS, Ok(()),
        "takes down an incident with its follow-up; where it ends the session, that too";
    IncidentChange "incident.change" RECORDERS, Ok(()),
        "adds to an incident: the police reference, what was done, what followed; or corrects it";
    DayClose "day.close" RECORDERS, Ok(()),
        "closes a day; refused while a child is not recorded home or a session has no outcome";
    SessionBookSet "session.book_set" BOOKERS, Ok(()), "books several sessions in one entry, all of them or none";
    SessionRecord "session.record" WRITE_UP, Ok(()),
        "records that the observation record is submitted, signed off, uploaded or shared";
    SessionWords "session.words" WRITE_UP, Ok(()), "records what the child said about a session, and what the others said";
    ArrangementRequest "arrangement.request" BOOKERS, Ok(()),
        "takes in a referral for contact, and says what its form lacks; again, to complete it";
    ArrangementPlan "arrangement.plan" BOOKERS, Ok(()), "records that the planning meeting was held";
    ArrangementSign "arrangement.sign" BOOKERS, Ok(()), "records that the written agreement is signed";
    ArrangementAssess "arrangement.assess" BOOKERS, Ok(()), "records a risk assessment, good until a day";
    ArrangementActivate "arrangement.activate" BOOKERS, Ok(()),
        "says that contact may begin or go on; refused with a list while papers are missing";
    ArrangementSuspend "arrangement.suspend" BOOKERS, Ok(()),
        "pauses or suspends an arrangement, with a reason; its sessions are marked and stay";
    ArrangementReview "arrangement.review" BOOKERS, Ok(()),
        "records a review of the contact: the least intrusive level that is safe, and why";
    ArrangementEnd "arrangement.end" BOOKERS, Ok(()), "ends an arrangement, with what came of it";
    OrderRecord "order.record" BOOKERS, Ok(()),
        "records a court's order, in the place of an older one; what no longer fits is marked, never released";
    OverrideConfirm "override.confirm" OVERRIDERS, Ok(()),
        "confirms an override recorded as agreed with you by telephone, or objects";
    LetterNote "letter.note" RECORDERS, Ok(()), "takes down a letter between child and family that is due or has come";
    LetterHandle "letter.handle" RECORDERS, Ok(()),
        "records that a letter came, was read, forwarded or withheld; two accounts read it before it goes on";
    CallRecord "call.record" TASKED, Ok(()), "takes down a call; it is first on the board until somebody has seen to it";
    PlacementBegin "placement.begin" RECORDERS, Ok(()),
        "records that a child lives with another carer; the journeys from the old home are flagged at once";
    AgreementEmergency "agreement.emergency" TASKED, Ok(()),
        "records what was agreed in an emergency; the next sitting is to ratify it";
    ReferralTake "referral.take" CLERKS, Ok(()),
        "takes in a referral to a panel, one child a form, and says what it lacks; again, to complete it";
    ReferralSign "referral.sign" CLERKS, Ok(()),
        "records that the team manager has signed a referral, or the service manager approved it";
    ReferralSubmit "referral.submit" CLERKS, Ok(()), "hands in a referral that was being written, or was sent back";
    ReferralReturn "referral.return" CLERKS, Ok(()), "sends an incomplete referral back, with the list of what it lacks";
    ReferralAccept "referral.accept" CLERKS, Ok(()),
        "takes a complete referral on: an agenda item waits with it for a sitting";
    ReferralLate "referral.late" CLERKS, Ok(()), "records that the chair takes papers though they were late, and why";
    ReferralWithdraw "referral.withdraw" CLERKS, Ok(()), "withdraws a referral before it is heard";
    ReferralDecline "referral.decline" CLERKS, Ok(()),
        "records that a service manager declined a referral before any panel; it counts as asked for";
    PaperAdd "paper.add" CLERKS, Ok(()), "takes down a paper of a referral, or a later version of one: where it is to be found, or its bytes";
    PaperChange "paper.change" CLERKS, Ok(()),
        "changes what is known of a paper: who holds it, that it is redacted, who may not see it";
    PaperRead "paper.read" CLERKS, Err("what was read cannot be unread"),
        "gives out the bytes of a paper; who read it stays in the journal";
    ServiceRequestRecord "service_request.record" KEEPERS, Ok(()),
        "takes down what a service was asked for a child, with the answer where there is one already";
    ServiceRequestAnswer "service_request.answer" KEEPERS, Ok(()),
        "takes down what a service answered, and whether they got what was asked for";
    RegisterBegin "register.begin" KEEPERS, Ok(()), "puts a child on the child protection register";
    RegisterEnd "register.end" KEEPERS, Ok(()), "takes a child off the child protection register";
    PackPrint "pack.print" CLERKS, Err("what is on paper cannot be called back"),
        "prints a panel member's pack for a sitting, without what they may not see; who printed it stays in the journal";
    SittingPlan "sitting.plan" CLERKS, Ok(()),
        "plans the next sittings of a panel as it comes round, or one on a day; a room that contact has is not taken";
    SittingReply "sitting.reply" CLERKS, Ok(()), "writes down who comes to a sitting, sends apologies, or comes for whom";
    SittingLock "sitting.lock" CLERKS, Ok(()), "locks the list of a sitting; what is not ready refuses, or waits for the next";
    SittingUnlock "sitting.unlock" CLERKS, Ok(()), "opens a locked list again, with a reason";
    AgendaAdd "agenda.add" CLERKS, Ok(()), "puts referrals or what waits on the list of a sitting; siblings as one item";
    AgendaOrder "agenda.order" CLERKS, Ok(()), "orders the list of a sitting and gives it times, by itself or by hand";
    AgendaPin "agenda.pin" CLERKS, Ok(()), "fixes the time of an item, or its length, part, presenters, families, chair";
    InterestDeclare "interest.declare" CLERKS, Ok(()), "declares why somebody should not take part in deciding about a child";
    SittingOpen "sitting.open" CLERKS, Ok(()), "opens a sitting";
    SittingAttend "sitting.attend" CLERKS, Ok(()), "records who comes into a sitting, leaves it, or sends apologies; substitutes in whose place";
    ItemBegin "item.begin" CLERKS, Ok(()), "begins to hear an item; who has an interest in it leaves, and without a quorum it does not begin";
    ItemDecide "item.decide" CLERKS, Ok(()), "records what the panel decides about each child of an item: code, conditions, reasons, actions";
    ItemNote "item.note" CLERKS, Ok(()), "writes down what is said about an item, for the minutes";
    ItemCarry "item.carry" CLERKS, Ok(()), "carries an item to another sitting, or lets it wait for one, with the reason";
    ItemWithdraw "item.withdraw" CLERKS, Ok(()), "withdraws an item and what asked for it; never an emergency agreement";
    SittingClose "sitting.close" CLERKS, Ok(()), "closes a sitting; what it did not hear is carried, with the reason";
    SittingAdjourn "sitting.adjourn" CLERKS, Ok(()), "breaks a sitting off, to go on at another time with what it has not heard";
    SittingCancel "sitting.cancel" CLERKS, Ok(()), "calls a sitting off; its list is carried";
    SittingMove "sitting.move" CLERKS, Ok(()), "moves a sitting to another time or room with its whole list";
    DecisionSign "decision.sign" CLERKS, Ok(()), "records what the decision-maker decides on a recommendation";
    DecisionNotify "decision.notify" CLERKS, Ok(()), "records that somebody was given notice of a decision";
    DecisionRelease "decision.release" CLERKS, Ok(()), "lets the letter of a decision go out to the family: a second person has read it";
    DecisionCondition "decision.condition" CLERKS, Ok(()), "records that a condition of a decision is met, or has another day";
    ActionRecord "action.record" CLERKS, Ok(()), "records what somebody is to do for a panel, by when";
    ActionDone "action.done" CLERKS, Ok(()), "records that an action is done, with what shows it";
    ActionChase "action.chase" CLERKS, Ok(()), "records that the owners of actions were reminded";
    MinutesDraft "minutes.draft" CLERKS, Ok(()), "drafts the minutes of a sitting from what was recorded, or takes them as written over";
    MinutesSend "minutes.send" CLERKS, Ok(()), "sends the minutes to the chair";
    MinutesApprove "minutes.approve" CLERKS, Ok(()), "records that the chair approved the minutes";
    MinutesAmend "minutes.amend" CLERKS, Ok(()), "adds to approved minutes what is to be put right";
    TaxiRefer "taxi.refer" BOOKERS, Ok(()), "asks a panel for the taxi of an arrangement, because it recurs";
    TaskDone "task.done" TASKED, Ok(()), "takes a task off the board, with what became of it";
    CaseOpen "case.open" OPENERS, Err("it ends by itself, and a manager has been told"),
        "opens a restricted case to you for a while, with a reason; a manager is told";
    RecordAdd "record.add" KEEPERS, Ok(()), "adds a record of any kind";
    RecordChange "record.change" KEEPERS, Ok(()), "changes a record of any kind";
    RecordClose "record.close" KEEPERS, Ok(()), "closes a record that is no longer in use; it is kept";
    RecordReopen "record.reopen" KEEPERS, Ok(()), "brings a closed record back into use";
    RecordMerge "record.merge" KEEPERS, Ok(()), "merges a duplicate into the record that stays";
    SettingSet "setting.set" ADMIN, Ok(()), "changes a setting of the service";
    Import "import" ADMIN, Ok(()), "takes in records, all or none";
    Export "export" ADMIN, Err("what has left the desk cannot be called back"), "records that everything was exported";
    AddressReveal "address.reveal" REVEALERS, Err("what was seen cannot be unseen"),
        "reveals a secret address, with a reason that stays in the journal";
    DocumentPrint "document.print" PRINTERS, Err("what is on paper cannot be called back"),
        "prints a document for those it is for; who printed what, and which secret addresses were on it, stays in the journal";
    CallerIdentify "caller.identify" RECORDERS, Err("who was asked who they are stays so"),
        "makes sure that a caller is who they say, by what is on file; what they said is not kept";
    Undo "undo" UNDOERS, Err("use redo"), "takes back your last command, or the entry you name";
    Redo "redo" UNDOERS, Ok(()), "brings back what your last undo took";
}

impl Command {
    /// Its row in the table.
    pub fn row(&self) -> &'static CommandRow {
        command_row(self.name()).unwrap_or(&COMMANDS[0])
    }
}

/// The row of a command by name.
pub fn command_row(name: &str) -> Option<&'static CommandRow> {
    COMMANDS.iter().find(|row| row.name == name)
}
