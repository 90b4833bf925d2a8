//! Asking the server for what a page shows.

use std::future::Future;

use leptos::prelude::*;
use leptos::server::codee::{Decoder, Encoder};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::load::Loaded;

/// What [`fetch`] returns.
pub type Fetched<T> = Resource<Loaded<T>, Json>;

/// The answer to `ask`, asked anew whenever `about` changes. The server's first answer comes along with the page.
pub fn fetch<S, T, F>(about: impl Fn() -> S + Send + Sync + 'static, ask: impl Fn(S) -> F + Send + Sync + 'static) -> Fetched<T>
where
    S: PartialEq + Clone + Send + Sync + 'static,
    T: Serialize + DeserializeOwned + Send + Sync + 'static,
    F: Future<Output = Loaded<T>> + Send + 'static,
{
    // Nothing changes while the server renders, and the signals may be gone before the answer is looked at.
    #[cfg(feature = "ssr")]
    let about = {
        let now = untrack(about);
        move || now.clone()
    };
    Resource::new_with_options(about, ask, false)
}

/// JSON, read from bytes as server functions read theirs. With Leptos' own, which reads from text, everything that is
/// shown would have two parsers in the browser's program.
pub struct Json;

impl<T: Serialize> Encoder<T> for Json {
    type Error = serde_json::Error;
    type Encoded = String;

    fn encode(value: &T) -> Result<String, Self::Error> {
        serde_json::to_string(value)
    }
}

impl<T: DeserializeOwned> Decoder<T> for Json {
    type Error = serde_json::Error;
    type Encoded = str;

    fn decode(text: &str) -> Result<T, Self::Error> {
        serde_json::from_slice(text.as_bytes())
    }
}
