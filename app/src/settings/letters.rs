//! The gallery of letters: every kind as it looks, in every language, with what a mail program shows and the plain text.

use leptos::prelude::*;
use model::mail::LetterKind;
use model::{Answer, Fault, Language, paths};
use serde::{Deserialize, Serialize};

use crate::letter_words::kind_label;
use crate::t;
use crate::ui::fetch::fetch;
use crate::ui::{Icon, loaded};

/// A letter of nobody's.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Sample {
    language: Language,
    subject: String,
    text: String,
}

#[server(prefix = "/api", endpoint = "mail/samples")]
async fn letter_samples(kind: String) -> Result<Answer<Vec<Sample>>, Fault> {
    crate::seam::answer(async move {
        let kind = LetterKind::parse(&kind).ok_or(Fault::NotFound)?;
        let desk = crate::seam::staff().await?;
        if desk.staff_profile().role < model::people::Role::Admin {
            return Err(Fault::Refused(model::Refusal::Role));
        }
        let now = crate::seam::visit().now;
        let sample = |language| {
            let (envelope, content) = crate::letters::sample(kind, language, now);
            let letter = crate::letters::write(&envelope, &content, now);
            Sample { language, subject: letter.subject, text: letter.text }
        };
        Ok(Language::ALL.map(sample).to_vec())
    })
    .await
}

#[component]
pub fn LettersPage() -> impl IntoView {
    let line = |kind: LetterKind| view! { <li><a href=paths::admin_letter(kind.word())>{kind_label(Some(kind))}</a></li> };
    view! {
        <leptos_meta::Title text=t!("letters-title")/>
        <div class="settings">
            <header class="page-head"><h1>{t!("letters-title")}</h1></header>
            <p class="hint">{t!("letters-hint")}</p>
            <ul class="letter-kinds">{LetterKind::ALL.map(line).into_iter().collect_view()}</ul>
        </div>
    }
}

#[component]
pub fn LetterPage(#[prop(into)] word: String) -> impl IntoView {
    let label = kind_label(LetterKind::parse(&word));
    let title = label.clone();
    let asked = word.clone();
    let samples = fetch(move || asked.clone(), letter_samples);
    view! {
        <leptos_meta::Title text=title/>
        <div class="settings settings-wide">
            <p class="ticket-way"><a href=paths::ADMIN_LETTERS><Icon name="arrow-left"/> {t!("letters-title")}</a></p>
            <header class="page-head"><h1>{label}</h1></header>
            {loaded(samples, move |samples| {
                let one = |sample: Sample| view! { <Letter word=word.clone() sample/> };
                view! { <div class="letter-samples">{samples.into_iter().map(one).collect_view()}</div> }.into_any()
            })}
        </div>
    }
}

#[component]
fn Letter(word: String, sample: Sample) -> impl IntoView {
    let tag = sample.language.tag();
    let name = sample.language.own_name();
    view! {
        <section class="letter-sample stack">
            <h2>{name}</h2>
            <p lang=tag dir="auto"><strong>{sample.subject}</strong></p>
            // It can neither run anything nor be anybody here.
            <iframe
                class="letter-frame"
                src=format!("{}/{tag}/sample", paths::admin_letter(&word))
                sandbox=""
                title=t!("letters-frame", "language" => name)
            ></iframe>
            <details class="fold">
                <summary>{t!("letters-text")}</summary>
                <pre class="letter-text" lang=tag dir="auto" tabindex="0">{sample.text}</pre>
            </details>
        </section>
    }
}
