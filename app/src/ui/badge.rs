//! States: a dot and words, never colour alone.

use leptos::prelude::*;
use model::tickets::{Priority, Turn};

use crate::words::priority_label;

/// What a state means, which is what gives it its colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    #[default]
    Neutral,
    New,
    Waiting,
    Us,
    Success,
    Danger,
}

impl Tone {
    pub fn word(self) -> &'static str {
        match self {
            Self::Neutral => "neutral",
            Self::New => "new",
            Self::Waiting => "waiting",
            Self::Us => "us",
            Self::Success => "success",
            Self::Danger => "danger",
        }
    }
}

#[component]
pub fn Badge(#[prop(optional)] tone: Tone, #[prop(into)] label: String) -> impl IntoView {
    view! { <span class=format!("badge badge-{}", tone.word())>{label}</span> }
}

/// A ticket's status, in the colour of whose turn it is.
#[component]
pub fn TurnBadge(turn: Turn, #[prop(into)] label: String) -> impl IntoView {
    let tone = match turn {
        Turn::New => Tone::New,
        Turn::Contact => Tone::Waiting,
        Turn::Us => Tone::Us,
        Turn::Closed => Tone::Neutral,
    };
    view! { <Badge tone label/> }
}

/// A priority, by a bar of rising height and its word.
#[component]
pub fn PriorityMark(priority: Priority) -> impl IntoView {
    let class = match priority {
        Priority::Low => "priority priority-low",
        Priority::Medium => "priority priority-medium",
        Priority::High => "priority priority-high",
        Priority::Urgent => "priority priority-urgent",
    };
    view! { <span class=class>{priority_label(priority)}</span> }
}
