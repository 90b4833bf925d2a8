//! Mail: a row written in the transaction of what causes it. Another worker delivers.

mod enqueue;

pub(crate) use enqueue::Letter;
