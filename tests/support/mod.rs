//! A desk on a store of its own, with a small service that reads at a glance.
#![expect(unreachable_pub, reason = "shared by test binaries, each of which is a crate of its own")]

use contactdesk::clock::Clock;
use contactdesk::desk::commands::Import;
use contactdesk::desk::{Answer, Command, Desk, Done, Local, Opened, Order, Query, Refusal, Seat};
use contactdesk::domain::*;
use contactdesk::store::{MasterKey, OpenOptions, Store};
use std::path::PathBuf;

/// Thursday 26 November 2026, 09:00.
pub const NOW: &str = "2026-11-26 09:00";

/// A desk on a store in a folder that goes away.
pub struct House {
    pub dir: tempfile::TempDir,
    pub local: Option<Local>,
    pub now: Moment,
}

impl House {
    /// A desk with these records.
    pub fn with(records: Vec<Record>) -> Self {
        let house = Self::empty();
        if !records.is_empty() {
            let admin = house.seat("root");
            let order =
                Order { command: Command::Import(Import { records }), over: Some("test data".parse().unwrap()) };
            admin.execute(order).unwrap_or_else(|why| panic!("{why:?}"));
        }
        house
    }

    /// A desk that knows nothing.
    pub fn empty() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let key = MasterKey::generate().unwrap();
        key.write(&dir.path().join("key")).unwrap();
        let now: Moment = NOW.parse().unwrap();
        let store =
            Store::create(&dir.path().join("store"), &key, "test", false, &Clock::at(now).unwrap().now()).unwrap();
        let local = Local::open(store, Clock::at(now).unwrap(), Opened::Live).unwrap();
        Self { dir, local: Some(local), now }
    }

    pub fn store_dir(&self) -> PathBuf {
        self.dir.path().join("store")
    }

    pub fn key(&self) -> MasterKey {
        MasterKey::read(&self.dir.path().join("key")).unwrap()
    }

    /// A seat: `root` owns the store, everyone else needs a user record.
    pub fn seat(&self, account: &str) -> Seat {
        let really = (account != "root").then_some("root");
        self.local.as_ref().unwrap().seat(account, really, true).unwrap()
    }

    /// Closes the desk and opens it again.
    pub fn reopened(self) -> Self {
        self.reopened_as(Opened::Live)
    }

    /// Closes the desk and opens it again, to stay or for one question as the command line does.
    pub fn reopened_as(mut self, opened: Opened) -> Self {
        self.local.take().unwrap().close().unwrap();
        let options = if opened == Opened::Live { OpenOptions::live() } else { OpenOptions::once() };
        let store = Store::open(&self.store_dir(), &self.key(), &options).unwrap();
        self.local = Some(Local::open(store, Clock::at(self.now).unwrap(), opened).unwrap());
        self
    }
}

pub fn ask(desk: &dyn Desk, query: impl Into<Query>) -> Result<Answer, Refusal> {
    desk.ask(query.into()).map(|answered| answered.answer)
}

pub fn run(desk: &dyn Desk, command: impl Into<Command>) -> Result<Done, Refusal> {
    desk.execute(Order::from(command.into()))
}

pub fn json(text: &str) -> Record {
    serde_json::from_str(text).unwrap_or_else(|why| panic!("{why}: {text}"))
}

/// A service of one site with two rooms, two officers, two families and everything in force. Wednesday to Friday.
pub fn small_service() -> Vec<Record> {
    [
        r#"{"site":{"id":"ST-0001","name":"St Andrew's","area":"LE1","hours":"Mon-Fri 08:30-18:30","base":true}}"#,
        r#"{"site":{"id":"ST-0002","name":"Mayfield","area":"LE5","hours":"Mon-Fri 08:30-18:30"}}"#,
        r#"{"travel":{"id":"TR-0001","from":"LE1","to":"LE5","minutes":25}}"#,
        r#"{"room":{"id":"RM-0001","site":"ST-0001","name":"Oak","capacity":8,"clear_down_min":15}}"#,
        r#"{"room":{"id":"RM-0002","site":"ST-0001","name":"Elm","capacity":6,"clear_down_min":15}}"#,
        r#"{"room":{"id":"RM-0003","site":"ST-0002","name":"Quiet","capacity":6,"clear_down_min":15}}"#,
        r#"{"officer":{"id":"OF-0001","name":"T. Shah","hours":"Mon-Fri 08:00-19:00","base":"ST-0001","languages":["Gujarati"]}}"#,
        r#"{"officer":{"id":"OF-0002","name":"D. Mensah","hours":"Mon-Fri 08:00-19:00","base":"ST-0001"}}"#,
        r#"{"child":{"id":"CH-0001","name":"Amara Khan","dob":"2019-05-01","height_cm":118,"case_no":"LCS1001"}}"#,
        r#"{"child":{"id":"CH-0002","name":"Theo Reid","dob":"2016-02-10","height_cm":140,"case_no":"LCS1002"}}"#,
        r#"{"party":{"id":"P-0001","name":"Kelly Khan","relationship":"mother","phone":"07700 900101"}}"#,
        r#"{"party":{"id":"P-0002","name":"Sam Reid","relationship":"father","phone":"07700 900102"}}"#,
        r#"{"carer":{"id":"CR-0001","name":"The Moores","address":{"lines":"14 Hidden Lane","area":"LE3","class":"secret"},"phone":"07700 900301"}}"#,
        r#"{"carer":{"id":"CR-0002","name":"The Bells","address":{"lines":"2 Open Street","area":"LE4","class":"open"}}}"#,
        r#"{"placement":{"id":"PL-0001","child":"CH-0001","carer":"CR-0001","from":"2026-01-05"}}"#,
        r#"{"placement":{"id":"PL-0002","child":"CH-0002","carer":"CR-0002","from":"2026-01-05"}}"#,
        r#"{"arrangement":{"id":"A-0001","children":["CH-0001"],"parties":["P-0001"],"length_min":90,"status":"active","start":"2026-01-05","level":"supervised","level_reason":"court","planned_on":"2026-01-06","referral_complete_on":"2026-01-02","usual_officers":["OF-0001"],"recurrence":"Thu 16:00-17:30"}}"#,
        r#"{"arrangement":{"id":"A-0002","children":["CH-0002"],"parties":["P-0002"],"length_min":90,"status":"active","start":"2026-01-05","level":"supervised","level_reason":"court","planned_on":"2026-01-06","referral_complete_on":"2026-01-02","usual_officers":["OF-0002"]}}"#,
        r#"{"agreement":{"id":"AG-0001","arrangement":"A-0001","signed_on":"2026-01-07"}}"#,
        r#"{"agreement":{"id":"AG-0002","arrangement":"A-0002","signed_on":"2026-01-07"}}"#,
        r#"{"risk_assessment":{"id":"RA-0001","arrangement":"A-0001","made_on":"2026-01-07","expires_on":"2040-01-07"}}"#,
        r#"{"risk_assessment":{"id":"RA-0002","arrangement":"A-0002","made_on":"2026-01-07","expires_on":"2040-01-07"}}"#,
        r#"{"user":{"id":"U-0001","account":"asha","name":"Asha Patel","role":"coordinator"}}"#,
        r#"{"user":{"id":"U-0002","account":"moira","name":"Moira Hale","role":"manager"}}"#,
        r#"{"user":{"id":"U-0003","account":"dot","name":"Dot Lane","role":"duty"}}"#,
        r#"{"user":{"id":"U-0004","account":"ola","name":"T. Shah","role":"officer","officer":"OF-0001"}}"#,
        r#"{"user":{"id":"U-0005","account":"clive","name":"Clive Poe","role":"clerk"}}"#,
        r#"{"user":{"id":"U-0006","account":"audrey","name":"Audrey Finn","role":"auditor"}}"#,
    ]
    .map(json)
    .to_vec()
}
