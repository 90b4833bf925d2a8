//! The first run: the one-time token becomes an owner.

use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use leptos_router::{LazyRoute, lazy_route};
use model::passwords::check_password;
use model::text::{EmailAddress, line};
use model::{Answer, Fault, paths};
use serde::{Deserialize, Serialize};

use crate::layout::PlainLayout;
use crate::t;
use crate::ui::fetch::fetch;
use crate::ui::form::{kept, leave_on_success};
use crate::ui::{Button, ButtonKind, FaultBanner, Icon, LinkButton, PasswordField, TextField, instant_error, loaded, use_fault};

/// What the link of the first run is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum Worth {
    Good,
    /// Mistyped, or of an earlier start of the server.
    Wrong,
    /// There is an owner already.
    Over,
}

#[server(prefix = "/api", endpoint = "setup/link")]
async fn setup_link(token: String) -> Result<Answer<Worth>, Fault> {
    crate::seam::answer(async move {
        match crate::seam::staff_door().await?.check_setup_token(&token).await {
            Ok(()) => Ok(Worth::Good),
            Err(Fault::Refused(model::Refusal::LinkInvalid)) => Ok(Worth::Wrong),
            Err(Fault::Refused(model::Refusal::AlreadySetUp)) => Ok(Worth::Over),
            Err(fault) => Err(fault),
        }
    })
    .await
}

/// Answers the address to go to.
#[server(prefix = "/api", endpoint = "setup/owner")]
async fn create_owner(token: String, name: String, email: String, password: String) -> Result<Answer<String>, Fault> {
    crate::seam::keep_typed(&[("name", &name), ("email", &email)]);
    crate::seam::answer(async move {
        let owner = model::people::NewOwner { token, name, email, password };
        let admission = crate::seam::staff_door().await?.create_owner(&owner).await?;
        crate::seam::keep_staff(Some(&admission))?;
        Ok(crate::seam::leave_for(paths::NEW_PORTAL))
    })
    .await
}

pub struct FirstRunPage;

#[lazy_route]
impl LazyRoute for FirstRunPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let token = use_query_map().with_untracked(|query| query.get("token")).unwrap_or_default();
        let asked = token.clone();
        let link = fetch(move || asked.clone(), setup_link);
        let action = ServerAction::<CreateOwner>::new();
        leave_on_success(action);
        let typed = Typed::default();
        kept("name").into_iter().for_each(|name| typed.name.set(name));
        kept("email").into_iter().for_each(|email| typed.email.set(email));
        loaded(link, move |link| match link {
            Worth::Good => view! { <OwnerForm token=token.clone() action typed/> }.into_any(),
            Worth::Wrong => wrong_link(),
            Worth::Over => over(),
        })
    }
}

/// Outside of the form, so that nothing typed is lost when the form is built anew.
#[derive(Clone, Copy, Default)]
struct Typed {
    name: RwSignal<String>,
    email: RwSignal<String>,
    password: RwSignal<String>,
}

#[component]
fn OwnerForm(token: String, action: ServerAction<CreateOwner>, typed: Typed) -> impl IntoView {
    let fault = use_fault(action);
    let left = [(); 3].map(|()| RwSignal::new(false));
    let [name_left, email_left, password_left] = left;
    let name = instant_error(fault, "name", typed.name, name_left, |text| line(text, 1, 100).map(drop));
    let email = instant_error(fault, "email", typed.email, email_left, |text| EmailAddress::parse(text).map(drop));
    let password = instant_error(fault, "password", typed.password, password_left, check_password);
    // A field that is passed by empty is not wrong yet.
    let leave = |left: RwSignal<bool>| move |text: String| left.update(|left| *left |= !text.is_empty());
    view! {
        <PlainLayout title=t!("first-run-title") hint=t!("first-run-hint")>
            <ActionForm action attr:class="form" attr:novalidate="">
                <FaultBanner fault fields=&["name", "email", "password"]/>
                <input type="hidden" name="token" value=token/>
                <TextField name="name" label=t!("first-run-name") autocomplete="name" autofocus=true bind=typed.name error=name on_leave=leave(name_left)/>
                <TextField
                    name="email"
                    label=t!("email-address")
                    hint=t!("first-run-email-hint")
                    kind="email"
                    autocomplete="username"
                    bind=typed.email
                    error=email
                    on_leave=leave(email_left)
                />
                <PasswordField
                    name="password"
                    label=t!("password")
                    hint=t!("first-run-password-hint")
                    autocomplete="new-password"
                    bind=typed.password
                    error=password
                    on_leave=leave(password_left)
                />
                <Button kind=ButtonKind::Primary busy=action.pending()>{t!("first-run-submit")}</Button>
            </ActionForm>
        </PlainLayout>
    }
}

fn wrong_link() -> AnyView {
    view! {
        <PlainLayout title=t!("first-run-wrong-title") hint=t!("first-run-wrong-hint")>
            <ol class="first-run-steps">
                <li>{t!("first-run-wrong-stop")}</li>
                <li>{t!("first-run-wrong-start")} <code class="first-run-command">"portico serve"</code></li>
                <li>{t!("first-run-wrong-open")}</li>
            </ol>
            <p class="hint">{t!("first-run-wrong-why")}</p>
        </PlainLayout>
    }
    .into_any()
}

fn over() -> AnyView {
    view! {
        <PlainLayout title=t!("first-run-over-title") hint=t!("first-run-over-hint")>
            <p class="first-run-over">
                <LinkButton href=paths::STAFF_SIGN_IN kind=ButtonKind::Primary>{t!("sign-in")} <Icon name="arrow-right"/></LinkButton>
            </p>
        </PlainLayout>
    }
    .into_any()
}
