//! `hear`: what a caller may hear, to be read out to them.
//!
//! Nothing here is cut out of what staff see: each sort of caller has its own list of what they may hear ([`More`]), and
//! there is no field for anything else. What the asker may not know is not passed on through a caller either.

use super::*;
use crate::desk::{No, heard, identity, search};

/// What a caller may hear of their next sessions, of a day, or of somebody in them.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Hear {
    /// Who hears it: the reference or name of a family member, carer, officer or driver; of a child, its social worker.
    pub to: String,
    /// Only sessions with this person, or this session: a reference or a name, of those they may hear of.
    #[serde(default)]
    pub who: Option<String>,
    /// Only this day, and when its rooms are taken.
    #[serde(default)]
    pub day: Option<Day>,
    /// Whom they may hear of that is called so, instead of sessions.
    #[serde(default)]
    pub find: Option<String>,
    /// At most so many; where it is left out 5 sessions, 20 people, or all of a day.
    #[serde(default)]
    pub limit: Option<u16>,
}

/// What a caller may hear.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct HearView {
    /// Who hears it.
    pub to: SpeakingTo,
    /// The day that was asked about.
    pub day: Option<Day>,
    /// Whom they may hear of, where that was asked.
    pub people: Option<Vec<Key>>,
    /// The sessions, by day and time.
    pub heard: Vec<Heard>,
    /// When the rooms of the day are taken, by whomever.
    pub rooms: Vec<RoomTaken>,
}

choices! {
    /// How a session stands, to whoever hears of it.
    Stands {
        /// Held for somebody, not promised.
        Held "held, not promised yet",
        /// Booked.
        #[default] Booked "booked",
        /// Everybody has confirmed.
        Confirmed "confirmed",
        /// It has begun.
        UnderWay "under way",
        /// It is over.
        Over "over",
        /// It was cancelled.
        Cancelled "cancelled",
    }
}

/// A session as somebody may hear of it: what everybody may whose it is, and more by who they are.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Heard {
    /// Its reference.
    pub session: SessionId,
    /// The day.
    pub date: Day,
    /// When child and adult are together; of a driver's run, when it goes.
    pub span: Span,
    /// The site.
    pub site: SiteId,
    /// How it stands.
    pub stands: Stands,
    /// What else they may hear.
    pub more: More,
}

/// What somebody may hear of a session by who they are.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum More {
    /// Someone of the family who is expected.
    Family {
        /// Whom they meet.
        children: Vec<ChildId>,
        /// When they are to be there.
        arrive: Minute,
        /// When they leave.
        leave: Minute,
        /// What they said when they were asked whether they come.
        said: Option<ConfirmResult>,
    },
    /// The carer children live with on that day.
    Carer {
        /// Those children.
        children: Vec<ChildId>,
        /// Whom they meet.
        with: Vec<PartyId>,
        /// How they leave the door.
        out: Way,
        /// How they come back to it.
        back: Way,
    },
    /// Who drives a run, or rides along.
    Driver {
        /// What the children are called.
        called: Vec<Name>,
        /// From where, to where, when.
        run: Run,
        /// The vehicle.
        vehicle: Option<VehicleId>,
        /// Whether they may go.
        leg: LegStatus,
    },
    /// An officer of the session.
    Officer {
        /// The children.
        children: Vec<ChildId>,
        /// The adults.
        with: Vec<PartyId>,
        /// The other officers.
        officers: Vec<OfficerId>,
        /// The room.
        room: Option<RoomId>,
        /// How closely it is watched.
        level: SupervisionLevel,
        /// When everybody comes and goes.
        times: Stagger,
        /// What they drive themselves.
        drives: Vec<Run>,
    },
    /// The social worker of one of the children.
    SocialWorker {
        /// That child.
        child: ChildId,
        /// The adults.
        with: Vec<PartyId>,
        /// The officers.
        officers: Vec<OfficerId>,
        /// How closely it is watched.
        level: SupervisionLevel,
    },
}

/// How children leave a carer's door, or come back to it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// The carer brings them to the session by then, or fetches them there from then.
    Carer(Minute),
    /// They come and go on foot or by bus: are there by then, or leave then.
    Public(Minute),
    /// Somebody is at the door.
    Door {
        /// When.
        at: Minute,
        /// How they travel.
        mode: Transport,
        /// The driver or officer, where one is named.
        by: Option<Key>,
    },
    /// We see to it, and not from that door.
    Elsewhere,
    /// It is not settled yet.
    Open,
}

/// A run: from where, to where, when. Places are named, never by their address.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Run {
    /// Leaves at.
    pub depart: Minute,
    /// Is there at.
    pub arrive: Minute,
    /// From.
    pub from: Place,
    /// To.
    pub to: Place,
}

/// When a room is taken, without a word of by whom.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct RoomTaken {
    /// The room.
    pub room: RoomId,
    /// When.
    pub taken: Vec<Span>,
}

impl Heard {
    /// The people in it whom the hearer may hear of.
    pub fn people(&self) -> Vec<Key> {
        let keys = |children: &[ChildId], with: &[PartyId], officers: &[OfficerId]| {
            let children = children.iter().map(|c| c.key());
            children.chain(with.iter().map(|p| p.key())).chain(officers.iter().map(|o| o.key())).collect()
        };
        match &self.more {
            More::Family { children, .. } => keys(children, &[], &[]),
            More::Carer { children, with, .. } => keys(children, with, &[]),
            More::Driver { .. } => Vec::new(),
            More::Officer { children, with, officers, .. } => keys(children, with, officers),
            More::SocialWorker { child, with, officers, .. } => keys(&[*child], with, officers),
        }
    }

    fn keys(&self, keys: &mut Vec<Key>) {
        keys.push(self.site.key());
        keys.extend(self.people());
        match &self.more {
            More::Carer { out, back, .. } => {
                let by = |way: &Way| if let Way::Door { by, .. } = way { *by } else { None };
                keys.extend([out, back].into_iter().filter_map(by));
            }
            More::Driver { run, vehicle, .. } => {
                keys.extend(run.places().into_iter().chain(vehicle.map(|v| v.key())));
            }
            More::Officer { room, drives, .. } => {
                keys.extend(drives.iter().flat_map(Run::places).chain(room.map(|r| r.key())));
            }
            More::Family { .. } | More::SocialWorker { .. } => {}
        }
    }
}

impl Run {
    fn places(&self) -> Vec<Key> {
        [&self.from, &self.to].into_iter().filter_map(place_key).collect()
    }
}

impl Hear {
    /// How far ahead is looked, in days.
    const AHEAD: i32 = 183;

    fn days(&self, today: Day) -> Days {
        self.day.map_or(Days::new(today, today + Self::AHEAD), Days::one)
    }

    /// The session it is about, where it is about one.
    fn session(&self) -> Option<SessionId> {
        let key = self.who.as_deref()?.trim().parse::<Key>().ok()?;
        (key.kind == Kind::Session).then_some(SessionId(key.id))
    }
}

impl Ask for Hear {
    fn scope(&self, _: &Viewer, today: Day) -> Scope {
        self.session().map_or_else(|| Scope::days(self.days(today)), |session| Scope::sessions([session]))
    }

    fn further(&self, known: &Known) -> Scope {
        super::identity::touched(identity::named(known, &self.to))
    }

    fn answer(&self, asked: &Asked) -> Result<Answer, Refusal> {
        let known = &asked.known;
        let (diary, now) = (known.diary, known.now.moment());
        let caller = identity::named(known, &self.to)?;
        let sessions: Vec<&Session> = match self.session() {
            Some(id) => diary.get::<Session>(id).into_iter().collect(),
            None => diary.days(self.days(now.day))?.collect(),
        };
        let may = |s: &&&Session| known.viewer.may_know_session(diary, s);
        let mut heard: Vec<Heard> = sessions.iter().filter(may).flat_map(|s| heard::of(diary, caller, s)).collect();
        if self.day.is_none() && self.session().is_none() {
            heard.retain(|h| h.date > now.day || h.span.to > now.minute);
        }
        heard.sort_by_key(|h| (h.date, h.span.from, h.session));
        if let Some(who) = &self.who {
            narrow(known, caller, who, &mut heard)?;
        }
        let mut people = self.find.as_ref().map(|text| found(known, text, &heard));
        if let Some(people) = &mut people {
            people.truncate(usize::from(self.limit.unwrap_or(20)));
            heard.clear();
        }
        heard.truncate(usize::from(self.limit.unwrap_or(if self.day.is_some() { u16::MAX } else { 5 })));
        let rooms = self.day.map_or(Ok(Vec::new()), |day| rooms_taken(diary, day))?;
        let to = identity::speaking_to(known, caller);
        Ok(Answer::Hear(HearView { to, day: self.day, people, heard, rooms }))
    }
}

/// Everybody in some sessions, each once.
fn everybody(heard: &[Heard]) -> Vec<Key> {
    let mut keys: Vec<Key> = heard.iter().flat_map(Heard::people).collect();
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// Whether a record's name has every word of a text.
fn is_called(known: &Known, key: Key, text: &str) -> bool {
    let name = known.diary.record(key).map(|r| search::fold(&r.title())).unwrap_or_default();
    search::fold(text).split_whitespace().all(|word| name.contains(word))
}

fn found(known: &Known, text: &str, heard: &[Heard]) -> Vec<Key> {
    let mut keys = everybody(heard);
    keys.retain(|key| is_called(known, *key, text));
    keys
}

/// Leaves the sessions of whom a caller asks about. Whoever they may not hear of is nobody, whether there is such a person
/// or not; of several none is meant.
fn narrow(known: &Known, caller: Caller, who: &str, heard: &mut Vec<Heard>) -> Result<(), Refusal> {
    let key = who.trim().parse::<Key>();
    if let Ok(Key { kind: Kind::Session, id }) = key {
        heard.retain(|h| h.session.0 == id);
    }
    let mut meant: Vec<Key> = match key {
        Ok(key) if key.kind == Kind::Session || key == caller.key() => return nobody_if(heard.is_empty(), caller, who),
        Ok(key) => everybody(heard).into_iter().filter(|k| *k == key).collect(),
        Err(_) => found(known, who, heard),
    };
    let in_full = |key: &Key| known.diary.record(*key).is_some_and(|r| find::is_in_full(r, who));
    if meant.iter().any(in_full) {
        meant.retain(in_full);
    }
    match meant.as_slice() {
        [] => nobody_if(true, caller, who),
        [one] => {
            heard.retain(|h| h.people().contains(one));
            Ok(())
        }
        many => {
            let hit = |key: &Key| Hit { key: *key, also: String::new(), score: 0, open: true };
            let what = format!("{} could be any of {}", civil::quoted(who), many.len());
            let refusal = Refusal::new(No::NotFound, what).hinted("say which, by its reference");
            Err(Refusal { candidates: many.iter().map(hit).collect(), ..refusal })
        }
    }
}

fn nobody_if(nobody: bool, caller: Caller, who: &str) -> Result<(), Refusal> {
    let what = || format!("{} may hear of nobody and nothing called {}", caller.key(), civil::quoted(who));
    if nobody { Err(Refusal::new(No::NotFound, what())) } else { Ok(()) }
}

/// When the rooms of a day are taken: of the base all of them, of other sites those in use.
fn rooms_taken(diary: &Diary, day: Day) -> Result<Vec<RoomTaken>, Refusal> {
    let base = |room: &Room| diary.get::<Site>(room.site).is_some_and(|s| s.base);
    let mut rooms: Vec<&Room> = diary.open::<Room>().collect();
    rooms.sort_by_key(|r| (!base(r), r.site, r.id));
    let sessions: Vec<&Session> = diary.day(day)?.filter(|s| diary.takes(s)).collect();
    let taken = |room: &Room| sessions.iter().filter(|s| s.room == Some(room.id)).map(|s| s.span()).collect();
    let all = rooms.into_iter().map(|room| (base(room), RoomTaken { room: room.id, taken: taken(room) }));
    Ok(all.filter(|(base, room)| *base || !room.taken.is_empty()).map(|(_, room)| room).collect())
}

impl Seen for HearView {
    fn see(&mut self, cut: &Cutter) -> Result<(), Refusal> {
        let may = |id| cut.diary.get::<Session>(id).is_some_and(|s| cut.viewer.may_know_session(cut.diary, s));
        self.heard.retain(|heard| may(heard.session));
        if let Some(people) = &mut self.people {
            people.retain(|key| cut.viewer.may_know(cut.diary, *key));
        }
        Ok(())
    }

    fn keys(&self, keys: &mut Vec<Key>) {
        keys.push(self.to.caller.key());
        keys.extend(self.people.iter().flatten());
        self.heard.iter().for_each(|heard| heard.keys(keys));
        keys.extend(self.rooms.iter().map(|r| r.room.key()));
    }
}
