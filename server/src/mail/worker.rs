//! Takes what is due from the outbox, a few letters at a time, until the server stops.

use std::sync::Arc;
use std::time::{Duration, Instant};

use domain::Portico;
use domain::outbox::DueLetter;
use model::mail::MailProblem;
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinSet;

use super::message::message;
use super::smtp::{CONVERSATIONS, Mailer};

/// How often the outbox is looked at when there was nothing.
const IDLE: Duration = Duration::from_secs(1);
/// How long it is left alone when it could not be looked at.
const TROUBLED: Duration = Duration::from_secs(10);
/// How often it is looked up which mail server is set: another server of ours may have been told of another one.
const SETTINGS: Duration = Duration::from_secs(5);
/// How long a host is taken to be where it was found, and how long one that was not found is not looked for again.
const FOUND: Duration = Duration::from_secs(300);
const NOT_FOUND: Duration = Duration::from_secs(30);

/// Ends once `stopping` says so and what is being sent is done.
pub async fn deliver(portico: Portico, mut stopping: watch::Receiver<bool>) {
    let places = Arc::new(Semaphore::new(CONVERSATIONS as usize));
    let (mut sending, mut way) = (JoinSet::new(), Way::default());
    loop {
        let free = tokio::select! {
            _ = stopping.wait_for(|stop| *stop) => break,
            free = places.clone().acquire_owned() => free,
        };
        // The semaphore is never closed.
        let Ok(free) = free else { break };
        let wait = match next(&portico, &mut way).await {
            Ok(Some((letter, mailer))) => {
                let portico = portico.clone();
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
            // What waited for it may go now.
            Some(_) = sending.join_next() => {}
        }
    }
    while sending.join_next().await.is_some() {}
}

async fn next(portico: &Portico, way: &mut Way) -> domain::Outcome<Option<(DueLetter, Arc<Mailer>)>> {
    let Some(mailer) = way.reach_server(portico).await? else { return Ok(None) };
    Ok(portico.next_letter().await?.map(|letter| (letter, mailer)))
}

/// The way to the mail server that is set at the moment.
#[derive(Default)]
struct Way {
    mailer: Option<(Arc<Mailer>, Instant)>,
    looked: Option<Instant>,
    turn: usize,
}

impl Way {
    async fn reach_server(&mut self, portico: &Portico) -> domain::Outcome<Option<Arc<Mailer>>> {
        if self.looked.is_none_or(|looked| looked.elapsed() > SETTINGS) {
            portico.read_mail_server().await?;
            self.looked = Some(Instant::now());
        }
        let Some(server) = portico.mail_server() else { return Ok(None) };
        if let Some((mailer, since)) = &self.mailer {
            let fresh = if mailer.is_found() { FOUND } else { NOT_FOUND };
            if mailer.server == server && since.elapsed() < fresh {
                return Ok(Some(mailer.clone()));
            }
        }
        self.turn = self.turn.wrapping_add(1);
        let mailer = Arc::new(Mailer::of(server, self.turn).await);
        self.mailer = Some((mailer.clone(), Instant::now()));
        Ok(Some(mailer))
    }
}

async fn send(portico: &Portico, mailer: &Mailer, letter: DueLetter) {
    let words = app::letters::write(&letter.envelope, &letter.content, portico.clock().now());
    let noted = match message(&mailer.server, &letter.envelope, &letter.content, words) {
        Err(problem) => portico.letter_given_up(letter.id, &problem).await,
        Ok(message) => match mailer.send(message).await {
            Ok(()) => portico.letter_sent(letter.id).await,
            Err(error) => {
                note(&letter, &error.problem);
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

fn note(letter: &DueLetter, problem: &MailProblem) {
    tracing::warn!(letter = letter.id, attempt = letter.attempt, ?problem, "a letter was not taken");
}
