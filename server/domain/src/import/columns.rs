//! Which column holds what.

use csv::StringRecord;

use super::error::ImportError;
use super::properties::Property;
use super::{ImportKind, ImportOptions};

/// The column is left out.
const IGNORE: &str = "ignore";

/// The mapping of a file's columns.
#[derive(Clone, Debug)]
pub(crate) struct Columns {
    headers: Vec<String>,
    /// A header that a placeholder in a text can name, and its column.
    words: Vec<String>,
    /// Property and column.
    found: Vec<(&'static str, usize)>,
}

/// Header and placeholder as they are compared.
pub(super) fn normal(text: &str) -> String {
    let mut normal = String::with_capacity(text.len());
    for word in text.split(|character: char| character.is_whitespace() || "_-./()[]:#*?\u{FEFF}".contains(character)) {
        if !word.is_empty() {
            if !normal.is_empty() {
                normal.push(' ');
            }
            normal.extend(word.chars().flat_map(char::to_lowercase));
        }
    }
    normal
}

impl Columns {
    /// By `--map` first, then by the headers that are known. Refuses a mapping of what does not exist, and a file without the
    /// column that every record of the kind needs.
    pub fn of(kind: ImportKind, headers: &[String], options: &ImportOptions) -> Result<Self, ImportError> {
        let words: Vec<String> = headers.iter().map(|header| normal(header)).collect();
        let mut columns = Self { headers: headers.to_vec(), words, found: Vec::new() };
        let mut taken = vec![false; headers.len()];
        for (column, property) in &options.map {
            let index = columns.index_of(column)?;
            taken[index] = true;
            if normal(property) != IGNORE {
                let name = property_named(kind, property)?;
                columns.found.retain(|(known, _)| *known != name);
                columns.found.push((name, index));
            }
        }
        for property in kind.properties() {
            if columns.index(property.name).is_none()
                && let Some(index) = columns.guess(property, &taken)
            {
                taken[index] = true;
                columns.found.push((property.name, index));
            }
        }
        columns.found.sort_by_key(|(_, index)| *index);
        columns.check_needed(kind)?;
        Ok(columns)
    }

    fn index_of(&self, column: &str) -> Result<usize, ImportError> {
        let exact = self.headers.iter().position(|header| header == column.trim());
        exact
            .or_else(|| self.words.iter().position(|word| *word == normal(column)))
            .ok_or_else(|| ImportError::UnknownColumn { column: column.to_owned(), columns: self.headers.clone() })
    }

    fn guess(&self, property: &Property, taken: &[bool]) -> Option<usize> {
        property
            .headers
            .iter()
            .find_map(|header| self.words.iter().enumerate().position(|(index, word)| word == header && !taken[index]))
    }

    fn check_needed(&self, kind: ImportKind) -> Result<(), ImportError> {
        let (needed, any): (&'static str, &[&str]) = match kind {
            ImportKind::Companies => ("company's name or domain", &["name", "domain"]),
            ImportKind::Contacts => ("contact's e-mail address", &["email", "id"]),
            ImportKind::Tickets => ("subject", &["subject"]),
        };
        if any.iter().any(|name| self.index(name).is_some()) {
            return Ok(());
        }
        Err(ImportError::NoColumn { needed, columns: self.headers.clone(), possible: possible(kind) })
    }

    pub fn index(&self, property: &str) -> Option<usize> {
        self.found.iter().find(|(name, _)| *name == property).map(|(_, index)| *index)
    }

    /// The trimmed cell; empty if there is no such column.
    pub fn cell<'a>(&self, property: &str, cells: &'a StringRecord) -> &'a str {
        self.index(property).and_then(|index| cells.get(index)).map_or("", str::trim)
    }

    /// The header that a property is taken from, for reports.
    pub fn header(&self, property: &str) -> &str {
        self.index(property).map_or("", |index| &self.headers[index])
    }

    /// The cell of the column that a placeholder names.
    pub fn named<'a>(&self, placeholder: &str, cells: &'a StringRecord) -> Option<&'a str> {
        let word = normal(placeholder);
        let index = self.words.iter().position(|known| *known == word)?;
        cells.get(index).map(str::trim).filter(|cell| !cell.is_empty())
    }

    pub fn width(&self) -> usize {
        self.headers.len()
    }

    pub fn mapping(&self) -> Vec<(String, &'static str)> {
        self.found.iter().map(|(name, index)| (self.headers[*index].clone(), *name)).collect()
    }

    pub fn ignored(&self) -> Vec<String> {
        let used = |index: usize| self.found.iter().any(|(_, known)| *known == index);
        self.headers.iter().enumerate().filter(|(index, _)| !used(*index)).map(|(_, header)| header.clone()).collect()
    }
}

/// The columns of a list of people; `None` if none holds an e-mail address.
pub(crate) fn contact_columns(headers: &[String]) -> Option<Columns> {
    Columns::of(ImportKind::Contacts, headers, &ImportOptions::default()).ok().filter(|columns| columns.index("email").is_some())
}

fn possible(kind: ImportKind) -> Vec<&'static str> {
    kind.properties().iter().map(|property| property.name).chain([IGNORE]).collect()
}

/// By its name here, or any header that it is known under (`hs_pipeline_stage`).
fn property_named(kind: ImportKind, text: &str) -> Result<&'static str, ImportError> {
    let word = normal(text);
    let properties = kind.properties();
    let by_name = properties.iter().find(|property| normal(property.name) == word);
    by_name
        .or_else(|| properties.iter().find(|property| property.headers.contains(&word.as_str())))
        .map(|property| property.name)
        .ok_or_else(|| ImportError::UnknownProperty { property: text.to_owned(), possible: possible(kind) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns(kind: ImportKind, header: &str, map: &[(&str, &str)]) -> Result<Columns, ImportError> {
        let headers: Vec<String> = header.split(',').map(str::to_owned).collect();
        let map = map.iter().map(|(column, property)| ((*column).to_owned(), (*property).to_owned())).collect();
        Columns::of(kind, &headers, &ImportOptions { map, dry_run: false })
    }

    fn mapped(columns: &Columns) -> Vec<&'static str> {
        columns.mapping().into_iter().map(|(_, name)| name).collect()
    }

    #[test]
    fn known_headers_are_known_in_any_dress() {
        let columns =
            columns(ImportKind::Tickets, "hs_object_id, SUBJECT ,HS_Pipeline_Stage,Associated Company (Primary),Colour", &[]);
        let columns = columns.unwrap();
        assert_eq!(mapped(&columns), ["id", "subject", "stage", "company"]);
        assert_eq!(columns.ignored(), ["Colour"]);
    }

    #[test]
    fn every_header_means_one_thing() {
        for kind in [ImportKind::Companies, ImportKind::Contacts, ImportKind::Tickets] {
            let headers: Vec<_> = kind.properties().iter().flat_map(|property| property.headers).collect();
            for header in &headers {
                assert_eq!(normal(header), **header, "{header} is not in its normal form");
                assert_eq!(headers.iter().filter(|other| other == &header).count(), 1, "{header} stands twice");
            }
        }
    }

    #[test]
    fn a_doubled_header_is_used_once() {
        let columns = columns(ImportKind::Contacts, "Email,Email,Name", &[]).unwrap();
        assert_eq!(columns.index("email"), Some(0));
        assert_eq!(columns.ignored(), ["Email"]);
    }

    #[test]
    fn a_map_wins_and_must_exist() {
        let ok = columns(ImportKind::Tickets, "Subject,Headline", &[("headline", "subject")]).unwrap();
        assert_eq!((ok.index("subject"), ok.ignored()), (Some(1), vec!["Subject".to_owned()]));
        let error = columns(ImportKind::Tickets, "Subject", &[("Sbject", "subject")]).unwrap_err().to_string();
        assert!(error.contains("\"Sbject\"") && error.contains("Subject"), "{error}");
        let error = columns(ImportKind::Tickets, "Subject", &[("Subject", "sbject")]).unwrap_err().to_string();
        assert!(error.contains("\"sbject\"") && error.contains("subject, content"), "{error}");
        let error = columns(ImportKind::Tickets, "Colour,Size", &[]).unwrap_err().to_string();
        assert!(error.contains("no column holds the subject") && error.contains("Colour, Size"), "{error}");
    }
}
