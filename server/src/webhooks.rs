//! Sends what waits for the targets of webhooks, several requests at a time, until the server stops.

use std::sync::Arc;
use std::time::Duration;

use domain::Portico;
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinSet;

/// Requests of this server at one time, to all targets; a target has a limit of its own.
const REQUESTS: usize = 32;
/// How often it is looked for something to send when there was nothing.
const IDLE: Duration = Duration::from_secs(1);
/// How long it is left alone when it could not be looked at.
const TROUBLED: Duration = Duration::from_secs(10);

/// Ends once `stopping` says so and what is being sent is done.
pub async fn deliver(portico: Portico, mut stopping: watch::Receiver<bool>) {
    let places = Arc::new(Semaphore::new(REQUESTS));
    let mut sending = JoinSet::new();
    loop {
        let free = tokio::select! {
            _ = stopping.wait_for(|stop| *stop) => break,
            free = places.clone().acquire_owned() => free,
        };
        // The semaphore is never closed.
        let Ok(free) = free else { break };
        let wait = match portico.next_webhook_delivery().await {
            Ok(Some(due)) => {
                let portico = portico.clone();
                sending.spawn(async move {
                    // Its lease runs out, and it is sent once more.
                    if let Err(failure) = portico.send_webhook(&due).await {
                        tracing::error!(delivery = %due.id, %failure, "what became of a webhook could not be noted");
                    }
                    drop(free);
                });
                while sending.try_join_next().is_some() {}
                continue;
            }
            Ok(None) => IDLE,
            Err(failure) => {
                tracing::warn!(%failure, "webhooks cannot be looked for");
                TROUBLED
            }
        };
        drop(free);
        tokio::select! {
            _ = stopping.wait_for(|stop| *stop) => break,
            () = tokio::time::sleep(wait) => {}
            // A target that had no request free has one now.
            Some(_) = sending.join_next() => {}
        }
    }
    while sending.join_next().await.is_some() {}
}
