//! A target of webhooks that notes what it is sent, and answers as it is told to.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use async_trait::async_trait;
use serde_json::Value;
use url::Url;

use super::World;
use crate::web::{Posted, Web, WebAnswer, WebProblem, WebRequest};

/// Where it is.
pub const TARGET: &str = "https://hooks.acme.example/in";

/// What it got in one request.
#[derive(Clone, Debug)]
pub struct Received {
    pub events: Vec<Value>,
    pub body: String,
    pub headers: Vec<(&'static str, String)>,
}

impl Received {
    pub fn header(&self, name: &str) -> &str {
        self.headers.iter().find(|(known, _)| *known == name).map_or("", |(_, value)| value)
    }
}

#[derive(Default)]
struct State {
    received: Vec<Received>,
    next: VecDeque<Result<WebAnswer, WebProblem>>,
    /// When nothing is said of the next ones.
    otherwise: Option<Result<WebAnswer, WebProblem>>,
}

/// Answers 200 until it is told otherwise.
#[derive(Clone, Default)]
pub struct FakeReceiver(Arc<Mutex<State>>);

impl FakeReceiver {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What came since this was asked last.
    pub fn received(&self) -> Vec<Received> {
        std::mem::take(&mut self.lock().received)
    }

    /// What is answered next, once.
    pub fn answers(&self, answer: Result<WebAnswer, WebProblem>) {
        self.lock().next.push_back(answer);
    }

    /// What is answered from now on.
    pub fn always(&self, answer: Result<WebAnswer, WebProblem>) {
        self.lock().otherwise = Some(answer);
    }
}

#[async_trait]
impl Web for FakeReceiver {
    fn permits(&self, address: &Url) -> bool {
        address.scheme() == "https" && address.host_str() != Some("127.0.0.1")
    }

    async fn send(&self, request: WebRequest) -> Result<WebAnswer, WebProblem> {
        let body = match request.posted {
            Some(Posted::Json(body)) => body,
            Some(Posted::Form(_)) => return Err(WebProblem::NotAllowed),
            None => String::new(),
        };
        let events = serde_json::from_str(&body).unwrap_or_default();
        let mut state = self.lock();
        state.received.push(Received { events, body, headers: request.headers });
        let fine = Ok(WebAnswer { status: 200, ..WebAnswer::default() });
        state.next.pop_front().or_else(|| state.otherwise.clone()).unwrap_or(fine)
    }
}

impl World {
    /// The same world, in which webhooks reach a target, and nobody else.
    pub fn with_receiver(mut self) -> (Self, FakeReceiver) {
        let receiver = FakeReceiver::default();
        self.portico = self.portico.clone().sending_webhooks_by(Arc::new(receiver.clone()));
        (self, receiver)
    }

    /// Sends everything that is due by now; answers how many requests that took.
    pub async fn deliver_webhooks(&self) -> usize {
        let mut sent = 0;
        while let Some(due) = self.portico.next_webhook_delivery().await.expect("an answer") {
            self.portico.send_webhook(&due).await.expect("a note");
            sent += 1;
        }
        sent
    }
}
