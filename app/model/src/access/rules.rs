//! Groups by rule: what must be true of a contact, or of its primary company.

use serde::{Deserialize, Serialize};

use crate::fault::{Fault, FieldErrors, Problem};
use crate::text::line;

/// Conditions in a rule, at most.
pub const CONDITIONS_MAX: usize = 20;
const VALUE_MAX: usize = 200;
const NAME_MAX: usize = 100;

/// True where all conditions of at least one alternative hold. Without a condition it is true of nobody.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rule {
    pub any: Vec<Vec<Condition>>,
}

/// `value` is compared without regard to case where the database knows the case (ASCII at least), and is empty where the
/// operator takes none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Condition {
    pub property: Property,
    pub operator: Operator,
    pub value: String,
}

/// What is looked at. The words are HubSpot's property names, with whose they are before them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Property {
    Email,
    /// The part of the address behind the `@`.
    EmailDomain,
    FirstName,
    LastName,
    Phone,
    Language,
    CompanyName,
    CompanyDomain,
    CompanyPhone,
    /// Another property of the contact, by its internal name.
    Contact(String),
    /// Another property of the primary company, by its internal name.
    Company(String),
}

impl Property {
    pub const NAMED: [Self; 9] = [
        Self::Email,
        Self::EmailDomain,
        Self::FirstName,
        Self::LastName,
        Self::Phone,
        Self::Language,
        Self::CompanyName,
        Self::CompanyDomain,
        Self::CompanyPhone,
    ];
    /// The words for properties that are named beside.
    pub const OTHER_OF_CONTACT: &'static str = "contact.*";
    pub const OTHER_OF_COMPANY: &'static str = "company.*";

    pub fn word(&self) -> &'static str {
        match self {
            Self::Email => "contact.email",
            Self::EmailDomain => "contact.email_domain",
            Self::FirstName => "contact.firstname",
            Self::LastName => "contact.lastname",
            Self::Phone => "contact.phone",
            Self::Language => "contact.hs_language",
            Self::CompanyName => "company.name",
            Self::CompanyDomain => "company.domain",
            Self::CompanyPhone => "company.phone",
            Self::Contact(_) => Self::OTHER_OF_CONTACT,
            Self::Company(_) => Self::OTHER_OF_COMPANY,
        }
    }

    /// The name of a property that is named beside its word; empty for the others.
    pub fn name(&self) -> &str {
        match self {
            Self::Contact(name) | Self::Company(name) => name,
            _ => "",
        }
    }

    /// A property by its word, and by its name where the word leaves it open: 1–100 characters without quotes,
    /// backslashes and line breaks.
    pub fn parse(word: &str, name: &str) -> Result<Self, Problem> {
        let named = || {
            let name = line(name, 1, NAME_MAX)?;
            if name.contains(['"', '\\']) { Err(Problem::Malformed) } else { Ok(name) }
        };
        match word {
            Self::OTHER_OF_CONTACT => named().map(Self::Contact),
            Self::OTHER_OF_COMPANY => named().map(Self::Company),
            _ => Self::NAMED.into_iter().find(|property| property.word() == word).ok_or(Problem::Unknown),
        }
    }
}

/// How it is compared. What is not known is neither equal to anything nor contains it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Operator {
    Is,
    IsNot,
    Contains,
    ContainsNot,
    StartsWith,
    EndsWith,
    Known,
    Unknown,
}

impl Operator {
    pub const ALL: [Self; 8] =
        [Self::Is, Self::IsNot, Self::Contains, Self::ContainsNot, Self::StartsWith, Self::EndsWith, Self::Known, Self::Unknown];

    pub fn word(self) -> &'static str {
        match self {
            Self::Is => "is",
            Self::IsNot => "is-not",
            Self::Contains => "contains",
            Self::ContainsNot => "contains-not",
            Self::StartsWith => "starts-with",
            Self::EndsWith => "ends-with",
            Self::Known => "known",
            Self::Unknown => "unknown",
        }
    }

    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|operator| operator.word() == word)
    }

    pub fn takes_value(self) -> bool {
        !matches!(self, Self::Known | Self::Unknown)
    }
}

impl Rule {
    /// A rule from the rows of a form. In each: whether it begins an alternative, the property's word and name, the
    /// operator and the value. Rows that say nothing are left out. Fields of refusals: `rule`, or `rule-N` with the
    /// row's number from 0.
    pub fn from_rows<'a>(rows: impl IntoIterator<Item = (bool, &'a str, &'a str, &'a str, &'a str)>) -> Result<Self, Fault> {
        let mut errors = FieldErrors::default();
        let mut any: Vec<Vec<Condition>> = Vec::new();
        for (number, (begins, property, name, operator, value)) in rows.into_iter().enumerate() {
            let operator = Operator::parse(operator);
            let says_nothing = value.trim().is_empty() && name.trim().is_empty() && operator.is_none_or(Operator::takes_value);
            if property.is_empty() || says_nothing {
                continue;
            }
            let condition = condition(property, name, operator, value);
            if let Some(condition) = errors.check(&format!("rule-{number}"), condition) {
                match any.last_mut().filter(|_| !begins) {
                    Some(all) => all.push(condition),
                    None => any.push(vec![condition]),
                }
            }
        }
        match any.iter().map(Vec::len).sum::<usize>() {
            _ if !errors.is_empty() => return Err(errors.into_fault()),
            0 => errors.add("rule", Problem::Missing),
            count if count > CONDITIONS_MAX => errors.add("rule", Problem::TooLong { max: CONDITIONS_MAX }),
            _ => return Ok(Self { any }),
        }
        Err(errors.into_fault())
    }

    /// The rows of a form, as [`Self::from_rows`] takes them.
    pub fn rows(&self) -> impl Iterator<Item = (bool, &Condition)> {
        self.any.iter().flat_map(|all| all.iter().enumerate().map(|(at, condition)| (at == 0, condition)))
    }
}

fn condition(property: &str, name: &str, operator: Option<Operator>, value: &str) -> Result<Condition, Problem> {
    let property = Property::parse(property, name)?;
    let operator = operator.ok_or(Problem::Unknown)?;
    let value = if operator.takes_value() { line(value, 1, VALUE_MAX)? } else { String::new() };
    Ok(Condition { property, operator, value })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_become_alternatives_and_come_back() {
        let rows = [
            (false, "contact.email_domain", "", "is", "acme.example"),
            (false, "company.name", "", "known", ""),
            (false, "contact.phone", "", "is", " "),
            (true, "contact.*", "tier", "is-not", "free"),
        ];
        let rule = Rule::from_rows(rows).unwrap();
        assert_eq!(rule.any.iter().map(Vec::len).collect::<Vec<_>>(), [2, 1]);
        let begins: Vec<bool> = rule.rows().map(|(begins, _)| begins).collect();
        assert_eq!(begins, [true, false, true]);
        assert_eq!(rule.any[1][0].property, Property::Contact("tier".into()));
    }

    #[test]
    fn what_is_wrong_is_named_by_its_row() {
        assert_eq!(Rule::from_rows([]), Err(Fault::invalid("rule", Problem::Missing)));
        let wrong =
            [(false, "contact.email", "", "is", "a"), (false, "contact.*", "", "is", "b"), (false, "shoe", "", "is", "b")];
        let Err(Fault::Invalid(errors)) = Rule::from_rows(wrong) else { panic!("accepted") };
        assert_eq!(errors.iter().map(|error| error.field.as_str()).collect::<Vec<_>>(), ["rule-1", "rule-2"]);
        let quoted = Rule::from_rows([(false, "contact.*", "a\"b", "is", "c")]);
        assert_eq!(quoted, Err(Fault::invalid("rule-0", Problem::Malformed)));
        let many = Rule::from_rows(std::iter::repeat_n((false, "contact.email", "", "known", ""), 21));
        assert_eq!(many, Err(Fault::invalid("rule", Problem::TooLong { max: 20 })));
    }
}
