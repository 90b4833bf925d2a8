//! What an app is told of.

use super::{NOTHING, page};
use crate::api::document::Shape::{Batch, One};
use crate::api::document::{Table, delete, get, patch, post, put, says};
use crate::api::webhooks;

pub fn table() -> Table {
    const OF: &str = "/webhooks/v3/{app}";
    let settings = || says("Read where events are sent").answers(200, One("WebhookSettings"));
    let set = says("Say where events are sent").takes("WantedWebhookSettings").answers(200, One("WebhookSettings"));
    let subscribe = says("Subscribe to an event").takes("NewSubscription").once().answers(201, One("Subscription"));
    let switch = says("Turn a subscription on or off").takes("SubscriptionChange").answers(200, One("Subscription"));
    let switch_all = says("Turn subscriptions on or off").takes("SubscriptionChanges").once();
    Table::about("Webhooks")
        .at(
            &format!("{OF}/settings"),
            [
                get(webhooks::settings, settings()),
                put(webhooks::put_settings, set),
                delete(webhooks::delete_settings, says("Send nothing any more").answers(NOTHING.0, NOTHING.1)),
            ],
        )
        .at(
            &format!("{OF}/subscriptions"),
            [get(webhooks::subscriptions, page("List subscriptions", "Subscription")), post(webhooks::subscribe, subscribe)],
        )
        .at(
            &format!("{OF}/subscriptions/batch/update"),
            [post(webhooks::batch_update, switch_all.answers_partly(200, Batch("Subscription")))],
        )
        .at(
            &format!("{OF}/subscriptions/{{id}}"),
            [
                get(webhooks::subscription, says("Read a subscription").answers(200, One("Subscription"))),
                patch(webhooks::update, switch),
                delete(webhooks::unsubscribe, says("End a subscription").answers(NOTHING.0, NOTHING.1)),
            ],
        )
}
