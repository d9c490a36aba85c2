//! A customer's fields as the rule of merging compares them, and back into its row.
use crate::Denied;
use domain::{
    crm::merge::Facts,
    ids::{CompanyId, UserId},
    parties::merge::{address_fact, address_of},
};
use store::{
    Conn,
    parties::record::{Addresses, PartyRecord},
    quotes::sources,
};
use uuid::Uuid;

/// The fields of a row with its addresses.
pub(super) fn of(row: &PartyRecord, addresses: &Addresses) -> Facts {
    let id = |id: Option<Uuid>| id.map(|id| id.to_string()).unwrap_or_default();
    [
        ("name", row.name.clone()),
        ("kind", row.kind.clone()),
        ("business_id", row.business_id.clone()),
        ("vat_number", row.vat_number.clone()),
        ("contact_name", row.contact_name.clone()),
        ("email", row.email.clone()),
        ("phone", row.phone.clone()),
        ("language", row.language.clone()),
        ("e_invoice", row.e_invoice.clone()),
        ("e_invoice_operator", row.e_invoice_operator.clone()),
        ("billing", address_fact(&addresses.billing)),
        ("delivery", address_fact(&addresses.delivery)),
        ("payment_terms", row.payment_terms.clone()),
        ("price_list", id(row.price_list_id)),
        ("fiscal_position", id(row.fiscal_position_id)),
        ("delivery_method", id(row.delivery_method_id)),
        ("owner", id(row.owner_id)),
        ("team", id(row.team_id)),
    ]
    .into_iter()
    .map(|(code, text)| (code.to_owned(), text))
    .collect()
}

/// The row and its addresses with these fields, and what follows from them.
/// # Errors
/// A fault for what was never a field's text.
pub(super) async fn put(
    conn: &mut Conn,
    facts: &Facts,
    before: &PartyRecord,
) -> Result<(PartyRecord, Addresses), Denied> {
    let text = |code: &str| facts.get(code).cloned().unwrap_or_default();
    let id = |code: &str| match text(code).as_str() {
        "" => Ok(None),
        known => Uuid::parse_str(known).map(Some).map_err(Denied::fault),
    };
    let mut row = PartyRecord {
        name: text("name"),
        kind: text("kind"),
        business_id: text("business_id"),
        vat_number: text("vat_number"),
        contact_name: text("contact_name"),
        email: text("email"),
        phone: text("phone"),
        language: text("language"),
        e_invoice: text("e_invoice"),
        e_invoice_operator: text("e_invoice_operator"),
        payment_terms: text("payment_terms"),
        price_list_id: id("price_list")?,
        fiscal_position_id: id("fiscal_position")?,
        delivery_method_id: id("delivery_method")?,
        owner_id: id("owner")?,
        team_id: id("team")?,
        ..before.clone()
    };
    if row.owner_id != before.owner_id {
        row.owner_name = owner_name(conn, CompanyId(row.company_id), row.owner_id).await?;
    }
    let addresses = Addresses { billing: address_of(&text("billing")), delivery: address_of(&text("delivery")) };
    row.city.clone_from(&addresses.billing.city);
    row.country.clone_from(&addresses.billing.country);
    row.search = row.search_text();
    Ok((row, addresses))
}

async fn owner_name(conn: &mut Conn, company: CompanyId, owner: Option<Uuid>) -> Result<Option<String>, Denied> {
    Ok(match owner {
        Some(owner) => sources::person(conn, company, UserId(owner)).await?.map(|person| person.name),
        None => None,
    })
}
