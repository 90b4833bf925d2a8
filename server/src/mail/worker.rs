//! Takes what is due from the outbox, a few letters at a time, until the server stops.

use std::future::Future;
use std::sync::Arc;
use std::time::{Duration, Instant};

use domain::outbox::DueLetter;
use domain::{Outcome, Portico};
use model::mail::MailProblem;
use tokio::sync::watch;

use super::message::message;
use super::smtp::{CONVERSATIONS, Mailer};
use crate::work::{Work, work};

/// How often it is looked up which mail server is set: another server of ours may have been told of another one.
const SETTINGS: Duration = Duration::from_secs(5);
/// How long a host is taken to be where it was found, and how long one that was not found is not looked for again.
const FOUND: Duration = Duration::from_secs(300);
const NOT_FOUND: Duration = Duration::from_secs(30);

/// Letters, and the way on which they go.
struct Letters {
    portico: Portico,
    way: Way,
}

impl Work for Letters {
    type Due = (DueLetter, Arc<Mailer>);
    const TROUBLE: &'static str = "the outbox cannot be read";

    async fn next(&mut self) -> Outcome<Option<Self::Due>> {
        let Some(mailer) = self.way.reach_server(&self.portico).await? else { return Ok(None) };
        Ok(self.portico.next_letter().await?.map(|letter| (letter, mailer)))
    }

    fn finish(&self, (letter, mailer): Self::Due) -> impl Future<Output = ()> + Send + 'static {
        let portico = self.portico.clone();
        async move { send(&portico, &mailer, letter).await }
    }
}

/// Ends once `stopping` says so and what is being sent is done.
pub async fn deliver(portico: Portico, stopping: watch::Receiver<bool>) {
    work(Letters { portico, way: Way::default() }, CONVERSATIONS as usize, stopping).await;
}

/// The way to the mail server that is set at the moment.
#[derive(Default)]
struct Way {
    mailer: Option<(Arc<Mailer>, Instant)>,
    looked: Option<Instant>,
    turn: usize,
}

impl Way {
    async fn reach_server(&mut self, portico: &Portico) -> Outcome<Option<Arc<Mailer>>> {
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
