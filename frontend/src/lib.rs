//! The browser's entry point.

use wasm_bindgen::prelude::wasm_bindgen;

/// Takes the server's page over. `words` is the catalogue of the page's language, as JSON.
#[wasm_bindgen]
pub fn hydrate(words: &str) {
    // A panic leaves the page dead (a chunk that did not arrive is one): it must not look alive.
    std::panic::set_hook(Box::new(|panic| {
        console_error_panic_hook::hook(panic);
        app::broken::show();
    }));
    app::prepare(words);
    // Lazy pages need the asynchronous kind of hydration.
    leptos::mount::hydrate_lazy(app::App);
}
