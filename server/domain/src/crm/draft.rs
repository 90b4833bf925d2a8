//! Properties as a client wrote them, checked one by one before anything is done.

use std::collections::BTreeMap;

use model::UserId;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::definitions::{Definition, Definitions, Kept};
use super::refused::{Done, PropertyProblem, Refused, ValueProblem};
use super::values::canonical;
use crate::failure::Outcome;
use crate::tables::users;

/// A record that is to be made.
#[derive(Clone, Debug, Default)]
pub struct NewRecord {
    /// Empty text: not known.
    pub properties: BTreeMap<String, String>,
    pub links: Vec<NewLink>,
}

/// An association that a new record is to have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewLink {
    pub to: String,
    /// HubSpot's numbers of associations, which say of which kind the other record is.
    pub types: Vec<i64>,
}

/// Checked values by property; empty text clears.
pub struct Draft(BTreeMap<String, String>);

impl Draft {
    /// Every property must be there, may be written and takes its value. `before` is what a record has: several options
    /// that begin with `;` are added to those.
    pub fn read(
        definitions: &Definitions,
        properties: &BTreeMap<String, String>,
        before: impl Fn(&str) -> Option<String>,
    ) -> Done<Self> {
        let (mut values, mut problems) = (BTreeMap::new(), Vec::new());
        for (name, text) in properties {
            match read_one(definitions, name, text) {
                Ok((definition, value)) if definition.is_multiple() && text.starts_with(';') => {
                    values.insert(name.clone(), added(before(name).as_deref().unwrap_or_default(), &value));
                }
                Ok((_, value)) => {
                    values.insert(name.clone(), value);
                }
                Err(problem) => problems.push(PropertyProblem { property: name.clone(), value: text.clone(), problem }),
            }
        }
        if problems.is_empty() { Ok(Self(values)) } else { Err(Refused::Properties(problems).into()) }
    }

    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    /// The value, or what stands there before.
    pub fn over(&self, name: &str, before: Option<&str>) -> String {
        self.get(name).or(before).unwrap_or_default().to_owned()
    }

    /// What has no column of its own.
    pub fn without_column<'a>(&'a self, definitions: &'a Definitions) -> impl Iterator<Item = (&'a Definition, &'a str)> {
        self.0.iter().filter_map(|(name, value)| {
            let definition = definitions.get(name).filter(|definition| definition.kept == Kept::Value)?;
            Some((definition, value.as_str()))
        })
    }

    pub fn problem(&self, property: &str, problem: ValueProblem) -> Refused {
        let value = self.get(property).unwrap_or_default().to_owned();
        Refused::Properties(vec![PropertyProblem { property: property.to_owned(), value, problem }])
    }

    /// The owner that is to be set: `Some(None)` clears. An owner is a user who is not disabled.
    pub async fn owner(&self, connection: &impl ConnectionTrait) -> Done<Option<Option<UserId>>> {
        let Some(text) = self.get("hubspot_owner_id") else {
            return Ok(None);
        };
        if text.is_empty() {
            return Ok(Some(None));
        }
        match text.parse::<UserId>() {
            Ok(user) if is_owner(connection, user).await? => Ok(Some(Some(user))),
            _ => Err(self.problem("hubspot_owner_id", ValueProblem::NotAnOption(Vec::new())).into()),
        }
    }
}

async fn is_owner(connection: &impl ConnectionTrait, user: UserId) -> Outcome<bool> {
    let present = users::Column::DisabledAt.is_null();
    Ok(users::Entity::find_by_id(user.0).filter(present).one(connection).await?.is_some())
}

fn read_one<'a>(definitions: &'a Definitions, name: &str, text: &str) -> Result<(&'a Definition, String), ValueProblem> {
    let definition = definitions.get(name).ok_or(ValueProblem::DoesNotExist)?;
    if definition.read_only {
        return Err(ValueProblem::ReadOnly);
    }
    Ok((definition, canonical(definition, text)?))
}

/// Options of both, each once.
fn added(before: &str, more: &str) -> String {
    let mut words: Vec<&str> = before.split(';').filter(|word| !word.is_empty()).collect();
    for word in more.split(';').filter(|word| !word.is_empty()) {
        if !words.contains(&word) {
            words.push(word);
        }
    }
    words.join(";")
}

#[cfg(test)]
mod tests {
    use super::super::object_types::ObjectType;
    use super::*;

    fn read(pairs: &[(&str, &str)], before: Option<&str>) -> Done<Draft> {
        let properties = pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        Draft::read(&Definitions::of(ObjectType::Tickets), &properties, |_| before.map(str::to_owned))
    }

    #[test]
    fn all_problems_are_named_at_once() {
        let wrong = [("nope", "x"), ("hs_ticket_id", "1"), ("hs_ticket_priority", "high"), ("subject", "fine")];
        let Err(super::super::refused::CrmError::Refused(Refused::Properties(problems))) = read(&wrong, None) else {
            panic!("not refused");
        };
        let names: Vec<&str> = problems.iter().map(|problem| problem.property.as_str()).collect();
        assert_eq!(names, ["hs_ticket_id", "hs_ticket_priority", "nope"]);
        assert_eq!(problems[0].problem, ValueProblem::ReadOnly);
        assert_eq!(problems[2].problem, ValueProblem::DoesNotExist);
    }

    #[test]
    fn a_semicolon_adds_options() {
        let draft = read(&[("hs_ticket_category", ";BILLING_ISSUE")], Some("PRODUCT_ISSUE;BILLING_ISSUE")).unwrap();
        assert_eq!(draft.get("hs_ticket_category"), Some("PRODUCT_ISSUE;BILLING_ISSUE"));
        let draft = read(&[("hs_ticket_category", "BILLING_ISSUE")], Some("PRODUCT_ISSUE")).unwrap();
        assert_eq!(draft.get("hs_ticket_category"), Some("BILLING_ISSUE"));
    }
}
