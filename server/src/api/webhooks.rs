//! `/webhooks/v3/{appId}/settings` and `/subscriptions`: what an integration is told of.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::Portico;
use domain::webhooks::{NewSubscription, Settings, WebhookRefusal};
use model::api_tokens::Scope;
use model::webhooks::Subscription;
use serde_json::{Value, json};

use super::body::{Input, inputs, lacking, member, optional_text, required_text, whole};
use super::door::Caller;
use super::envelope::{Envelope, invalid};
use super::{shown, webhook_refusals};

fn settings_shown(settings: &Settings) -> Value {
    json!({
        "targetUrl": settings.target_url,
        "throttling": { "maxConcurrentRequests": settings.max_requests, "period": "SECONDLY" },
        "createdAt": settings.created_at.iso(), "updatedAt": settings.updated_at.iso(),
    })
}

fn subscription_shown(subscription: &Subscription) -> Value {
    let mut shown = json!({
        "id": subscription.id.to_string(), "eventType": subscription.event_type, "active": subscription.active,
        "createdAt": subscription.created_at.iso(), "updatedAt": subscription.updated_at.iso(),
    });
    if let Some(property) = &subscription.property {
        shown["propertyName"] = property.as_str().into();
    }
    if let Some(object_type_id) = &subscription.object_type_id {
        shown["objectTypeId"] = object_type_id.as_str().into();
    }
    shown
}

/// `true` or `false`, which may come as text.
fn truth(body: &Value, name: &str) -> Result<Option<bool>, Envelope> {
    match optional_text(body, name)?.as_deref() {
        None => Ok(None),
        Some("true") => Ok(Some(true)),
        Some("false") => Ok(Some(false)),
        Some(_) => Err(invalid(format!("Invalid input JSON on line 1, column 2: `{name}` must be true or false"))),
    }
}

fn required_truth(body: &Value, name: &str) -> Result<bool, Envelope> {
    truth(body, name)?.ok_or_else(|| lacking(&[name]))
}

pub async fn settings(Path(app): Path<String>, caller: Caller) -> Result<Response, Envelope> {
    caller.require(&[Scope::ReadWebhooks])?;
    Ok(shown::ok(&settings_shown(&caller.0.webhook_settings(&app).await?)))
}

/// Without `throttling`, what was set before stays, and is HubSpot's default at first.
pub async fn put_settings(Path(app): Path<String>, caller: Caller, input: Input) -> Result<Response, Envelope> {
    caller.require(&[Scope::WriteWebhooks])?;
    let url = required_text(&input.json, "targetUrl")?;
    let wanted = match member(&input.json, "throttling") {
        Some(throttling) => whole(throttling, "maxConcurrentRequests")?,
        None => None,
    };
    // What is too large for the type is out of the range, too.
    let max_requests = wanted.map(|wanted| u32::try_from(wanted).unwrap_or(u32::MAX));
    let settings = caller.0.set_webhook_settings(&app, &url, max_requests).await?;
    Ok(shown::ok(&settings_shown(&settings)))
}

pub async fn delete_settings(Path(app): Path<String>, caller: Caller) -> Result<Response, Envelope> {
    caller.require(&[Scope::WriteWebhooks])?;
    caller.0.remove_webhook_settings(&app).await?;
    Ok(shown::nothing())
}

pub async fn subscriptions(Path(app): Path<String>, caller: Caller) -> Result<Response, Envelope> {
    caller.require(&[Scope::ReadWebhooks])?;
    let all = caller.0.webhook_subscriptions(&app).await?;
    Ok(shown::ok(&shown::list(all.iter().map(subscription_shown).collect(), None)))
}

pub async fn subscribe(Path(app): Path<String>, caller: Caller, input: Input) -> Result<Response, Envelope> {
    caller.require(&[Scope::WriteWebhooks])?;
    let body = &input.json;
    let new = NewSubscription {
        event_type: required_text(body, "eventType")?,
        object_type_id: optional_text(body, "objectTypeId")?,
        property: optional_text(body, "propertyName")?,
        active: truth(body, "active")?.unwrap_or(false),
    };
    let made = caller.0.once(input.once).subscribe_webhook(&app, &new).await?;
    Ok(shown::answer(StatusCode::CREATED, &subscription_shown(&made)))
}

pub async fn subscription(Path((app, id)): Path<(String, String)>, caller: Caller) -> Result<Response, Envelope> {
    caller.require(&[Scope::ReadWebhooks])?;
    Ok(shown::ok(&subscription_shown(&caller.0.webhook_subscription(&app, &id).await?)))
}

pub async fn update(Path((app, id)): Path<(String, String)>, caller: Caller, input: Input) -> Result<Response, Envelope> {
    caller.require(&[Scope::WriteWebhooks])?;
    let wanted = [(id.clone(), required_truth(&input.json, "active")?)];
    let (set, _) = caller.0.set_webhook_subscriptions(&app, &wanted).await?;
    let found = set.first().ok_or_else(|| webhook_refusals::of(&WebhookRefusal::NoSubscription { id }))?;
    Ok(shown::ok(&subscription_shown(found)))
}

pub async fn unsubscribe(Path((app, id)): Path<(String, String)>, caller: Caller) -> Result<Response, Envelope> {
    caller.require(&[Scope::WriteWebhooks])?;
    caller.0.unsubscribe_webhook(&app, &id).await?;
    Ok(shown::nothing())
}

/// All of them or none.
pub async fn batch_update(
    State(portico): State<Portico>,
    Path(app): Path<String>,
    caller: Caller,
    input: Input,
) -> Result<Response, Envelope> {
    caller.require(&[Scope::WriteWebhooks])?;
    let wanted = |item: &Value| Ok((required_text(item, "id")?, required_truth(item, "active")?));
    let wanted: Vec<(String, bool)> = inputs(&input.json)?.iter().map(wanted).collect::<Result<_, Envelope>>()?;
    let began = portico.clock().now();
    let (set, missing) = caller.0.once(input.once).set_webhook_subscriptions(&app, &wanted).await?;
    let results = set.iter().map(subscription_shown).collect();
    let gone = |id: &String| webhook_refusals::of(&WebhookRefusal::NoSubscription { id: id.clone() }).standard();
    let errors: Vec<Value> = missing.iter().map(gone).collect();
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::MULTI_STATUS };
    Ok(shown::answer(status, &shown::batch(results, errors, began, portico.clock().now())))
}
