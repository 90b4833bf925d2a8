//! Mail that goes out: the outbox's letters, written and handed to a mail server.

mod address;
mod conversation;
mod dialogue;
mod message;
mod postman;
mod smtp;
mod worker;

pub use postman::Conversing;
pub use smtp::Mailer;
pub use worker::deliver;
