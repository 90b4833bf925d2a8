//! The address without a path: the desk, on the system domain; nothing elsewhere.

use leptos::prelude::*;
use model::{Answer, Fault};

use crate::ui::loaded;

#[server(prefix = "/api", endpoint = "start")]
async fn start_page() -> Result<Answer<()>, Fault> {
    crate::seam::answer(async {
        crate::seam::staff_door().await?;
        crate::seam::redirect(model::paths::DESK);
        Ok(())
    })
    .await
}

#[component]
pub fn HomePage() -> impl IntoView {
    let start = Resource::new(|| (), |()| start_page());
    view! { <main class="plain">{loaded(start, |()| ().into_any())}</main> }
}
