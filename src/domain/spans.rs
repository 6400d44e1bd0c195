//! Stretches of a day as sets of minutes: joined, taken away, counted.

use super::Span;

/// The same minutes in order, what touches or overlaps joined.
pub fn joined(mut spans: Vec<Span>) -> Vec<Span> {
    spans.retain(|span| span.minutes() > 0);
    spans.sort_by_key(|span| span.from);
    let mut joined: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans {
        match joined.last_mut() {
            Some(last) if span.from <= last.to => last.to = last.to.max(span.to),
            _ => joined.push(span),
        }
    }
    joined
}

/// The minutes of `spans` that are in none of `gone`, in order.
pub fn without(spans: &[Span], gone: &[Span]) -> Vec<Span> {
    let mut left = joined(spans.to_vec());
    for cut in gone {
        let parts = |span: &Span| {
            let before = Span::new(span.from, span.to.min(cut.from));
            let after = Span::new(span.from.max(cut.to), span.to);
            if span.overlaps(*cut) { [before, after] } else { [*span, Span::default()] }
        };
        left = left.iter().flat_map(parts).filter(|span| span.minutes() > 0).collect();
    }
    left
}

/// How many minutes they are, each counted once.
pub fn minutes(spans: &[Span]) -> u32 {
    joined(spans.to_vec()).iter().map(|span| u32::from(span.minutes())).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn spans(text: &str) -> Vec<Span> {
        text.split_whitespace().map(|span| span.parse().unwrap()).collect()
    }

    #[test]
    fn what_touches_is_joined_and_what_is_gone_is_cut_out() {
        assert_eq!(joined(spans("13:00-14:00 09:00-12:00 11:00-13:00")), spans("09:00-14:00"));
        assert_eq!(without(&spans("09:00-17:00"), &spans("08:00-09:30 12:00-12:30")), spans("09:30-12:00 12:30-17:00"));
        assert_eq!(without(&spans("09:00-10:00"), &spans("08:00-11:00")), []);
        assert_eq!(minutes(&spans("09:00-10:00 09:30-11:00")), 120);
    }

    proptest! {
        #![proptest_config(crate::domain::testing::cases(256))]

        #[test]
        fn they_are_the_same_as_sets_of_minutes(
            kept in proptest::collection::vec((0u16..200, 0u16..60), 0..6),
            gone in proptest::collection::vec((0u16..200, 0u16..60), 0..6),
        ) {
            let span = |(from, length): &(u16, u16)| Span::new(crate::domain::Minute(*from), crate::domain::Minute(from + length));
            let (kept, gone): (Vec<Span>, Vec<Span>) = (kept.iter().map(span).collect(), gone.iter().map(span).collect());
            let within = |spans: &[Span], at: u16| spans.iter().any(|s| s.from.0 <= at && at < s.to.0);
            let left = without(&kept, &gone);
            for at in 0..300 {
                prop_assert_eq!(within(&left, at), within(&kept, at) && !within(&gone, at));
            }
            prop_assert!(left.windows(2).all(|pair| pair[0].to <= pair[1].from));
            let counted = (0..300).filter(|at| within(&kept, *at)).count();
            prop_assert_eq!(minutes(&kept) as usize, counted);
        }
    }
}
