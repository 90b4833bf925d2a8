//! Takes what is due from the outbox, a few letters at a time, until the server stops.

use std::sync::Arc;
use std::time::Duration;

use domain::Portico;
use domain::outbox::DueLetter;
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinSet;

use super::message::message;
use super::smtp::{CONVERSATIONS, Mailer};

/// How often the outbox is looked at when there was nothing.
const IDLE: Duration = Duration::from_secs(1);
/// How long it is left alone when it could not be looked at.
const TROUBLED: Duration = Duration::from_secs(10);

/// Ends once `stopping` says so and what is being sent is done.
pub async fn deliver(portico: Portico, mailer: Mailer, mut stopping: watch::Receiver<bool>) {
    let mailer = Arc::new(mailer);
    let places = Arc::new(Semaphore::new(CONVERSATIONS as usize));
    let mut sending = JoinSet::new();
    loop {
        let free = tokio::select! {
            _ = stopping.wait_for(|stop| *stop) => break,
            free = places.clone().acquire_owned() => free,
        };
        // The semaphore is never closed.
        let Ok(free) = free else { break };
        let wait = match portico.next_letter().await {
            Ok(Some(letter)) => {
                let (portico, mailer) = (portico.clone(), mailer.clone());
                sending.spawn(async move {
                    send(&portico, &mailer, letter).await;
                    drop(free);
                });
                while sending.try_join_next().is_some() {}
                continue;
            }
            Ok(None) => IDLE,
            Err(failure) => {
                tracing::warn!(%failure, "the outbox cannot be read");
                TROUBLED
            }
        };
        drop(free);
        tokio::select! {
            _ = stopping.wait_for(|stop| *stop) => break,
            () = tokio::time::sleep(wait) => {}
        }
    }
    while sending.join_next().await.is_some() {}
}

async fn send(portico: &Portico, mailer: &Mailer, letter: DueLetter) {
    let words = app::letters::write(&letter.envelope, &letter.content, portico.clock().now());
    let noted = match message(mailer.from(), &letter.envelope, &letter.content, words) {
        Err(problem) => portico.letter_given_up(letter.id, &problem).await,
        Ok(message) => match mailer.send(message).await {
            Ok(()) => portico.letter_sent(letter.id).await,
            Err(error) => {
                tracing::warn!(letter = letter.id, attempt = letter.attempt, problem = ?error.problem, "a letter was not taken");
                match error.passes {
                    true => portico.letter_put_off(&letter, &error.problem).await,
                    false => portico.letter_given_up(letter.id, &error.problem).await,
                }
            }
        },
    };
    // Its lease runs out, and it is sent once more under the same Message-ID.
    if let Err(failure) = noted {
        tracing::error!(letter = letter.id, %failure, "what became of a letter could not be noted");
    }
}
