//! Properties as a client wrote them, checked one by one before anything is done.

use std::collections::{BTreeMap, BTreeSet};

use model::UserId;
use model::text::EmailAddress;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};

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
    ) -> Result<Self, Refused> {
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
        if problems.is_empty() { Ok(Self(values)) } else { Err(Refused::Properties(problems)) }
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
        Ok(self.owner_among(&Owners::among(connection, [self]).await?)?)
    }

    /// The same, where the owners that are named were looked up.
    pub fn owner_among(&self, owners: &Owners) -> Result<Option<Option<UserId>>, Refused> {
        match self.get(OWNER) {
            None => Ok(None),
            Some("") => Ok(Some(None)),
            Some(text) => match text.parse::<UserId>() {
                Ok(user) if owners.0.contains(&user.0) => Ok(Some(Some(user))),
                _ => Err(self.problem(OWNER, ValueProblem::NotAnOption(Vec::new()))),
            },
        }
    }
}

const OWNER: &str = "hubspot_owner_id";

/// Those of the users that drafts name as owners who are not disabled.
pub struct Owners(BTreeSet<i64>);

impl Owners {
    pub async fn among<'a>(connection: &impl ConnectionTrait, drafts: impl IntoIterator<Item = &'a Draft>) -> Outcome<Self> {
        let named = drafts.into_iter().filter_map(|draft| draft.get(OWNER)?.parse::<UserId>().ok());
        let named: BTreeSet<i64> = named.map(|user| user.0).collect();
        if named.is_empty() {
            return Ok(Self(named));
        }
        let found = users::Entity::find().select_only().column(users::Column::Id).filter(users::Column::Id.is_in(named));
        let found: Vec<i64> = found.filter(users::Column::DisabledAt.is_null()).into_tuple().all(connection).await?;
        Ok(Self(found.into_iter().collect()))
    }
}

fn read_one<'a>(definitions: &'a Definitions, name: &str, text: &str) -> Result<(&'a Definition, String), ValueProblem> {
    let definition = definitions.get(name).ok_or(ValueProblem::DoesNotExist)?;
    if definition.read_only {
        return Err(ValueProblem::ReadOnly);
    }
    // An address is looked at beside the others, so that all that is wrong is named at once.
    let is_address = definition.kept == Kept::Column && name == "email" && !text.is_empty();
    if is_address && EmailAddress::parse(text).is_err() {
        return Err(ValueProblem::NotAnEmail);
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

    fn read(pairs: &[(&str, &str)], before: Option<&str>) -> Result<Draft, Refused> {
        let properties = pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        Draft::read(&Definitions::of(ObjectType::Tickets), &properties, |_| before.map(str::to_owned))
    }

    #[test]
    fn all_problems_are_named_at_once() {
        let wrong = [("nope", "x"), ("hs_ticket_id", "1"), ("hs_ticket_priority", "high"), ("subject", "fine")];
        let Err(Refused::Properties(problems)) = read(&wrong, None) else {
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
