//! Where the screens meet the server. Everything that exists on one side only is in here (and in `locale`), behind
//! functions that both sides have.
//!
//! A server function's body calls these by their full path (`crate::seam::answer(…)`), because in the browser the body
//! is gone and an import would be left over.

#[cfg(not(feature = "ssr"))]
mod browser;
#[cfg(feature = "ssr")]
mod page;
#[cfg(feature = "ssr")]
mod server;

#[cfg(not(feature = "ssr"))]
pub use browser::*;
#[cfg(feature = "ssr")]
pub use page::*;
#[cfg(feature = "ssr")]
pub use server::*;
