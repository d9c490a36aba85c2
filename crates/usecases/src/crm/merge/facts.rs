//! An opportunity's fields as the rule of merging compares them, and back into its row.
use crate::Denied;
use domain::crm::merge::{self, Facts};
use std::collections::BTreeSet;
use store::crm::{origin::OriginRecord, record::OpportunityRecord};
use uuid::Uuid;

/// The fields of a row, its origin, and its tags in their order.
pub(super) fn of(row: &OpportunityRecord, origin: &OriginRecord, tags: &[Uuid]) -> Facts {
    let id = |id: Option<Uuid>| id.map(|id| id.to_string()).unwrap_or_default();
    [
        ("title", row.title.clone()),
        ("party", id(row.party_id)),
        ("contact_name", row.contact_name.clone()),
        ("email", row.email.clone()),
        ("phone", row.phone.clone()),
        ("expected", row.expected.to_string()),
        ("recurring", row.recurring.to_string()),
        (merge::PLAN, id(row.recurring_plan_id)),
        ("expected_close", row.expected_close.clone().unwrap_or_default()),
        ("owner", id(row.owner_id)),
        ("team", id(row.team_id)),
        ("priority", row.priority.to_string()),
        ("source", row.source.clone()),
        ("description", origin.description.clone()),
        ("medium", origin.medium.clone()),
        ("campaign", origin.campaign.clone()),
        ("referrer", origin.referrer.clone()),
        (merge::TAGS, tags.iter().map(Uuid::to_string).collect::<Vec<_>>().join(" ")),
    ]
    .into_iter()
    .map(|(code, text)| (code.to_owned(), text))
    .collect()
}

/// The row and its origin with these fields; what is worked out of them is for the caller to work out anew.
/// # Errors
/// A fault for what was never a field's text.
pub(super) fn put(facts: &Facts, row: &mut OpportunityRecord, origin: &mut OriginRecord) -> Result<(), Denied> {
    let text = |code: &str| facts.get(code).cloned().unwrap_or_default();
    let id = |code: &str| match text(code).as_str() {
        "" => Ok(None),
        known => Uuid::parse_str(known).map(Some).map_err(Denied::fault),
    };
    row.title = text("title");
    row.party_id = id("party")?;
    row.contact_name = text("contact_name");
    row.email = text("email");
    row.phone = text("phone");
    row.expected = text("expected").parse().map_err(Denied::fault)?;
    row.recurring = text("recurring").parse().map_err(Denied::fault)?;
    row.recurring_plan_id = id(merge::PLAN)?;
    row.expected_close = Some(text("expected_close")).filter(|day| !day.is_empty());
    row.owner_id = id("owner")?;
    row.team_id = id("team")?;
    row.priority = text("priority").parse().map_err(Denied::fault)?;
    row.source = text("source");
    origin.description = text("description");
    origin.medium = text("medium");
    origin.campaign = text("campaign");
    origin.referrer = text("referrer");
    Ok(())
}

/// The tags of such fields.
/// # Errors
/// A fault for what was never a tag.
pub(super) fn tags(facts: &Facts) -> Result<BTreeSet<Uuid>, Denied> {
    let text = facts.get(merge::TAGS).map(String::as_str).unwrap_or_default();
    text.split_whitespace().map(|id| Uuid::parse_str(id).map_err(Denied::fault)).collect()
}
