//! Records and their associations.

use serde_json::json;

use super::{Named, id, list, map_of, maybe, moment, number, object, one_of, reference, text, truth};

pub fn records() -> [Named; 3] {
    let version = object(
        3,
        [
            ("value", text()),
            ("timestamp", moment()),
            ("sourceType", text()),
            ("sourceId", text()),
            ("sourceLabel", text()),
            ("updatedByUserId", number()),
        ],
    );
    let linked = object(1, [("results", list(reference("NamedEnd"))), ("paging", reference("Paging"))]);
    let record = object(
        5,
        [
            ("id", id()),
            ("properties", map_of(maybe("string"))),
            ("createdAt", moment()),
            ("updatedAt", moment()),
            ("archived", truth()),
            ("archivedAt", moment()),
            ("new", json!({ "type": "boolean", "description": "Of an upsert: whether it made the record." })),
            ("propertiesWithHistory", map_of(list(reference("ValueVersion")))),
            ("associations", map_of(linked)),
        ],
    );
    [("Record", record), ("ValueVersion", version), ("NamedEnd", object(2, [("id", id()), ("type", text())]))]
}

pub fn links() -> [Named; 8] {
    let label = || {
        object(3, [("category", one_of(&["HUBSPOT_DEFINED", "USER_DEFINED"])), ("typeId", number()), ("label", maybe("string"))])
    };
    let pair = object(
        5,
        [
            ("fromObjectTypeId", text()),
            ("fromObjectId", number()),
            ("toObjectTypeId", text()),
            ("toObjectId", number()),
            ("labels", list(text())),
        ],
    );
    let spec = object(2, [("associationCategory", text()), ("associationTypeId", number())]);
    [
        ("AssociationLabel", label()),
        ("Association", object(2, [("toObjectId", number()), ("associationTypes", list(reference("AssociationLabel")))])),
        ("LabelledPair", pair),
        ("PlainPair", object(3, [("from", reference("End")), ("to", reference("End")), ("associationSpec", spec)])),
        (
            "AssociationsOfOne",
            object(2, [("from", reference("End")), ("to", list(reference("Association"))), ("paging", reference("Paging"))]),
        ),
        ("NamedPair", object(3, [("from", reference("End")), ("to", reference("End")), ("type", text())])),
        (
            "NamedAssociationsOfOne",
            object(2, [("from", reference("End")), ("to", list(reference("NamedEnd"))), ("paging", reference("Paging"))]),
        ),
        ("AssociationType", object(2, [("id", id()), ("name", text())])),
    ]
}
