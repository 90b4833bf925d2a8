//! Markdown as it will look.

use leptos::prelude::*;
use model::{Answer, Fault};

use crate::ui::editor::Preview;

#[server(prefix = "/api", endpoint = "tickets/preview")]
async fn text_previewed(slug: String, text: String) -> Result<Answer<String>, Fault> {
    crate::seam::answer(async move { crate::seam::customer(&slug).await?.preview(&text).await }).await
}

/// For the editor's preview button.
pub fn use_preview(slug: &str) -> Preview {
    let slug = slug.to_owned();
    Action::new(move |text: &String| {
        let asked = text_previewed(slug.clone(), text.clone());
        async move { asked.await.flatten() }
    })
}
