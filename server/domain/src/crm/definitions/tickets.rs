//! Properties of tickets.

use super::Line;

const PRIORITIES: &[(&str, &str)] = &[("LOW", "Low"), ("MEDIUM", "Medium"), ("HIGH", "High"), ("URGENT", "Urgent")];

const CATEGORIES: &[(&str, &str)] = &[
    ("PRODUCT_ISSUE", "Product Issue"),
    ("BILLING_ISSUE", "Billing Issue"),
    ("FEATURE_REQUEST", "Feature Request"),
    ("GENERAL_INQUIRY", "General Inquiry"),
];

/// HubSpot's four, and the portal.
const SOURCES: &[(&str, &str)] =
    &[("CHAT", "Chat"), ("EMAIL", "Email"), ("FORM", "Form"), ("PHONE", "Phone"), ("PORTAL", "Customer portal")];

pub const LINES: &[Line] = &[
    Line::date_time("createdate", "Create Date").in_column(),
    Line::date_time("hs_lastmodifieddate", "Last modified date").in_column().read_only(),
    Line::number("hs_ticket_id", "Ticket ID").in_column().read_only(),
    Line::text("subject", "Ticket name").in_column(),
    Line::text("content", "Ticket description").in_column().field("textarea"),
    Line::choice("hs_pipeline", "Pipeline", &[]).in_column().external(),
    Line::choice("hs_pipeline_stage", "Ticket status", &[]).in_column().external(),
    Line::choice("hs_ticket_priority", "Priority", PRIORITIES).in_column(),
    Line::choice("hs_ticket_category", "Category", CATEGORIES).in_column().field("checkbox"),
    Line::choice("source_type", "Source", SOURCES).in_column(),
    Line::choice("hubspot_owner_id", "Ticket owner", &[]).in_column().external(),
    Line::date_time("closed_date", "Close date").in_column(),
    Line::number("time_to_close", "Time to close").in_column().read_only(),
    Line::date_time("first_agent_reply_date", "First agent email response date"),
    Line::number("time_to_first_agent_reply", "Time to first agent email reply").read_only(),
    Line::date_time("last_reply_date", "Last customer reply date"),
    Line::truth("hs_last_message_from_visitor", "Last message received from visitor"),
    Line::number("hs_conversations_originating_thread_id", "Originating conversation thread ID").in_column().read_only(),
    Line::date_time("hubspot_owner_assigneddate", "Owner assigned date").read_only(),
    Line::text("hs_resolution", "Resolution").field("textarea"),
];
