//! Something to know before going on, in the flow of the page.

use leptos::prelude::*;

use super::Icon;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BannerKind {
    #[default]
    Info,
    Success,
    Warning,
    Danger,
}

/// Announced when it appears; a danger at once.
#[component]
pub fn Banner(#[prop(optional)] kind: BannerKind, children: Children) -> impl IntoView {
    let (class, icon, role) = match kind {
        BannerKind::Info => ("banner banner-info", "info", "status"),
        BannerKind::Success => ("banner banner-success", "check", "status"),
        BannerKind::Warning => ("banner banner-warning", "alert", "status"),
        BannerKind::Danger => ("banner banner-danger", "alert", "alert"),
    };
    view! {
        <div class=class role=role>
            <Icon name=icon/>
            <div class="banner-text">{children()}</div>
        </div>
    }
}
