//! Contacts, for staff.

pub mod fields;
pub mod list;
mod mail;
mod new;
mod portals;
mod show;

pub use list::ContactListPage;
pub use new::NewContactPage;
pub use show::ContactPage;

use model::ContactId;
use model::contacts::ContactFields;

use crate::desk::picker::Match;

/// What a contact is called: their name, or else their address.
pub fn display_name(fields: &ContactFields) -> String {
    let name = format!("{} {}", fields.first_name, fields.last_name);
    if name.trim().is_empty() { fields.email.clone() } else { name.trim().to_owned() }
}

/// A contact as a search would offer it.
pub fn as_match(contact: ContactId, fields: &ContactFields) -> Match {
    Match { id: contact.to_string(), name: display_name(fields), detail: fields.email.clone() }
}

#[cfg(test)]
mod tests {
    use super::display_name;
    use model::contacts::ContactFields;

    #[test]
    fn the_address_stands_in_for_a_missing_name() {
        let fields = |first: &str, last: &str| ContactFields {
            email: "a@b.example".into(),
            first_name: first.into(),
            last_name: last.into(),
            ..ContactFields::default()
        };
        assert_eq!(display_name(&fields("Ana", "Rossi")), "Ana Rossi");
        assert_eq!(display_name(&fields("", "Rossi")), "Rossi");
        assert_eq!(display_name(&fields(" ", "")), "a@b.example");
    }
}
