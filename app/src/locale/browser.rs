//! The browser's catalogue: fetched beside the program, kept for the life of the page.

use std::cell::OnceCell;
use std::collections::HashMap;

use js_sys::{Array, Intl, Object};
use model::Language;

use super::Words;
use super::pattern::Rules;

thread_local! {
    static CATALOGUE: OnceCell<Catalogue> = const { OnceCell::new() };
}

struct Catalogue {
    words: HashMap<String, String>,
    plurals: Intl::PluralRules,
}

impl Words for Catalogue {
    fn pattern(&self, key: &str) -> Option<&str> {
        self.words.get(key).map(String::as_str)
    }
}

impl Rules for Catalogue {
    fn category(&self, number: i64) -> String {
        self.plurals.select(number as f64).into()
    }

    fn group(&self) -> &str {
        self.pattern(super::GROUP_KEY).unwrap_or_default()
    }
}

/// Called once, before hydration, with the JSON of the page's language and area.
pub fn install(language: Language, json: &str) {
    let words = serde_json::from_slice(json.as_bytes()).unwrap_or_default();
    let plurals = Intl::PluralRules::new(&Array::of1(&language.tag().into()), &Object::new());
    CATALOGUE.with(|catalogue| {
        // A second call would mean a second hydration; the first catalogue is the one on the screen.
        let _ = catalogue.set(Catalogue { words, plurals });
    });
}

pub fn text(key: &str, args: &[(&str, super::Arg<'_>)]) -> String {
    CATALOGUE.with(|catalogue| match catalogue.get() {
        Some(catalogue) => super::print(catalogue, key, args),
        None => key.to_owned(),
    })
}

pub fn group() -> String {
    CATALOGUE.with(|catalogue| catalogue.get().map(|catalogue| catalogue.group().to_owned()).unwrap_or_default())
}
