//! Choosing a file. An ordinary form: a browser sends a large file best by itself, with or without script.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use model::imports::ImportKind;
use model::{Answer, Fault, paths};

use super::words::kind_label;
use crate::t;
use crate::ui::fetch::fetch;
use crate::ui::{Button, ButtonKind, Field, Icon, LinkButton, SelectField, SelectOption, loaded};

/// Whoever may not import is told so here and not after the upload.
#[server(prefix = "/api", endpoint = "imports/allowed")]
async fn import_allowed() -> Result<Answer<()>, Fault> {
    crate::seam::answer(async { crate::seam::staff().await?.imports(None).await.map(drop) }).await
}

#[component]
pub fn NewImportPage() -> impl IntoView {
    let allowed = fetch(|| (), |()| import_allowed());
    view! {
        <leptos_meta::Title text=t!("imports-new")/>
        <div class="settings">
            <p class="ticket-way"><a href=paths::ADMIN_IMPORTS><Icon name="arrow-left"/> {t!("imports-title")}</a></p>
            <header class="page-head"><h1>{t!("imports-new")}</h1></header>
            {loaded(allowed, |()| view! { <Form/> }.into_any())}
        </div>
    }
}

#[component]
fn Form() -> impl IntoView {
    let query = use_query_map();
    let problem = Memo::new(move |_| query.with(|query| query.get("problem")).unwrap_or_default());
    let said = Signal::derive(move || match problem.get().as_str() {
        "" | "kind" => None,
        "size" => Some(t!("import-file-too-large")),
        _ => Some(t!("import-file-missing")),
    });
    let kinds = ImportKind::ALL.map(|kind| SelectOption::new(kind.word(), kind_label(kind))).to_vec();
    view! {
        <p class="hint">{t!("imports-new-hint")}</p>
        <form class="form" method="post" action=paths::ADMIN_IMPORT_UPLOAD enctype="multipart/form-data">
            <SelectField name="kind" label=t!("import-kind") options=kinds selected=ImportKind::Contacts.word() hint=t!("import-kind-hint")/>
            <Field id="import-file" label=t!("import-file") hint=Some(t!("import-file-hint")) error=said>
                <input
                    id="import-file"
                    class="input"
                    type="file"
                    name="file"
                    accept=".csv,.tsv,.txt,text/csv,text/tab-separated-values,text/plain"
                    aria-describedby=move || if said.get().is_some() { "import-file-hint import-file-error" } else { "import-file-hint" }
                    aria-invalid=move || said.get().map(|_| "true")
                    required=""
                />
            </Field>
            <div class="cluster">
                <Button kind=ButtonKind::Primary>{t!("import-upload")}</Button>
                <LinkButton href=paths::ADMIN_IMPORTS kind=ButtonKind::Quiet>{t!("desk-cancel")}</LinkButton>
            </div>
        </form>
    }
}
