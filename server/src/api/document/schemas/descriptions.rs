//! How records are described, and the team.

use serde_json::{Value, json};

use super::{Named, id, list, maybe, moment, number, object, one_of, reference, text, truth};

pub fn all() -> [Named; 7] {
    [
        ("Choice", choice()),
        ("Property", property()),
        ("PropertyGroup", object(4, [("name", text()), ("label", text()), ("displayOrder", number()), ("archived", truth())])),
        ("Stage", stage()),
        ("Pipeline", pipeline()),
        ("PipelineChange", change()),
        ("Owner", owner()),
    ]
}

fn property() -> Value {
    object(
        7,
        [
            ("name", text()),
            ("label", text()),
            ("type", one_of(&["string", "number", "date", "datetime", "enumeration", "bool", "phone_number"])),
            ("fieldType", text()),
            ("groupName", text()),
            ("description", text()),
            ("options", list(reference("Choice"))),
            ("displayOrder", number()),
            ("calculated", truth()),
            ("externalOptions", truth()),
            ("hasUniqueValue", truth()),
            ("hidden", truth()),
            ("hubspotDefined", truth()),
            ("formField", truth()),
            ("archived", truth()),
            (
                "modificationMetadata",
                object(3, [("archivable", truth()), ("readOnlyDefinition", truth()), ("readOnlyValue", truth())]),
            ),
            ("createdAt", moment()),
            ("updatedAt", moment()),
            ("archivedAt", moment()),
        ],
    )
}

fn choice() -> Value {
    object(2, [("label", text()), ("value", text()), ("displayOrder", number()), ("hidden", truth()), ("description", text())])
}

fn stage() -> Value {
    object(
        5,
        [
            ("id", id()),
            ("label", text()),
            ("displayOrder", number()),
            ("metadata", object(2, [("ticketState", one_of(&["OPEN", "CLOSED"])), ("isClosed", one_of(&["true", "false"]))])),
            ("archived", truth()),
            ("createdAt", moment()),
            ("updatedAt", moment()),
            ("writePermissions", text()),
        ],
    )
}

fn pipeline() -> Value {
    object(
        5,
        [
            ("id", id()),
            ("label", text()),
            ("displayOrder", number()),
            ("stages", list(reference("Stage"))),
            ("archived", truth()),
            ("createdAt", moment()),
            ("updatedAt", moment()),
        ],
    )
}

fn change() -> Value {
    object(
        4,
        [
            ("portalId", number()),
            ("identifier", text()),
            ("action", one_of(&["CREATE", "UPDATE", "DELETE"])),
            ("timestamp", moment()),
            ("message", text()),
            ("fromUserId", maybe("integer")),
        ],
    )
}

fn owner() -> Value {
    object(
        6,
        [
            ("id", id()),
            ("email", text()),
            ("type", one_of(&["PERSON"])),
            ("userId", number()),
            ("createdAt", moment()),
            ("archived", truth()),
            ("firstName", text()),
            ("lastName", text()),
            ("userIdIncludingInactive", number()),
            ("updatedAt", moment()),
            ("teams", list(json!({ "type": "object" }))),
        ],
    )
}
