//! Doing what waits, several things at a time, until the server stops.

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use domain::Outcome;
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinSet;

/// How often it is looked for something to do when there was nothing.
const IDLE: Duration = Duration::from_secs(1);
/// How long it is left alone when it could not be looked at.
const TROUBLED: Duration = Duration::from_secs(10);

/// Something that waits in the database, leased by whoever does it: what a server did not finish is done once more.
pub trait Work: Send {
    type Due: Send + 'static;
    /// What the log says when it cannot be looked at.
    const TROUBLE: &'static str;

    /// The next that is due.
    fn next(&mut self) -> impl Future<Output = Outcome<Option<Self::Due>>> + Send;

    /// Does it, and notes what became of it.
    fn finish(&self, due: Self::Due) -> impl Future<Output = ()> + Send + 'static;
}

/// Works at up to so many things at one time. Ends once `stopping` says so and what is being done is done.
pub async fn work<W: Work>(mut work: W, at_once: usize, mut stopping: watch::Receiver<bool>) {
    let places = Arc::new(Semaphore::new(at_once));
    let mut doing = JoinSet::new();
    loop {
        let free = tokio::select! {
            _ = stopping.wait_for(|stop| *stop) => break,
            free = places.clone().acquire_owned() => free,
        };
        // The semaphore is never closed.
        let Ok(free) = free else { break };
        let wait = match work.next().await {
            Ok(Some(due)) => {
                let finished = work.finish(due);
                doing.spawn(async move {
                    finished.await;
                    drop(free);
                });
                while doing.try_join_next().is_some() {}
                continue;
            }
            Ok(None) => IDLE,
            Err(failure) => {
                tracing::warn!(%failure, "{}", W::TROUBLE);
                TROUBLED
            }
        };
        drop(free);
        tokio::select! {
            _ = stopping.wait_for(|stop| *stop) => break,
            () = tokio::time::sleep(wait) => {}
            // What waited for it may go now.
            Some(_) = doing.join_next() => {}
        }
    }
    while doing.join_next().await.is_some() {}
}
