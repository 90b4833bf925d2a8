//! Every component of the design system, for the eye and for the screenshots of the tests. Its own words are not
//! translated: it is a sheet for those who build the pages.

use leptos::prelude::*;
use model::attachments::Attachment;
use model::tickets::{Priority, Turn};
use model::{Fault, FileId, Problem, Refusal, Timestamp};

use crate::ui::*;
use crate::words::{problem_message, turn_label};

#[component]
pub fn GalleryPage() -> impl IntoView {
    view! {
        <leptos_meta::Title text="Gallery"/>
        <div class="gallery">
            <h1>"Gallery"</h1>
            <Buttons/>
            <Fields/>
            <Choices/>
            <Editors/>
            <States/>
            <Navigation/>
            <Lists/>
            <Feedback/>
            <Floating/>
            <Icons/>
        </div>
    }
}

#[component]
fn Part(title: &'static str, children: Children) -> impl IntoView {
    view! { <section class="gallery-part"><h2>{title}</h2> {children()}</section> }
}

#[component]
fn Buttons() -> impl IntoView {
    view! {
        <Part title="Buttons">
            <div class="cluster">
                <Button kind=ButtonKind::Primary on_click=|_| ()>"Send reply"</Button>
                <Button on_click=|_| ()>"Save draft"</Button>
                <Button kind=ButtonKind::Quiet on_click=|_| ()>"Cancel"</Button>
                <Button kind=ButtonKind::Danger on_click=|_| ()>"Remove company"</Button>
                <Button kind=ButtonKind::Primary busy=true on_click=|_| ()>"Sending"</Button>
                <Button disabled=true on_click=|_| ()>"Not now"</Button>
                <Button kind=ButtonKind::Quiet label="Search" on_click=|_| ()><Icon name="search"/></Button>
                <LinkButton href="/admin/gallery">"A link"</LinkButton>
            </div>
        </Part>
    }
}

#[component]
fn Fields() -> impl IntoView {
    let error = Signal::derive(|| Some(problem_message(&Problem::Missing)));
    let note = RwSignal::new("Two lines\nof plain text".to_owned());
    let countries = vec![SelectOption::new("it", "Italy"), SelectOption::new("ch", "Switzerland")];
    view! {
        <Part title="Fields">
            <TextField name="plain" label="Portal name" value="Acme support" hint="Customers see it in the browser tab."/>
            <TextField name="wrong" label="E-mail address" kind="email" error/>
            <TextField name="phone" label="Phone" optional=true placeholder="+39 …"/>
            <PasswordField name="secret" label="Password" autocomplete="new-password" hint="At least 8 characters."/>
            <SelectField name="country" label="Country" options=countries selected="ch"/>
            <TextAreaField name="note" label="Note" bind=note/>
            <CopyField label="Invitation link" value="https://help.example.com/acme/invitation/example"/>
        </Part>
    }
}

#[component]
fn Choices() -> impl IntoView {
    view! {
        <Part title="Choices">
            <Checkbox name="box" label="Password" hint="People choose one when they accept." checked=true/>
            <Checkbox name="box2" label="Magic link"/>
            <Switch name="on" label="Customers may close tickets" checked=true/>
            <Switch name="off" label="Show the owner's name" hint="Off: “The team”."/>
            <fieldset class="choices">
                <legend>"Who gets in?"</legend>
                <RadioCard name="access" value="invited" label="Only invited contacts" hint="You choose who gets in." checked=true/>
                <RadioCard name="access" value="register" label="Anyone may register" hint="People confirm their e-mail address."/>
                <RadioCard name="access" value="sso" label="Single sign-on" hint="Not set up yet." disabled=true/>
            </fieldset>
        </Part>
    }
}

#[component]
fn Editors() -> impl IntoView {
    let (reply, comment) = (RwSignal::new("Hello **Ana**,\n\n".to_owned()), RwSignal::new(String::new()));
    let preview = Action::new(|text: &String| {
        let html = Ok(format!("<p>{}</p>", text.replace('&', "&amp;").replace('<', "&lt;")));
        async move { html }
    });
    view! {
        <Part title="Text with formatting">
            <MarkdownEditor name="reply" label="Your reply" bind=reply preview/>
            <MarkdownEditor name="comment" label="Internal comment" bind=comment preview internal=true placeholder="Only your team sees this"/>
        </Part>
    }
}

#[component]
fn States() -> impl IntoView {
    let turns = [Turn::New, Turn::Contact, Turn::Us, Turn::Closed];
    view! {
        <Part title="States and people">
            <div class="cluster">
                {turns.map(|turn| view! { <TurnBadge turn label=turn_label(turn)/> }).into_iter().collect_view()}
                <Badge tone=Tone::Success label="Verified"/>
                <Badge tone=Tone::Danger label="Overdue"/>
            </div>
            <div class="cluster">{Priority::ALL.map(|priority| view! { <PriorityMark priority/> }).into_iter().collect_view()}</div>
            <div class="cluster">
                {["Ana Bianchi", "Ben Okoro", "Chiara Rossi", "Dai Evans", "Eva", "Farid Haddad"]
                    .map(|name| view! { <Avatar name/> })
                    .into_iter()
                    .collect_view()}
            </div>
            <Time at=Timestamp(1_767_225_600_000)/>
        </Part>
    }
}

#[component]
fn Navigation() -> impl IntoView {
    let tab = |label: &str, current, count| Tab { label: label.to_owned(), href: "/admin/gallery".to_owned(), current, count };
    let step = |label: &str, done: bool, current| Step {
        label: label.to_owned(),
        href: done.then(|| "/admin/gallery".to_owned()),
        done,
        current,
    };
    view! {
        <Part title="Navigation">
            <Tabs label="Whose tickets" tabs=vec![tab("My tickets", true, Some(12)), tab("Organization", false, Some(1_234))]/>
            <Stepper steps=vec![step("Name", true, false), step("Domain", true, false), step("Tickets", false, true), step("Access", false, false)]/>
        </Part>
    }
}

#[component]
fn Lists() -> impl IntoView {
    let file = |number, name: &str, size| Attachment { file: FileId(number), name: name.to_owned(), size };
    let files = vec![file(1, "Invoice of March.pdf", 182_000), file(2, "screenshot.png", 2_400_000)];
    let rows = [("Ana Bianchi", "ana@acme.example", "3"), ("Ben Okoro", "ben@acme.example", "0")];
    view! {
        <Part title="Lists">
            <Table caption="Contacts" headings=vec!["Name".to_owned(), "E-mail address".to_owned(), "Open tickets".to_owned()]>
                {rows
                    .map(|(name, email, count)| view! { <tr><td>{name}</td><td>{email}</td><td class="figures">{count}</td></tr> })
                    .into_iter()
                    .collect_view()}
            </Table>
            {attachments(files, "/admin/gallery")}
            <LoadMore href=Some("/admin/gallery".to_owned())/>
            <dl class="definitions">
                <Definition name="Company">"Acme"</Definition>
                <Definition name="Filed">"31 Jan 2026"</Definition>
            </dl>
            <EmptyState icon="ticket" title="No tickets yet" text="When you file one, you'll follow it here.">
                <LinkButton href="/admin/gallery" kind=ButtonKind::Primary>"File a ticket"</LinkButton>
            </EmptyState>
        </Part>
    }
}

#[component]
fn Feedback() -> impl IntoView {
    let fault = Signal::derive(|| Some(Fault::Refused(Refusal::WrongCredentials)));
    view! {
        <Part title="Feedback">
            <Banner>"Invitations are not mailed from this domain. Copy the link instead."</Banner>
            <Banner kind=BannerKind::Success>"Your portal is live."</Banner>
            <Banner kind=BannerKind::Warning>"Your reply will reopen this ticket."</Banner>
            <FaultBanner fault fields=&[]/>
            <ProgressBar label="Import" percent=Signal::derive(|| Some(40))/>
            <Skeleton rows=3/>
        </Part>
    }
}

#[component]
fn Floating() -> impl IntoView {
    let open = RwSignal::new(false);
    view! {
        <Part title="Floating">
            <div class="cluster">
                <Menu label="A menu">
                    <MenuLink href="/admin/gallery"><Icon name="edit"/> "Edit"</MenuLink>
                    <MenuLink href="/admin/gallery"><Icon name="download"/> "Export"</MenuLink>
                </Menu>
                <Button on_click=move |_| open.set(true)>"Open the dialog"</Button>
                <Button on_click=|_| toast("Reply sent".to_owned())>"Show a toast"</Button>
            </div>
            <Dialog open title="Close this ticket?">
                <div class="stack">
                    <p>"You can reopen it within 14 days."</p>
                    <Button kind=ButtonKind::Primary on_click=move |_| open.set(false)>"Close ticket"</Button>
                </div>
            </Dialog>
        </Part>
    }
}

#[component]
fn Icons() -> impl IntoView {
    const NAMES: [&str; 25] = [
        "inbox",
        "person",
        "company",
        "settings",
        "search",
        "plus",
        "check",
        "close",
        "alert",
        "info",
        "copy",
        "eye",
        "link",
        "lock",
        "mail",
        "clock",
        "ticket",
        "filter",
        "download",
        "external",
        "reply",
        "comment",
        "refresh",
        "globe",
        "attachment",
    ];
    view! {
        <Part title="Icons">
            <div class="cluster">{NAMES.map(|name| view! { <span class="cluster"><Icon name/> <span class="hint">{name}</span></span> }).into_iter().collect_view()}</div>
        </Part>
    }
}
