//! The mail server: what is set, and a letter to oneself that shows whether it works.

use leptos::form::ActionForm;
use leptos::prelude::*;
use model::mail::{ConversationLine, MailDiagnosis, MailSecurity, MailServerShown, MailSettings, MailTest};
use model::{Answer, Fault, Problem, paths};
use serde::{Deserialize, Serialize};

use crate::letter_words::{diagnosis_label, security_label};
use crate::t;
use crate::ui::fetch::fetch;
use crate::ui::form::{kept, on_success};
use crate::ui::{
    Banner, BannerKind, Button, ButtonKind, Definition, FaultBanner, Icon, PasswordField, SelectField, SelectOption, TextField,
    field_error, loaded, toast, use_fault,
};

const FIELDS: &[&str] = &["host", "port", "security", "username", "password", "from_name", "from_address"];

/// What the page came with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct ServerPage {
    settings: MailSettings,
    /// The reader's own address.
    email: String,
    /// Made without script.
    tested: Option<MailTest>,
}

#[server(prefix = "/api", endpoint = "mail/server")]
async fn mail_server_read() -> Result<Answer<ServerPage>, Fault> {
    crate::seam::answer(async move {
        let desk = crate::seam::staff().await?;
        let (settings, email) = (desk.mail_settings().await?, desk.staff_profile().email);
        let tested = crate::seam::shown_once().and_then(|shown| serde_json::from_str(&shown).ok());
        Ok(ServerPage { settings, email, tested })
    })
    .await
}

#[server(prefix = "/api", endpoint = "mail/server/save")]
async fn mail_server_saved(
    host: String,
    port: String,
    security: String,
    username: String,
    password: String,
    from_name: String,
    from_address: String,
) -> Result<Answer<()>, Fault> {
    let typed = [("host", host.as_str()), ("port", &port), ("username", &username), ("from_name", &from_name)];
    crate::seam::keep_typed(&[&typed[..], &[("security", security.as_str()), ("from_address", &from_address)]].concat());
    crate::seam::answer(async move {
        let security = MailSecurity::parse(&security).ok_or_else(|| Fault::invalid("security", Problem::Unknown))?;
        let fields = model::mail::MailServerFields { host, port, security, username, password, from_name, from_address };
        crate::seam::staff().await?.save_mail_server(&fields).await
    })
    .await
}

#[server(prefix = "/api", endpoint = "mail/server/remove")]
async fn mail_server_removed() -> Result<Answer<()>, Fault> {
    crate::seam::answer(async move { crate::seam::staff().await?.remove_mail_server().await }).await
}

#[server(prefix = "/api", endpoint = "mail/server/test")]
async fn mail_tested() -> Result<Answer<MailTest>, Fault> {
    crate::seam::answer(async move {
        let mut test = crate::seam::staff().await?.test_mail().await?;
        let whole = test.clone();
        // A cookie has room for the end of it.
        test.lines = test.lines.split_off(test.lines.len().saturating_sub(SHOWN_ONCE));
        if let Ok(shown) = serde_json::to_string(&test) {
            crate::seam::show_once(&shown)?;
        }
        Ok(whole)
    })
    .await
}

/// Lines of the conversation that are shown without script.
#[cfg(feature = "ssr")]
const SHOWN_ONCE: usize = 12;

#[component]
pub fn MailServerPage() -> impl IntoView {
    let page = fetch(|| (), |()| mail_server_read());
    let again = move || page.refetch();
    view! {
        <leptos_meta::Title text=t!("mail-server-title")/>
        <div class="settings">
            <p class="ticket-way"><a href=paths::ADMIN_MAIL><Icon name="arrow-left"/> {t!("mail-title")}</a></p>
            <header class="page-head"><h1>{t!("mail-server-title")}</h1></header>
            {loaded(page, move |page| view! { <Server page again=Callback::new(move |()| again())/> }.into_any())}
        </div>
    }
}

#[component]
fn Server(page: ServerPage, again: Callback<()>) -> impl IntoView {
    let ServerPage { settings, email, tested } = page;
    let is_set = settings.server.is_some();
    let body = match (settings.fixed_by, settings.server) {
        (Some(source), Some(server)) => view! { <Fixed source server/> }.into_any(),
        (_, server) => view! { <Edited server again/> }.into_any(),
    };
    view! {
        {body}
        {is_set.then(|| view! { <Test email tested/> })}
    }
}

#[component]
fn Fixed(source: String, server: MailServerShown) -> impl IntoView {
    let user = Some(server.username).filter(|user| !user.is_empty());
    view! {
        <Banner>{t!("mail-server-fixed", "source" => source)}</Banner>
        <dl class="definitions">
            <Definition name=t!("mail-server-host")><bdi>{server.host}</bdi></Definition>
            <Definition name=t!("mail-server-port")>{server.port.to_string()}</Definition>
            <Definition name=t!("mail-server-security")>{security_label(server.security)}</Definition>
            {user.map(|user| view! { <Definition name=t!("mail-server-user")><bdi>{user}</bdi></Definition> })}
            <Definition name=t!("mail-server-from-address")><bdi>{server.from_address}</bdi></Definition>
        </dl>
    }
}

#[component]
fn Edited(server: Option<MailServerShown>, again: Callback<()>) -> impl IntoView {
    let remove = ServerAction::<MailServerRemoved>::new();
    let removed = use_fault(remove);
    on_success(remove, move |()| again.run(()));
    let is_set = server.is_some();
    view! {
        {(!is_set).then(|| view! { <Banner kind=BannerKind::Warning>{t!("mail-server-none-set")}</Banner> })}
        <p class="hint">{t!("mail-server-hint")}</p>
        <ServerForm server again/>
        {is_set.then(|| view! {
            <details class="fold">
                <summary>{t!("mail-server-remove")}</summary>
                <ActionForm action=remove attr:class="form">
                    <FaultBanner fault=removed fields=&[]/>
                    <p class="hint">{t!("mail-server-remove-hint")}</p>
                    <Button kind=ButtonKind::Danger busy=remove.pending()>{t!("mail-server-remove")}</Button>
                </ActionForm>
            </details>
        })}
    }
}

#[component]
fn ServerForm(server: Option<MailServerShown>, again: Callback<()>) -> impl IntoView {
    let action = ServerAction::<MailServerSaved>::new();
    let fault = use_fault(action);
    on_success(action, move |()| {
        toast(t!("mail-server-saved"));
        again.run(());
    });
    let has_password = server.as_ref().is_some_and(|server| server.has_password);
    let first = move |field: &str, of: fn(&MailServerShown) -> String| {
        kept(field).unwrap_or_else(|| server.as_ref().map(of).unwrap_or_default())
    };
    let security = Some(first("security", |server| server.security.word().to_owned())).filter(|word| !word.is_empty());
    let options = MailSecurity::ALL.map(|security| SelectOption::new(security.word(), security_label(security))).to_vec();
    let password_hint = if has_password { t!("mail-server-password-kept") } else { t!("mail-server-password-hint") };
    view! {
        <ActionForm action attr:class="form" attr:novalidate="" attr:autocomplete="off">
            <FaultBanner fault fields=FIELDS/>
            <TextField name="host" label=t!("mail-server-host") value=first("host", |server| server.host.clone()) error=host_error(fault) placeholder="mail.example.com"/>
            <SelectField name="security" label=t!("mail-server-security") options selected=security.unwrap_or_else(|| MailSecurity::default().word().to_owned()) error=security_error(fault)/>
            <TextField name="port" label=t!("mail-server-port") hint=t!("mail-server-port-hint") value=first("port", |server| server.port.to_string()) error=field_error(fault, "port") optional=true/>
            <TextField name="username" label=t!("mail-server-user") value=first("username", |server| server.username.clone()) error=field_error(fault, "username") optional=true autocomplete="off"/>
            <PasswordField name="password" label=t!("mail-server-password") hint=password_hint autocomplete="new-password" error=field_error(fault, "password")/>
            <TextField name="from_address" kind="email" label=t!("mail-server-from-address") value=first("from_address", |server| server.from_address.clone()) error=field_error(fault, "from_address") placeholder="help@example.com"/>
            <TextField name="from_name" label=t!("mail-server-from-name") hint=t!("mail-server-from-name-hint") value=first("from_name", |server| server.from_name.clone()) error=field_error(fault, "from_name") optional=true/>
            <Button kind=ButtonKind::Primary busy=action.pending()>{t!("mail-server-save")}</Button>
        </ActionForm>
    }
}

fn host_error(fault: Signal<Option<Fault>>) -> Signal<Option<String>> {
    let usual = field_error(fault, "host");
    let forbidden =
        move || fault.with(|fault| fault.as_ref().and_then(|fault| fault.problem_of("host")) == Some(&Problem::Reserved));
    Signal::derive(move || if forbidden() { Some(diagnosis_label(&MailDiagnosis::ForbiddenAddress)) } else { usual.get() })
}

fn security_error(fault: Signal<Option<Fault>>) -> Signal<Option<String>> {
    let usual = field_error(fault, "security");
    Signal::derive(move || usual.get().map(|_| t!("mail-server-none-refused")))
}

#[component]
fn Test(email: String, tested: Option<MailTest>) -> impl IntoView {
    let action = ServerAction::<MailTested>::new();
    let fault = use_fault(action);
    let tested = StoredValue::new(tested);
    let outcome = move || match action.value().get() {
        Some(Ok(Ok(test))) => Some(test),
        _ => tested.get_value(),
    };
    view! {
        <section class="settings-section stack">
            <h2>{t!("mail-test-title")}</h2>
            <p class="hint">{t!("mail-test-hint", "email" => &email)}</p>
            <ActionForm action attr:class="form">
                <FaultBanner fault fields=&[]/>
                <Button busy=action.pending()><Icon name="mail"/> {t!("mail-test-send")}</Button>
            </ActionForm>
            <div aria-live="polite">{move || outcome().map(|test| view! { <Outcome test/> })}</div>
        </section>
    }
}

#[component]
fn Outcome(test: MailTest) -> impl IntoView {
    let verdict = match &test.problem {
        None => {
            let taken = t!("mail-test-taken", "email" => &test.to);
            view! { <Banner kind=BannerKind::Success>{taken}</Banner> }.into_any()
        }
        Some(problem) => {
            let words = diagnosis_label(problem);
            view! { <Banner kind=BannerKind::Danger>{words}</Banner> }.into_any()
        }
    };
    let line = |line: ConversationLine| {
        let (class, who) = if line.ours { ("said said-ours", t!("mail-test-ours")) } else { ("said", t!("mail-test-theirs")) };
        view! { <li class=class><span class="said-who">{who}</span> <code dir="ltr">{line.text}</code></li> }
    };
    let lines = (!test.lines.is_empty()).then(|| {
        view! {
            <h3>{t!("mail-test-conversation")}</h3>
            <ol class="conversation-lines">{test.lines.into_iter().map(line).collect_view()}</ol>
        }
    });
    view! { <div class="stack">{verdict} {lines}</div> }
}
