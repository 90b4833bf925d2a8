//! Records that were archived, with the way back for each.

use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use model::archive::{ArchivedRecord, Restored};
use model::pages::Page;
use model::properties::RecordKind;
use model::{Answer, Fault, RecordId, paths};

use crate::t;
use crate::ui::fetch::fetch;
use crate::ui::form::on_success;
use crate::ui::{Banner, BannerKind, Button, EmptyState, FaultBanner, LoadMore, Tab, Tabs, Time, loaded, use_fault};

/// Which kind, in the address.
const KIND: &str = "kind";

#[server(prefix = "/api", endpoint = "archive/list")]
async fn archive_read(kind: RecordKind, after: String) -> Result<Answer<Page<ArchivedRecord>>, Fault> {
    crate::seam::answer(async move {
        let after = Some(after.as_str()).filter(|after| !after.is_empty());
        crate::seam::staff().await?.archived_records(kind, after).await
    })
    .await
}

#[server(prefix = "/api", endpoint = "archive/restore")]
async fn record_restored(kind: RecordKind, record: RecordId) -> Result<Answer<Restored>, Fault> {
    crate::seam::answer(async move { crate::seam::staff().await?.restore_record(kind, record).await }).await
}

#[component]
pub fn ArchivePage() -> impl IntoView {
    let query = use_query_map();
    let restore = ServerAction::<RecordRestored>::new();
    let fault = use_fault(restore);
    let asked = Memo::new(move |_| {
        let get = |name| query.with(|query| query.get(name)).unwrap_or_default();
        (RecordKind::parse(&get(KIND)).unwrap_or(RecordKind::Tickets), get("after"))
    });
    let records = fetch(move || asked.get(), |(kind, after)| archive_read(kind, after));
    on_success(restore, move |_: Restored| records.refetch());
    let became = move || match restore.value().get() {
        Some(Ok(Ok(restored))) => Some(outcome(restored)),
        _ => None,
    };
    view! {
        <leptos_meta::Title text=t!("archive-title")/>
        <div class="settings">
            <header class="page-head settings-head">
                <div>
                    <p class="settings-path"><a href=paths::ADMIN>{t!("admin-title")}</a></p>
                    <h1>{t!("archive-title")}</h1>
                </div>
            </header>
            <p class="hint">{t!("archive-hint")}</p>
            <FaultBanner fault fields=&[]/>
            {became}
            {move || view! { <Tabs label=t!("archive-kinds") tabs=RecordKind::ALL.map(|kind| tab(kind, asked.get().0)).into()/> }}
            {loaded(records, move |page| view! { <Records page kind=asked.get_untracked().0 restore/> }.into_any())}
        </div>
    }
}

fn outcome(restored: Restored) -> AnyView {
    let (kind, words) = match restored {
        Restored::Back { name } => (BannerKind::Success, t!("archive-restored", "name" => name)),
        Restored::AddressTaken { email, by } => (BannerKind::Warning, t!("archive-address-taken", "email" => email, "by" => by)),
        Restored::ValueTaken { property, value, by } => {
            let by = by.to_string();
            (BannerKind::Warning, t!("archive-value-taken", "property" => property, "value" => value, "by" => by))
        }
    };
    view! { <Banner kind>{words}</Banner> }.into_any()
}

fn tab(kind: RecordKind, current: RecordKind) -> Tab {
    let label = match kind {
        RecordKind::Contacts => t!("nav-contacts"),
        RecordKind::Companies => t!("nav-companies"),
        RecordKind::Tickets => t!("archive-tickets"),
    };
    Tab { label, href: format!("{}?{KIND}={}", paths::ADMIN_ARCHIVE, kind.word()), current: kind == current, count: None }
}

#[component]
fn Records(page: Page<ArchivedRecord>, kind: RecordKind, restore: ServerAction<RecordRestored>) -> impl IntoView {
    if page.rows.is_empty() {
        return view! { <EmptyState icon="inbox" title=t!("archive-empty") text=t!("archive-empty-text")/> }.into_any();
    }
    let next = page.next.map(|after| format!("{}?{KIND}={}&after={after}", paths::ADMIN_ARCHIVE, kind.word()));
    let rows = page.rows.into_iter().map(|record| view! { <Record record kind restore/> }).collect_view();
    view! {
        <ul class="letters">{rows}</ul>
        <LoadMore href=next/>
    }
    .into_any()
}

#[component]
fn Record(record: ArchivedRecord, kind: RecordKind, restore: ServerAction<RecordRestored>) -> impl IntoView {
    let label = t!("archive-restore-which", "name" => &record.name);
    view! {
        <li class="letter">
            <div class="letter-what">
                <strong dir="auto">{record.name}</strong>
                {record.detail.map(|detail| view! { <bdi>{detail}</bdi> })}
                <span class="hint"><Time at=record.at/></span>
            </div>
            <ActionForm action=restore>
                <input type="hidden" name="kind" value=kind.word()/>
                <input type="hidden" name="record" value=record.id.to_string()/>
                <Button label busy=restore.pending()>{t!("archive-restore")}</Button>
            </ActionForm>
        </li>
    }
}
