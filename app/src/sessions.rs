//! Where somebody is signed in, as a list: for customers on their profile, for staff on their account.

use leptos::prelude::*;
use model::sessions::{SessionPlace, SessionRow};

use crate::t;
use crate::ui::{Badge, Time, Tone};

/// Each form is a plain one: the page that it leads back to has another list.
#[component]
pub fn SessionList(
    rows: Vec<SessionRow>,
    /// Where a session is ended, and where all others are.
    end: &'static str,
    end_others: &'static str,
    /// Of the portal, for customers.
    #[prop(optional_no_strip)]
    slug: Option<String>,
) -> impl IntoView {
    let others = rows.iter().any(|row| !row.is_this);
    let hidden = move || slug.clone().map(|slug| view! { <input type="hidden" name="slug" value=slug/> });
    let lines = rows
        .into_iter()
        .map(|row| {
            let device = device(&row);
            let button = (!row.is_this).then(|| {
                let label = t!("sessions-end-which", "device" => &device);
                view! {
                    <form method="post" action=end>
                        {hidden()}
                        <input type="hidden" name="session" value=row.id.to_string()/>
                        <button type="submit" class="button" aria-label=label>{t!("sessions-end")}</button>
                    </form>
                }
            });
            view! {
                <li class="session">
                    <div class="session-what">
                        <span class="cluster">
                            <strong>{device}</strong>
                            {row.is_this.then(|| view! { <Badge tone=Tone::Success label=t!("sessions-this")/> })}
                        </span>
                        <span class="hint">{t!("sessions-seen")} " " <Time at=row.seen_at/> " · " {t!("sessions-began")} " " <Time at=row.began_at/></span>
                        <span class="hint">{place(&row.at)} {row.address.map(|address| view! { <bdi>{address}</bdi> })}</span>
                    </div>
                    {button}
                </li>
            }
        })
        .collect_view();
    view! {
        <ul class="sessions">{lines}</ul>
        {others.then(|| view! {
            <form method="post" action=end_others>
                {hidden()}
                <button type="submit" class="button">{t!("sessions-end-others")}</button>
            </form>
        })}
    }
}

fn device(row: &SessionRow) -> String {
    match (&row.browser, &row.system) {
        (Some(browser), Some(system)) => t!("sessions-device", "browser" => browser, "system" => system),
        (Some(known), None) | (None, Some(known)) => known.clone(),
        (None, None) => t!("sessions-unknown"),
    }
}

fn place(at: &SessionPlace) -> Option<AnyView> {
    match at {
        SessionPlace::Here => None,
        SessionPlace::Portal(name) => Some(view! { <bdi>{name.clone()}</bdi> " · " }.into_any()),
        SessionPlace::Elsewhere => Some(view! { {t!("sessions-elsewhere")} " · " }.into_any()),
    }
}
