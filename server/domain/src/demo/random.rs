//! Chance that can be repeated.

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// What belongs to one thing of the world. Each has a stream of its own, so that how many things there are, and in what
/// order they are made, changes none of the others.
pub(super) struct Chance(ChaCha8Rng);

/// The kinds of things, so that the first company and the first contact are not made of the same numbers.
#[derive(Clone, Copy)]
pub(super) enum Kind {
    Company = 1,
    Contact = 2,
    Ticket = 3,
}

impl Chance {
    pub fn of(seed: u64, kind: Kind, number: u64) -> Self {
        let mut random = ChaCha8Rng::seed_from_u64(seed);
        random.set_stream((number << 2) | kind as u64);
        Self(random)
    }

    /// From 0 to below `end`, which is not 0.
    pub fn below(&mut self, end: u64) -> u64 {
        self.0.random_range(0..end.max(1))
    }

    pub fn index(&mut self, length: usize) -> usize {
        self.0.random_range(0..length.max(1))
    }

    pub fn pick<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.index(of.len())]
    }

    /// True so many times in a hundred.
    pub fn percent(&mut self, of_hundred: u64) -> bool {
        self.below(100) < of_hundred
    }

    /// An index of which the small ones come far more often: few customers write most tickets.
    pub fn skewed(&mut self, length: u64) -> u64 {
        let (one, other) = (self.below(length), self.below(length));
        if self.percent(60) { one.min(other) } else { one }
    }
}
