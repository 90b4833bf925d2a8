//! A person's initials. Decoration: the name stands beside it.

use leptos::prelude::*;

#[component]
pub fn Avatar(#[prop(into)] name: String) -> impl IntoView {
    // One of six quiet tints, always the same for the same name.
    let tint = name.bytes().fold(0_u32, |sum, byte| sum.wrapping_mul(31).wrapping_add(u32::from(byte))) % 6;
    view! { <span class=format!("avatar avatar-{tint}") aria-hidden="true">{initials(&name)}</span> }
}

fn initials(name: &str) -> String {
    let mut words = name.split_whitespace().filter_map(|word| word.chars().find(|character| character.is_alphanumeric()));
    let (first, last) = (words.next(), words.next_back());
    first.into_iter().chain(last).flat_map(char::to_uppercase).collect()
}

#[cfg(test)]
mod tests {
    use super::initials;

    #[test]
    fn first_and_last() {
        assert_eq!(initials("Ana Maria de Luca"), "AL");
        assert_eq!(initials("ana@example.com"), "A");
        assert_eq!(initials("  "), "");
    }
}
