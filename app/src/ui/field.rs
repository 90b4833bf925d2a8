//! A labelled control with its hint and its error, wired so that a screen reader says them.

use std::time::Duration;

use leptos::prelude::*;

use super::Icon;
use crate::t;

/// A name as an element's id.
pub fn control_id(prefix: &str, name: &str) -> String {
    let name: String = name.chars().map(|character| if character.is_ascii_alphanumeric() { character } else { '-' }).collect();
    format!("{prefix}-{name}")
}

/// The value of `aria-describedby`.
pub fn described_by(
    id: &str,
    hint: bool,
    error: Signal<Option<String>>,
) -> impl Fn() -> Option<String> + Send + Sync + Clone + 'static {
    let (hint, error_id) = (hint.then(|| format!("{id}-hint")), format!("{id}-error"));
    move || {
        let error_id = error.with(|error| error.is_some()).then(|| error_id.clone());
        match (hint.clone(), error_id) {
            (Some(hint), Some(error)) => Some(format!("{hint} {error}")),
            (hint, error) => hint.or(error),
        }
    }
}

/// The frame of a control that the caller brings. The control has the `id`, and `described_by` it.
#[component]
pub fn Field(
    #[prop(into)] id: String,
    #[prop(into)] label: String,
    #[prop(optional_no_strip)] hint: Option<String>,
    #[prop(optional, into)] error: Signal<Option<String>>,
    #[prop(optional)] optional: bool,
    /// The label is for those who do not see the control only.
    #[prop(optional)]
    bare: bool,
    children: Children,
) -> impl IntoView {
    let (hint_id, error_id) = (format!("{id}-hint"), format!("{id}-error"));
    view! {
        <div class="field">
            <label class=if bare { "visually-hidden" } else { "field-label" } for=id>
                {label} {optional.then(|| view! { <span class="field-optional">{t!("optional")}</span> })}
            </label>
            {hint.map(|hint| view! { <p class="hint" id=hint_id>{hint}</p> })}
            {children()}
            {move || error.get().map(|error| view! { <p class="field-error" id=error_id.clone()><Icon name="alert"/> {error}</p> })}
        </div>
    }
}

/// A line of text.
#[component]
pub fn TextField(
    #[prop(into)] name: String,
    /// Where several have one name.
    #[prop(optional, into)]
    id: Option<String>,
    #[prop(into)] label: String,
    #[prop(optional, into)] hint: Option<String>,
    #[prop(optional, into)] error: Signal<Option<String>>,
    /// What it starts with.
    #[prop(optional, into)]
    value: String,
    /// Holds what is typed, for previews and instant checks; wins over `value`.
    #[prop(optional)]
    bind: Option<RwSignal<String>>,
    /// `text`, `email`, `search`, `tel`, `url`.
    #[prop(default = "text")]
    kind: &'static str,
    #[prop(optional)] autocomplete: Option<&'static str>,
    #[prop(optional)] autofocus: bool,
    /// Says “optional” beside the label; otherwise the field is required.
    #[prop(optional)]
    optional: bool,
    #[prop(optional)] max: Option<usize>,
    #[prop(optional, into)] placeholder: Option<String>,
    /// The label is for those who do not see the control only.
    #[prop(optional)]
    bare: bool,
    /// When the field is left.
    #[prop(optional, into)]
    on_leave: Option<Callback<String>>,
) -> impl IntoView {
    let id = id.unwrap_or_else(|| control_id("field", &name));
    let described = described_by(&id, hint.is_some(), error);
    let text = bind.unwrap_or_else(|| RwSignal::new(value));
    let node = NodeRef::<leptos::html::Input>::new();
    super::form::bind_value(move || node.get().map(Into::into), text);
    view! {
        <Field id=id.clone() label hint error optional bare>
            <input
                id=id
                class="input"
                // Hebrew or Arabic begins at the right while it is typed, as it will once it is sent.
                dir="auto"
                type=kind
                name=name
                // What a browser without script posts and resets to.
                value=text.get_untracked()
                node_ref=node
                autocomplete=autocomplete
                autofocus=autofocus
                aria-required=(!optional).then_some("true")
                maxlength=max.map(|max| max.to_string())
                placeholder=placeholder
                aria-describedby=described
                aria-invalid=move || error.with(|error| error.is_some()).then_some("true")
                on:input=move |event| text.set(event_target_value(&event))
                on:blur=move |event| leave(on_leave, &event)
            />
        </Field>
    }
}

/// A password, with a button to look at it.
#[component]
pub fn PasswordField(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    #[prop(optional, into)] hint: Option<String>,
    #[prop(optional, into)] error: Signal<Option<String>>,
    /// `current-password` or `new-password`.
    autocomplete: &'static str,
    /// Holds what is typed, for instant checks.
    #[prop(optional)]
    bind: Option<RwSignal<String>>,
    /// When the field is left.
    #[prop(optional, into)]
    on_leave: Option<Callback<String>>,
) -> impl IntoView {
    let id = control_id("field", &name);
    let described = described_by(&id, hint.is_some(), error);
    let shown = RwSignal::new(false);
    let hydrated = super::form::use_hydrated();
    view! {
        <Field id=id.clone() label hint error>
            <div class="input-with-button">
                <input
                    id=id
                    class="input"
                    type=move || if shown.get() { "text" } else { "password" }
                    name=name
                    autocomplete=autocomplete
                    aria-required="true"
                    aria-describedby=described
                    aria-invalid=move || error.with(|error| error.is_some()).then_some("true")
                    on:input=move |event| {
                        if let Some(bind) = bind {
                            bind.set(event_target_value(&event));
                        }
                    }
                    on:blur=move |event| leave(on_leave, &event)
                />
                {move || hydrated.get().then(|| view! {
                    <button
                        type="button"
                        class="button button-quiet button-icon"
                        aria-label=move || if shown.get() { t!("hide-password") } else { t!("show-password") }
                        on:click=move |_| shown.update(|shown| *shown = !*shown)
                    >
                        {move || if shown.get() { view! { <Icon name="eye-off"/> } } else { view! { <Icon name="eye"/> } }}
                    </button>
                })}
            </div>
        </Field>
    }
}

/// Several lines of plain text. For Markdown there is the editor.
#[component]
pub fn TextAreaField(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    #[prop(optional, into)] hint: Option<String>,
    #[prop(optional, into)] error: Signal<Option<String>>,
    bind: RwSignal<String>,
    #[prop(default = 4)] rows: u32,
    #[prop(optional)] optional: bool,
) -> impl IntoView {
    let id = control_id("field", &name);
    let described = described_by(&id, hint.is_some(), error);
    let node = NodeRef::<leptos::html::Textarea>::new();
    super::form::bind_value(move || node.get().map(Into::into), bind);
    view! {
        <Field id=id.clone() label hint error optional>
            <textarea
                id=id
                class="input textarea"
                dir="auto"
                name=name
                rows=rows
                aria-required=(!optional).then_some("true")
                aria-describedby=described
                aria-invalid=move || error.with(|error| error.is_some()).then_some("true")
                node_ref=node
                on:input=move |event| bind.set(event_target_value(&event))
            >
                {bind.get_untracked()}
            </textarea>
        </Field>
    }
}

/// As long as a click takes: what is said below a field that was just left moves the button that is being pressed.
const CLICK: Duration = Duration::from_millis(200);

fn leave(on_leave: Option<Callback<String>>, event: &web_sys::FocusEvent) {
    let Some(on_leave) = on_leave else { return };
    let text = event_target_value(event);
    // The page may be gone by then.
    let tell = move || {
        on_leave.try_run(text);
    };
    set_timeout(tell, CLICK);
}
