//! Browsers in which an account was proven before. Wrong passwords that come from one are counted by themselves, and those
//! that strangers try are not counted against it: who knows an address can lock it for everybody, but not for its owner
//! (ASVS 6.1.1).
//!
//! Such a browser keeps a random name, sealed for the one account; nothing is stored here.

use model::{ContactId, UserId};

use super::sessions::Browser;
use crate::failure::Outcome;
use crate::portico::Portico;
use crate::secrets;

const DEVICE: &str = "device:";
const SESSION: &str = "session of ";

pub fn contact(contact: ContactId) -> String {
    format!("contact:{contact}")
}

pub fn user(user: UserId) -> String {
    format!("user:{user}")
}

fn purpose(account: &str) -> String {
    format!("known device of {account}")
}

/// What the browser is to keep from now on: the account, as [`contact`] or [`user`] names it, was proven in it.
pub fn mark(portico: &Portico, account: &str) -> Outcome<String> {
    portico.sealing.seal(&purpose(account), &secrets::capability())
}

/// How a try is counted by somebody who is signed in to the account already.
pub fn in_session(account: &str) -> String {
    format!("{SESSION}{account}")
}

/// How a try at the account is counted: by the browser, if it is known as one of the account's, else as `counted` says.
pub fn counted_as(portico: &Portico, account: &str, browser: Option<&Browser>, counted: String) -> String {
    let kept = browser.and_then(|browser| browser.known.as_deref());
    let name = kept.and_then(|kept| portico.sealing.open(&purpose(account), kept).ok());
    name.map_or(counted, |name| format!("{DEVICE}{name}"))
}

/// Whether a try is counted by the browser or the session that it comes from.
pub fn is_vouched_for(counted: &str) -> bool {
    counted.starts_with(DEVICE) || counted.starts_with(SESSION)
}
