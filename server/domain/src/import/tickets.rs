//! A row as a ticket.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use csv::StringRecord;
use model::Timestamp;
use model::tickets::{Priority, SUBJECT_MAX, TEXT_MAX};
use serde_json::{Map, Value as Json};
use sha2::{Digest, Sha256};

use super::columns::normal;
use super::directory::{CompanyName, Person};
use super::kept::{self, Value};
use super::marks::{Marks, is_exported_id};
use super::notes::{Instead, Noted, Remark};
use super::reading::Reading;
use super::report::Reason;
use super::values::{self, Mention, clean, clean_text, domain, is_domain, is_email, mentions, split_name};
use crate::crm::{Definitions, ObjectType};

/// In a cell of companies: there are none.
pub(crate) const NONE: &str = "none";

#[derive(Debug, Default)]
pub(super) struct TicketDraft {
    /// What it is known by in the database.
    pub key: String,
    pub id: Option<String>,
    pub subject: String,
    pub content: String,
    pub pipeline: i64,
    pub stage: i64,
    pub turn: String,
    pub priority: Option<Priority>,
    pub category: Option<String>,
    pub source: &'static str,
    /// What has no place in a ticket of ours.
    pub properties: Map<String, Json>,
    pub owner: Option<i64>,
    pub created: Option<Timestamp>,
    pub closed: Option<Timestamp>,
    pub last_activity: Option<Timestamp>,
    pub first_response: Option<Timestamp>,
    pub resolution: String,
    /// The first is the requester.
    pub people: Vec<Person>,
    /// Whether the file says where it stands, and how it came.
    pub says_stage: bool,
    says_source: bool,
    pub contact_ids: Vec<String>,
    pub companies: Vec<CompanyName>,
    pub company_ids: Vec<String>,
    /// The file says so, which an empty cell does not.
    pub of_no_company: bool,
    pub requester_name: String,
    pub values: Vec<Value>,
    pub marks: Marks,
}

impl TicketDraft {
    /// A subject is all that a ticket needs. One whose requester's address is none is not imported: it would be there and
    /// the customer would never see it.
    pub fn read(reading: &Reading, cells: &StringRecord, notes: &mut Vec<Noted>) -> Result<Self, Reason> {
        // What an export of ours says stands there as it was written.
        let as_it_is = is_exported_id(reading.cell("id", cells));
        let text = |property| match (reading.cell(property, cells), as_it_is) {
            (text, true) => text.to_owned(),
            (text, false) => values::fill(text, &reading.columns, cells),
        };
        let (subject, content, resolution) = (text("subject"), text("content"), text("resolution"));
        let mut draft = Self {
            subject: clean(&subject, SUBJECT_MAX),
            content: clean_text(&content, TEXT_MAX),
            resolution: clean_text(&resolution, TEXT_MAX),
            ..Self::default()
        };
        if draft.subject.is_empty() && !reading.is_by_number(cells) {
            return Err(reading.lacks("subject", cells));
        }
        for (property, kept) in [("subject", &draft.subject), ("content", &draft.content), ("resolution", &draft.resolution)] {
            // The mark that the end was left out, where the file has none.
            reading.note_cut(property, reading.cell(property, cells), kept, notes);
        }
        draft.read_people(reading, cells, notes)?;
        draft.read_companies(reading, cells, notes);
        draft.read_dates(reading, cells, notes);
        draft.read_words(reading, cells, notes);
        if draft.people.is_empty() && !draft.requester_name.is_empty() {
            draft.properties.insert("requester_name".to_owned(), draft.requester_name.clone().into());
        }
        draft.values = kept::read(reading, cells, notes);
        draft.make_key(reading, cells);
        draft.mark();
        Ok(draft)
    }

    fn read_words(&mut self, reading: &Reading, cells: &StringRecord, notes: &mut Vec<Noted>) {
        let cell = |property| reading.cell(property, cells);
        self.pipeline = reading.words.default_pipeline();
        match cell("pipeline") {
            "" => {}
            text => match reading.words.pipeline(text) {
                Some(pipeline) => self.pipeline = pipeline,
                None => reading.note("pipeline", text, Instead::DefaultPipeline, notes),
            },
        }
        self.says_stage = !cell("stage").is_empty() || !cell("pipeline").is_empty();
        self.says_source = !cell("source").is_empty();
        (self.stage, self.turn) = reading.words.first_stage(self.pipeline);
        match cell("stage") {
            "" => {}
            text => match reading.words.stage(self.pipeline, text) {
                Some(found) => {
                    (self.stage, self.turn) = found;
                    if reading.words.is_stage_elsewhere(self.pipeline, text) {
                        reading.note("stage", text, Instead::OwnStage, notes);
                    }
                }
                None => self.guess_stage(reading, text, notes),
            },
        }
        match values::priority(cell("priority")) {
            Ok(priority) => self.priority = priority,
            Err(()) => reading.note("priority", cell("priority"), Instead::NoPriority, notes),
        }
        self.category = Some(categories(&clean(cell("category"), 100))).filter(|category| !category.is_empty());
        self.source = match cell("source") {
            "" => "FORM",
            text => values::source(text).unwrap_or_else(|()| {
                reading.note("source", text, Instead::SourceForm, notes);
                self.properties.insert("channel".to_owned(), clean(text, 100).into());
                "FORM"
            }),
        };
        match cell("owner") {
            "" => {}
            text => match reading.words.user(text) {
                Some(owner) => self.owner = Some(owner),
                None => reading.note("owner", text, Instead::Unassigned, notes),
            },
        }
    }

    /// A status that nobody knows, of a ticket that has the date of its closing: it is closed.
    fn guess_stage(&mut self, reading: &Reading, text: &str, notes: &mut Vec<Noted>) {
        match self.closed.and_then(|_| reading.words.closed_stage(self.pipeline)) {
            Some(closed) => {
                (self.stage, self.turn) = closed;
                reading.note("stage", text, Instead::Closed, notes);
            }
            None => reading.note("stage", text, Instead::FirstStage, notes),
        }
    }

    fn read_dates(&mut self, reading: &Reading, cells: &StringRecord, notes: &mut Vec<Noted>) {
        self.created = reading.date("created", cells, notes);
        self.closed = reading.date("closed", cells, notes);
        self.last_activity = reading.date("last_activity", cells, notes);
        self.first_response = reading.date("first_response", cells, notes);
        let dates = [self.created, self.closed, self.last_activity, self.first_response];
        // One that is there and not understood is noted already.
        let is_there = reading.is_by_number(cells);
        if !is_there && reading.cell("created", cells).is_empty() && dates.iter().all(Option::is_none) {
            notes.push((reading.columns.header("created").to_owned(), String::new(), Remark::Undated));
        }
        if let Some(at) = self.first_response {
            self.properties.insert("first_response".to_owned(), at.iso().into());
        }
    }

    fn read_people(&mut self, reading: &Reading, cells: &StringRecord, notes: &mut Vec<Noted>) -> Result<(), Reason> {
        let cell = |property| reading.cell(property, cells);
        let mut named: Vec<Mention> = mentions(cell("email"), is_email);
        if named.iter().any(|mention| mention.address.is_none()) {
            return Err(Reason::BadEmail(clean(cell("email"), 100)));
        }
        let (mut first, mut last) = (clean(cell("first_name"), 100), clean(cell("last_name"), 100));
        if first.is_empty() && last.is_empty() {
            (first, last) = split_name(cell("name"));
        }
        let contacts = mentions(cell("contact"), is_email);
        if first.is_empty() && last.is_empty() && named.len() == 1 && contacts.len() == 1 && contacts[0].address.is_none() {
            (first, last) = split_name(&contacts[0].name);
        }
        self.contact_ids = reading.ids_of("contact", cells);
        if named.is_empty() && self.contact_ids.is_empty() && contacts.iter().any(|contact| contact.address.is_none()) {
            reading.note("contact", cell("contact"), Instead::NoContact, notes);
        }
        named.extend(contacts.into_iter().filter(|contact| contact.address.is_some()));
        self.requester_name = format!("{first} {last}").trim().to_owned();
        for mention in named {
            let email = mention.address.unwrap_or_default();
            if self.people.iter().any(|person| person.email == email) {
                continue;
            }
            let requester = self.people.is_empty();
            let own_name = if requester { (first.clone(), last.clone()) } else { Default::default() };
            let (first_name, last_name) = if mention.name.is_empty() { own_name } else { split_name(&mention.name) };
            let phone = if requester { clean(cell("phone"), 50) } else { String::new() };
            self.people.push(Person { email, first_name, last_name, phone });
        }
        Ok(())
    }

    fn read_companies(&mut self, reading: &Reading, cells: &StringRecord, notes: &mut Vec<Noted>) {
        self.companies = company_names(reading, cells, notes);
        self.company_ids = reading.ids_of("company", cells);
        self.of_no_company = self.company_ids.iter().any(|id| id == NONE);
    }

    /// The id's key, else one of what the ticket says.
    fn make_key(&mut self, reading: &Reading, cells: &StringRecord) {
        let id = reading.cell("id", cells);
        self.key = if id.is_empty() {
            let email = self.people.first().map_or("", |person| person.email.as_str());
            let created = self.created.map_or(0, |created| created.0);
            let content = reading.cell("content", cells);
            let digest = Sha256::digest(format!("{}\0{email}\0{created}\0{content}", self.subject));
            format!("row:{}", URL_SAFE_NO_PAD.encode(&digest[..16]))
        } else {
            self.id = Some(clean(id, 200));
            format!("id:{}", clean(id, 200))
        };
    }

    fn mark(&mut self) {
        let mut marks = Marks::default();
        let date = |at: Option<Timestamp>| at.map_or_else(String::new, |at| at.0.to_string());
        let people: Vec<&str> = self.people.iter().map(|person| person.email.as_str()).collect();
        let companies: Vec<String> = self.companies.iter().map(CompanyName::key).collect();
        marks.note("subject", &self.subject);
        marks.note("content", &self.content);
        // What a file does not say stays as it is.
        if self.says_stage {
            marks.note("stage", &self.stage.to_string());
        }
        marks.note("priority", self.priority.map_or("", Priority::word));
        marks.note("category", self.category.as_deref().unwrap_or_default());
        if self.says_source {
            marks.note("source", self.source);
        }
        marks.note("properties", &Json::Object(self.properties.clone()).to_string());
        marks.note("owner", &self.owner.map_or_else(String::new, |owner| owner.to_string()));
        marks.note("created", &date(self.created));
        marks.note("closed", &date(self.closed));
        marks.note("last_activity", &date(self.last_activity));
        marks.note("resolution", &self.resolution);
        marks.note("contacts", [people.join(";"), self.contact_ids.join(";")].join("/").trim_matches('/'));
        marks.note("companies", [companies.join(";"), self.company_ids.join(";")].join("/").trim_matches('/'));
        self.values.iter().for_each(|(definition, text)| marks.note(&kept::mark(definition), text));
        self.marks = marks;
    }
}

/// Ids of another system, separated by semicolons or commas.
pub(super) fn ids(cell: &str) -> Vec<String> {
    cell.split([';', ',']).map(|id| clean(id, 200)).filter(|id| !id.is_empty()).collect()
}

/// Several of them, with `;` between, each once.
fn categories(text: &str) -> String {
    let mut all: Vec<String> = Vec::new();
    for one in text.split(';').map(|one| category(one.trim())).filter(|one| !one.is_empty()) {
        if !all.contains(&one) {
            all.push(one);
        }
    }
    all.join(";")
}

/// HubSpot's categories by their labels, too; others are kept as they are.
fn category(text: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    let known = Definitions::of(ObjectType::Tickets);
    let options = known.get("hs_ticket_category").map(|definition| definition.options.as_slice()).unwrap_or_default();
    let found = options.iter().find(|option| normal(&option.label) == normal(text) || normal(&option.value) == normal(text));
    found.map_or_else(|| text.to_owned(), |option| option.value.clone())
}

/// The companies that a row names; of one alone, with its domain from another column.
pub(super) fn company_names(reading: &Reading, cells: &StringRecord, notes: &mut Vec<Noted>) -> Vec<CompanyName> {
    let mut companies: Vec<CompanyName> = mentions(reading.cell("company", cells), is_domain)
        .into_iter()
        .map(|mention| CompanyName { name: clean(&mention.name, 200), domain: mention.address.as_deref().and_then(domain) })
        .collect();
    let text = reading.cell("company_domain", cells);
    if !text.is_empty() {
        match (domain(text), companies.as_mut_slice()) {
            (None, _) => reading.note("company_domain", text, Instead::NoDomain, notes),
            (found, []) => companies.push(CompanyName { name: String::new(), domain: found }),
            (found, [company]) if company.domain.is_none() => company.domain = found,
            _ => {}
        }
    }
    companies
}
