//! Chance that can be repeated: SplitMix64, a few lines, the same on every machine.

/// A stream of numbers fixed by its seed.
#[derive(Clone)]
pub(super) struct Rng(u64);

impl Rng {
    /// The stream of one part of the service: parts do not disturb each other when one of them asks for more.
    pub(super) fn new(seed: u64, part: u64) -> Self {
        let mut rng = Self(seed ^ part.wrapping_mul(0xa076_1d64_78bd_642f));
        rng.next();
        Self(rng.next() ^ part)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// 0 to `count` - 1; 0 if `count` is 0.
    pub(super) fn below(&mut self, count: usize) -> usize {
        ((u128::from(self.next()) * count as u128) >> 64) as usize
    }

    /// `least` to `most`, both included.
    pub(super) fn between(&mut self, least: i32, most: i32) -> i32 {
        least + self.below((most - least + 1).max(1) as usize) as i32
    }

    /// True in so many cases of a hundred.
    pub(super) fn percent(&mut self, of_hundred: usize) -> bool {
        self.below(100) < of_hundred
    }

    /// One of them; the lists here are never empty.
    pub(super) fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }

    /// One by its weight.
    pub(super) fn weighted<T: Copy>(&mut self, from: &[(usize, T)]) -> T {
        let mut at = self.below(from.iter().map(|(weight, _)| weight).sum());
        for (weight, it) in from {
            if at < *weight {
                return *it;
            }
            at -= weight;
        }
        from[0].1
    }

    /// Puts them in some order.
    pub(super) fn shuffle<T>(&mut self, them: &mut [T]) {
        for i in (1..them.len()).rev() {
            them.swap(i, self.below(i + 1));
        }
    }
}

/// As many of each as its share of a whole, in some order: shares that hold exactly and not only on average.
pub(super) fn dealt<T: Copy>(rng: &mut Rng, whole: usize, shares: &[(usize, T)]) -> Vec<T> {
    let sum: usize = shares.iter().map(|(share, _)| share).sum();
    let mut all = Vec::with_capacity(whole);
    let mut upto = 0;
    for (share, it) in shares {
        upto += share;
        all.resize(whole * upto / sum, *it);
    }
    rng.shuffle(&mut all);
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stream_repeats_and_parts_differ() {
        let of = |seed, part| (0..4).map(|_| Rng::new(seed, part).below(1000)).collect::<Vec<_>>();
        assert_eq!(of(1, 1), of(1, 1));
        let mut streams = [Rng::new(1, 1), Rng::new(1, 2), Rng::new(2, 1)];
        let first: Vec<usize> = streams.iter_mut().map(|r| r.below(1_000_000)).collect();
        assert!(first[0] != first[1] && first[0] != first[2]);
    }

    #[test]
    fn shares_hold_exactly() {
        let all = dealt(&mut Rng::new(7, 0), 230, &[(62, 'a'), (38, 'b')]);
        assert_eq!((all.len(), all.iter().filter(|c| **c == 'a').count()), (230, 142));
    }

    #[test]
    fn numbers_stay_within_their_bounds() {
        let mut rng = Rng::new(3, 3);
        let all: Vec<i32> = (0..1000).map(|_| rng.between(-3, 4)).collect();
        assert_eq!((all.iter().min(), all.iter().max()), (Some(&-3), Some(&4)));
        assert_eq!(rng.below(0), 0);
    }
}
