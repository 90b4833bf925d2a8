//! Mail that goes out: the outbox's letters, written and handed to a mail server.

mod message;
mod smtp;
mod worker;

pub use smtp::{Mailer, SmtpError};
pub use worker::deliver;
