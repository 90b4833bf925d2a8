//! Sends what waits for the targets of webhooks, several requests at a time, until the server stops.

use std::future::Future;

use domain::webhooks::DueDelivery;
use domain::{Outcome, Portico};
use tokio::sync::watch;

use crate::work::{Work, work};

/// Requests of this server at one time, to all targets; a target has a limit of its own.
const REQUESTS: usize = 32;

struct Deliveries(Portico);

impl Work for Deliveries {
    type Due = DueDelivery;
    const TROUBLE: &'static str = "webhooks cannot be looked for";

    async fn next(&mut self) -> Outcome<Option<DueDelivery>> {
        self.0.next_webhook_delivery().await
    }

    fn finish(&self, due: DueDelivery) -> impl Future<Output = ()> + Send + 'static {
        let portico = self.0.clone();
        async move {
            // Its lease runs out, and it is sent once more.
            if let Err(failure) = portico.send_webhook(&due).await {
                tracing::error!(delivery = %due.id, %failure, "what became of a webhook could not be noted");
            }
        }
    }
}

/// Ends once `stopping` says so and what is being sent is done.
pub async fn deliver(portico: Portico, stopping: watch::Receiver<bool>) {
    work(Deliveries(portico), REQUESTS, stopping).await;
}
