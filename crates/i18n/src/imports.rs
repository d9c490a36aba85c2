//! Fields and verdicts of an import in words, for pages and for files to download.
use crate::{T, problem::refusal_sentence};
use domain::imports::verdict::{Judgement, Verdict};

/// The name of a field that a column can stand for. Headings of these names are known again when they are read.
pub fn field_name(t: T, code: &str) -> String {
    if let Some((address, part)) = code.split_once('.') {
        let part = match part {
            "street" => t.parties_street(),
            "postcode" => t.parties_postcode(),
            "city" => t.parties_city(),
            _ => t.parties_country(),
        };
        return if address == "delivery" { format!("{}: {part}", t.parties_part_delivery()) } else { part.to_owned() };
    }
    let name = match code {
        "key" => t.imports_key(),
        "code" => t.products_code(),
        "name" => t.products_name(),
        "description" => t.products_description(),
        "kind" => t.products_kind(),
        "unit" => t.products_unit(),
        "unit_price" => t.products_price(),
        "cost" => t.prices_cost(),
        "tax" => t.products_tax(),
        "tags" => t.products_tags(),
        "active" => t.products_active(),
        "contact_name" => t.parties_contact_name(),
        "email" => t.parties_email(),
        "phone" => t.parties_phone(),
        "language" => t.parties_language(),
        "business_id" => t.parties_business_id(),
        "vat_number" => t.parties_vat_number(),
        "payment_terms" => t.parties_payment_terms(),
        "price_list" => t.prices_field(),
        "product" => t.products_part_what(),
        "min_quantity" => t.prices_rule_from(),
        "price" => t.prices_fixed_price(),
        "percent" => t.prices_discount(),
        "from" => t.prices_rule_first(),
        "until" => t.prices_rule_last(),
        other => other,
    };
    name.to_owned()
}

/// The word of a verdict.
pub fn verdict(t: T, verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::New => t.imports_new(),
        Verdict::Change => t.imports_change(),
        Verdict::Same => t.imports_same(),
        Verdict::Look => t.imports_look(),
        Verdict::Skip => t.imports_skip(),
        Verdict::Refused => t.imports_refused(),
    }
}

/// Why a row has its verdict: what changes, what is wrong, what it is like.
pub fn reason(t: T, judgement: &Judgement) -> String {
    let lines: Vec<String> = match judgement.verdict {
        Verdict::Refused => judgement
            .refusals
            .iter()
            .map(|refused| format!("{}: {}", field_name(t, &refused.field), refusal_sentence(t, &refused.refusal)))
            .collect(),
        Verdict::Change => judgement
            .changes
            .iter()
            .map(|change| {
                let (field, to) = (field_name(t, &change.field), shown(t, &change.field, &change.to));
                match shown(t, &change.field, &change.from) {
                    from if from.is_empty() => format!("{field}: {to}"),
                    from => format!("{field}: {from} → {to}"),
                }
            })
            .collect(),
        Verdict::Look => {
            let name = judgement.found.as_ref().map(|found| found.name.as_str()).unwrap_or_default();
            vec![t.imports_like(name)]
        }
        Verdict::Skip if judgement.left_out => vec![t.imports_by_hand().to_owned()],
        Verdict::Skip => vec![match judgement.same_as_row {
            Some(row) => t.imports_same_as_row(row),
            None => t.imports_stays().to_owned(),
        }],
        Verdict::New | Verdict::Same => Vec::new(),
    };
    lines.join("; ")
}

/// What a choice of a cell is called.
pub fn choice(t: T, field: &str, value: &str) -> String {
    match (field, value) {
        (_, "") => t.imports_nothing().to_owned(),
        ("language", "fi") => t.parties_finnish().to_owned(),
        ("language", "sv") => t.parties_swedish().to_owned(),
        ("language", "en") => t.parties_english().to_owned(),
        _ => shown(t, field, value),
    }
}

/// A value as the reader writes it.
fn shown(t: T, field: &str, value: &str) -> String {
    match (field, value) {
        ("active", "1") => t.imports_yes().to_owned(),
        ("active", "0") => t.imports_no().to_owned(),
        ("kind", "goods") => t.products_goods().to_owned(),
        ("kind", "service") => t.products_service().to_owned(),
        ("kind", "company") => t.parties_company().to_owned(),
        ("kind", "person") => t.parties_person().to_owned(),
        ("unit_price" | "cost" | "price" | "percent" | "min_quantity", _) => match value.parse() {
            Ok(figure) => domain::formats::quantity(t.figures(), figure),
            Err(_) => value.to_owned(),
        },
        _ => value.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Lang;
    use domain::imports::{ImportKind, fields, headings};

    #[test]
    fn every_name_of_a_field_is_known_again_as_a_heading() {
        for lang in Lang::ALL {
            let t = T::new(lang);
            for kind in ImportKind::ALL {
                let names: Vec<String> = fields::of(kind).iter().map(|field| field_name(t, field.code)).collect();
                let guessed = headings::guess(kind, &names);
                let meant: Vec<_> = fields::of(kind).iter().map(|field| Some(field.code)).collect();
                assert_eq!(guessed, meant, "{lang:?} {kind:?} {names:?}");
            }
        }
    }
}
