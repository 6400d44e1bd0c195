//! How “in two places at once” is decided, for people, officers, drivers and vehicles alike.
//!
//! What binds someone in a session is a list of [`Use`]s: a stretch of time at a site, or a journey from one place to
//! another. Two uses clash if they overlap, or if one follows the other sooner than the way between their places takes.
//! Only uses that follow each other directly are measured: between them the way is known from the use itself. Legs of
//! one journey (same car, same driver, same run) never clash.

use super::*;

/// A place in a use: the session's site, or one end of a leg.
#[derive(Clone, Copy)]
enum At<'a> {
    Site(SiteId),
    Place(&'a Place),
}

impl At<'_> {
    fn minutes_to(self, other: At, diary: &Diary) -> u16 {
        match (self, other) {
            (At::Site(a), At::Site(b)) => diary.site_minutes(a, b),
            (At::Site(a), At::Place(b)) => diary.place_minutes(&Place::Site(a), b),
            (At::Place(a), At::Site(b)) => diary.place_minutes(a, &Place::Site(b)),
            (At::Place(a), At::Place(b)) => diary.place_minutes(a, b),
        }
    }
}

/// A stretch of time in which someone or something is bound.
#[derive(Clone, Copy)]
pub(super) struct Use<'a> {
    /// While it lasts.
    pub(super) span: Span,
    from: At<'a>,
    to: At<'a>,
    leg: Option<&'a Leg>,
}

impl<'a> Use<'a> {
    /// At the session's site.
    pub(super) fn at_site(session: &Session, span: Span) -> Self {
        Self { span, from: At::Site(session.site), to: At::Site(session.site), leg: None }
    }

    /// At some other site.
    pub(super) fn of_site(site: SiteId, span: Span) -> Self {
        Self { span, from: At::Site(site), to: At::Site(site), leg: None }
    }

    /// Under way.
    pub(super) fn under_way(leg: &'a Leg) -> Self {
        Self { span: leg.span(), from: At::Place(&leg.from), to: At::Place(&leg.to), leg: Some(leg) }
    }

    fn same_journey(&self, other: &Use) -> bool {
        matches!((self.leg, other.leg), (Some(a), Some(b)) if same_journey(a, b))
    }
}

/// The way from where one use ends to where another begins.
pub(super) fn minutes_between(diary: &Diary, earlier: &Use, later: &Use) -> u16 {
    earlier.to.minutes_to(later.from, diary)
}

/// Whether two legs are one journey: the same run, not 0, of the same car and whoever drives it.
pub(super) fn same_journey(a: &Leg, b: &Leg) -> bool {
    a.run != 0
        && (a.run, a.vehicle, a.driver, a.officer) == (b.run, b.vehicle, b.driver, b.officer)
        && (a.vehicle.is_some() || a.driver.is_some() || a.officer.is_some())
}

/// All legs of a leg's journey, its own first, whosever session they belong to.
pub(super) fn journey<'a>(case: &'a Case<'_>, leg: &'a Leg) -> impl Iterator<Item = &'a Leg> {
    let sessions = std::iter::once(&case.session).chain(case.others.iter()).filter(|_| leg.run != 0);
    let shared = sessions.flat_map(|s| &s.legs).filter(move |l| !std::ptr::eq(*l, leg) && same_journey(l, leg));
    std::iter::once(leg).chain(shared)
}

/// Two uses that cannot both be kept.
pub(super) struct Clash {
    /// The other's use.
    during: Span,
    gap: Gap,
    gap_min: u16,
    free_from: Minute,
}

impl Clash {
    /// The finding: `who` is taken by that session.
    pub(super) fn taken(self, who: Key, by: SessionId) -> What {
        let Self { during, gap, gap_min, free_from } = self;
        What::Taken { who, by, during, gap, gap_min, free_from }
    }
}

/// The first clash between the uses of one session and those of another, an overlap before one of travel.
pub(super) fn clash(diary: &Diary, ours: &[Use], theirs: &[Use]) -> Option<Clash> {
    let mut tight = None;
    for our in ours {
        for their in theirs.iter().filter(|their| !our.same_journey(their)) {
            if our.span.overlaps(their.span) {
                return Some(overlap(diary, our, their));
            }
            if tight.is_none() && follow(our, their, ours, theirs) {
                tight = too_soon(diary, our, their);
            }
        }
    }
    tight
}

/// The first clash among the uses of one session: a driver sent two ways at once.
pub(super) fn clash_within(diary: &Diary, uses: &[Use]) -> Option<Clash> {
    uses.iter().enumerate().find_map(|(i, use_)| {
        let later = &uses[i + 1..];
        later.iter().filter(|other| !use_.same_journey(other)).find_map(|other| {
            if use_.span.overlaps(other.span) {
                return Some(overlap(diary, use_, other));
            }
            if follow(use_, other, uses, &[]) { too_soon(diary, use_, other) } else { None }
        })
    })
}

fn overlap(diary: &Diary, our: &Use, their: &Use) -> Clash {
    let way = their.to.minutes_to(our.from, diary);
    Clash { during: their.span, gap: Gap::None, gap_min: 0, free_from: their.span.to.plus(i32::from(way)) }
}

/// Whether the later of two uses follows the earlier directly: no other use that began before the later one lasts
/// beyond the earlier.
fn follow(a: &Use, b: &Use, ours: &[Use], theirs: &[Use]) -> bool {
    let (earlier, later) = in_order(a, b);
    !ours.iter().chain(theirs).any(|w| w.span.from < later.span.from && earlier.span.to < w.span.to)
}

fn in_order<'a, 'u>(a: &'a Use<'u>, b: &'a Use<'u>) -> (&'a Use<'u>, &'a Use<'u>) {
    if a.span.from < b.span.from { (a, b) } else { (b, a) }
}

fn too_soon(diary: &Diary, our: &Use, their: &Use) -> Option<Clash> {
    let (earlier, later) = in_order(our, their);
    let gap_min = earlier.to.minutes_to(later.from, diary);
    (earlier.span.to.0 + gap_min > later.span.from.0).then(|| {
        let way = their.to.minutes_to(our.from, diary);
        Clash { during: their.span, gap: Gap::Travel, gap_min, free_from: their.span.to.plus(i32::from(way)) }
    })
}
