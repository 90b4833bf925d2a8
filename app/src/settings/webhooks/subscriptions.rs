//! What an app is told of.

use leptos::form::ActionForm;
use leptos::prelude::*;
use model::webhooks::{EventType, Subscription};
use model::{Answer, Fault, Problem, SubscriptionId, TokenId};

use super::words::event_label;
use crate::t;
use crate::ui::form::{kept, on_success};
use crate::ui::{Badge, Button, FaultBanner, SelectField, SelectOption, TextField, Tone, field_error, use_fault};

#[server(prefix = "/api", endpoint = "webhooks/subscribe")]
async fn webhook_subscribed(app: TokenId, event: String, #[server(default)] property: String) -> Result<Answer<()>, Fault> {
    crate::seam::answer(async move {
        crate::seam::keep_typed(&[("event", &event), ("property", &property)]);
        crate::seam::staff().await?.subscribe_webhook(app, &event, property.trim()).await
    })
    .await
}

#[server(prefix = "/api", endpoint = "webhooks/subscription")]
async fn subscription_changed(app: TokenId, subscription: SubscriptionId, act: String) -> Result<Answer<()>, Fault> {
    crate::seam::answer(async move {
        let desk = crate::seam::staff().await?;
        match act.as_str() {
            "pause" => desk.set_webhook_subscription(app, subscription, false).await,
            "resume" => desk.set_webhook_subscription(app, subscription, true).await,
            "remove" => desk.remove_webhook_subscription(app, subscription).await,
            _ => Err(Fault::invalid("act", model::Problem::Unknown)),
        }
    })
    .await
}

#[component]
pub fn Subscriptions(id: TokenId, subscriptions: Vec<Subscription>, again: Callback<()>) -> impl IntoView {
    let change = ServerAction::<SubscriptionChanged>::new();
    let fault = use_fault(change);
    on_success(change, move |()| again.run(()));
    let none = subscriptions.is_empty().then(|| view! { <p class="hint">{t!("webhook-subscriptions-none")}</p> });
    let rows = subscriptions.into_iter().map(|row| view! { <Row id row change/> }).collect_view();
    let list = none.is_none().then(|| view! { <ul class="people" aria-labelledby="webhook-subscriptions">{rows}</ul> });
    view! {
        <section class="settings-section stack" aria-labelledby="webhook-subscriptions">
            <h2 id="webhook-subscriptions">{t!("webhook-subscriptions")}</h2>
            <FaultBanner fault fields=&[]/>
            {none}
            {list}
            <Add id again/>
        </section>
    }
}

#[component]
fn Row(id: TokenId, row: Subscription, change: ServerAction<SubscriptionChanged>) -> impl IntoView {
    let label = EventType::parse(&row.event_type).map_or_else(|| row.event_type.clone(), event_label);
    let word = match (&row.property, &row.object_type_id) {
        (Some(property), _) => format!("{}: {property}", row.event_type),
        (None, Some(object_type_id)) => format!("{}: {object_type_id}", row.event_type),
        (None, None) => row.event_type.clone(),
    };
    let act = move |act: &'static str, label: String, said: String| {
        view! {
            <ActionForm action=change>
                <input type="hidden" name="app" value=id.to_string()/>
                <input type="hidden" name="subscription" value=row.id.to_string()/>
                <input type="hidden" name="act" value=act/>
                <button type="submit" class="button" aria-label=said>{label}</button>
            </ActionForm>
        }
    };
    let switch = match row.active {
        true => act("pause", t!("webhook-pause"), t!("webhook-pause-which", "event" => &word)),
        false => act("resume", t!("webhook-resume-one"), t!("webhook-resume-which", "event" => &word)),
    };
    let remove = act("remove", t!("webhook-unsubscribe"), t!("webhook-unsubscribe-which", "event" => &word));
    let paused = (!row.active).then(|| view! { <Badge tone=Tone::Waiting label=t!("webhook-paused")/> });
    view! {
        <li class="person">
            <div class="person-what">
                <strong>{label}</strong>
                <code class="hint">{word}</code>
            </div>
            <div class="person-state">{paused}</div>
            <div class="cluster">{switch} {remove}</div>
        </li>
    }
}

#[component]
fn Add(id: TokenId, again: Callback<()>) -> impl IntoView {
    let action = ServerAction::<WebhookSubscribed>::new();
    let fault = use_fault(action);
    on_success(action, move |()| again.run(()));
    let option = |event: EventType| SelectOption::new(event.word(), event_label(event));
    let options: Vec<SelectOption> = EventType::ALL.into_iter().map(option).collect();
    let selected = kept("event").unwrap_or_else(|| EventType::ALL[0].word());
    view! {
        <ActionForm action attr:class="form" attr:novalidate="">
            <FaultBanner fault fields=&["event", "property"]/>
            <input type="hidden" name="app" value=id.to_string()/>
            <SelectField name="event" label=t!("webhook-event") options selected error=event_error(fault)/>
            <TextField name="property" label=t!("webhook-property") hint=t!("webhook-property-hint") value=kept("property").unwrap_or_default() optional=true autocomplete="off" placeholder="hs_pipeline_stage" error=field_error(fault, "property")/>
            <Button busy=action.pending()>{t!("webhook-subscribe")}</Button>
        </ActionForm>
    }
}

fn event_error(fault: Signal<Option<Fault>>) -> Signal<Option<String>> {
    let usual = field_error(fault, "event");
    let problem = move || fault.with(|fault| fault.as_ref().and_then(|fault| fault.problem_of("event")).cloned());
    Signal::derive(move || match problem() {
        Some(Problem::NotAdmitted) => Some(t!("webhook-event-scope")),
        Some(Problem::Taken) => Some(t!("webhook-event-twice")),
        _ => usual.get(),
    })
}
