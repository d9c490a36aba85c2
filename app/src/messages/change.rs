//! A field that changed, in words: its name, and its values as the reader writes them.
use chrono::NaiveDate;
use domain::{
    crm::custom::{Kind, NO, YES},
    formats,
    lang::Lang,
    quotes::demands::Demands,
};
use i18n::T;
use rust_decimal::Decimal;

/// Most characters of a value that stand in a line.
const LONGEST: usize = 90;

/// The name of a field; one this build does not know stands as it is.
pub(super) fn label(t: T, field: &str) -> String {
    // `custom:figure:Roof area`: a team's own field goes by its name.
    if let Some((_, name)) = custom(field) {
        return name.to_owned();
    }
    // `billing.city`: the address says enough.
    let known = match field.split('.').next().unwrap_or(field) {
        "title" => t.messages_field_title(),
        "wish" => t.portal_decline_change(),
        "name" => t.messages_field_name(),
        "kind" => t.messages_field_kind(),
        "code" => t.messages_field_code(),
        "description" => t.messages_field_description(),
        "party" => t.messages_field_party(),
        "contact" | "contact_name" => t.messages_field_contact_name(),
        "email" => t.messages_field_email(),
        "phone" => t.messages_field_phone(),
        "expected" => t.messages_field_expected(),
        "recurring" => t.recurring_amount(),
        "recurring_plan" => t.recurring_plan(),
        "months" => t.recurring_months(),
        "expected_close" => t.messages_field_expected_close(),
        "summary" => t.activities_summary(),
        "due_on" => t.activities_due(),
        "note" => t.activities_note(),
        "starts_at" => t.meetings_starts(),
        "ends_at" => t.meetings_ends(),
        "place" => t.meetings_place(),
        "agenda" => t.meetings_agenda(),
        "attendees" => t.meetings_attendees(),
        "priority" => t.messages_field_priority(),
        "source" => t.messages_field_source(),
        "owner" => t.messages_field_owner(),
        "team" => t.messages_field_team(),
        "members" => t.teams_field_members(),
        "remind_days" => t.reading_field_days(),
        "turn" => t.teams_field_turn(),
        "rule" => t.teams_field_rule(),
        "role" => t.messages_field_role(),
        "stage" => t.messages_field_stage(),
        "state" => t.messages_field_state(),
        "chance" => t.messages_field_chance(),
        "business_id" => t.messages_field_business_id(),
        "vat_number" => t.messages_field_vat_number(),
        "address" => t.messages_field_address(),
        "billing" => t.messages_field_billing(),
        "delivery" | "delivery_address" => t.messages_field_delivery(),
        "delivery_terms" => t.messages_field_delivery_terms(),
        "language" => t.messages_field_language(),
        "payment_terms" => t.messages_field_payment_terms(),
        "customer_reference" => t.messages_field_customer_reference(),
        "lines" => t.messages_field_lines(),
        "line" => t.messages_field_line(),
        "lines_more" => t.messages_field_lines_more(),
        "net" => t.messages_field_net(),
        "introduction" => t.messages_field_introduction(),
        "terms" => t.messages_field_terms(),
        "blocks" => t.content_title(),
        "price_list" => t.prices_field(),
        "fiscal_position" => t.fiscal_position(),
        "fiscal_by_hand" => t.fiscal_manual(),
        "delivery_on" => t.fiscal_delivery_on(),
        "shipping" => t.quotes_ship_policy(),
        "invoice_address" => t.quotes_handling_invoice(),
        "medium" => t.quotes_handling_medium(),
        "campaign" => t.quotes_handling_campaign(),
        "analytic" => t.quotes_handling_analytic(),
        "tags" => t.quotes_tags(),
        "tint" => t.tags_tint(),
        "deposit" => t.quotes_deposit(),
        "unsigned" => t.quotes_unsigned(),
        "demands" => t.quotes_demands(),
        "e_invoice" => t.parties_e_invoice(),
        "e_invoice_operator" => t.parties_e_invoice_operator(),
        "withdrawal_exempt" => t.regret_exempt(),
        "grace_minutes" => t.regret_grace(),
        "withdrawal_days" => t.regret_days(),
        "withdrawal_words" => t.regret_settings(),
        "picture" => t.products_picture(),
        "delivery_method" => t.parties_method(),
        "warehouse" => t.warehouses_field(),
        "template" => t.templates_one(),
        "goes_at" => t.scheduled_field(),
        "usual" => t.warehouses_usual(),
        "paid" => t.orders_pay_received(),
        "paid_on" => t.orders_pay_day(),
        "payee" => t.settings_payee(),
        "iban" => t.settings_iban(),
        "bic" => t.settings_bic(),
        "rules" => t.prices_rules(),
        "currency" => t.prices_currency(),
        "rate" => t.currencies_rate(),
        "countries" => t.prices_countries(),
        "cost" => t.prices_cost(),
        "combo" => t.combos_title(),
        "valid_until" => t.messages_field_valid_until(),
        "valid_days" => t.messages_field_valid_days(),
        "delivery_days" => t.settings_delivery_days(),
        "sellers_see_margin" => t.settings_margin(),
        "unit" => t.messages_field_unit(),
        "unit_price" => t.messages_field_unit_price(),
        "tax" => t.messages_field_tax(),
        "active" => t.messages_field_active(),
        _ => return field.to_owned(),
    };
    known.to_owned()
}

/// A stored value as the reader writes it: days and amounts in their form, codes in words, long texts cut.
pub(super) fn value(t: T, field: &str, stored: &str) -> String {
    let stored = stored.trim();
    let field = match custom(field) {
        Some((Kind::Day, _)) => "due_on",
        Some((Kind::Money, _)) => "net",
        Some((Kind::YesNo, _)) => "yes_no",
        Some((Kind::Whole | Kind::Figure, _)) => "quantity",
        Some((Kind::Text | Kind::One | Kind::Several | Kind::Link, _)) => "",
        None => field,
    };
    let written = match field {
        "quantity" => stored.parse().ok().map(|value: Decimal| formats::quantity(t.figures(), value)),
        "yes_no" if stored == YES => Some(t.custom_yes().to_owned()),
        "yes_no" if stored == NO => Some(t.custom_no().to_owned()),
        "expected_close" | "due_on" | "valid_until" | "delivery_on" => {
            NaiveDate::parse_from_str(stored, "%Y-%m-%d").ok().map(|day| formats::date(t.figures(), day))
        }
        "goes_at" | "starts_at" | "ends_at" => {
            let at = chrono::NaiveDateTime::parse_from_str(stored, "%Y-%m-%d %H:%M:%S").ok();
            at.map(|at| formats::moment(t.lang(), t.figures(), at))
        }
        "expected" | "recurring" | "net" | "unit_price" => figure(t.figures(), stored),
        "kind" => match stored {
            "company" => Some(t.messages_company().to_owned()),
            "person" => Some(t.messages_person().to_owned()),
            "goods" => Some(t.messages_goods().to_owned()),
            "service" => Some(t.messages_service().to_owned()),
            _ => None,
        },
        "unsigned" => match stored {
            "false" => Some(t.quotes_unsigned_no().to_owned()),
            "true" => Some(t.quotes_unsigned_yes().to_owned()),
            _ => None,
        },
        "demands" => Some(crate::quotes::demands::told(t, Demands::parse(stored))),
        "withdrawal_exempt" => Some(crate::quotes::exempt_words(t, stored).to_owned()),
        "shipping" => match stored {
            "soon" => Some(t.quotes_ship_soon().to_owned()),
            "at_once" => Some(t.quotes_ship_at_once().to_owned()),
            _ => None,
        },
        "state" => match stored {
            "open" => Some(t.messages_open().to_owned()),
            "won" => Some(t.messages_won().to_owned()),
            "lost" => Some(t.messages_lost().to_owned()),
            _ => None,
        },
        field if field.ends_with(".country") => (!stored.is_empty()).then(|| crate::parties::country_name(t, stored)),
        "tint" => domain::crm::tags::Tint::parse(stored).map(|tint| crate::crm::tags::tint_name(t, tint).to_owned()),
        "language" => Lang::parse(stored).map(|lang| language(t, lang).to_owned()),
        "active" => match stored {
            "true" => Some(t.messages_yes().to_owned()),
            "false" => Some(t.messages_no().to_owned()),
            _ => None,
        },
        _ => None,
    };
    match written {
        Some(written) => written,
        None if stored.is_empty() => t.messages_empty_value().to_owned(),
        None => cut(stored),
    }
}

/// Kind and name of a team's own field.
fn custom(field: &str) -> Option<(Kind, &str)> {
    let (kind, name) = field.strip_prefix("custom:")?.split_once(':')?;
    Some((Kind::parse(kind)?, name))
}

/// A language by its name in the reader's own.
pub(crate) fn language(t: T, lang: Lang) -> &'static str {
    match lang {
        Lang::Fi => t.messages_finnish(),
        Lang::Sv => t.messages_swedish(),
        Lang::En => t.messages_english(),
    }
}

fn figure(lang: Lang, stored: &str) -> Option<String> {
    let value: Decimal = stored.parse().ok()?;
    let value = value.normalize();
    Some(formats::figure(lang, value, value.scale().clamp(2, 6)))
}

fn cut(text: &str) -> String {
    if text.chars().count() <= LONGEST {
        return text.to_owned();
    }
    let mut short: String = text.chars().take(LONGEST).collect();
    short.push('…');
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_written_as_the_reader_writes_them() {
        let (fi, en) = (T::new(Lang::Fi), T::new(Lang::En));
        assert_eq!(value(fi, "expected_close", "2026-12-11"), "11.12.2026");
        assert_eq!(value(en, "valid_until", "2026-12-11"), "11 Dec 2026");
        assert_eq!(value(fi, "expected", "17318"), "17\u{a0}318,00");
        assert_eq!(value(fi, "unit_price", "0.1234"), "0,1234");
        assert_eq!(value(fi, "language", "sv"), "ruotsi");
        assert_eq!(value(fi, "active", "false"), "ei");
        assert_eq!(value(fi, "title", " "), "tyhjä");
        assert_eq!(value(fi, "billing.country", "SE"), "Ruotsi");
        assert_eq!(value(fi, "kind", "person"), "henkilö");
        assert_eq!(value(fi, "state", "won"), "voitettu");
    }

    #[test]
    fn fields_of_teams_go_by_their_own_names() {
        let t = T::new(Lang::Fi);
        assert_eq!(label(t, "custom:figure:Ala: m2. kerros"), "Ala: m2. kerros");
        assert_eq!(value(t, "custom:figure:title", "12.5"), "12,5");
        assert_eq!(value(t, "custom:yes_no:Käyty", "no"), "Ei");
        assert_eq!(value(t, "custom:day:Käyty", "2026-12-11"), "11.12.2026");
        assert_eq!(value(t, "custom:text:state", "open"), "open", "a name is no field of ours");
    }

    #[test]
    fn what_cannot_be_read_stands_as_it_is_stored() {
        let t = T::new(Lang::Sv);
        assert_eq!(value(t, "expected", "about 5"), "about 5");
        assert_eq!(value(t, "colour", "<b>"), "<b>");
        assert_eq!(label(t, "colour"), "colour");
        assert_eq!(label(t, "billing.city"), "Faktureringsadress");
        assert_eq!(value(t, "terms", &"ä".repeat(400)).chars().count(), LONGEST + 1);
    }
}
