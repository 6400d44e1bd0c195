//! How the patterns of arrangements spread over the week.

use crate::domain::{Minute, Officer, Span};

/// How much of the week is spoken for, by weekday and quarter of an hour, against the officers who work then.
pub(super) struct Load {
    taken: [[u32; 96]; 7],
    staff: [[u32; 96]; 7],
}

impl Load {
    /// Nothing taken yet.
    pub(super) fn of(officers: &[Officer], scale: usize) -> Self {
        let mut staff = [[0; 96]; 7];
        for (day, quarters) in staff.iter_mut().enumerate() {
            for (quarter, on_duty) in quarters.iter_mut().enumerate() {
                let span = Span::new(Minute(quarter as u16 * 15), Minute(quarter as u16 * 15 + 15));
                let working = officers.iter().filter(|o| o.hours.0[day].iter().any(|s| s.holds(span))).count();
                *on_duty = working.min(10 * scale) as u32;
            }
        }
        Self { taken: [[0; 96]; 7], staff }
    }

    fn quarters(start: Minute, length: u16) -> std::ops::Range<usize> {
        usize::from(start.plus(-15).0 / 15)..usize::from((start.0 + length + 15).div_ceil(15)).min(96)
    }

    /// How full the fullest quarter would be, in thousandths of a session for each officer; where hardly anybody works,
    /// too full.
    pub(super) fn fullness(&self, day: usize, start: Minute, length: u16) -> u32 {
        let full = |q: usize| {
            self.taken[day][q] * 10 / self.staff[day][q].max(1) + if self.staff[day][q] < 2 { 5000 } else { 0 }
        };
        Self::quarters(start, length).map(full).max().unwrap_or(0)
    }

    /// Speaks for those quarters, with a weight in hundredths of a session a week.
    pub(super) fn take(&mut self, day: usize, start: Minute, length: u16, weight: u32) {
        Self::quarters(start, length).for_each(|q| self.taken[day][q] += weight);
    }
}
