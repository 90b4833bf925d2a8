//! The frame of staff's pages: lazy, like all of them.

use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::components::Outlet;
use leptos_router::hooks::use_location;
use leptos_router::{LazyRoute, lazy_route};
use model::people::StaffProfile;
use model::{Answer, Fault, Language, paths};
use serde::{Deserialize, Serialize};

use super::SkipLink;
use crate::desk::{QueueAt, Shortcuts, use_shortcuts};
use crate::staff_words::role_label;
use crate::t;
use crate::ui::fetch::fetch;
use crate::ui::form::use_hydrated;
use crate::ui::load::SignInAt;
use crate::ui::{Avatar, Icon, Menu, MenuForm, MenuLink};

/// Who is signed in, for the navigation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StaffFrame {
    profile: StaffProfile,
    /// `None`: what the browser asks for.
    language: Option<Language>,
}

#[server(prefix = "/api", endpoint = "staff/frame")]
async fn show_staff_frame() -> Result<Answer<StaffFrame>, Fault> {
    crate::seam::answer(async {
        let desk = crate::seam::staff().await?;
        Ok(StaffFrame { profile: desk.staff_profile(), language: desk.staff_language() })
    })
    .await
}

#[server(prefix = "/api", endpoint = "staff/sign-out")]
async fn staff_sign_out() -> Result<Answer<String>, Fault> {
    crate::seam::answer(async {
        match crate::seam::staff().await {
            Ok(desk) => desk.staff_sign_out().await?,
            // Signed out already: that is what was wanted.
            Err(Fault::SignedOut) => {}
            Err(fault) => return Err(fault),
        }
        crate::seam::keep_staff(None)?;
        Ok(crate::seam::leave_for(paths::STAFF_SIGN_IN))
    })
    .await
}

/// An empty language: what the browser asks for.
#[server(prefix = "/api", endpoint = "staff/language")]
async fn staff_language(language: String, return_to: String) -> Result<Answer<String>, Fault> {
    crate::seam::answer(async move {
        let language = match language.as_str() {
            "" => None,
            tag => Some(Language::parse(tag).map_err(|problem| Fault::invalid("language", problem))?),
        };
        crate::seam::staff().await?.set_staff_language(language).await?;
        Ok(crate::seam::leave_for(crate::visit::safe_return(&return_to, paths::DESK)))
    })
    .await
}

pub struct StaffLayout;

#[lazy_route]
impl LazyRoute for StaffLayout {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        provide_context(SignInAt(paths::STAFF_SIGN_IN.to_owned()));
        provide_context(QueueAt::default());
        let frame = fetch(|| (), |()| show_staff_frame());
        let shortcuts = use_shortcuts();
        let account = move || {
            Suspend::new(async move {
                // Without a profile the page beside says why, or has turned the reader away.
                frame.await.flatten().ok().map(|frame| view! { <Account frame shortcuts/> })
            })
        };
        view! {
            <SkipLink/>
            <div class="desk">
                <nav class="desk-nav" aria-label=t!("main-navigation")>
                    <span class="desk-nav-name">"Portico"</span>
                    <Places/>
                    <span class="desk-nav-space"></span>
                    <Transition>{account}</Transition>
                </nav>
                <main id="main" class="desk-main" tabindex="-1">
                    <Outlet/>
                </main>
            </div>
            <Shortcuts open=shortcuts/>
        }
        .into_any()
    }
}

/// Where one is: a ticket belongs to the queue, a contact to the contacts.
fn is_within(path: &str, place: &str) -> bool {
    let records = [paths::DESK_CONTACTS, paths::DESK_COMPANIES, paths::DESK_ACCOUNT];
    let below = |place: &str| path == place || path.strip_prefix(place).is_some_and(|rest| rest.starts_with('/'));
    below(place) && (place != paths::DESK || !records.into_iter().any(below))
}

#[component]
fn Places() -> impl IntoView {
    let path = use_location().pathname;
    let places = [
        (paths::DESK, "inbox", t!("nav-queue")),
        (paths::DESK_CONTACTS, "person", t!("nav-contacts")),
        (paths::DESK_COMPANIES, "company", t!("nav-companies")),
        (paths::ADMIN, "settings", t!("nav-admin")),
    ];
    let links = places.map(|(place, icon, label)| {
        // `page` where the link leads to this very page, `true` where this page is below it.
        let current = move || path.with(|path| is_within(path, place).then_some(if path == place { "page" } else { "true" }));
        view! { <a href=place aria-current=current><Icon name=icon/> <span>{label}</span></a> }
    });
    links.into_iter().collect_view()
}

#[component]
fn Account(frame: StaffFrame, shortcuts: RwSignal<bool>) -> impl IntoView {
    let StaffFrame { profile, language } = frame;
    let name = profile.name.clone();
    let hydrated = use_hydrated();
    view! {
        <Menu
            label=t!("account-menu")
            face=move || view! { <Avatar name=name.clone()/> <span class="desk-nav-user" dir="auto">{name.clone()}</span> }
        >
            <p class="menu-head">
                <strong dir="auto">{profile.name}</strong>
                <span>{profile.email}</span>
                <span>{role_label(profile.role)}</span>
            </p>
            <Languages language/>
            <MenuLink href=paths::DESK_ACCOUNT><Icon name="person"/> {t!("staff-account-title")}</MenuLink>
            {move || hydrated.get().then(|| view! {
                <button type="button" class="menu-item" on:click=move |_| shortcuts.set(true)><Icon name="info"/> {t!("keys-title")}</button>
            })}
            <MenuForm action=StaffSignOut::url()><Icon name="arrow-right"/> {t!("sign-out")}</MenuForm>
        </Menu>
    }
}

#[component]
fn Languages(language: Option<Language>) -> impl IntoView {
    let path = use_location().pathname;
    let choices = Language::ALL.map(|choice| {
        view! { <option value=choice.tag() lang=choice.tag() selected=language == Some(choice)>{choice.own_name()}</option> }
    });
    view! {
        <form class="menu-form" method="post" action=StaffLanguage::url()>
            <input type="hidden" name="return_to" value=move || path.get()/>
            <label class="field-label" for="staff-language">{t!("interface-language")}</label>
            <select id="staff-language" class="input select" name="language">
                <option value="" selected=language.is_none()>{t!("language-of-browser")}</option>
                {choices.into_iter().collect_view()}
            </select>
            <button type="submit" class="button">{t!("language-save")}</button>
        </form>
    }
}

#[cfg(test)]
mod tests {
    use super::is_within;
    use model::paths::{ADMIN, DESK, DESK_CONTACTS};

    #[test]
    fn a_page_belongs_to_one_place() {
        for path in ["/desk", "/desk/tickets/7", "/desk/new"] {
            assert!(is_within(path, DESK) && !is_within(path, DESK_CONTACTS), "{path}");
        }
        for path in ["/desk/contacts", "/desk/contacts/7"] {
            assert!(!is_within(path, DESK) && is_within(path, DESK_CONTACTS), "{path}");
        }
        assert!(is_within("/admin/portals/1", ADMIN) && !is_within("/administrator", ADMIN));
        assert!(!is_within("/desk/account", DESK));
    }
}
