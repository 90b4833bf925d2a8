//! Properties of notes.

use super::Line;

pub const LINES: &[Line] = &[
    Line::date_time("hs_createdate", "Create date").in_column().read_only(),
    Line::date_time("hs_lastmodifieddate", "Last modified date").in_column().read_only(),
    Line::date_time("hs_timestamp", "Activity date").in_column(),
    Line::text("hs_note_body", "Body preview").in_column().field("html"),
    Line::text("hs_attachment_ids", "Attached file IDs"),
    Line::choice("hubspot_owner_id", "Activity assigned to", &[]).in_column().external(),
];
