//! How the service is set up: every number a rule uses, with its default and where that comes from (DOMAIN 3a).

use super::*;
use time::Weekday;

/// One setting of the table.
pub struct Spec {
    /// Its name: `stagger.before_min`.
    pub name: &'static str,
    /// Its default, as text.
    pub default: &'static str,
    /// What it does, in a sentence.
    pub about: &'static str,
    set: fn(&mut Settings, &str) -> Result<(), Unreadable>,
}

/// A value a setting may hold.
trait Value: Sized {
    fn read(text: &str) -> Result<Self, Unreadable>;
}

impl Value for u16 {
    fn read(text: &str) -> Result<Self, Unreadable> {
        match text.parse() {
            Ok(n) if n <= 10_000 => Ok(n),
            _ => Err(Unreadable(format!("must be a whole number from 0 to 10000, not {}", civil::quoted(text)))),
        }
    }
}

impl Value for Name {
    fn read(text: &str) -> Result<Self, Unreadable> {
        if text.is_empty() { Err(Unreadable("must not be empty".into())) } else { text.parse() }
    }
}

impl Value for Minute {
    fn read(text: &str) -> Result<Self, Unreadable> {
        text.parse()
    }
}

impl Value for Hours {
    fn read(text: &str) -> Result<Self, Unreadable> {
        text.parse()
    }
}

impl Value for Span {
    fn read(text: &str) -> Result<Self, Unreadable> {
        text.parse()
    }
}

impl Value for Weekday {
    fn read(text: &str) -> Result<Self, Unreadable> {
        use Weekday::{Friday, Monday, Saturday, Sunday, Thursday, Tuesday, Wednesday};
        let days = [Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday];
        let text = text.trim().to_lowercase();
        let named = |day: &Weekday| text.len() >= 3 && day.to_string().to_lowercase().starts_with(&text);
        days.into_iter()
            .find(named)
            .ok_or_else(|| Unreadable(format!("must be a day of the week, not {}", civil::quoted(&text))))
    }
}

impl Value for Vec<Day> {
    fn read(text: &str) -> Result<Self, Unreadable> {
        text.split(',').map(str::trim).filter(|t| !t.is_empty()).map(str::parse).collect()
    }
}

macro_rules! settings {
    ($($field:ident: $type:ty = $name:literal $default:literal $about:literal;)*) => {
        /// All settings, as the rules read them.
        #[derive(Clone, PartialEq, Eq, Debug)]
        pub struct Settings { $(#[doc = concat!($about, " (`", $name, "`).")] pub $field: $type,)* }

        /// The table of settings.
        pub const SETTINGS: &[Spec] = &[$(Spec {
            name: $name, default: $default, about: $about,
            set: |s, text| { s.$field = <$type as Value>::read(text)?; Ok(()) },
        }),*];

        impl Default for Settings {
            fn default() -> Self {
                // a test reads every default of the table
                Self { $($field: <$type as Value>::read($default).unwrap_or_else(|why| unreachable!("{why}")),)* }
            }
        }
    };
}

settings! {
    word: Name = "word.contact" "contact" "what a session is called on screen: contact, family time";
    before_min: u16 = "stagger.before_min" "15" "minutes the adult arrives before the child";
    after_min: u16 = "stagger.after_min" "15" "minutes the adult leaves after the child";
    wait_min: u16 = "stagger.wait_min" "15" "minutes to wait for a late adult before the child is taken back";
    changeover_min: u16 = "stagger.changeover_min" "5" "minutes between one leaving and another coming who must not meet, within which one entrance is warned of";
    live_ahead_min: u16 = "live.ahead_min" "30" "minutes ahead that the live board looks for what an over-run will collide with";
    misses: u16 = "arrangement.misses" "3" "consecutive misses that raise a task to talk to the social worker";
    visitors: u16 = "arrangement.visitors" "3" "most visitors of a family at once, where the arrangement does not say";
    first_days: u16 = "arrangement.first_days" "5" "working days from a complete referral to the first session";
    newborn_days: u16 = "arrangement.newborn_days" "2" "the same for a newborn child";
    newborn_age: u16 = "arrangement.newborn_age" "42" "days of age up to which a child counts as newborn on the waiting list";
    hold_hours: u16 = "arrangement.hold_hours" "24" "hours a held session keeps its room, officers and cars";
    risk_months: u16 = "arrangement.risk_months" "6" "months a risk assessment is good for, where it does not say";
    after_school: Span = "arrangement.after_school" "15:30-18:00" "the hours after school that everybody wants: their share is shown";
    review_months: u16 = "arrangement.review_months" "3" "months between reviews";
    record_days: u16 = "record.days" "5" "working days to write the observation record";
    upload_days: u16 = "record.upload_days" "5" "working days after it came in until a record is in the case system";
    told_by: Minute = "told.by" "10:00" "the next working day, when a missed session is told to the social worker";
    share_months: u16 = "record.share_months" "3" "months at most until the record is shared with the parents";
    worker_share: u16 = "arrangement.worker_share" "10" "per cent of sessions the social worker supervises or sits in on";
    service_hours: Hours = "service.hours" "Mon-Sat 08:00-19:00" "when contact may happen at all";
    site_travel_min: u16 = "travel.default_min" "25" "minutes between two areas that have no travel time of their own";
    local_travel_min: u16 = "travel.local_min" "8" "minutes between two places of the same area";
    drive_break_after_min: u16 = "travel.break_after_min" "120" "minutes of driving after which a journey has a break";
    drive_break_min: u16 = "travel.break_min" "20" "minutes of that break";
    sessions_day: u16 = "officer.sessions_day" "4" "most sessions of an officer on one day, where the officer does not say";
    setup_min: u16 = "officer.setup_min" "15" "minutes an officer sets up before a session, while the adult arrives";
    clear_min: u16 = "officer.clear_min" "15" "minutes an officer clears away after a session";
    write_up_min: u16 = "officer.write_up_min" "45" "minutes the lead officer writes up a session";
    break_after_min: u16 = "officer.break_after_min" "360" "minutes of work on a day after which there is a break";
    break_min: u16 = "officer.break_min" "30" "minutes of that break";
    years_ahead: u16 = "diary.years_ahead" "10" "how many years ahead a session may be booked";
    lock_after: u16 = "board.lock_after" "5" "minutes without a key after which a board is locked; 0 for never";
    seat_age: u16 = "seat.age" "12" "age from which no child seat is needed (H12)";
    seat_cm: u16 = "seat.cm" "135" "height in cm from which no child seat is needed (H12)";
    escort_age: u16 = "seat.escort_age" "11" "age under which a child does not ride with only a driver";
    panel: Name = "panel.name" "Placement panel" "the panel that ratifies what was agreed in an emergency";
    sitting: Weekday = "panel.weekday" "Thu" "the day of the week it sits (Calderdale: Thursday afternoon)";
    panel_weeks: u16 = "panel.every_weeks" "1" "weeks from one sitting to the next";
    papers_days: u16 = "panel.papers_days" "2" "working days before a sitting when papers are due (Calderdale: Tuesday for Thursday)";
    papers_at: Minute = "panel.papers_at" "12:00" "the time of that day when papers are due";
    pack_days: u16 = "panel.pack_days" "1" "working days before a sitting when the pack goes to members";
    pack_at: Minute = "panel.pack_at" "09:00" "the time of that day when the pack goes";
    panel_slot_min: u16 = "panel.slot_min" "30" "minutes an item is heard";
    panel_ends_weeks: u16 = "panel.ends_weeks" "8" "weeks before a contract ends that it is brought forward (C. Beds)";
    panel_moves: u16 = "panel.moves" "2" "moves in twelve months that bring a child before the panel (Calderdale)";
    panel_delay_days: u16 = "panel.delay_days" "6" "days a planned request waits for a sitting at most (Wakefield)";
    quorum_others: u16 = "panel.quorum_others" "2" "members besides chair or vice who make a quorum";
    quorum_services: u16 = "panel.quorum_services" "1" "of those, how many from another service area";
    decision_days: u16 = "panel.decision_days" "0" "working days until the decision is out; 0 for the same day";
    minutes_days: u16 = "panel.minutes_days" "5" "working days until the minutes are out";
    opened_min: u16 = "case.opened_min" "30" "minutes a restricted case stays open to who opened it with a reason";
    stop_min: u16 = "round.stop_min" "10" "minutes before a car leaves by which it can still be stopped (our own)";
    ring_min: u16 = "round.ring_min" "10" "minutes somebody being rung is left to whoever rings them (our own)";
    from_name: Name = "message.name" "The contact service" "who messages are from";
    from_address: Name = "message.from" "none" "the e-mail address messages are from; none until it is set";
    series_weeks: u16 = "series.weeks" "8" "weeks ahead that the sessions of an arrangement are booked";
    owed_weeks: u16 = "series.owed_weeks" "26" "weeks back that contact lost without a make-up is counted as owed";
    extra_holidays: Vec<Day> = "calendar.bank_holidays" "" "further bank holidays proclaimed, as dates parted by commas";
}

impl Settings {
    /// The defaults with these records over them.
    pub fn from<'a>(records: impl IntoIterator<Item = &'a Setting>) -> Self {
        let mut settings = Self::default();
        for record in records {
            if let Some(spec) = SETTINGS.iter().find(|s| s.name == &*record.name) {
                // a value that cannot be read was refused when it was set; a default is the safe answer to damage
                let _ = (spec.set)(&mut settings, &record.value);
            }
        }
        settings
    }
}

/// Whether a setting exists and may have this value.
pub fn check(name: &str, value: &str) -> Result<(), String> {
    let spec =
        SETTINGS.iter().find(|s| s.name == name).ok_or_else(|| format!("belongs to no setting called {name}"))?;
    (spec.set)(&mut Settings::default(), value).map_err(|why| why.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_default_reads_and_names_are_unique() {
        let all = Settings::default();
        assert_eq!((all.before_min, all.seat_cm), (15, 135));
        for spec in SETTINGS {
            assert_eq!(check(spec.name, spec.default), Ok(()), "{}", spec.name);
            assert_eq!(SETTINGS.iter().filter(|s| s.name == spec.name).count(), 1);
        }
        assert!(check("stagger.before_min", "soon").is_err());
        assert!(check("no.such", "1").is_err());
    }

    #[test]
    fn a_record_goes_over_the_default() {
        let record =
            Setting { name: "stagger.before_min".parse().unwrap(), value: "10".parse().unwrap(), ..Setting::default() };
        assert_eq!(Settings::from([&record]).before_min, 10);
    }

    /// DOMAIN 3a, parameter by parameter: each is a setting with that default. The order of departure is each
    /// arrangement's own.
    #[test]
    fn every_default_of_the_field_is_a_setting() {
        let shipped = [
            ("adult arrives before child", "stagger.before_min", "15"),
            ("adult leaves after child", "stagger.after_min", "15"),
            ("wait for late adult", "stagger.wait_min", "15"),
            ("consecutive misses", "arrangement.misses", "3"),
            ("visitors per family", "arrangement.visitors", "3"),
            ("first session after complete referral", "arrangement.first_days", "5"),
            ("observation record due", "record.days", "5"),
            ("upload to case system", "record.upload_days", "5"),
            ("missed session told to the social worker", "told.by", "10:00"),
            ("record shared with parents", "record.share_months", "3"),
            ("contact review", "arrangement.review_months", "3"),
            ("social worker supervises share of sessions", "arrangement.worker_share", "10"),
            ("service hours", "service.hours", "Mon-Sat 08:00-19:00"),
            ("long journey break, after", "travel.break_after_min", "120"),
            ("long journey break, length", "travel.break_min", "20"),
            ("under 11 never driver-only", "seat.escort_age", "11"),
            ("papers deadline, days before", "panel.papers_days", "2"),
            ("papers deadline, time", "panel.papers_at", "12:00"),
            ("pack to members, days before", "panel.pack_days", "1"),
            ("pack to members, time", "panel.pack_at", "09:00"),
            ("panel cadence, weeks", "panel.every_weeks", "1"),
            ("max delay for planned request", "panel.delay_days", "6"),
            ("quorum: besides chair or vice", "panel.quorum_others", "2"),
            ("quorum: of another service area", "panel.quorum_services", "1"),
            ("decision out", "panel.decision_days", "0"),
            ("minutes out", "panel.minutes_days", "5"),
        ];
        for (what, name, default) in shipped {
            let spec = SETTINGS.iter().find(|s| s.name == name).unwrap_or_else(|| panic!("{what}: no setting {name}"));
            assert_eq!(spec.default, default, "{what}");
        }
    }
}
