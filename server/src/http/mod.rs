//! The web server: who may reach which page, and what surrounds every answer.

mod assets;
mod events;
mod export;
mod files;
mod headers;
mod health;
mod hosts;
mod imports;
mod letters;
mod oidc;
mod onward;
mod origin;
mod patience;
mod peer;
mod reception;
mod router;
mod serve;
mod unsubscribe;

pub use assets::{Assets, is_watched, options as site_options};
pub(crate) use files::saved;
pub(crate) use hosts::host_of;
pub use router::{Web, router};
pub use serve::{Serving, serve};
