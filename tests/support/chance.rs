//! What is drawn by chance.

use proptest::prelude::ProptestConfig;

/// So many of it, or as many as `CONTACTDESK_CASES` asks for in a recorded run.
pub(crate) fn asked<N: std::str::FromStr>(usual: N) -> N {
    std::env::var("CONTACTDESK_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(usual)
}

/// A property of so many cases. One that fails becomes a test of its own: nothing is kept beside the sources.
pub(crate) fn property(usual: u32) -> ProptestConfig {
    ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(asked(usual)) }
}
