//! Mail: a row written in the transaction of what causes it. A worker of the server's asks for the next one that is due,
//! sends it, and says what became of it.

mod accounts;
mod content;
mod desk;
mod due;
mod enqueue;

pub use due::DueLetter;

pub(crate) use enqueue::Letter;
