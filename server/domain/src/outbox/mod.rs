//! Mail: a row written in the transaction of what causes it. A worker of the server's asks for the next one that is due,
//! sends it, and says what became of it.

mod about;
mod accounts;
mod acknowledge;
mod content;
mod desk;
mod due;
mod enqueue;
mod notifications;
mod reminder;
mod server;
mod status;
mod unsubscribe;

pub use due::DueLetter;
pub use server::{MailServer, Postman};

pub(crate) use acknowledge::may_acknowledge;
pub(crate) use desk::of_ticket;
pub(crate) use due::due_at;
pub(crate) use enqueue::{Letter, enqueue_all};
pub(crate) use reminder::number_of as reminder_number;
pub(crate) use server::MailRoom;
pub(crate) use status::{StatusChange, enqueue as enqueue_status};
