//! One delivery: what was sent, what was answered, and once more.

use leptos::form::ActionForm;
use leptos::prelude::*;
use model::webhooks::DeliveryShown;
use model::{Answer, Fault, WebhookDeliveryId, paths};

use super::words::{State, answer_label};
use crate::t;
use crate::ui::fetch::fetch;
use crate::ui::form::on_success;
use crate::ui::{Button, Definition, FaultBanner, Icon, Time, loaded, toast, use_fault};

#[server(prefix = "/api", endpoint = "webhooks/delivery")]
async fn one_delivery(id: String) -> Result<Answer<DeliveryShown>, Fault> {
    crate::seam::answer(async move {
        let id: WebhookDeliveryId = id.parse().map_err(|_| Fault::NotFound)?;
        crate::seam::staff().await?.webhook_delivery(id).await
    })
    .await
}

#[server(prefix = "/api", endpoint = "webhooks/replay")]
async fn delivery_replayed(delivery: WebhookDeliveryId) -> Result<Answer<()>, Fault> {
    crate::seam::answer(async move { crate::seam::staff().await?.replay_webhook_delivery(delivery).await }).await
}

#[component]
pub fn DeliveryPage(id: String) -> impl IntoView {
    let delivery = fetch(move || id.clone(), one_delivery);
    let again = Callback::new(move |()| delivery.refetch());
    let action = ServerAction::<DeliveryReplayed>::new();
    on_success(action, move |()| {
        toast(t!("webhook-replayed"));
        again.run(());
    });
    view! { <div class="settings">{loaded(delivery, move |delivery| view! { <Delivery delivery action/> }.into_any())}</div> }
}

#[component]
fn Delivery(delivery: DeliveryShown, action: ServerAction<DeliveryReplayed>) -> impl IntoView {
    let DeliveryShown { app, row, payload, answer } = delivery;
    let fault = use_fault(action);
    let title = t!("webhook-delivery", "id" => row.id.to_string());
    let said = answer_label(&row).map(|words| view! { <Definition name=t!("webhook-answer")><bdi>{words}</bdi></Definition> });
    let body = answer.filter(|answer| !answer.is_empty()).map(|answer| {
        view! {
            <h2>{t!("webhook-answer-body")}</h2>
            <pre class="payload" dir="ltr">{answer}</pre>
        }
    });
    view! {
        <leptos_meta::Title text=title.clone()/>
        <p class="ticket-way"><a href=paths::admin_webhook(app)><Icon name="arrow-left"/> {t!("webhooks-title")}</a></p>
        <header class="page-head settings-head"><h1>{title}</h1> <State state=row.state/></header>
        <dl class="person-about">
            <Definition name=t!("webhook-gathered")><Time at=row.created_at/></Definition>
            <Definition name=t!("webhook-attempts")>{crate::locale::number(i64::from(row.attempts))}</Definition>
            {said}
        </dl>
        <FaultBanner fault fields=&[]/>
        <ActionForm action>
            <input type="hidden" name="delivery" value=row.id.to_string()/>
            <Button busy=action.pending()><Icon name="refresh"/> {t!("webhook-replay")}</Button>
        </ActionForm>
        <section class="stack">
            <h2>{t!("webhook-payload")}</h2>
            <pre class="payload" dir="ltr">{payload}</pre>
            {body}
        </section>
    }
}
