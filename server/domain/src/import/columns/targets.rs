//! What a column can be read as.

use super::normal;
use crate::crm::Definition;
use crate::import::ImportKind;
use crate::import::error::ImportError;
use crate::import::properties::{Property, properties_of};

/// The column is left out.
pub const IGNORE: &str = "ignore";
/// Before the name of a property that rows have another meaning for: `property:company`.
pub const PREFIX: &str = "property:";

/// What a column is to be read as.
pub enum Target<'a> {
    Own(&'static str),
    Value(&'a Definition),
}

/// What a property is called where a column is mapped: by its name, unless rows mean something else by that.
pub(crate) fn word_of(kind: ImportKind, definition: &Definition) -> String {
    let taken =
        |property: &Property| property.name == definition.name || property.headers.contains(&normal(&definition.name).as_str());
    match properties_of(kind).iter().any(taken) {
        true => format!("{PREFIX}{}", definition.name),
        false => definition.name.clone(),
    }
}

pub fn possible(kind: ImportKind, definitions: &[Definition]) -> Vec<String> {
    let own = properties_of(kind).iter().map(|property| property.name.to_owned());
    own.chain([IGNORE.to_owned()]).chain(definitions.iter().map(|definition| word_of(kind, definition))).collect()
}

/// By its name here, or any header that it is known under (`hs_pipeline_stage`); else a property of the records.
pub fn target<'a>(kind: ImportKind, text: &str, definitions: &'a [Definition]) -> Result<Target<'a>, ImportError> {
    let word = normal(text);
    let properties = properties_of(kind);
    let own = properties.iter().find(|property| normal(property.name) == word);
    if let Some(property) = own.or_else(|| properties.iter().find(|property| property.headers.contains(&word.as_str()))) {
        return Ok(Target::Own(property.name));
    }
    let bare = text.trim().strip_prefix(PREFIX).unwrap_or(text.trim());
    let value = definitions.iter().find(|definition| definition.name == bare);
    value
        .or_else(|| definitions.iter().find(|definition| normal(&definition.label) == word))
        .map(Target::Value)
        .ok_or_else(|| ImportError::UnknownProperty { property: text.to_owned(), possible: possible(kind, definitions) })
}
