//! A text box for Markdown: formatting buttons, a preview, and Ctrl/Cmd+Enter to send. Without script it is a plain
//! text box that posts with its form.

use leptos::ev::KeyboardEvent;
use leptos::html::Textarea;
use leptos::prelude::*;
use model::Fault;

use super::Icon;
use super::field::{Field, control_id, described_by};
use super::form::use_hydrated;
use crate::t;
use crate::words::fault_message;

/// Turns Markdown into safe HTML: the page makes one from its own server function.
pub type Preview = Action<String, Result<String, Fault>>;

/// What a button puts before and after the chosen text.
#[derive(Clone, Copy)]
enum Format {
    Bold,
    Italic,
    Link,
    List,
    Quote,
    Code,
}

impl Format {
    const ALL: [Self; 6] = [Self::Bold, Self::Italic, Self::Link, Self::List, Self::Quote, Self::Code];

    fn marks(self) -> (&'static str, &'static str) {
        match self {
            Self::Bold => ("**", "**"),
            Self::Italic => ("_", "_"),
            Self::Link => ("[", "](https://)"),
            Self::List => ("- ", ""),
            Self::Quote => ("> ", ""),
            Self::Code => ("`", "`"),
        }
    }

    fn icon(self) -> &'static str {
        match self {
            Self::Bold => "bold",
            Self::Italic => "italic",
            Self::Link => "link",
            Self::List => "list",
            Self::Quote => "quote",
            Self::Code => "code",
        }
    }

    fn label(self) -> String {
        match self {
            Self::Bold => t!("editor-bold"),
            Self::Italic => t!("editor-italic"),
            Self::Link => t!("editor-link"),
            Self::List => t!("editor-list"),
            Self::Quote => t!("editor-quote"),
            Self::Code => t!("editor-code"),
        }
    }
}

#[component]
pub fn MarkdownEditor(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    /// Holds what is typed. Start it with the draft.
    bind: RwSignal<String>,
    preview: Preview,
    #[prop(optional, into)] error: Signal<Option<String>>,
    #[prop(optional, into)] hint: Option<String>,
    #[prop(optional, into)] placeholder: Option<String>,
    #[prop(default = 5)] rows: u32,
    #[prop(optional)] bare: bool,
    /// For internal comments: the tinted surface.
    #[prop(optional)]
    internal: bool,
) -> impl IntoView {
    let id = control_id("editor", &name);
    let described = described_by(&id, hint.is_some(), error);
    let node = NodeRef::<Textarea>::new();
    let previewing = RwSignal::new(false);
    let hydrated = use_hydrated();
    super::form::bind_value(move || node.get().map(Into::into), bind);
    let key = move |event: KeyboardEvent| shortcut(&event, node, bind);
    view! {
        <Field id=id.clone() label hint error bare>
            <div class="editor" class:editor-internal=internal>
                {move || hydrated.get().then(|| view! { <Toolbar node bind previewing preview/> })}
                <textarea
                    node_ref=node
                    id=id
                    class="editor-text"
                    dir="auto"
                    name=name
                    rows=rows
                    placeholder=placeholder
                    hidden=move || previewing.get()
                    aria-required="true"
                    aria-describedby=described
                    aria-invalid=move || error.with(|error| error.is_some()).then_some("true")
                    on:input=move |event| bind.set(event_target_value(&event))
                    on:keydown=key
                >
                    {bind.get_untracked()}
                </textarea>
                {move || previewing.get().then(|| view! { <Shown preview/> })}
            </div>
        </Field>
    }
}

#[component]
fn Toolbar(node: NodeRef<Textarea>, bind: RwSignal<String>, previewing: RwSignal<bool>, preview: Preview) -> impl IntoView {
    let buttons = Format::ALL.map(|format| {
        view! {
            <button
                type="button"
                class="button button-quiet button-icon"
                aria-label=format.label()
                title=format.label()
                disabled=move || previewing.get()
                on:click=move |_| apply(format, node, bind)
            >
                <Icon name=format.icon()/>
            </button>
        }
    });
    let toggle = move |_| {
        previewing.update(|previewing| *previewing = !*previewing);
        if previewing.get_untracked() {
            preview.dispatch(bind.get_untracked());
        }
    };
    view! {
        <div class="editor-toolbar" role="group" aria-label=t!("editor-toolbar")>
            {buttons.into_iter().collect_view()}
            <button type="button" class="button button-quiet editor-toggle" aria-pressed=move || previewing.get().to_string() on:click=toggle>
                {move || if previewing.get() { t!("editor-write") } else { t!("editor-preview") }}
            </button>
        </div>
    }
}

#[component]
fn Shown(preview: Preview) -> impl IntoView {
    let value = preview.value();
    let shown = move || match value.get() {
        None => t!("loading").into_any(),
        Some(Ok(html)) if html.is_empty() => view! { <p class="hint">{t!("editor-empty-preview")}</p> }.into_any(),
        Some(Ok(html)) => view! { <div class="prose" inner_html=html></div> }.into_any(),
        Some(Err(fault)) => view! { <p class="hint">{fault_message(&fault)}</p> }.into_any(),
    };
    view! { <div class="editor-preview" aria-live="polite">{shown}</div> }
}

fn shortcut(event: &KeyboardEvent, node: NodeRef<Textarea>, bind: RwSignal<String>) {
    if !(event.ctrl_key() || event.meta_key()) {
        return;
    }
    match event.key().as_str() {
        "Enter" => {
            event.prevent_default();
            if let Some(form) = node.get_untracked().and_then(|area| area.form()) {
                // Fails only for a form that is not in the document.
                let _ = form.request_submit();
            }
        }
        "b" => {
            event.prevent_default();
            apply(Format::Bold, node, bind);
        }
        "i" => {
            event.prevent_default();
            apply(Format::Italic, node, bind);
        }
        _ => {}
    }
}

/// Puts the marks around the chosen text, and the cursor after it.
fn apply(format: Format, node: NodeRef<Textarea>, bind: RwSignal<String>) {
    let Some(area) = node.get_untracked() else { return };
    let start = area.selection_start().ok().flatten().unwrap_or_default();
    let end = area.selection_end().ok().flatten().unwrap_or_default();
    let (before, after) = format.marks();
    let (text, cursor) = wrap(&area.value(), start, end, before, after);
    area.set_value(&text);
    bind.set(text);
    let _ = area.focus();
    let _ = area.set_selection_range(cursor, cursor);
}

/// Browsers count in UTF-16 units, and so does this.
fn wrap(text: &str, start: u32, end: u32, before: &str, after: &str) -> (String, u32) {
    let units: Vec<u16> = text.encode_utf16().collect();
    let start = (start as usize).min(units.len());
    let end = (end as usize).clamp(start, units.len());
    let part = |range: &[u16]| String::from_utf16_lossy(range);
    let chosen = part(&units[start..end]);
    let wrapped = format!("{}{before}{chosen}{after}{}", part(&units[..start]), part(&units[end..]));
    (wrapped, (end + before.len()) as u32)
}

#[cfg(test)]
mod tests {
    use super::wrap;

    #[test]
    fn marks_go_around_the_chosen_text() {
        assert_eq!(wrap("a fox b", 2, 5, "**", "**"), ("a **fox** b".into(), 7));
        assert_eq!(wrap("🦊 fox", 3, 6, "_", "_"), ("🦊 _fox_".into(), 7));
        assert_eq!(wrap("x", 9, 9, "`", "`"), ("x``".into(), 2));
    }
}
