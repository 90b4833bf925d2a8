//! The frame of staff's pages: lazy, like all of them.

use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::components::{A, Outlet};
use leptos_router::hooks::use_location;
use leptos_router::{LazyRoute, lazy_route};
use model::people::StaffProfile;
use model::{Answer, Fault, Language, paths};

use super::SkipLink;
use crate::staff_words::role_label;
use crate::t;
use crate::ui::load::SignInAt;
use crate::ui::{Avatar, Icon, Menu, MenuForm};

/// Who is signed in, for the navigation.
#[server(prefix = "/api", endpoint = "staff/frame")]
async fn staff_frame() -> Result<Answer<StaffProfile>, Fault> {
    crate::seam::answer(async { Ok(crate::seam::staff().await?.staff_profile()) }).await
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

pub struct StaffLayout {
    profile: Resource<Result<Answer<StaffProfile>, Fault>>,
}

#[lazy_route]
impl LazyRoute for StaffLayout {
    fn data() -> Self {
        Self { profile: Resource::new(|| (), |()| staff_frame()) }
    }

    fn view(this: Self) -> AnyView {
        provide_context(SignInAt(paths::STAFF_SIGN_IN.to_owned()));
        let account = move || {
            Suspend::new(async move {
                // Without a profile the page beside says why, or has turned the reader away.
                this.profile.await.flatten().ok().map(|profile| view! { <Account profile/> })
            })
        };
        view! {
            <SkipLink/>
            <div class="desk">
                <nav class="desk-nav" aria-label=t!("main-navigation")>
                    <A href=paths::DESK exact=true><Icon name="inbox"/> <span>{t!("nav-queue")}</span></A>
                    <A href=paths::DESK_CONTACTS><Icon name="person"/> <span>{t!("nav-contacts")}</span></A>
                    <A href=paths::DESK_COMPANIES><Icon name="company"/> <span>{t!("nav-companies")}</span></A>
                    <A href=paths::ADMIN><Icon name="settings"/> <span>{t!("nav-admin")}</span></A>
                    <span class="desk-nav-space"></span>
                    <Transition>{account}</Transition>
                </nav>
                <main id="main" class="desk-main" tabindex="-1">
                    <Outlet/>
                </main>
            </div>
        }
        .into_any()
    }
}

#[component]
fn Account(profile: StaffProfile) -> impl IntoView {
    let name = profile.name.clone();
    view! {
        <Menu label=t!("account-menu") face=move || view! { <Avatar name=name.clone()/> }>
            <p class="menu-head">
                <strong>{profile.name}</strong>
                <span>{profile.email}</span>
                <span>{role_label(profile.role)}</span>
            </p>
            <Languages/>
            <MenuForm action=StaffSignOut::url()>{t!("sign-out")}</MenuForm>
        </Menu>
    }
}

#[component]
fn Languages() -> impl IntoView {
    let current = crate::seam::visit().language;
    let path = use_location().pathname;
    let choices = Language::ALL.map(|language| {
        view! { <option value=language.tag() selected=language == current>{language.own_name()}</option> }
    });
    view! {
        <form class="menu-form" method="post" action=StaffLanguage::url()>
            <input type="hidden" name="return_to" value=move || path.get()/>
            <label class="field-label" for="staff-language">{t!("interface-language")}</label>
            <select id="staff-language" class="input select" name="language">
                <option value="">{t!("language-of-browser")}</option>
                {choices.into_iter().collect_view()}
            </select>
            <button type="submit" class="button">{t!("language-save")}</button>
        </form>
    }
}
