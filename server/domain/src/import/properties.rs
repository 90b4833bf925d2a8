//! What a column can hold, and the headers under which others export it: HubSpot's labels and internal names first,
//! then Zendesk, osTicket, Freshdesk, Jira and what people write by hand.
//!
//! Headers are compared without case, and with `_`, `-`, `.`, brackets as blanks. Of two columns that hold the same, the
//! one whose header stands earlier here is taken.

use super::ImportKind;

pub(super) struct Property {
    pub name: &'static str,
    pub headers: &'static [&'static str],
}

macro_rules! properties {
    ($($name:literal: $($header:literal),*;)*) => {
        &[$(Property { name: $name, headers: &[$($header),*] }),*]
    };
}

pub(super) fn properties_of(kind: ImportKind) -> &'static [Property] {
    match kind {
        ImportKind::Companies => COMPANIES,
        ImportKind::Contacts => CONTACTS,
        ImportKind::Tickets => TICKETS,
        ImportKind::Messages => MESSAGES,
        ImportKind::Associations => ASSOCIATIONS,
    }
}

const TICKETS: &[Property] = properties! {
    "id": "ticket id", "record id", "hs object id", "hs ticket id", "ticket number", "ticket no", "number", "case number", "case id",
        "issue key", "key", "id";
    "subject": "ticket name", "subject", "ticket subject", "title", "ticket title", "summary", "case subject", "oggetto", "betreff",
        "titolo", "titel";
    "content": "ticket description", "content", "description", "body", "message", "details", "issue details", "question",
        "descrizione", "beschreibung";
    "stage": "ticket status", "hs pipeline stage", "pipeline stage", "stage", "status", "state", "current status", "case status",
        "stato";
    "pipeline": "pipeline", "hs pipeline", "ticket pipeline";
    "priority": "priority", "hs ticket priority", "ticket priority", "urgency", "severity", "priorità", "priorität";
    "category": "category", "hs ticket category", "ticket category", "ticket type", "help topic", "topic", "type", "issue type";
    "source": "source", "source type", "ticket source", "ticket channel", "channel", "via";
    "created": "create date", "createdate", "hs createdate", "created at", "created", "date created", "created date",
        "creation date", "ticket created", "opened at", "opened", "date opened", "requested", "created time", "date",
        "data di creazione", "creato il", "erstellt am", "erstellungsdatum", "erstellt";
    "closed": "close date", "closed date", "hs closed date", "closed at", "closed", "date closed", "time to resolution",
        "resolved at", "resolved", "resolution date", "resolution time", "resolved time", "solved at", "closed time", "data di chiusura", "chiuso il",
        "geschlossen am";
    "last_activity": "last activity date", "hs lastactivitydate", "last modified date", "hs lastmodifieddate", "updated at",
        "last updated", "updated", "last activity", "last modified", "last update time", "latest update", "lastupdate";
    "first_response": "first response time", "first agent response date", "hs first agent message sent at",
        "first agent email response date", "first response date", "first reply at", "first response at", "initial response time";
    "resolution": "resolution", "solution", "resolution notes", "answer";
    "owner": "ticket owner", "hubspot owner id", "owner", "assignee", "assigned to", "assignee email", "agent", "agent name",
        "assigned agent", "agent assigned";
    "email": "customer email", "contact email", "requester email", "associated contact email", "reporter email", "user email",
        "from email", "submitter email", "email", "e mail", "email address", "from", "customer email address", "indirizzo e mail",
        "e mail adresse";
    "contact": "associated contact", "associated contacts", "associated contact primary", "contact", "requester", "customer",
        "reporter", "client", "cliente", "richiedente", "kunde";
    "contact_ids": "associated contact ids", "associated contact id", "associated contact ids primary";
    "contact_records": ;
    "name": "customer name", "contact name", "requester name", "full name", "from name", "user name", "submitter name", "name";
    "first_name": "first name", "firstname", "contact first name", "customer first name";
    "last_name": "last name", "lastname", "contact last name", "customer last name", "surname";
    "phone": "phone number", "phone", "contact phone", "customer phone", "contact phone number", "mobile phone number", "mobilephone";
    "company": "associated company", "associated company primary", "associated companies", "company name", "company", "organization",
        "organisation", "requester organization", "account name", "customer company", "organization name", "azienda", "unternehmen", "firma";
    "company_domain": "company domain name", "company domain", "domain", "organization domain", "website url", "website";
    "company_ids": "associated company ids", "associated company id", "associated company ids primary", "primary associated company id",
        "associatedcompanyid";
    "company_records": ;
};

const CONTACTS: &[Property] = properties! {
    "id": "record id", "contact id", "hs object id", "vid", "user id", "id";
    "email": "email", "e mail", "email address", "customer email", "contact email", "primary email", "user email", "work email", "mail",
        "indirizzo e mail", "e mail adresse";
    "name": "name", "full name", "contact name", "customer name", "display name", "user name";
    "first_name": "first name", "firstname", "given name", "contact first name", "customer first name", "first", "nome", "vorname";
    "last_name": "last name", "lastname", "surname", "family name", "contact last name", "customer last name", "last", "cognome", "nachname";
    "phone": "phone number", "phone", "mobile phone number", "mobilephone", "telephone", "mobile", "tel", "telefono", "telefon";
    "company": "associated company", "associated company primary", "company name", "company", "organization", "organisation", "account name",
        "organization name", "customer company", "azienda", "unternehmen", "firma";
    "company_domain": "company domain name", "company domain", "domain", "website url", "website";
    "company_ids": "associated company ids", "associated company id", "associated company ids primary", "primary associated company id",
        "associatedcompanyid";
    "company_records": ;
    "primary_company": "primary company";
    "language": "language", "hs language", "preferred language", "lingua", "sprache";
    "created": "create date", "createdate", "created at", "created", "date created", "created date", "creation date";
};

const COMPANIES: &[Property] = properties! {
    "id": "record id", "company id", "hs object id", "organization id", "account id", "id";
    "name": "company name", "name", "company", "nome", "azienda", "unternehmen", "firma", "organization", "organisation", "account name", "organization name";
    "domain": "company domain name", "domain", "company domain", "domain name", "domains", "domain names", "website url", "website";
    "phone": "phone number", "phone", "telephone", "main phone", "tel";
    "created": "create date", "createdate", "created at", "created", "date created", "created date", "creation date";
};

const MESSAGES: &[Property] = properties! {
    "id": "message id", "comment id", "record id", "id";
    "ticket_id": "ticket id", "ticket number", "hs ticket id", "ticket", "case number", "case id", "issue key";
    "visibility": "visibility", "kind", "type", "public";
    "direction": "direction";
    "email": "author email", "email", "from", "from email", "sender", "sender email", "e mail";
    "name": "author name", "author", "name", "from name", "sender name";
    "text": "text", "message", "body", "content", "comment", "description";
    "created": "create date", "createdate", "created at", "created", "date", "sent at", "time";
};

const ASSOCIATIONS: &[Property] = properties! {
    "from_object": "from object", "from object type", "from type";
    "from_id": "from id", "from record id", "from object id";
    "to_object": "to object", "to object type", "to type";
    "to_id": "to id", "to record id", "to object id";
    "label": "association label", "association labels", "label";
};
