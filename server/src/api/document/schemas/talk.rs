//! Conversations.

use serde_json::{Value, json};

use super::{Named, id, list, maybe, moment, object, one_of, reference, text, truth};

pub fn all() -> [Named; 10] {
    [
        ("Thread", thread()),
        ("Message", message()),
        (
            "Speaker",
            object(
                1,
                [
                    ("actorId", text()),
                    ("senderField", text()),
                    ("recipientField", text()),
                    ("name", text()),
                    ("deliveryIdentifier", address()),
                ],
            ),
        ),
        (
            "MessageAttachment",
            object(
                3,
                [
                    ("type", one_of(&["FILE"])),
                    ("fileId", id()),
                    ("url", text()),
                    ("fileUsageType", one_of(&["IMAGE", "AUDIO", "OTHER"])),
                    ("name", text()),
                ],
            ),
        ),
        ("MessageContent", object(2, [("text", text()), ("richText", text())])),
        ("Inbox", inbox()),
        ("Channel", object(2, [("id", id()), ("name", text())])),
        ("ChannelAccount", channel_account()),
        ("Actor", actor()),
        ("VisitorToken", object(1, [("token", text())])),
    ]
}

fn message() -> Value {
    object(
        4,
        [
            ("id", text()),
            ("conversationsThreadId", id()),
            ("createdAt", moment()),
            ("type", one_of(&["MESSAGE", "COMMENT", "ASSIGNMENT", "THREAD_STATUS_CHANGE"])),
            ("createdBy", text()),
            ("archived", truth()),
            (
                "client",
                object(
                    1,
                    [
                        ("clientType", one_of(&["HUBSPOT", "INTEGRATION", "SYSTEM"])),
                        ("integrationAppId", json!({ "type": "integer" })),
                    ],
                ),
            ),
            ("channelId", text()),
            ("channelAccountId", text()),
            ("senders", list(reference("Speaker"))),
            ("recipients", list(reference("Speaker"))),
            ("text", text()),
            ("richText", text()),
            ("attachments", list(reference("MessageAttachment"))),
            ("truncationStatus", text()),
            ("direction", one_of(&["INCOMING", "OUTGOING"])),
            ("status", object(1, [("statusType", one_of(&["RECEIVED", "SENT"]))])),
            ("assignedTo", maybe("string")),
            ("newStatus", one_of(&["OPEN", "CLOSED"])),
        ],
    )
}

fn thread() -> Value {
    object(
        4,
        [
            ("id", id()),
            ("createdAt", moment()),
            ("status", one_of(&["OPEN", "CLOSED"])),
            ("archived", truth()),
            ("closedAt", moment()),
            ("originalChannelId", text()),
            ("originalChannelAccountId", text()),
            ("latestMessageTimestamp", moment()),
            ("assignedTo", text()),
            ("spam", truth()),
            ("inboxId", text()),
            ("associatedContactId", text()),
            ("threadAssociations", object(1, [("associatedTicketId", id())])),
        ],
    )
}

fn address() -> Value {
    object(2, [("type", text()), ("value", text())])
}

fn inbox() -> Value {
    object(
        5,
        [
            ("id", id()),
            ("name", text()),
            ("type", text()),
            ("createdAt", moment()),
            ("archived", truth()),
            ("updatedAt", moment()),
        ],
    )
}

fn channel_account() -> Value {
    object(
        3,
        [
            ("id", id()),
            ("name", text()),
            ("channelId", id()),
            ("active", truth()),
            ("archived", truth()),
            ("authorized", truth()),
            ("createdAt", moment()),
        ],
    )
}

fn actor() -> Value {
    object(
        2,
        [
            ("id", text()),
            ("type", one_of(&["AGENT", "VISITOR", "INTEGRATION"])),
            ("name", maybe("string")),
            ("email", maybe("string")),
        ],
    )
}
