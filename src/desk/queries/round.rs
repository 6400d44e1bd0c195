//! `round`: everyone to ring about the sessions of a day, in the order of the last safe moment to stop the car (DOMAIN 4a);
//! which cars leave for somebody who has not confirmed; and who was told what holds no longer.

use super::*;
use crate::desk::commands::is_clear;
use crate::desk::{local, told};

/// The calls of a day.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Round {
    /// The day; today where it is left out.
    #[serde(default)]
    pub day: Option<Day>,
}

/// The calls of a day, and the cars that wait for them.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct RoundView {
    /// The day.
    pub day: Day,
    /// Now.
    pub at: Moment,
    /// What the service calls a session.
    pub word: Name,
    /// Who messages are from.
    pub from: Name,
    /// The cars that fetch children that day, those that leave first first.
    pub cars: Vec<Car>,
    /// Who is to be told, of whichever day from today on: what they were told holds no longer.
    pub tell: Vec<Call>,
    /// Everyone to ring, by the last safe moment; who is settled comes last.
    pub calls: Vec<Call>,
    /// How many sessions of the day are another's to ring for: restricted cases.
    pub restricted: usize,
}

/// The first car of a session.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct Car {
    /// The session.
    pub session: SessionId,
    /// When it leaves.
    pub leaves: Minute,
    /// Who drives.
    pub by: Option<Key>,
    /// The children it fetches.
    pub children: Vec<ChildId>,
    /// Where its journey stands.
    pub status: LegStatus,
    /// The adults who have not confirmed.
    pub missing: Vec<PartyId>,
    /// Who said that they do not come.
    pub declined: Vec<Key>,
    /// Everybody has confirmed and it still waits: one key lets it go.
    pub ready: bool,
    /// Minutes until it leaves, today; negative where it should have left.
    pub in_min: Option<i64>,
    /// What was decided about it last.
    pub chosen: Option<CarsChosen>,
}

impl Car {
    /// Whether it waits for a choice: it is to leave and not everybody comes, or it does not leave and nothing else is said.
    pub fn is_open(&self) -> bool {
        let sent = self.status == LegStatus::Released && self.declined.is_empty();
        let all = self.missing.is_empty() && self.declined.is_empty();
        self.stood_down() || (!self.ready && !sent && !all)
    }

    /// Whether it does not go although the session still stands.
    pub fn stood_down(&self) -> bool {
        self.status == LegStatus::StoodDown
    }
}

choices! {
    /// Where a call stands.
    Standing {
        /// They have not been rung.
        #[default] NotRung "not rung",
        /// Somebody rings them now.
        Ringing "being rung",
        /// They did not answer.
        NoAnswer "no answer",
        /// They asked to be rung back.
        RingBack "ring back",
        /// A message was left.
        MessageLeft "message left",
        /// They know.
        Told "told",
        /// They do not come.
        Declined "declined",
        /// They come.
        Confirmed "confirmed",
    }
}

/// How a call stands.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct CallState {
    /// Where it stands.
    pub standing: Standing,
    /// Since when.
    pub since: Option<Moment>,
    /// Who rang last, or rings.
    pub by: Name,
    /// How often nobody answered.
    pub tries: u16,
    /// Ring back at.
    pub ring_back: Option<Moment>,
    /// What was said last.
    pub words: Note,
}

/// Somebody to ring about a session.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct Call {
    /// The session.
    pub session: SessionId,
    /// Its day.
    pub date: Day,
    /// Together from, to.
    pub span: Span,
    /// Its site.
    pub site: SiteId,
    /// The children.
    pub children: Vec<ChildId>,
    /// Who is rung.
    pub who: Option<Key>,
    /// What they are to the child.
    pub relation: Name,
    /// When they are to be there; for a carer, when the child leaves the door where we fetch it.
    pub there: Option<Minute>,
    /// Their telephone, as far as the asker may know it.
    pub phone: Name,
    /// Their telephone is behind their secret address.
    pub hidden: bool,
    /// Whether a text is safe.
    pub text_safe: bool,
    /// When it is safe to ring on the day of the call; nothing where nothing is said.
    pub safe: Option<Vec<Span>>,
    /// Whether it is safe to ring now, as far as is known.
    pub safe_now: bool,
    /// An interpreter is needed for this language.
    pub interpreter: Name,
    /// The last moment at which what they say still stops the car; without a car, when they are to be there.
    pub by: Moment,
    /// When the car leaves.
    pub car: Option<Minute>,
    /// Whether the session does not take place any more.
    pub cancelled: bool,
    /// Whether what they were told before holds no longer.
    pub moved: bool,
    /// How the call stands.
    pub state: CallState,
}

/// How the calls to somebody about a session stand: what they said, else what came of the last call since it last changed.
fn state(known: &Known, session: &Session, who: Key) -> CallState {
    let own: Vec<&Told> = session.told.iter().filter(|t| t.who == Some(who)).collect();
    // what holds no longer counts for nothing, nor what was tried before it
    let fresh = own.iter().rposition(|t| t.old).map_or(&own[..], |at| &own[at + 1..]);
    let tries = fresh.iter().filter(|t| t.result == ToldResult::NoAnswer).count() as u16;
    let last = fresh.iter().rfind(|t| t.result != ToldResult::Ringing);
    let mut state = CallState { tries, ..CallState::default() };
    if let Some(last) = last {
        (state.since, state.by, state.words, state.ring_back) =
            (Some(last.at), last.by.clone(), last.what.clone(), last.ring_back);
        state.standing = match last.result {
            ToldResult::Told => Standing::Told,
            ToldResult::NoAnswer => Standing::NoAnswer,
            ToldResult::MessageLeft => Standing::MessageLeft,
            ToldResult::RingBack => Standing::RingBack,
            ToldResult::Confirmed => Standing::Confirmed,
            ToldResult::Declined => Standing::Declined,
            ToldResult::Ringing => Standing::Ringing,
        };
    }
    let said = session.confirmations.iter().rfind(|c| c.who == Some(who) && c.result != ConfirmResult::NoAnswer);
    if let Some(said) = said {
        (state.since, state.by) = (Some(said.at), said.by.clone());
        let yes = said.result == ConfirmResult::Confirmed;
        state.standing = if yes { Standing::Confirmed } else { Standing::Declined };
    } else if let Some(open) = told::ringing(known.diary, session.date, who, known.now.moment()) {
        (state.standing, state.since, state.by) = (Standing::Ringing, Some(open.at), open.by.clone());
    }
    state
}

/// The last moment at which a session can still be called off without a child on the road for nothing.
fn last_moment(session: &Session, margin: u16) -> Moment {
    let car = session.first_car().map(|leg| leg.depart.plus(-i32::from(margin)));
    Moment::new(session.date, car.unwrap_or(session.stagger.adult_arrive))
}

/// The moment of a call, when they are rung about a session of that day: safe times are those of the day they are rung.
fn call(known: &Known, session: &Session, who: Key) -> Call {
    let (diary, today) = (known.diary, known.today());
    let mut call = Call {
        session: session.id,
        date: session.date,
        span: session.span(),
        site: session.site,
        children: session.children.clone(),
        who: Some(who),
        by: last_moment(session, diary.settings().stop_min),
        car: session.first_car().map(|leg| leg.depart),
        cancelled: !session.status.takes_place(),
        state: state(known, session, who),
        safe_now: true,
        ..Call::default()
    };
    match diary.record(who).map(|record| &**record) {
        Some(Record::Party(p)) => {
            (call.relation, call.phone, call.text_safe) = (p.relationship.clone(), p.phone.clone(), p.text_safe);
            call.safe = (!p.safe_times.is_empty()).then(|| p.safe_times.on(today).to_vec());
            let now = known.now.moment().minute;
            call.safe_now = call.safe.as_ref().is_none_or(|safe| safe.iter().any(|s| s.from <= now && now < s.to));
            call.interpreter = p.interpreter.clone();
            call.there = Some(session.stagger.adult_arrive);
        }
        Some(Record::Carer(c)) => {
            call.phone = c.phone.clone();
            let lives = |id: &ChildId| diary.placement(*id, session.date).is_some_and(|p| p.carer == c.id);
            call.children.retain(lives);
            let door = |leg: &&Leg| leg.direction == Direction::Out && leg.from == Place::Carer(c.id);
            call.there = session.legs.iter().filter(door).map(|leg| leg.depart).min();
        }
        Some(Record::Officer(o)) => call.phone = o.phone.clone(),
        Some(Record::Driver(d)) => call.phone = d.phone.clone(),
        Some(Record::Child(c)) => call.phone = c.social_worker_phone.clone(),
        _ => {}
    }
    call
}

fn car(session: &Session, now: Moment) -> Option<Car> {
    let out = || session.legs.iter().filter(|l| l.direction == Direction::Out);
    let stood_down = || out().filter(|l| l.status == LegStatus::StoodDown).min_by_key(|l| l.depart);
    let leg = session.first_car().or_else(stood_down)?;
    let waits = |leg: &Leg| matches!(leg.status, LegStatus::Planned | LegStatus::Held);
    let leaves = Moment::new(session.date, leg.depart);
    let no = |c: &&Confirmation| c.result == ConfirmResult::Declined;
    use LegStatus::{Held, Planned, Released, StoodDown};
    matches!(leg.status, Planned | Held | Released | StoodDown).then(|| Car {
        session: session.id,
        leaves: leg.depart,
        by: leg.driver.map(|d| d.key()).or(leg.officer.map(|o| o.key())),
        children: leg.children.clone(),
        status: leg.status,
        missing: session.missing(),
        declined: session.confirmations.iter().filter(no).filter_map(|c| c.who).collect(),
        ready: is_clear(session) && session.legs.iter().any(waits),
        in_min: (session.date == now.day).then(|| leaves.minutes_since(now)),
        chosen: session.cars.last().cloned(),
    })
}

impl Round {
    fn ahead(today: Day) -> Days {
        Days::new(today, today + local::AHEAD)
    }
}

impl Ask for Round {
    fn scope(&self, _: &Viewer, today: Day) -> Scope {
        Scope::days(Self::ahead(today)).and_day(self.day.unwrap_or(today))
    }

    fn answer(&self, asked: &Asked) -> Result<Answer, Refusal> {
        let known = &asked.known;
        let (diary, now) = (known.diary, known.now.moment());
        let day = self.day.unwrap_or(now.day);
        let promised = |s: &&Session| matches!(s.status, SessionStatus::Booked | SessionStatus::Confirmed);
        let (mut calls, mut cars) = (Vec::new(), Vec::new());
        for session in diary.day(day)?.filter(promised) {
            let adults = session.parties.iter().map(|p| p.key());
            let whom = adults.chain(told::carers(diary, session));
            calls.extend(whom.map(|who| call(known, session, who)));
            cars.extend(car(session, now));
        }
        let mut tell = Vec::new();
        for session in diary.days(Self::ahead(now.day))? {
            let whom = told::to_tell(diary, session).into_iter();
            tell.extend(whom.map(|who| Call { moved: true, ..call(known, session, who) }));
        }
        // one who is to be told of a session is rung once about it
        calls.retain(|c| !tell.iter().any(|t| (t.session, t.who) == (c.session, c.who)));
        let settled = |c: &Call| matches!(c.state.standing, Standing::Confirmed | Standing::Declined);
        // nobody rings first about what has begun
        let begun = |c: &Call| Moment::new(c.date, c.span.from) <= now;
        calls.sort_by_key(|c| (settled(c), begun(c), c.by, c.session, c.who.map(|k| k.kind == Kind::Carer)));
        tell.sort_by_key(|c| (begun(c), c.by, c.session, c.who));
        cars.sort_by_key(|c| (c.leaves, c.session));
        let settings = diary.settings();
        let (word, from) = (settings.word.clone(), settings.from_name.clone());
        Ok(Answer::Round(RoundView { day, at: now, word, from, cars, tell, calls, restricted: 0 }))
    }
}

impl Seen for RoundView {
    fn see(&mut self, cut: &Cutter) -> Result<(), Refusal> {
        let may =
            |id: SessionId| cut.diary.get::<Session>(id).is_some_and(|s| cut.viewer.may_know_session(cut.diary, s));
        let mut others: Vec<SessionId> = self.calls.iter().map(|c| c.session).filter(|id| !may(*id)).collect();
        others.dedup();
        others.sort_unstable();
        others.dedup();
        self.restricted = others.len();
        for calls in [&mut self.calls, &mut self.tell] {
            calls.retain(|c| may(c.session) && c.who.is_some_and(|who| cut.viewer.may_know(cut.diary, who)));
            for call in calls.iter_mut() {
                hide(cut, call);
            }
        }
        for car in self.cars.iter_mut().filter(|car| !may(car.session)) {
            (car.children, car.missing, car.declined, car.chosen) = Default::default();
        }
        Ok(())
    }

    fn keys(&self, keys: &mut Vec<Key>) {
        for call in self.calls.iter().chain(&self.tell) {
            keys.extend(call.who.into_iter().chain(call.children.iter().map(|c| c.key())).chain([call.site.key()]));
        }
        for car in &self.cars {
            keys.extend(car.by.into_iter().chain(car.children.iter().map(|c| c.key())));
            keys.extend(car.missing.iter().map(|p| p.key()).chain(car.declined.iter().copied()));
        }
    }
}

/// A telephone is as secret as the address it rings at.
fn hide(cut: &Cutter, call: &mut Call) {
    let Some(record) = call.who.and_then(|who| cut.diary.record(who)) else { return };
    if let (Record::Carer(all), Ok(Record::Carer(seen))) = (&**record, cut::record(cut.viewer, cut.diary, record)) {
        call.hidden = !all.phone.is_empty() && seen.phone.is_empty();
        call.phone = seen.phone;
    }
}
