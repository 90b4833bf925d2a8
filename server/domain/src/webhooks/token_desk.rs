//! Webhooks as an integration sets them up: those of its own app, which is its token.

use model::TokenId;
use model::webhooks::Subscription;

use super::WebhookRefusal;
use super::settings::{self, Settings, refused};
use super::subscriptions::{self, NewSubscription};
use crate::audit::Actor;
use crate::crm::{CrmError, Done, Refused, Work, check_batch};
use crate::desks::TokenDesk;

/// Subscriptions in one batch: all that an app can have.
const BATCH_MAX: usize = 1_000;

impl TokenDesk {
    /// Refused where the app is another one than the token's.
    fn own_app(&self, app: &str) -> Done<TokenId> {
        let own = self.viewer.token;
        match app.parse() {
            Ok(app) if own == app => Ok(own),
            _ => Err(refused(WebhookRefusal::NotYours { app: app.to_owned() }).into()),
        }
    }

    fn actor(&self) -> Actor {
        Actor::Token(self.viewer.token)
    }

    pub async fn webhook_settings(&self, app: &str) -> Done<Settings> {
        let app = self.own_app(app)?;
        Ok(settings::present(self.portico.store.reader(), app).await?.into())
    }

    /// Sets where the app is told. The secret that is made with the first settings is shown to administrators alone.
    pub async fn set_webhook_settings(&self, app: &str, url: &str, max_requests: Option<u32>) -> Done<Settings> {
        let app = self.own_app(app)?;
        let tx = self.portico.store.begin().await?;
        let (row, _) = settings::set(&self.portico, &tx, self.actor(), app, url, max_requests).await?;
        tx.commit().await?;
        Ok(row.into())
    }

    /// Takes the settings away, with the subscriptions and what waits.
    pub async fn remove_webhook_settings(&self, app: &str) -> Done<()> {
        let app = self.own_app(app)?;
        let tx = self.portico.store.begin().await?;
        settings::remove(&self.portico, &tx, self.actor(), app).await?;
        Ok(tx.commit().await?)
    }

    pub async fn webhook_subscriptions(&self, app: &str) -> Done<Vec<Subscription>> {
        let app = self.own_app(app)?;
        Ok(subscriptions::list(self.portico.store.reader(), app).await?)
    }

    pub async fn webhook_subscription(&self, app: &str, id: &str) -> Done<Subscription> {
        let app = self.own_app(app)?;
        subscriptions::one(self.portico.store.reader(), app, id).await
    }

    pub async fn subscribe_webhook(&self, app: &str, new: &NewSubscription) -> Done<Subscription> {
        let app = self.own_app(app)?;
        let work = match Work::begin(self).await? {
            Ok(work) => work,
            Err(before) => return Ok(before),
        };
        let scopes = &self.viewer.scopes;
        let made = subscriptions::create(&self.portico, &work.tx, self.actor(), (app, scopes), new).await?;
        work.finish(made).await
    }

    /// Switches subscriptions on or off. Answers them, and the ids of those that are not there.
    pub async fn set_webhook_subscriptions(
        &self,
        app: &str,
        wanted: &[(String, bool)],
    ) -> Done<(Vec<Subscription>, Vec<String>)> {
        let app = self.own_app(app)?;
        check_batch(wanted.len(), BATCH_MAX)?;
        let work = match Work::begin(self).await? {
            Ok(work) => work,
            Err(before) => return Ok(before),
        };
        let (mut set, mut missing) = (Vec::with_capacity(wanted.len()), Vec::new());
        for (id, active) in wanted {
            match subscriptions::set_active(&self.portico, &work.tx, self.actor(), app, (id, *active)).await {
                Ok(subscription) => set.push(subscription),
                Err(CrmError::Refused(Refused::Webhook(WebhookRefusal::NoSubscription { id }))) => missing.push(id),
                Err(error) => return Err(error),
            }
        }
        work.finish((set, missing)).await
    }

    pub async fn unsubscribe_webhook(&self, app: &str, id: &str) -> Done<()> {
        let app = self.own_app(app)?;
        let tx = self.portico.store.begin().await?;
        subscriptions::remove(&self.portico, &tx, self.actor(), app, id).await?;
        Ok(tx.commit().await?)
    }
}
