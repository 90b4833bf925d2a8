//! Properties of contacts.

use super::{LIFECYCLE_STAGES, Line};

const LEAD_STATUSES: &[(&str, &str)] = &[
    ("NEW", "New"),
    ("OPEN", "Open"),
    ("IN_PROGRESS", "In Progress"),
    ("OPEN_DEAL", "Open Deal"),
    ("UNQUALIFIED", "Unqualified"),
    ("ATTEMPTED_TO_CONTACT", "Attempted to Contact"),
    ("CONNECTED", "Connected"),
    ("BAD_TIMING", "Bad Timing"),
];

/// The languages that the product speaks.
const LANGUAGES: &[(&str, &str)] = &[("en", "English"), ("it", "Italian")];

pub const LINES: &[Line] = &[
    Line::date_time("createdate", "Create Date").in_column(),
    Line::date_time("lastmodifieddate", "Last Modified Date").in_column().read_only(),
    Line::text("email", "Email").in_column().unique(),
    Line::text("firstname", "First Name").in_column(),
    Line::text("lastname", "Last Name").in_column(),
    Line::of("phone", "Phone Number", super::PropertyKind::String, "phonenumber", super::Kept::Column),
    Line::text("mobilephone", "Mobile Phone Number").field("phonenumber"),
    Line::text("company", "Company Name"),
    Line::text("website", "Website URL"),
    Line::text("jobtitle", "Job Title"),
    Line::text("address", "Street Address"),
    Line::text("city", "City"),
    Line::text("state", "State/Region"),
    Line::text("zip", "Postal Code"),
    Line::text("country", "Country/Region"),
    Line::choice("lifecyclestage", "Lifecycle Stage", LIFECYCLE_STAGES).field("radio"),
    Line::choice("hs_lead_status", "Lead Status", LEAD_STATUSES).field("radio"),
    Line::choice("hs_language", "Preferred language", LANGUAGES).in_column(),
    Line::text("hs_additional_emails", "Additional email addresses"),
    Line::number("associatedcompanyid", "Primary Associated Company ID").in_column().read_only(),
    Line::choice("hubspot_owner_id", "Contact owner", &[]).external(),
];
