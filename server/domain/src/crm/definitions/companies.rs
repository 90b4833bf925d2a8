//! Properties of companies.

use super::industries::INDUSTRIES;
use super::{Kept, LIFECYCLE_STAGES, Line, PropertyKind};

pub const LINES: &[Line] = &[
    Line::date_time("createdate", "Create Date").in_column(),
    Line::date_time("hs_lastmodifieddate", "Last Modified Date").in_column().read_only(),
    Line::text("name", "Company name").in_column(),
    Line::text("domain", "Company Domain Name").in_column(),
    Line::of("phone", "Phone Number", PropertyKind::String, "phonenumber", Kept::Column),
    Line::text("website", "Website URL"),
    Line::text("description", "Description").field("textarea"),
    Line::text("address", "Street Address"),
    Line::text("city", "City"),
    Line::text("state", "State/Region"),
    Line::text("zip", "Postal Code"),
    Line::text("country", "Country/Region"),
    Line::choice("industry", "Industry", INDUSTRIES),
    Line::number("numberofemployees", "Number of Employees"),
    Line::number("annualrevenue", "Annual Revenue"),
    Line::choice("lifecyclestage", "Lifecycle Stage", LIFECYCLE_STAGES).field("radio"),
    Line::number("hs_parent_company_id", "Parent Company").in_column().read_only(),
    Line::choice("hubspot_owner_id", "Company owner", &[]).external(),
];
