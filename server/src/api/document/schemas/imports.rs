//! Files of records.

use super::{Named, id, list, map_of, moment, number, object, one_of, text, truth};

const STATES: [&str; 7] = ["DEFERRED", "STARTED", "PROCESSING", "DONE", "FAILED", "CANCELED", "REVERTED"];

pub fn all() -> [Named; 3] {
    let metadata = object(1, [("counters", map_of(number())), ("fileIds", list(text())), ("objectLists", list(text()))]);
    let import = object(
        5,
        [
            ("id", id()),
            ("state", one_of(&STATES)),
            ("createdAt", moment()),
            ("updatedAt", moment()),
            ("metadata", metadata),
            ("optOutImport", truth()),
            ("importName", text()),
            ("importSource", text()),
            ("mappedObjectTypeIds", list(text())),
        ],
    );
    let place = object(1, [("lineNumber", number()), ("columnName", text())]);
    let error = object(
        4,
        [
            ("id", id()),
            ("errorType", text()),
            ("createdAt", number()),
            ("sourceData", place),
            ("invalidValue", text()),
            ("errorMessage", text()),
        ],
    );
    let stopped = object(3, [("status", text()), ("startedAt", moment()), ("completedAt", moment())]);
    [("Import", import), ("ImportError", error), ("ImportStopped", stopped)]
}
