//! What was sent lately.

use leptos::prelude::*;
use model::paths;
use model::webhooks::DeliveryRow;

use super::words::{State, answer_label};
use crate::t;
use crate::ui::Time;

#[component]
pub fn Deliveries(deliveries: Vec<DeliveryRow>) -> impl IntoView {
    let none = deliveries.is_empty().then(|| view! { <p class="hint">{t!("webhook-deliveries-none")}</p> });
    let rows = deliveries.into_iter().map(|row| view! { <Row row/> }).collect_view();
    let list = none.is_none().then(|| view! { <ul class="people" aria-labelledby="webhook-deliveries">{rows}</ul> });
    view! {
        <section class="settings-section stack" aria-labelledby="webhook-deliveries">
            <h2 id="webhook-deliveries">{t!("webhook-deliveries")}</h2>
            {none}
            {list}
        </section>
    }
}

#[component]
fn Row(row: DeliveryRow) -> impl IntoView {
    let (events, attempts) = (i64::try_from(row.events).unwrap_or(i64::MAX), i64::from(row.attempts));
    let answer = answer_label(&row).map(|words| view! { <bdi class="hint">{words}</bdi> });
    view! {
        <li class="person">
            <div class="person-what">
                <a href=paths::admin_webhook_delivery(row.id)>{t!("webhook-delivery", "id" => row.id.to_string())}</a>
                <span class="hint"><Time at=row.created_at/> " · " {t!("webhook-events-many", "n" => events)}</span>
            </div>
            <div class="person-state">
                <State state=row.state/>
                {answer}
                <span class="hint">{t!("webhook-attempts-many", "n" => attempts)}</span>
            </div>
        </li>
    }
}
