//! What merging two customers would do, before it is done.
use super::{facts, load};
use crate::{Cx, Denied, Staff, crm::duplicates, delivery, fiscal, parties::pairs, prices};
use domain::{
    actors::Permission,
    ids::{CompanyId, PartyId},
    parties::merge,
    quotes::content::PostalAddress,
    refusal::Refusal,
};
use store::{
    Conn,
    parties::{
        merges::{self, CountsRow},
        record::{self, Addresses, PartyRecord},
    },
};
use wire::{
    merge::{MergeField, MergeValue},
    parties::{PartyMergeCounts, PartyMergePreview, PartySide},
};

/// Every field of both, which of them is taken by the rule, what is moved, and where the two stand among the pairs.
/// # Errors
/// [`Denied::NotFound`], `same_record`, `already_merged`.
pub async fn preview_party_merge(
    by: &Staff,
    cx: &Cx,
    stays: PartyId,
    goes: PartyId,
) -> Result<PartyMergePreview, Denied> {
    let company = by.scope(Permission::Sell)?.company;
    if stays == goes {
        return Err(Denied::at("goes", Refusal::SameRecord));
    }
    let mut conn = cx.store.reader().await?;
    let one = load(&mut conn, company, stays, "stays").await?;
    let other = load(&mut conn, company, goes, "goes").await?;
    let (at_one, at_other) = (record::addresses(&mut conn, stays).await?, record::addresses(&mut conn, goes).await?);
    let (facts, others) = (facts::of(&one, &at_one), facts::of(&other, &at_other));
    let mut fields = Vec::new();
    for code in merge::FIELDS {
        let text = |facts: &domain::crm::merge::Facts| facts.get(code).cloned().unwrap_or_default();
        fields.push(MergeField {
            code: code.to_owned(),
            name: String::new(),
            takes: merge::takes(code, &text(&facts), &text(&others)),
            stays: MergeValue::Text(value(&mut conn, company, code, (&one, &at_one)).await?),
            goes: MergeValue::Text(value(&mut conn, company, code, (&other, &at_other)).await?),
        });
    }
    let counts = merges::counts(&mut conn, company, goes).await?;
    let own = merges::counts(&mut conn, company, stays).await?;
    Ok(PartyMergePreview {
        reasons: duplicates::of_two_parties(&mut conn, &one, &other).await?,
        stays: side(by, &one, own),
        goes: side(by, &other, counts),
        fields,
        counts: PartyMergeCounts {
            opportunities: counts.opportunities,
            quotes: counts.quotes,
            orders: counts.orders,
            entries: counts.entries,
        },
        place: pairs::place(&mut conn, company, stays, goes).await?,
        days: merge::DAYS,
    })
}

fn side(by: &Staff, row: &PartyRecord, counts: CountsRow) -> PartySide {
    PartySide {
        id: PartyId(row.id),
        version: row.version,
        name: row.name.clone(),
        opportunities: counts.opportunities,
        orders: counts.orders,
        created: by.zone().stamp_micros(row.created_at),
    }
}

/// What stands in a field: a name where it is one of the company's things, a code of kind and language.
async fn value(
    conn: &mut Conn,
    company: CompanyId,
    code: &str,
    (row, addresses): (&PartyRecord, &Addresses),
) -> Result<String, Denied> {
    Ok(match code {
        "name" => row.name.clone(),
        "kind" => row.kind.clone(),
        "business_id" => row.business_id.clone(),
        "vat_number" => row.vat_number.clone(),
        "contact_name" => row.contact_name.clone(),
        "email" => row.email.clone(),
        "phone" => row.phone.clone(),
        "language" => row.language.clone(),
        "e_invoice" if row.e_invoice_operator.is_empty() => row.e_invoice.clone(),
        "e_invoice" => format!("{}, {}", row.e_invoice, row.e_invoice_operator),
        "billing" => line(&addresses.billing),
        "delivery" => line(&addresses.delivery),
        "payment_terms" => row.payment_terms.clone(),
        "price_list" => prices::read::name(conn, company, row.price_list_id).await?,
        "fiscal_position" => fiscal::read::name(conn, company, row.fiscal_position_id).await?,
        "delivery_method" => delivery::read::name(conn, company, row.delivery_method_id).await?,
        _ => row.owner_name.clone().unwrap_or_default(),
    })
}

/// An address in one line; nothing where only its country is known. Finland goes without saying.
fn line(address: &PostalAddress) -> String {
    let place = format!("{} {}", address.postcode, address.city);
    let mut parts = vec![address.street.trim(), place.trim()];
    parts.retain(|part| !part.is_empty());
    if !parts.is_empty() && !matches!(address.country.as_str(), "" | "FI") {
        parts.push(&address.country);
    }
    parts.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_one_line_and_a_country_alone_is_none() {
        let of = |street: &str, postcode: &str, city: &str, country: &str| {
            let [street, postcode, city, country] = [street, postcode, city, country].map(str::to_owned);
            line(&PostalAddress { street, postcode, city, country })
        };
        assert_eq!(of("Kasvitie 6 B", "27710", "Köyliö", "FI"), "Kasvitie 6 B, 27710 Köyliö");
        assert_eq!(of("", "", "Umeå", "SE"), "Umeå, SE");
        assert_eq!(of("", "", "", "SE"), "");
    }
}
