//! Webhooks: `/admin/webhooks`, `/admin/webhooks/ID` of an app, and `/admin/webhook-deliveries/ID`.

mod app;
mod deliveries;
mod delivery;
mod list;
mod subscriptions;
mod target;
mod words;

use leptos::prelude::*;

use app::AppPage;
pub use delivery::DeliveryPage;
use list::AppsPage;

#[component]
pub fn WebhooksPage(item: Option<String>) -> impl IntoView {
    match item {
        None => view! { <AppsPage/> }.into_any(),
        Some(id) => view! { <AppPage id/> }.into_any(),
    }
}
