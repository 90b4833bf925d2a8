//! What stands in addresses and behind their `?`.

use serde_json::{Value, json};

/// A name behind the `?`, with what its value may be.
#[derive(Clone, Copy, Debug)]
pub struct Parameter {
    pub name: &'static str,
    pub about: &'static str,
    kind: Kind,
}

#[derive(Clone, Copy, Debug)]
enum Kind {
    Text,
    Truth,
    /// A whole number between these.
    Number(u64, u64),
    /// Repeated, or with commas between.
    List,
    Word(&'static [&'static str]),
    /// A number of digits.
    Id,
}

impl Parameter {
    const fn of(name: &'static str, kind: Kind, about: &'static str) -> Self {
        Self { name, about, kind }
    }

    /// How many results a page has at most.
    pub const fn limit(max: u64) -> Self {
        Self::of("limit", Kind::Number(1, max), "Results on a page.")
    }

    pub fn document(&self) -> Value {
        let schema = match self.kind {
            Kind::Text => json!({ "type": "string" }),
            Kind::Truth => json!({ "type": "boolean" }),
            Kind::Number(min, max) => json!({ "type": "integer", "minimum": min, "maximum": max }),
            Kind::List => json!({ "type": "array", "items": { "type": "string" } }),
            Kind::Word(words) => json!({ "type": "string", "enum": words }),
            Kind::Id => json!({ "type": "string", "pattern": "^[0-9]{1,15}$" }),
        };
        json!({ "name": self.name, "in": "query", "required": false, "description": self.about, "schema": schema })
    }
}

pub const AFTER: Parameter = Parameter::of("after", Kind::Id, "Where the page begins: `paging.next.after` of the page before.");
pub const ARCHIVED: Parameter = Parameter::of("archived", Kind::Truth, "Archived ones alone.");
pub const PROPERTIES: Parameter =
    Parameter::of("properties", Kind::List, "Properties to answer; names that are none are left out.");
pub const HISTORY: Parameter =
    Parameter::of("propertiesWithHistory", Kind::List, "Properties to answer with their earlier values.");
pub const ASSOCIATIONS: Parameter =
    Parameter::of("associations", Kind::List, "Kinds of records whose associations are to be answered.");
pub const ID_PROPERTY: Parameter = Parameter::of(
    "idProperty",
    Kind::Text,
    "The property with unique values that the address has a value of, instead of the id.",
);
pub const OWNER_ID_PROPERTY: Parameter = Parameter::of("idProperty", Kind::Word(&["id", "userId"]), "Both are one number here.");
pub const EMAIL: Parameter = Parameter::of("email", Kind::Text, "Whoever has this address alone.");
pub const INBOX: Parameter = Parameter::of("inboxId", Kind::Id, "Threads of this inbox alone.");
pub const THREAD_STATUS: Parameter = Parameter::of("threadStatus", Kind::Word(&["OPEN", "CLOSED"]), "Open or closed ones alone.");
pub const CONTACT: Parameter = Parameter::of("associatedContactId", Kind::Id, "Threads of this contact alone.");
pub const TICKET: Parameter = Parameter::of("associatedTicketId", Kind::Id, "The thread of this ticket alone.");
pub const LATEST_AFTER: Parameter =
    Parameter::of("latestMessageTimestampAfter", Kind::Text, "Threads with a message after this moment (ISO 8601) alone.");
pub const THREAD_SORT: Parameter =
    Parameter::of("sort", Kind::Word(&["id", "latestMessageTimestamp"]), "What threads are sorted by, upwards.");
pub const MESSAGE_SORT: Parameter = Parameter::of("sort", Kind::Word(&["createdAt", "-createdAt"]), "Oldest or newest first.");
pub const PLACE: Parameter = Parameter::of("after", Kind::Text, "Where the page begins: `paging.next.after` of the page before.");
pub const FILE_SEARCH: [Parameter; 9] = [
    Parameter::limit(100),
    AFTER,
    Parameter::of("name", Kind::Text, "Files whose name begins so alone."),
    Parameter::of("ids", Kind::List, "Files of these ids alone."),
    Parameter::of("parentFolderIds", Kind::List, "Files in these folders alone."),
    Parameter::of("path", Kind::Text, "The file at this path alone."),
    Parameter::of("extension", Kind::Text, "Files with this extension alone."),
    Parameter::of("type", Kind::Word(&["IMG", "DOCUMENT", "AUDIO", "MOVIE", "OTHER"]), "Files of this type alone."),
    Parameter::of("sort", Kind::Word(&["createdAt", "-createdAt"]), "Oldest or newest first."),
];
pub const EXPIRATION: Parameter = Parameter::of(
    "expirationSeconds",
    Kind::Number(1, 604_800),
    "How long the address is good for; an hour, if nothing is said.",
);
pub const EXPIRES: Parameter = Parameter::of("expires", Kind::Text, "Part of a signed address.");
pub const SIGNATURE: Parameter = Parameter::of("signature", Kind::Text, "Part of a signed address.");

/// A name within `{…}` of an address.
pub fn of_path(name: &str) -> Value {
    let (about, schema) = match name {
        "kind" | "from" | "to" => (
            "A kind of records, in the plural, the singular, or as HubSpot's number (`0-1`).",
            json!({ "$ref": "#/components/schemas/ObjectType" }),
        ),
        "app" => ("The app's number, which is the token's.", json!({ "type": "string" })),
        "token" => ("A token.", json!({ "type": "string" })),
        "type_name" => ("The type of an association, by name or number.", json!({ "type": "string" })),
        _ => ("An id, or a name.", json!({ "type": "string" })),
    };
    json!({ "name": name, "in": "path", "required": true, "description": about, "schema": schema })
}
