//! Buttons, and links that look like them. A label is a verb.

use leptos::ev::MouseEvent;
use leptos::prelude::*;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonKind {
    /// The one thing to do on this screen.
    Primary,
    #[default]
    Secondary,
    /// No border until it is pointed at.
    Quiet,
    /// Cannot be undone.
    Danger,
}

impl ButtonKind {
    fn class(self) -> &'static str {
        match self {
            Self::Primary => "button button-primary",
            Self::Secondary => "button",
            Self::Quiet => "button button-quiet",
            Self::Danger => "button button-danger",
        }
    }
}

/// Submits its form unless it has an `on_click`. While `busy` it keeps its size and place, and does nothing.
#[component]
pub fn Button(
    #[prop(optional)] kind: ButtonKind,
    #[prop(optional, into)] busy: Signal<bool>,
    #[prop(optional, into)] disabled: Signal<bool>,
    /// For forms with several buttons.
    #[prop(optional, into)]
    name: Option<String>,
    #[prop(optional, into)] value: Option<String>,
    /// The id of the form that it submits, where it stands outside of it.
    #[prop(optional, into)]
    form: Option<String>,
    /// For buttons that show an icon only.
    #[prop(optional, into)]
    label: Option<String>,
    #[prop(optional, into)] on_click: Option<Callback<MouseEvent>>,
    children: Children,
) -> impl IntoView {
    let click = move |event: MouseEvent| {
        if busy.get_untracked() {
            event.prevent_default();
        } else if let Some(on_click) = on_click {
            on_click.run(event);
        }
    };
    // `aria-disabled` and not `disabled` while busy: a disabled button would lose the focus.
    view! {
        <button
            type=if on_click.is_some() { "button" } else { "submit" }
            class=kind.class()
            name=name
            value=value
            form=form
            aria-label=label.clone()
            title=label
            aria-disabled=move || busy.get().then_some("true")
            data-busy=move || busy.get().then_some("")
            disabled=move || disabled.get()
            on:click=click
        >
            {children()}
        </button>
    }
}

#[component]
pub fn LinkButton(
    #[prop(into)] href: String,
    #[prop(optional)] kind: ButtonKind,
    /// Loads a new document: for the way between a portal and the desk.
    #[prop(optional)]
    external: bool,
    children: Children,
) -> impl IntoView {
    view! { <a class=kind.class() href=href rel=external.then_some("external")>{children()}</a> }
}
