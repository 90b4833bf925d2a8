//! The browser's side of what both have.

use std::cell::OnceCell;

use leptos::prelude::*;
use model::{Fault, Language, Timestamp};

use crate::locale::Area;
use crate::visit::Visit;

/// The setting that the server wrote into `<html>`.
pub fn visit() -> Visit {
    thread_local! {
        static VISIT: OnceCell<Visit> = const { OnceCell::new() };
    }
    VISIT.with(|visit| visit.get_or_init(read).clone())
}

fn read() -> Visit {
    let root = document().document_element();
    let attribute = |name: &str| root.as_ref().and_then(|root| root.get_attribute(name)).unwrap_or_default();
    Visit {
        language: Language::parse(&attribute("lang")).unwrap_or_default(),
        area: if attribute("data-area") == Area::Staff.word() { Area::Staff } else { Area::Portal },
        now: Timestamp(attribute("data-now").parse().unwrap_or_default()),
        zone: attribute("data-zone").into(),
        portal: Some(attribute("data-portal")).filter(|name| !name.is_empty()).map(Into::into),
    }
}

/// Only the server can turn a request away before its page is there.
pub fn turn_away(_path: &str) {}

/// Only the server has a status to set.
pub fn set_status_of(_fault: &Fault) {}

/// 128 random bits, as a form's key.
pub fn random_key() -> String {
    let mut bits = [0_u8; 16];
    if let Ok(crypto) = window().crypto() {
        // Fails only for more than 64 kB.
        let _ = crypto.get_random_values_with_u8_array(&mut bits);
    }
    bits.iter().map(|byte| format!("{byte:02x}")).collect()
}
