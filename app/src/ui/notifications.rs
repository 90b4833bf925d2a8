//! Which letters somebody wants: a switch each, for the customer's profile and for staff on their page.

use leptos::prelude::*;
use model::mail::Notification;

use super::Switch;
use crate::t;

/// What it is called, for its switch and for the page that turns it off.
pub fn notification_label(notification: Notification) -> String {
    match notification {
        Notification::Received => t!("notification-received"),
        Notification::Answers => t!("notification-answers"),
        Notification::Colleagues => t!("notification-colleagues"),
        Notification::Status => t!("notification-status"),
        Notification::Closed => t!("notification-closed"),
    }
}

/// A switch for each, in a form. What is on is posted under its word.
#[component]
pub fn NotificationSwitches(off: Vec<Notification>) -> impl IntoView {
    let switch = move |notification: Notification| {
        let (name, label, checked) = (notification.word(), notification_label(notification), !off.contains(&notification));
        view! { <Switch name label checked/> }
    };
    Notification::ALL.map(switch).into_iter().collect_view()
}

/// What a form with these switches was posted without.
pub fn off_of(on: [(Notification, bool); 5]) -> Vec<Notification> {
    on.into_iter().filter(|(_, on)| !on).map(|(notification, _)| notification).collect()
}
