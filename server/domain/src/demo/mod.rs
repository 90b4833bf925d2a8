//! A believable world to look at and to measure with.
