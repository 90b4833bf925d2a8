//! The browser's entry point.

use leptos::mount::hydrate_from_async;
use leptos::prelude::document;
use leptos::tachys::dom::body;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::spawn_local;

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
    spawn_local(async {
        hydrate_from_async(body(), app::App).await.forget();
        // From here on the page answers. Those who drive it, such as the browser tests, wait for this mark.
        if let Some(root) = document().document_element() {
            let _ = root.set_attribute("data-hydrated", "");
        }
    });
}
