//! Calls to other servers. What makes them is given to the portico, so that stories need no network, and so that one
//! place decides which addresses may be called at all.

use async_trait::async_trait;
use url::Url;

/// What is posted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Posted {
    /// `application/x-www-form-urlencoded`.
    Form(String),
    /// `application/json`.
    Json(String),
}

/// How much of an answer is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// All of it; one that is too long is no answer.
    Whole,
    /// All of it, if it has at most so many bytes; there is more time for it.
    UpTo(usize),
    /// So many bytes at most, of which none need come: what counts is the status.
    Beginning(usize),
}

/// A call. With something posted it is a POST, without it a GET.
#[derive(Clone, Debug)]
pub struct WebRequest {
    pub address: Url,
    /// The value of the `Authorization` header.
    pub authorization: Option<String>,
    /// More headers: names in lower case, and values of visible ASCII characters.
    pub headers: Vec<(&'static str, String)>,
    pub posted: Option<Posted>,
    pub reading: Reading,
}

impl WebRequest {
    pub fn get(address: Url) -> Self {
        Self { address, authorization: None, headers: Vec::new(), posted: None, reading: Reading::Whole }
    }

    pub fn post(address: Url, posted: Posted) -> Self {
        Self { posted: Some(posted), ..Self::get(address) }
    }
}

#[derive(Clone, Debug, Default)]
pub struct WebAnswer {
    pub status: u16,
    pub body: Vec<u8>,
    /// In how many seconds the server would like to be asked again (RFC 9110, §10.2.3), where it says a number.
    pub retry_after: Option<u32>,
}

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WebProblem {
    /// The address, or what its name leads to, is none that this server calls.
    #[error("this address is not called")]
    NotAllowed,
    /// Not reached, not answered in time, or answered with more than is read. In words for an administrator.
    #[error("{0}")]
    Unreachable(String),
}

/// Whoever makes the calls: follows no redirect, waits for seconds only, and reads a bounded answer.
#[async_trait]
pub trait Web: Send + Sync {
    /// Whether an address may be called, as far as can be told without looking it up.
    fn permits(&self, address: &Url) -> bool;

    async fn send(&self, request: WebRequest) -> Result<WebAnswer, WebProblem>;
}

/// Nobody: for commands that call no other server.
pub(crate) struct NoWeb;

#[async_trait]
impl Web for NoWeb {
    fn permits(&self, _address: &Url) -> bool {
        false
    }

    async fn send(&self, _request: WebRequest) -> Result<WebAnswer, WebProblem> {
        Err(WebProblem::NotAllowed)
    }
}
