//! Streams of changes (server-sent events). A stream says which ticket changed and never what it says: the page asks
//! again through the same door as always.
//!
//! Rights are looked up again for each event and with every heartbeat, so a stream ends when its reader's access does.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::{Path, Request, State};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use domain::{Change, Failure};
use futures::stream::{self, Stream};
use model::{Fault, TicketId};
use tokio::sync::broadcast::{Receiver, error::RecvError};
use tokio::sync::watch;
use tokio::time::{Instant, sleep_until};

use super::headers::trouble;
use super::reception::FrontDesk;
use super::router::Web;

/// How often a quiet stream is written to, and its reader's access looked up.
const HEARTBEAT: Duration = Duration::from_secs(20);

/// Whose stream it is.
enum Reader {
    Contact { desk: FrontDesk, slug: String },
    Staff { desk: FrontDesk },
}

impl Reader {
    /// Whether the reader may hear of the change; an error when they may not listen at all any more.
    async fn may_hear(&self, change: &Change) -> Result<bool, Fault> {
        match self {
            Self::Contact { desk, slug } => desk.contact(slug).await?.may_hear(change).await.map_err(Failure::into_fault),
            Self::Staff { desk } => desk.user().await.map(|_| true),
        }
    }
}

pub async fn for_contact(State(web): State<Web>, Path(slug): Path<String>, request: Request) -> Response {
    let desk = FrontDesk::of(&web, &request);
    match desk.contact(&slug).await {
        Ok(_) => listen(&web, Reader::Contact { desk, slug }),
        Err(fault) => refuse(fault),
    }
}

pub async fn for_staff(State(web): State<Web>, request: Request) -> Response {
    let desk = FrontDesk::of(&web, &request);
    match desk.user().await {
        Ok(_) => listen(&web, Reader::Staff { desk }),
        Err(fault) => refuse(fault),
    }
}

/// A stream that says that it has ended: a browser would ask again and again for one that was refused, and complain in
/// its console.
fn refuse(fault: Fault) -> Response {
    match fault {
        Fault::Busy { .. } | Fault::Internal { .. } => trouble(fault),
        _ => Sse::new(stream::iter([Ok::<_, Infallible>(ended())])).into_response(),
    }
}

fn ended() -> Event {
    Event::default().event("ended").data("{}")
}

fn listen(web: &Web, reader: Reader) -> Response {
    let stream = changes(Arc::new(reader), web.portico.changes(), web.stopping.clone());
    let mut response = Sse::new(stream).keep_alive(KeepAlive::new().interval(HEARTBEAT)).into_response();
    // Proxies such as nginx hold small answers back unless they are told not to.
    response.headers_mut().insert("x-accel-buffering", axum::http::HeaderValue::from_static("no"));
    response
}

struct Listening {
    reader: Arc<Reader>,
    changes: Receiver<Change>,
    stopping: watch::Receiver<bool>,
    /// A first event at once, so that the page knows that it is connected.
    greeted: bool,
    ended: bool,
    next_look: Instant,
}

fn changes(
    reader: Arc<Reader>,
    changes: Receiver<Change>,
    stopping: watch::Receiver<bool>,
) -> impl Stream<Item = Result<Event, Infallible>> {
    let start = Listening { reader, changes, stopping, greeted: false, ended: false, next_look: Instant::now() + HEARTBEAT };
    stream::unfold(start, |mut listening| async move {
        let event = listening.next().await?;
        Some((Ok(event), listening))
    })
}

impl Listening {
    async fn next(&mut self) -> Option<Event> {
        if self.ended || *self.stopping.borrow() {
            return None;
        }
        if !self.greeted {
            self.greeted = true;
            return Some(Event::default().event("ready").data("{}"));
        }
        loop {
            let change = tokio::select! {
                change = self.changes.recv() => change,
                _ = self.stopping.changed() => return None,
                () = sleep_until(self.next_look) => Ok(Change::Access),
            };
            self.next_look = Instant::now() + HEARTBEAT;
            if let Some(event) = self.forward(change).await {
                return Some(event);
            }
            if self.ended {
                return None;
            }
        }
    }

    async fn forward(&mut self, change: Result<Change, RecvError>) -> Option<Event> {
        let change = match change {
            Ok(change) => change,
            // Too slow to hear everything: the page is told to look at everything.
            Err(RecvError::Lagged(_)) => return Some(Event::default().event("lagged").data("{}")),
            Err(RecvError::Closed) => {
                self.ended = true;
                return None;
            }
        };
        match self.reader.may_hear(&change).await {
            Ok(true) => change.ticket().map(said),
            Ok(false) | Err(Fault::Busy { .. } | Fault::Internal { .. }) => None,
            Err(_) => {
                self.ended = true;
                Some(ended())
            }
        }
    }
}

fn said(ticket: TicketId) -> Event {
    Event::default().event("ticket").data(format!("{{\"ticket\":\"{ticket}\"}}"))
}
