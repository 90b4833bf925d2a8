//! Messages, files, webhooks.

use serde_json::{Value, json};

use super::{Named, inputs, list, maybe_text, maybe_truth, maybe_whole, object, one_of, text, truth};

/// Who may read a file.
const ACCESS: [&str; 8] = [
    "PRIVATE",
    "PUBLIC_INDEXABLE",
    "PUBLIC_NOT_INDEXABLE",
    "HIDDEN_INDEXABLE",
    "HIDDEN_NOT_INDEXABLE",
    "HIDDEN_PRIVATE",
    "HIDDEN_SENSITIVE",
    "SENSITIVE",
];

pub fn talk() -> [Named; 6] {
    [
        ("NewMessage", message()),
        ("ThreadChange", thread_change()),
        ("Assignee", object(1, [("actorId", text())])),
        ("ActorIds", inputs(100, text())),
        ("Visitor", object(1, [("email", text()), ("firstName", maybe_text()), ("lastName", maybe_text())])),
        ("TokenKey", object(1, [("tokenKey", text())])),
    ]
}

pub fn rest() -> [Named; 9] {
    [
        ("Upload", upload()),
        ("ImportForm", import()),
        ("FileFromUrl", from_url()),
        ("Replacement", replacement()),
        ("FileChange", change()),
        ("WantedWebhookSettings", object(1, [("targetUrl", text()), ("throttling", throttling())])),
        ("NewSubscription", new_subscription()),
        ("SubscriptionChange", object(1, [("active", truth())])),
        ("SubscriptionChanges", inputs(1_000, object(2, [("id", text()), ("active", truth())]))),
    ]
}

fn address() -> Value {
    object(2, [("type", one_of(&["HS_EMAIL_ADDRESS"])), ("value", text())])
}

fn recipient() -> Value {
    object(
        0,
        [
            ("actorId", maybe_text()),
            ("name", maybe_text()),
            ("recipientField", maybe_text()),
            ("deliveryIdentifier", address()),
            ("deliveryIdentifiers", list(address())),
        ],
    )
}

fn file() -> Value {
    object(1, [("fileId", text()), ("type", maybe_text())])
}

fn message() -> Value {
    object(
        1,
        [
            ("type", one_of(&["MESSAGE", "COMMENT"])),
            ("text", maybe_text()),
            ("richText", maybe_text()),
            ("senderActorId", maybe_text()),
            ("channelId", maybe_text()),
            ("channelAccountId", maybe_text()),
            ("subject", maybe_text()),
            ("recipients", list(recipient())),
            ("attachments", list(file())),
        ],
    )
}

fn thread_change() -> Value {
    object(0, [("status", json!({ "type": ["string", "null"], "enum": ["OPEN", "CLOSED", null] })), ("archived", maybe_truth())])
}

fn upload() -> Value {
    object(
        1,
        [
            ("file", json!({ "type": "string", "contentMediaType": "application/octet-stream" })),
            (
                "options",
                json!({ "type": "string", "description": "JSON: access, ttl, overwrite, duplicateValidationStrategy, duplicateValidationScope." }),
            ),
            ("folderPath", plain()),
            ("folderId", plain()),
            ("fileName", plain()),
        ],
    )
}

fn replacement() -> Value {
    let bytes = json!({ "type": "string", "contentMediaType": "application/octet-stream" });
    object(1, [("file", bytes), ("options", json!({ "type": "string", "description": "JSON: access, ttl." }))])
}

fn from_url() -> Value {
    object(
        1,
        [
            ("url", text()),
            ("name", maybe_text()),
            ("folderPath", maybe_text()),
            ("folderId", maybe_text()),
            (
                "access",
                json!({ "type": ["string", "null"], "enum": ACCESS.iter().map(|word| json!(word)).chain([Value::Null]).collect::<Vec<_>>() }),
            ),
            ("ttl", maybe_text()),
            ("overwrite", maybe_truth()),
            ("duplicateValidationStrategy", maybe_text()),
            ("duplicateValidationScope", maybe_text()),
        ],
    )
}

fn import() -> Value {
    let said =
        json!({ "type": "string", "description": "JSON: name, files with fileName, fileFormat, fileImportPage.columnMappings." });
    object(2, [("importRequest", said), ("files", json!({ "type": "string", "contentMediaType": "text/csv" }))])
}

fn change() -> Value {
    object(
        0,
        [
            ("name", maybe_text()),
            ("access", one_of(&ACCESS)),
            ("parentFolderId", maybe_text()),
            ("parentFolderPath", maybe_text()),
        ],
    )
}

fn throttling() -> Value {
    json!({ "type": ["object", "null"], "properties": { "maxConcurrentRequests": maybe_whole() } })
}

fn new_subscription() -> Value {
    object(1, [("eventType", text()), ("propertyName", maybe_text()), ("objectTypeId", maybe_text()), ("active", maybe_truth())])
}

fn plain() -> Value {
    json!({ "type": "string" })
}
