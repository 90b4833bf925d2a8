//! The files under a message.

use leptos::prelude::*;
use model::attachments::Attachment;

use crate::t;
use crate::ui::Icon;

/// Bytes of a kilobyte and of a megabyte, as people who buy disks count them.
const KILOBYTE: i64 = 1_000;
const MEGABYTE: i64 = 1_000_000;

/// Each is saved, never shown in place. `base`: the address that they are below. Nothing where there are none.
pub fn attachments(files: Vec<Attachment>, base: &str) -> AnyView {
    if files.is_empty() {
        return ().into_any();
    }
    let shown = |file: Attachment| {
        let href = format!("{base}/{}", file.file);
        view! {
            <li>
                <a class="attachment" rel="external" download="" href=href>
                    <Icon name="attachment"/> <span class="attachment-name" dir="auto">{file.name}</span>
                    <span class="attachment-size">{size(file.size)}</span>
                </a>
            </li>
        }
    };
    view! { <ul class="attachments" aria-label=t!("attachments")>{files.into_iter().map(shown).collect_view()}</ul> }.into_any()
}

/// Rounded up: a file that has anything has a kilobyte.
fn size(bytes: i64) -> String {
    if bytes < MEGABYTE {
        t!("attachment-kilobytes", "n" => (bytes + KILOBYTE - 1) / KILOBYTE)
    } else {
        t!("attachment-megabytes", "n" => (bytes + MEGABYTE - 1) / MEGABYTE)
    }
}
