//! Finding a contact or a company by typing. With script it is a combobox (ARIA Authoring Practices); without, a search
//! field whose button asks the page's own address, which shows the matches.

use std::time::Duration;

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use model::desk::StaffDesk;
use model::{Answer, Fault};
use serde::{Deserialize, Serialize};

use crate::t;
use crate::ui::Icon;
use crate::ui::field::control_id;
use crate::ui::form::{bind_value, use_hydrated};
use crate::ui::load::Loaded;

/// What is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Finder {
    Contacts,
    Companies,
}

/// A record that fits what was typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Match {
    pub id: String,
    pub name: String,
    /// What tells it from others of the same name.
    pub detail: String,
}

/// How many are offered: more is a reason to type on.
const MATCHES: usize = 8;

#[server(prefix = "/api", endpoint = "desk/find/contacts")]
async fn contacts_found(words: String) -> Result<Answer<Vec<Match>>, Fault> {
    crate::seam::answer(async move { find_contacts(&*crate::seam::staff().await?, &words).await }).await
}

#[server(prefix = "/api", endpoint = "desk/find/companies")]
async fn companies_found(words: String) -> Result<Answer<Vec<Match>>, Fault> {
    crate::seam::answer(async move { find_companies(&*crate::seam::staff().await?, &words).await }).await
}

/// Nothing typed, nothing found.
pub async fn find_contacts(desk: &dyn StaffDesk, words: &str) -> Result<Vec<Match>, Fault> {
    if words.trim().is_empty() {
        return Ok(Vec::new());
    }
    let found = desk.contacts(&words.into()).await?.rows.into_iter().take(MATCHES);
    Ok(found.map(|row| Match { id: row.id.to_string(), name: row.name, detail: joined([row.email, row.company]) }).collect())
}

pub async fn find_companies(desk: &dyn StaffDesk, words: &str) -> Result<Vec<Match>, Fault> {
    if words.trim().is_empty() {
        return Ok(Vec::new());
    }
    let found = desk.companies(&words.into()).await?.rows.into_iter().take(MATCHES);
    Ok(found.map(|row| Match { id: row.id.to_string(), name: row.name, detail: row.domain.unwrap_or_default() }).collect())
}

fn joined(parts: [Option<String>; 2]) -> String {
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// The signals of one combobox.
#[derive(Clone, Copy)]
struct Combo {
    text: RwSignal<String>,
    open: RwSignal<bool>,
    active: RwSignal<usize>,
    /// Answers what was looked for, too.
    find: Action<String, (String, Loaded<Vec<Match>>)>,
    pick: Callback<Match>,
}

impl Combo {
    /// What fits. Answers to what stood there before are not offered: Enter would take the wrong one.
    fn matches(self) -> Vec<Match> {
        match self.find.value().get() {
            Some((words, Ok(Ok(matches)))) if self.open.get() && self.text.with(|text| *text == words) => matches,
            _ => Vec::new(),
        }
    }

    /// Whether it is known that nothing fits.
    fn is_without(self) -> bool {
        let value = self.find.value();
        self.open.get()
            && value.with(|value| {
                matches!(value, Some((words, Ok(Ok(matches)))) if matches.is_empty() && self.text.with(|text| text == words))
            })
    }

    fn choose(self, found: Match) {
        self.open.set(false);
        self.text.set(String::new());
        self.pick.run(found);
    }

    fn key(self, event: &KeyboardEvent) {
        let matches = untrack(|| self.matches());
        let last = matches.len().saturating_sub(1);
        match event.key().as_str() {
            "ArrowDown" => self.active.update(|at| *at = if *at >= last { 0 } else { *at + 1 }),
            "ArrowUp" => self.active.update(|at| *at = if *at == 0 { last } else { *at - 1 }),
            // Never sends the form around it.
            "Enter" => {
                if let Some(found) = matches.into_iter().nth(self.active.get_untracked()) {
                    self.choose(found);
                }
            }
            "Escape" if self.open.get_untracked() => self.open.set(false),
            _ => return,
        }
        event.prevent_default();
    }
}

/// Stands inside a form: a GET form of its own, or the one that wants the answer.
#[component]
pub fn Picker(
    finder: Finder,
    /// The field's name in the address, without script.
    name: &'static str,
    #[prop(into)] label: String,
    #[prop(optional, into)] hint: Option<String>,
    /// What was looked for without script.
    #[prop(optional, into)]
    words: String,
    /// The page's own address.
    #[prop(into)]
    here: String,
    on_pick: Callback<Match>,
    /// The label is for those who do not see the field only.
    #[prop(optional)]
    bare: bool,
) -> impl IntoView {
    let find = Action::new(move |words: &String| {
        let words = words.clone();
        async move {
            let found = match finder {
                Finder::Contacts => contacts_found(words.clone()).await,
                Finder::Companies => companies_found(words.clone()).await,
            };
            (words, found)
        }
    });
    let state = Combo { text: RwSignal::new(words), open: RwSignal::new(false), active: RwSignal::new(0), find, pick: on_pick };
    let mut find_later = debounce(Duration::from_millis(200), move |words: String| {
        find.dispatch(words);
    });
    let typed = move |text: String| {
        state.active.set(0);
        state.open.set(!text.trim().is_empty());
        if !text.trim().is_empty() {
            find_later(text.clone());
        }
        state.text.set(text);
    };
    let node = NodeRef::<leptos::html::Input>::new();
    bind_value(move || node.get().map(Into::into), state.text);
    let hydrated = use_hydrated();
    let id = control_id("picker", name);
    let list = format!("{id}-list");
    let option = {
        let id = id.clone();
        move |at: usize| format!("{id}-{at}")
    };
    let active = {
        let option = option.clone();
        move || (!state.matches().is_empty()).then(|| option(state.active.get()))
    };
    let hint_id = hint.as_ref().map(|_| format!("{id}-hint"));
    view! {
        <div class="picker">
            <label class=if bare { "visually-hidden" } else { "field-label" } for=id.clone()>{label.clone()}</label>
            {hint.map(|hint| view! { <p class="hint" id=hint_id.clone()>{hint}</p> })}
            <div class="picker-row">
                <Icon name="search"/>
                <input
                    node_ref=node
                    id=id
                    class="input"
                    type="search"
                    name=name
                    dir="auto"
                    autocomplete="off"
                    placeholder=bare.then_some(label)
                    role=move || hydrated.get().then_some("combobox")
                    aria-autocomplete=move || hydrated.get().then_some("list")
                    aria-expanded=move || hydrated.get().then(|| (!state.matches().is_empty()).to_string())
                    aria-controls={ let list = list.clone(); move || hydrated.get().then(|| list.clone()) }
                    aria-activedescendant=active
                    aria-describedby=hint_id.clone()
                    value=state.text.get_untracked()
                    on:input={ let mut typed = typed; move |event| typed(event_target_value(&event)) }
                    on:keydown=move |event| state.key(&event)
                    on:blur=move |_| state.open.set(false)
                />
                <button type="submit" class="button" formmethod="get" formaction=here formnovalidate="" hidden=move || hydrated.get()>
                    {t!("picker-find")}
                </button>
            </div>
            <Options state list option/>
        </div>
    }
}

#[component]
fn Options(state: Combo, list: String, option: impl Fn(usize) -> String + Clone + Send + Sync + 'static) -> impl IntoView {
    let line = move |(at, found): (usize, Match)| {
        let (name, detail) = (found.name.clone(), found.detail.clone());
        view! {
            <li
                id=option(at)
                class="picker-option"
                role="option"
                dir="auto"
                aria-selected=move || (state.active.get() == at).to_string()
                on:click=move |_| state.choose(found.clone())
            >
                <span>{name}</span>
                <span class="hint">{detail}</span>
            </li>
        }
    };
    let none = move || state.is_without().then(|| t!("picker-none"));
    let empty = move || state.matches().is_empty();
    view! {
        // The field keeps the focus while an option is clicked.
        <ul id=list class="picker-list" role="listbox" aria-label=t!("picker-matches") hidden=empty on:mousedown=|event| event.prevent_default()>
            {move || state.matches().into_iter().enumerate().map(line.clone()).collect_view()}
        </ul>
        <p class="picker-none hint" role="status">{none}</p>
    }
}

/// What was found without script, each with a button that takes it.
#[component]
pub fn Found(
    found: Vec<Match>,
    /// Where the choice is posted to, and as which field.
    #[prop(into)]
    action: String,
    field: &'static str,
    hidden: Vec<(&'static str, String)>,
) -> impl IntoView {
    let line = |found: Match| {
        let hidden =
            hidden.iter().map(|(name, value)| view! { <input type="hidden" name=*name value=value.clone()/> }).collect_view();
        view! {
            <li class="party">
                <span class="party-name"><span dir="auto">{found.name.clone()}</span> <span class="hint" dir="auto">{found.detail}</span></span>
                <form method="post" action=action.clone()>
                    {hidden}
                    <input type="hidden" name=field value=found.id/>
                    <button type="submit" class="button" aria-label=t!("picker-add-name", "name" => &found.name)>{t!("picker-add")}</button>
                </form>
            </li>
        }
    };
    (!found.is_empty()).then(|| view! { <ul class="parties">{found.into_iter().map(line).collect_view()}</ul> })
}
