//! Files, webhooks and tokens.

use serde_json::Value;

use super::{Named, id, list, moment, number, object, one_of, reference, text, truth};

pub fn all() -> [Named; 9] {
    let settings =
        object(4, [("targetUrl", text()), ("throttling", throttling()), ("createdAt", moment()), ("updatedAt", moment())]);
    [
        ("File", file()),
        ("FileTaskLocator", object(2, [("id", id()), ("links", object(1, [("status", text())]))])),
        ("FileTask", file_task()),
        ("SignedAddress", signed_address()),
        ("WebhookSettings", settings),
        ("Subscription", subscription()),
        ("TokenInfo", object(4, [("userId", number()), ("hubId", number()), ("appId", number()), ("scopes", list(text()))])),
        ("AccessToken", access_token()),
        ("Account", account()),
    ]
}

fn file_task() -> Value {
    let error = object(2, [("message", text()), ("category", text()), ("status", text())]);
    object(
        4,
        [
            ("taskId", id()),
            ("status", one_of(&["COMPLETE"])),
            ("startedAt", moment()),
            ("completedAt", moment()),
            ("requestedAt", moment()),
            ("result", reference("File")),
            ("numErrors", number()),
            ("errors", list(error)),
        ],
    )
}

fn file() -> Value {
    object(
        10,
        [
            ("id", id()),
            ("createdAt", moment()),
            ("updatedAt", moment()),
            ("archived", truth()),
            ("parentFolderId", id()),
            ("name", text()),
            ("path", text()),
            ("size", number()),
            ("type", text()),
            ("access", text()),
            ("extension", text()),
            ("encoding", text()),
            ("defaultHostingUrl", text()),
            ("url", text()),
            ("isUsableInContent", truth()),
            ("sourceGroup", text()),
            ("width", number()),
            ("height", number()),
            ("expiresAt", number()),
            ("fileMd5", text()),
        ],
    )
}

fn subscription() -> Value {
    object(
        4,
        [
            ("id", id()),
            ("eventType", text()),
            ("active", truth()),
            ("createdAt", moment()),
            ("updatedAt", moment()),
            ("propertyName", text()),
            ("objectTypeId", text()),
        ],
    )
}

fn throttling() -> Value {
    object(1, [("maxConcurrentRequests", number()), ("period", text())])
}

fn signed_address() -> Value {
    object(
        6,
        [
            ("url", text()),
            ("expiresAt", moment()),
            ("name", text()),
            ("extension", text()),
            ("size", number()),
            ("type", text()),
            ("width", number()),
            ("height", number()),
        ],
    )
}

fn access_token() -> Value {
    object(
        6,
        [
            ("token", text()),
            ("user", text()),
            ("hub_domain", text()),
            ("scopes", list(text())),
            ("hub_id", number()),
            ("app_id", number()),
            ("expires_in", number()),
            ("user_id", number()),
            ("token_type", text()),
        ],
    )
}

fn account() -> Value {
    object(
        4,
        [
            ("portalId", number()),
            ("accountType", text()),
            ("timeZone", text()),
            ("uiDomain", text()),
            ("companyCurrency", text()),
            ("additionalCurrencies", list(text())),
            ("utcOffset", text()),
            ("utcOffsetMilliseconds", number()),
            ("dataHostingLocation", text()),
        ],
    )
}
