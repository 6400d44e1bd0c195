//! The queries: one file each, answered by a pure function over the diary, then cut.
//!
//! A new query is a file here with a struct, its view, `impl Ask` and `impl Seen`, and one row in `queries!` below.

mod actions;
mod affected;
mod agenda;
mod allowed;
mod asked_for;
mod chase;
mod check;
pub(super) mod closing;
mod continuity;
mod day;
mod decided;
mod decisions;
pub(super) mod find;
mod forward;
mod free;
mod freed;
mod hear;
mod hits;
mod holidays;
mod identity;
mod incidents;
mod journal;
mod ledger;
mod list;
mod live;
mod losses;
mod message;
mod minutes;
mod next;
mod notes;
mod now;
mod orders;
mod owed;
mod papers;
mod propose;
mod records;
mod referral;
mod referrals;
mod rota;
mod round;
mod series;
mod show;
mod sitting;
mod slots;
mod status;
mod tables;
mod tell;
mod timesheet;
mod to_tell;
mod told;
mod tomorrow;
mod waiting;
mod week;
mod why;

pub use actions::{Actions, ActionsView, TrackRow, Tracked};
pub use affected::{Affected, AffectedQuery, AffectedView, Choice, Reason};
pub use agenda::{Agenda, AgendaView, ListRow, SittingClock, SittingLine, Sittings, SittingsView};
pub use allowed::{Allowed, AllowedView, Door};
pub use asked_for::{AskedAgain, AskedFor, AskedForView, AskedRow, PanelsAsked};
pub use chase::{Chase, ChaseRow, ChaseSort, ChaseView};
pub use check::{Check, CheckView};
pub use closing::{Closing, ClosingView, InTheWay, OpenRow};
pub use continuity::{Continuity, ContinuityRow, ContinuityView};
pub use day::{DayQuery, DayView, PersonRow, Shut};
pub use decided::{Decided, DecidedView};
pub use decisions::{DecisionRow, DecisionStage, Decisions, DecisionsView};
pub use find::{Find, FindView, Hit};
pub use forward::{Forward, ForwardRow, ForwardView};
pub use free::{Free, FreeRow, FreeView, FreeWhat};
pub use freed::{Freed, FreedRow, FreedView};
pub use hear::{Hear, HearView, Heard, More, RoomTaken, Run, Stands, Way};
pub use hits::{Hits, HitsView};
pub use holidays::{HolidayRow, HolidayState, Holidays, HolidaysView};
pub use identity::{Identity, IdentityView, MadeSure, Question, SpeakingTo};
pub use incidents::{Incidents, IncidentsView};
pub use journal::{Journal, JournalView, Line};
pub use ledger::{Ledger, LedgerRow, LedgerView};
pub use list::{List, ListView};
pub use live::{Live, LiveRow, LiveView, Stage};
pub use losses::{LossRow, Losses, LossesView};
pub use message::{Message, MessageView};
pub use minutes::{MinutesQuery, MinutesRow, MinutesView};
pub use next::{Next, NextView};
pub use notes::{Notes, NotesView};
pub use now::{Now, NowView, OnRoad, OnSite};
pub use orders::{OrderSet, OrderSetView, OrderWatch, OrderWatchView};
pub use owed::{MadeUp, Owed, OwedRow, OwedView, OwedWhy};
pub use papers::{PaperLine, Papers, PapersView};
pub use propose::{Propose, ProposeView};
pub use records::{Records, RecordsView};
pub use referral::{ReferralQuery, ReferralView, Repeat};
pub use referrals::{Due, ReferralRow, Referrals, ReferralsView};
pub use rota::{Rota, RotaDay, RotaRow, RotaView};
pub use round::{Call, CallState, Car, Round, RoundView, Standing};
pub use series::{OccurrenceState, Series, SeriesRow, SeriesView};
pub use show::{Show, ShowView};
pub use sitting::{ItemRow, SeatRow, SittingQuery, SittingView};
pub use slots::{Slots, SlotsView};
pub use status::{Status, StatusView};
pub use tables::{
    CommandLine, Commands, CommandsView, DutyLine, RuleLine, Rules, RulesView, SettingLine, SettingsQuery, SettingsView,
};
pub use tell::{Tell, TellRow, TellView, Worker};
pub use timesheet::{Timesheet, TimesheetRow, TimesheetView, Worked};
pub use to_tell::{News, ToTell, ToTellRow, ToTellView};
pub use told::{PrintedLine, ToldLine, ToldQuery, ToldView};
pub use tomorrow::{Fix, ToMend, Tomorrow, TomorrowRow, TomorrowView};
pub use waiting::{AfterSchool, Waiting, WaitingRow, WaitingView};
pub use week::{Week, WeekDay, WeekView};
pub use why::{Why, WhyView};

pub(crate) use holidays::{of_year as holidays_of_year, stands as holiday_stands};

use super::commands::Known;
use super::cut;
use super::{About, Refusal, Viewer};
use crate::domain::*;
use std::sync::Arc;

/// What an answer rests on: what a decision rests on, and the page a scope asked for.
pub(crate) struct Asked<'a> {
    /// Diary, past, now, viewer.
    pub known: Known<'a>,
    /// The records of the scope's page.
    pub page: &'a [Arc<Record>],
    /// Whose desk this is.
    pub here: &'a super::Here,
}

/// A query knows what it needs and answers from that, uncut. Pure.
pub(crate) trait Ask {
    /// Sessions and entries it needs loaded.
    fn scope(&self, viewer: &Viewer, today: Day) -> Scope;

    /// What else it needs, once it is known whom it means.
    fn further(&self, _: &Known) -> Scope {
        Scope::default()
    }

    /// The answer, before the cut.
    fn answer(&self, asked: &Asked) -> Result<Answer, Refusal>;
}

/// What the cut looks at: every answer lists what is in it.
pub(crate) struct Cutter<'a> {
    pub viewer: &'a Viewer,
    pub diary: &'a Diary,
    /// The journal entries the answer rests on.
    pub past: &'a [Arc<Entry>],
}

impl Cutter<'_> {
    pub(crate) fn sessions(&self, sessions: &mut [Session]) {
        for session in sessions {
            *session = cut::session(self.viewer, self.diary, session);
        }
    }

    pub(crate) fn findings(&self, findings: &mut Vec<About>) {
        *findings = cut::findings(self.viewer, self.diary, std::mem::take(findings));
    }

    pub(crate) fn tasks(&self, tasks: &mut Vec<Task>) {
        *tasks = cut::tasks(self.viewer, self.diary, std::mem::take(tasks));
    }

    /// Leaves of a sitting only the minutes that are the asker's to read.
    pub(crate) fn minutes(&self, sitting: &mut Sitting) {
        cut::minutes(self.viewer, self.diary, sitting);
    }

    /// Drops the records that are not the asker's to see.
    pub(crate) fn records(&self, records: &mut Vec<Record>) {
        let seen = std::mem::take(records).into_iter();
        *records = seen.filter_map(|r| cut::record(self.viewer, self.diary, &Arc::new(r)).ok()).collect();
    }
}

/// An answer that can be cut. There is no answer without this.
pub(crate) trait Seen {
    /// Leaves only what the asker may see.
    fn see(&mut self, cut: &Cutter) -> Result<(), Refusal>;
    /// Every key in what is left, for the glossary.
    fn keys(&self, keys: &mut Vec<Key>);
}

pub(super) fn session_keys(sessions: &[Session], keys: &mut Vec<Key>) {
    for session in sessions {
        keys.push(session.key());
        keys.extend(Record::from(session.clone()).owners());
        keys.extend(session.confirmations.iter().filter_map(|c| c.who));
        keys.extend(session.told.iter().filter_map(|t| t.who));
        for leg in &session.legs {
            keys.extend(leg.children.iter().map(|c| c.key()));
            keys.extend([&leg.from, &leg.to].into_iter().filter_map(place_key));
        }
    }
}

/// The record a place is, where it is one.
fn place_key(place: &Place) -> Option<Key> {
    match place {
        Place::Site(id) => Some(id.key()),
        Place::Carer(id) => Some(id.key()),
        Place::School(id) => Some(id.key()),
        Place::Other(_) => None,
    }
}

pub(super) fn finding_keys(findings: &[About], keys: &mut Vec<Key>) {
    keys.extend(findings.iter().flat_map(cut::about_keys));
}

/// The findings of some sessions, as lines about them.
pub(super) fn about(session: SessionId, findings: Vec<Finding>) -> impl Iterator<Item = About> {
    findings.into_iter().map(move |finding| About { session, finding })
}

/// A row of [`QUERIES`].
pub struct QueryRow {
    /// `day`.
    pub name: &'static str,
    /// What it answers, in a sentence.
    pub about: &'static str,
    /// Who may ask.
    pub roles: &'static [Role],
}

macro_rules! queries {
    ($($variant:ident($query:ident) -> $view:ident, $name:literal $roles:expr, $about:literal;)*) => {
        /// Everything that can be asked. JSON: `{"day": {...}}`.
        #[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
        pub enum Query { $(#[doc = $about] #[serde(rename = $name)] $variant($query),)* }

        /// Everything that can be answered. JSON: `{"day": {...}}`.
        #[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
        pub enum Answer { $(#[doc = $about] #[serde(rename = $name)] $variant($view),)* }

        /// The table of queries.
        pub const QUERIES: &[QueryRow] = &[$(QueryRow { name: $name, about: $about, roles: $roles }),*];

        impl Query {
            /// Its name: `day`.
            pub fn name(&self) -> &'static str { match self { $(Self::$variant(_) => $name,)* } }

            pub(crate) fn asker(&self) -> &dyn Ask { match self { $(Self::$variant(it) => it,)* } }
        }

        impl Answer {
            pub(crate) fn seen(&mut self) -> &mut dyn Seen { match self { $(Self::$variant(it) => it,)* } }
        }

        $(impl From<$query> for Query { fn from(it: $query) -> Self { Self::$variant(it) } })*
    };
}

use super::role::{ADMIN, ANYONE, BOOKERS, OFFICE, READERS, RECORDERS};

queries! {
    Day(DayQuery) -> DayView, "day" ANYONE, "the sessions of a day, with what is wrong, and who is there";
    Week(Week) -> WeekView, "week" ANYONE, "the sessions of a week, day by day";
    Next(Next) -> NextView, "next" ANYONE, "the next sessions of a child, adult, officer, room or car";
    Now(Now) -> NowView, "now" ANYONE, "who is on site, who is in a car, who comes next";
    Tomorrow(Tomorrow) -> TomorrowView, "tomorrow" OFFICE,
        "what is still to be mended of the next day with sessions, each with its one key";
    Round(Round) -> RoundView, "round" RECORDERS,
        "everyone to ring about the sessions of a day, by the last safe moment to stop the car, and who is to be told";
    Told(ToldQuery) -> ToldView, "told" OFFICE, "what somebody was told, and when, about some days, and what was printed";
    Message(Message) -> MessageView, "message" RECORDERS, "ready wording for somebody about a session; nothing is sent";
    Notes(Notes) -> NotesView, "notes" OFFICE, "what one shift left the next, by day";
    Live(Live) -> LiveView, "live" ANYONE, "the day as it runs: who is there, who is waited for, what will collide, what leaves next";
    Closing(Closing) -> ClosingView, "closing" OFFICE, "what stands in the way of closing a day, and what was corrected since";
    Ledger(Ledger) -> LedgerView, "ledger" OFFICE, "cancelled, missed and shortened sessions: by whom, why, with what notice, what is owed";
    Tell(Tell) -> TellView, "tell" OFFICE, "which social workers are to be told of failed sessions, and by when";
    Incidents(Incidents) -> IncidentsView, "incidents" ANYONE, "incidents that are still to be followed up, or all of some days";
    Allowed(Allowed) -> AllowedView, "allowed" OFFICE, "whether an adult at the door may come in";
    Decided(Decided) -> DecidedView, "decided" OFFICE, "what panels decided about a child, on what conditions, by whom";
    Agenda(Agenda) -> AgendaView, "agenda" OFFICE,
        "the list of a sitting: times, what is missing, who chairs, the quorum, whom to ring; and what waits for a list";
    Sittings(Sittings) -> SittingsView, "sittings" OFFICE, "the calendar of the panels, with what is due when";
    Forward(Forward) -> ForwardView, "forward" OFFICE, "what panels must look at again without anybody asking";
    Sitting(SittingQuery) -> SittingView, "hearing" OFFICE,
        "a sitting as it runs: who is there, what is heard, who must leave, whether it can be decided, what was decided";
    Decisions(Decisions) -> DecisionsView, "decisions" OFFICE, "what sittings decided and is to be signed and sent, by when; or what was sent";
    Actions(Actions) -> ActionsView, "actions" OFFICE, "what is to be done for panels, conditions to be met, decisions to be looked at again";
    Minutes(MinutesQuery) -> MinutesView, "minutes" OFFICE, "how far the minutes of the sittings are, and the text of one";
    AskedFor(AskedFor) -> AskedForView, "asked" OFFICE,
        "what services and panels were asked for, how much was answered and got what was asked for; all of a child";
    Find(Find) -> FindView, "find" ANYONE, "records by name, number, telephone or what they sound like";
    Show(Show) -> ShowView, "show" ANYONE, "everything about one record";
    Hear(Hear) -> HearView, "hear" ANYONE, "what a caller may hear, to be read out to them";
    Identity(Identity) -> IdentityView, "identity" RECORDERS, "what to ask a caller, to make sure who they are";
    Free(Free) -> FreeView, "free" ANYONE, "rooms, officers, drivers or vehicles that are free then, and why the others are not";
    List(List) -> ListView, "list" OFFICE, "a register: all records of a kind";
    Rota(Rota) -> RotaView, "rota" OFFICE, "the officers' week: hours, leave and sessions";
    Affected(AffectedQuery) -> AffectedView, "affected" BOOKERS,
        "the sessions hit by somebody or something that is not there, with a proposal for each";
    Hits(Hits) -> HitsView, "hits" OFFICE, "the sessions an absence, closure, date or holiday is in the way of";
    ToTell(ToTell) -> ToTellView, "to_tell" RECORDERS, "who has to hear of what an entry did to its sessions";
    Timesheet(Timesheet) -> TimesheetView, "timesheet" ANYONE,
        "officers' weeks in minutes: rostered, away, planned and recorded; an officer's own";
    Continuity(Continuity) -> ContinuityView, "continuity" OFFICE,
        "how many of a family's sessions were with the officer they see most";
    Papers(Papers) -> PapersView, "papers" OFFICE, "what an arrangement has and lacks before contact may begin, and what is ordered meanwhile";
    Waiting(Waiting) -> WaitingView, "waiting" OFFICE, "who waits for contact, newborn children first, and what is missing";
    OrderWatch(OrderWatch) -> OrderWatchView, "order_watch" OFFICE, "ordered, planned and delivered contact per child and week, and what is short";
    OrderSet(OrderSet) -> OrderSetView, "order_set" BOOKERS, "the earliest sessions that make up what is short of an order, none in another's way";
    Chase(Chase) -> ChaseView, "chase" OFFICE, "what is due and overdue: records, reviews, papers, checks, letters, holds";
    Propose(Propose) -> ProposeView, "propose" BOOKERS, "a booking filled in, and what is wrong with it; nothing is booked";
    Referrals(Referrals) -> ReferralsView, "referrals" OFFICE,
        "what panels are asked for and is not over: what each referral lacks, how long it waits, when papers are due";
    Referral(ReferralQuery) -> ReferralView, "referral_file" OFFICE,
        "one referral to a panel: what it has and lacks, its papers, what was asked before, where it waits";
    Series(Series) -> SeriesView, "series" OFFICE, "an arrangement's times, with what has become of each; what would be booked, what clashes";
    Owed(Owed) -> OwedView, "owed" OFFICE, "contact that was lost and is to be made up for, and what is booked against it";
    Losses(Losses) -> LossesView, "losses" OFFICE, "the children who lose contact in a week because sites are closed, those who wait longest first";
    Holidays(Holidays) -> HolidaysView, "holidays" OFFICE, "the bank holidays of a year, and which sites are closed on them";
    Slots(Slots) -> SlotsView, "slots" BOOKERS, "the best slots for an arrangement or session, with room, officers and cars, and what speaks against each";
    Freed(Freed) -> FreedView, "freed" BOOKERS, "who should have an officer, room or car that has become free: who waits, is short of an order, or is owed";
    Why(Why) -> WhyView, "why" BOOKERS, "why a slot is refused, who blocks it until when, and what would make it work";
    Check(Check) -> CheckView, "check" OFFICE, "what a command would come to; nothing is done";
    Journal(Journal) -> JournalView, "journal" READERS, "what was done, by whom, last first";
    Settings(SettingsQuery) -> SettingsView, "settings" ANYONE, "how the service is set up";
    Rules(Rules) -> RulesView, "rules" ANYONE, "the rules of a booking, with their sources";
    Commands(Commands) -> CommandsView, "commands" ANYONE, "the commands and queries, and who may use them";
    Status(Status) -> StatusView, "status" ANYONE, "the desk itself: store, entries, numbers";
    Records(Records) -> RecordsView, "records" ADMIN, "records as they are stored, a page at a time, for export";
}

/// The row of a query by name.
pub fn row(name: &str) -> Option<&'static QueryRow> {
    QUERIES.iter().find(|row| row.name == name)
}
