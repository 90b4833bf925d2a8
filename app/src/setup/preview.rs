//! The portal as its customers will meet it: the browser's tab, its address bar, and the first screen. Changes while
//! somebody types. A picture: nothing in it works, and all it says is said in the forms too.

use leptos::prelude::*;
use model::Language;
use model::access::AccessMode;

use super::typed::Typed;
use crate::t;
use crate::ui::Icon;

#[component]
pub fn Preview(typed: Typed) -> impl IntoView {
    let name = move || {
        let name = typed.name.get();
        if name.trim().is_empty() { t!("preview-name", "language" => typed.language.get().tag()) } else { name }
    };
    let unnamed = move || typed.name.with(|name| name.trim().is_empty());
    let address = move || {
        let origin = typed.origin().unwrap_or_else(|| format!("https://{}/", t!("preview-host")));
        let host = origin.split_once("://").map_or(origin.as_str(), |(_, host)| host);
        host.trim_end_matches('/').to_owned()
    };
    let is_secure = move || typed.origin().is_none_or(|origin| origin.starts_with("https:"));
    let registers = Memo::new(move |_| typed.access.get() == AccessMode::Register);
    view! {
        <div class="preview" aria-hidden="true">
            <p class="preview-caption">{t!("preview-title")}</p>
            <div class="preview-window">
                <div class="preview-tabs" dir="ltr">
                    <span class="preview-dots"></span>
                    <span class="preview-tab"><span class="preview-icon"></span> <span class="preview-tab-name" dir="auto">{name}</span></span>
                </div>
                <div class="preview-bar" dir="ltr">
                    {move || if is_secure() { view! { <Icon name="lock"/> } } else { view! { <Icon name="globe"/> } }}
                    <span class="preview-url">{address}<strong>"/" {move || typed.shown_slug()}</strong></span>
                </div>
                <div class="preview-screen" lang=move || typed.language.get().tag() dir=move || typed.language.get().direction()>
                    <p class="preview-brand" class:preview-unnamed=unnamed dir="auto">{name}</p>
                    {move || screen(typed.language.get(), registers.get())}
                </div>
            </div>
        </div>
    }
}

/// In the portal's language, not in the reader's: the words bring all of them.
fn screen(language: Language, registers: bool) -> impl IntoView {
    let language = language.tag();
    view! {
        <p class="preview-heading">{t!("preview-sign-in", "language" => language)}</p>
        <span class="preview-label">{t!("preview-email", "language" => language)}</span>
        <span class="preview-input"></span>
        <span class="preview-label">{t!("preview-password", "language" => language)}</span>
        <span class="preview-input"></span>
        <span class="preview-button">{t!("preview-sign-in", "language" => language)}</span>
        {registers.then(|| view! { <span class="preview-link">{t!("preview-register", "language" => language)}</span> })}
    }
}
