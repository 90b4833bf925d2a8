//! Webhooks as administrators set them up.

use async_trait::async_trait;
use model::people::Role;
use model::webhooks::{DeliveryShown, WebhookApp, WebhookAppRow, WebhookTarget, WebhookTest, Webhooks};
use model::{Fault, Problem, SubscriptionId, Timestamp, TokenId, WebhookDeliveryId};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

use super::settings::{self, Settings};
use super::subscriptions::{self, NewSubscription};
use super::{WebhookRefusal, log, pause, test};
use crate::audit::Actor;
use crate::crm::{CrmError, Done, Refused};
use crate::desks::UserDesk;
use crate::failure::{Failure, Outcome};
use crate::portico::Portico;
use crate::tables::{webhook_subscriptions, webhook_targets};
use crate::tokens;

/// What a form is told. The page knows in which of its fields something is wrong.
fn fault_of(error: CrmError) -> Fault {
    let refusal = match error {
        CrmError::Failure(failure) => return failure.into_fault(),
        CrmError::Refused(Refused::Webhook(refusal)) => refusal,
        CrmError::Refused(_) => return Fault::NotFound,
    };
    match refusal {
        WebhookRefusal::UrlMalformed | WebhookRefusal::UrlEscaped { .. } => Fault::invalid("url", Problem::Malformed),
        WebhookRefusal::UrlNotAllowed => Fault::invalid("url", Problem::Reserved),
        WebhookRefusal::RequestsOutOfRange => Fault::invalid("max_requests", Problem::Malformed),
        WebhookRefusal::UnknownEvent(_) | WebhookRefusal::UnknownObjectType(_) => Fault::invalid("event", Problem::Unknown),
        WebhookRefusal::ScopeMissing(_) => Fault::invalid("event", Problem::NotAdmitted),
        WebhookRefusal::Subscribed { .. } => Fault::invalid("event", Problem::Taken),
        WebhookRefusal::TooMany => Fault::invalid("event", Problem::TooLong { max: 1000 }),
        WebhookRefusal::PropertyMissing => Fault::invalid("property", Problem::Missing),
        WebhookRefusal::UnknownProperty(_) => Fault::invalid("property", Problem::Unknown),
        WebhookRefusal::PropertyNotTold(_) => Fault::invalid("property", Problem::Reserved),
        WebhookRefusal::NotYours { .. } | WebhookRefusal::NoTarget | WebhookRefusal::NoSubscription { .. } => Fault::NotFound,
    }
}

async fn rows(desk: &UserDesk) -> Outcome<Vec<WebhookAppRow>> {
    let reader = desk.portico.store.reader();
    let targets = webhook_targets::Entity::find().all(reader).await?;
    let mut rows = Vec::new();
    for token in tokens::good(&desk.portico).await? {
        let target = targets.iter().find(|target| target.token_id == token.id);
        let own = webhook_subscriptions::Column::TokenId.eq(token.id);
        rows.push(WebhookAppRow {
            app: TokenId(token.id),
            name: token.name,
            target_url: target.map(|target| target.target_url.clone()),
            subscriptions: webhook_subscriptions::Entity::find().filter(own).count(reader).await?,
            paused_at: target.and_then(|target| target.paused_at).map(Timestamp),
        });
    }
    Ok(rows)
}

async fn app_of(desk: &UserDesk, app: TokenId) -> Outcome<WebhookApp> {
    let reader = desk.portico.store.reader();
    let token = tokens::good_one(&desk.portico, app).await?;
    let target = match settings::find(reader, app).await? {
        Some(row) => {
            let (paused_at, waiting) = (row.paused_at.map(Timestamp), log::waiting(reader, app).await?);
            let Settings { target_url, max_requests, created_at, updated_at } = row.into();
            Some(WebhookTarget { url: target_url, max_requests, created_at, updated_at, paused_at, waiting })
        }
        None => None,
    };
    Ok(WebhookApp {
        app,
        name: token.name,
        target,
        subscriptions: subscriptions::list(reader, app).await?,
        deliveries: log::latest(reader, app).await?,
    })
}

impl UserDesk {
    /// Refused to whoever is no administrator, and for a token that is worth nothing any more.
    async fn webhooks_of(&self, app: TokenId) -> Result<Vec<model::api_tokens::Scope>, Fault> {
        self.require(Role::Admin)?;
        let token = tokens::good_one(&self.portico, app).await.map_err(Failure::into_fault)?;
        Ok(tokens::scopes_of(&token))
    }

    fn by(&self) -> Actor {
        Actor::from(&self.viewer)
    }
}

async fn set_target(desk: &UserDesk, app: TokenId, url: &str, max_requests: u32) -> Done<Option<String>> {
    let tx = desk.portico.store.begin().await?;
    let (_, secret) = settings::set(&desk.portico, &tx, desk.by(), app, url, Some(max_requests)).await?;
    tx.commit().await?;
    Ok(secret)
}

async fn subscribe(desk: &UserDesk, app: TokenId, scopes: &[model::api_tokens::Scope], new: &NewSubscription) -> Done<()> {
    let tx = desk.portico.store.begin().await?;
    subscriptions::create(&desk.portico, &tx, desk.by(), (app, scopes), new).await?;
    Ok(tx.commit().await?)
}

async fn set_active(desk: &UserDesk, app: TokenId, id: SubscriptionId, active: bool) -> Done<()> {
    let tx = desk.portico.store.begin().await?;
    subscriptions::set_active(&desk.portico, &tx, desk.by(), app, (&id.to_string(), active)).await?;
    Ok(tx.commit().await?)
}

async fn unsubscribe(desk: &UserDesk, app: TokenId, id: SubscriptionId) -> Done<()> {
    let tx = desk.portico.store.begin().await?;
    subscriptions::remove(&desk.portico, &tx, desk.by(), app, &id.to_string()).await?;
    Ok(tx.commit().await?)
}

/// Another client secret, for whoever may have it.
pub async fn replace_secret_of(portico: &Portico, actor: Actor, app: TokenId) -> Outcome<String> {
    let tx = portico.store.begin().await?;
    let secret = settings::replace_secret(portico, &tx, actor, app).await.map_err(fault_of)?;
    tx.commit().await?;
    Ok(secret)
}

async fn remove_target(desk: &UserDesk, app: TokenId) -> Outcome<()> {
    let tx = desk.portico.store.begin().await?;
    settings::remove(&desk.portico, &tx, desk.by(), app).await?;
    Ok(tx.commit().await?)
}

async fn resume(desk: &UserDesk, app: TokenId) -> Done<()> {
    let tx = desk.portico.store.begin().await?;
    pause::resume(&desk.portico, &tx, desk.by(), app).await?;
    Ok(tx.commit().await?)
}

async fn replay(desk: &UserDesk, delivery: WebhookDeliveryId) -> Outcome<()> {
    let tx = desk.portico.store.begin().await?;
    log::replay(&desk.portico, &tx, desk.by(), delivery).await?;
    Ok(tx.commit().await?)
}

#[async_trait]
impl Webhooks for UserDesk {
    async fn webhook_apps(&self) -> Result<Vec<WebhookAppRow>, Fault> {
        self.require(Role::Admin)?;
        rows(self).await.map_err(Failure::into_fault)
    }

    async fn webhook_app(&self, app: TokenId) -> Result<WebhookApp, Fault> {
        self.require(Role::Admin)?;
        app_of(self, app).await.map_err(Failure::into_fault)
    }

    async fn set_webhook_target(&self, app: TokenId, url: &str, max_requests: u32) -> Result<Option<String>, Fault> {
        self.webhooks_of(app).await?;
        self.proven()?;
        set_target(self, app, url, max_requests).await.map_err(fault_of)
    }

    async fn remove_webhook_target(&self, app: TokenId) -> Result<(), Fault> {
        self.webhooks_of(app).await?;
        remove_target(self, app).await.map_err(Failure::into_fault)
    }

    async fn replace_webhook_secret(&self, app: TokenId) -> Result<String, Fault> {
        self.webhooks_of(app).await?;
        self.proven()?;
        replace_secret_of(&self.portico, self.by(), app).await.map_err(Failure::into_fault)
    }

    async fn subscribe_webhook(&self, app: TokenId, event: &str, property: &str) -> Result<(), Fault> {
        let scopes = self.webhooks_of(app).await?;
        let property = Some(property.to_owned()).filter(|property| !property.is_empty());
        let new = NewSubscription { event_type: event.to_owned(), object_type_id: None, property, active: true };
        subscribe(self, app, &scopes, &new).await.map_err(fault_of)
    }

    async fn set_webhook_subscription(&self, app: TokenId, subscription: SubscriptionId, active: bool) -> Result<(), Fault> {
        self.webhooks_of(app).await?;
        set_active(self, app, subscription, active).await.map_err(fault_of)
    }

    async fn remove_webhook_subscription(&self, app: TokenId, subscription: SubscriptionId) -> Result<(), Fault> {
        self.webhooks_of(app).await?;
        unsubscribe(self, app, subscription).await.map_err(fault_of)
    }

    async fn test_webhook(&self, app: TokenId) -> Result<WebhookTest, Fault> {
        self.webhooks_of(app).await?;
        test::test(&self.portico, app).await.map_err(fault_of)
    }

    async fn resume_webhooks(&self, app: TokenId) -> Result<(), Fault> {
        self.webhooks_of(app).await?;
        resume(self, app).await.map_err(fault_of)
    }

    async fn webhook_delivery(&self, delivery: WebhookDeliveryId) -> Result<DeliveryShown, Fault> {
        self.require(Role::Admin)?;
        log::one(self.portico.store.reader(), delivery).await.map_err(Failure::into_fault)
    }

    async fn replay_webhook_delivery(&self, delivery: WebhookDeliveryId) -> Result<(), Fault> {
        self.require(Role::Admin)?;
        replay(self, delivery).await.map_err(Failure::into_fault)
    }
}
