//! What people write about, and what they are answered. Within a topic every sentence goes with every other.
//!
//! `{item}` is one of the topic's things, `{number}` an order, invoice or device number, `{count}` a small number,
//! `{name}` the customer's first name, `{agent}` the agent's. Texts are Markdown.

use super::goods::{BILLING, HARDWARE, SHIPPING, TRAINING};
use super::services::{ACCOUNT, FEATURE_REQUEST, INTEGRATION, SOFTWARE};

pub(super) struct Topic {
    pub category: &'static str,
    pub items: &'static [&'static str],
    pub subjects: &'static [&'static str],
    /// The description.
    pub openings: &'static [&'static str],
    /// An agent wants to know more.
    pub questions: &'static [&'static str],
    /// The customer says it, or asks again.
    pub details: &'static [&'static str],
    /// An agent has done something about it.
    pub solutions: &'static [&'static str],
    /// Among colleagues.
    pub comments: &'static [&'static str],
}

pub(super) const TOPICS: [Topic; 8] = [HARDWARE, BILLING, ACCOUNT, SHIPPING, INTEGRATION, TRAINING, FEATURE_REQUEST, SOFTWARE];

pub(super) const THANKS: [&str; 6] = [
    "Perfect, thank you for the quick help!",
    "That did it. Thanks, {agent}!",
    "Great, everything works again. You can close this.",
    "Thank you. I will come back to you if it happens again.",
    "Wonderful, that is all we needed.",
    "Thanks a lot, have a nice weekend!",
];

pub(super) const GOODBYES: [&str; 4] = [
    "You are welcome, {name}. I am closing this ticket; a reply opens it again.\n\n{agent}",
    "Glad to hear that, {name}! Have a good day.\n\n{agent}",
    "Hello {name},\n\nas it works again I am closing this one. Write at any time.\n\nBest regards\n{agent}",
    "Thank you for letting us know, {name}.\n\n{agent}",
];
