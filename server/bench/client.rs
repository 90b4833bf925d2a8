//! Asking, and counting what it takes.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use ureq::Agent;

use crate::Failed;
use crate::process::Server;

/// One request of a visitor or of an integration.
#[derive(Clone)]
pub struct Request {
    pub path: String,
    pub by: By,
    pub body: Body,
}

#[derive(Clone)]
pub enum By {
    Cookie(String),
    Token(String),
}

#[derive(Clone)]
pub enum Body {
    /// The request is a GET.
    None,
    /// `{key}` in it becomes a fresh one each time.
    Form(String),
    Json(String),
}

/// So many connections that ask for the requests in turn.
pub struct Load<'a> {
    pub requests: &'a [Request],
    pub connections: usize,
    pub lasting: Duration,
}

#[derive(Clone, Default)]
pub struct Measured {
    pub per_second: f64,
    pub p50: Duration,
    pub p99: Duration,
    /// Of the server alone.
    pub processor: Duration,
    /// Of one answer's body, as sent without compression.
    pub bytes: usize,
}

static TURN: AtomicUsize = AtomicUsize::new(0);

impl Load<'_> {
    pub fn run(&self, server: &Server) -> Result<Measured, Failed> {
        let (started, processor) = (Instant::now(), server.processor()?);
        let until = started + self.lasting;
        let all = std::thread::scope(|scope| {
            let asking: Vec<_> = (0..self.connections).map(|_| scope.spawn(|| self.ask(server, until))).collect();
            asking
                .into_iter()
                .map(|thread| thread.join().map_err(|_| "a connection panicked")?)
                .collect::<Result<Vec<_>, Failed>>()
        })?;
        let (elapsed, processor) = (started.elapsed(), server.processor()? - processor);
        let bytes = all.first().map_or(0, |(_, bytes)| *bytes);
        let mut times: Vec<Duration> = all.into_iter().flat_map(|(times, _)| times).collect();
        times.sort_unstable();
        let at = |part: f64| times.get(((times.len() - 1) as f64 * part) as usize).copied().unwrap_or_default();
        Ok(Measured {
            per_second: times.len() as f64 / elapsed.as_secs_f64(),
            p50: at(0.5),
            p99: at(0.99),
            processor: processor / u32::try_from(times.len().max(1))?,
            bytes,
        })
    }

    fn ask(&self, server: &Server, until: Instant) -> Result<(Vec<Duration>, usize), Failed> {
        let agent = agent();
        let (mut times, mut bytes) = (Vec::new(), 0);
        while Instant::now() < until || times.is_empty() {
            let turn = TURN.fetch_add(1, Ordering::Relaxed);
            let request = &self.requests[turn % self.requests.len()];
            let asked = Instant::now();
            let answer = send(&agent, &server.origin, request)?;
            times.push(asked.elapsed());
            bytes = answer.body.len();
            if !matches!(answer.status, 200 | 201) || answer.body.contains("\"Err\"") {
                let said: String = answer.body.chars().take(300).collect();
                return Err(format!("{} answered {}: {said}", request.path, answer.status).into());
            }
        }
        Ok((times, bytes))
    }
}

pub struct Answer {
    pub status: u16,
    pub cookie: Option<String>,
    pub body: String,
}

pub fn agent() -> Agent {
    Agent::config_builder().http_status_as_error(false).max_redirects(0).no_delay(true).build().into()
}

pub fn send(agent: &Agent, origin: &str, request: &Request) -> Result<Answer, Failed> {
    let url = format!("{origin}{}", request.path);
    let (name, value) = match &request.by {
        By::Cookie(cookie) => ("cookie", cookie.clone()),
        By::Token(token) => ("authorization", format!("Bearer {token}")),
    };
    let post = |kind| agent.post(&url).header(name, &value).header("accept", "application/json").header("content-type", kind);
    let mut answer = match &request.body {
        Body::None => agent.get(&url).header("accept", "text/html").header(name, &value).call()?,
        Body::Form(form) => post("application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin")
            .send(form.replace("{key}", &format!("bench-{:016x}", rand::random::<u64>())))?,
        Body::Json(json) => post("application/json").send(json)?,
    };
    let cookie = answer.headers().get("set-cookie").and_then(|cookie| cookie.to_str().ok()).map(str::to_owned);
    Ok(Answer { status: answer.status().as_u16(), cookie, body: answer.body_mut().read_to_string()? })
}
