//! When the program has stopped. After a panic nothing on the page answers any more, so it is said, with the way out.

use leptos::prelude::*;

use crate::t;

/// Shows a bar with a link that loads the page again. Touches nothing but the document: the rest may be in any state.
pub fn show() {
    let document = document();
    if document.get_element_by_id("broken").is_some() {
        return;
    }
    let (Ok(bar), Ok(link), Some(body)) = (document.create_element("div"), document.create_element("a"), document.body()) else {
        return;
    };
    // None of these can fail for elements just made.
    let _ = bar.set_attribute("id", "broken");
    let _ = bar.set_attribute("class", "broken");
    let _ = bar.set_attribute("role", "alert");
    bar.set_text_content(Some(&t!("page-broken")));
    let _ = link.set_attribute("href", "");
    let _ = link.set_attribute("class", "button");
    link.set_text_content(Some(&t!("page-reload")));
    let _ = bar.append_child(&link);
    let _ = body.append_child(&bar);
}
