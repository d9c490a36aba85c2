//! The facts of an opportunity as texts on a page, and back as a command.
use crate::sheet::{Values, text};
use chrono::NaiveDate;
use domain::{
    figures::parse_amount,
    ids::{OpportunityId, PartyId, RecurringPlanId, UserId},
    parties::email::Email,
    refusal::Refusal,
    text::{optional_line, required_line},
};
use i18n::T;
use rust_decimal::Decimal;
use wire::{
    crm::{EditOpportunity, OpportunityView},
    recurring::Recurring,
};

/// The texts of what is stored.
pub(super) fn values(view: &OpportunityView) -> Values {
    vec![
        ("title", view.title.clone()),
        ("party", view.party.as_ref().map(|party| party.id.to_string()).unwrap_or_default()),
        ("contact_name", view.contact_name.clone()),
        ("email", view.email.clone()),
        ("phone", view.phone.clone()),
        ("expected", amount_text(Some(view.expected.value))),
        ("recurring", amount_text(Some(view.recurring.amount))),
        ("recurring_plan", view.recurring.plan.as_ref().map(|plan| plan.id.to_string()).unwrap_or_default()),
        ("expected_close", day_text(view.expected_close)),
        ("priority", view.priority.to_string()),
        ("owner", view.owner.as_ref().map(|owner| owner.id.to_string()).unwrap_or_default()),
        ("source", view.source.clone()),
    ]
}

/// The command that stores the texts on top of `version`.
pub(super) fn command(id: OpportunityId, version: i64, values: &Values) -> EditOpportunity {
    let line = |code: &str| text(values, code).to_owned();
    EditOpportunity {
        id,
        version,
        title: line("title"),
        party: line("party").parse::<PartyId>().ok(),
        contact_name: line("contact_name"),
        email: line("email"),
        phone: line("phone"),
        expected: amount(text(values, "expected")).unwrap_or_default(),
        recurring: Recurring {
            amount: amount(text(values, "recurring")).unwrap_or_default(),
            plan: line("recurring_plan").parse::<RecurringPlanId>().ok(),
        },
        expected_close: day(text(values, "expected_close")),
        priority: line("priority").parse().unwrap_or_default(),
        source: line("source"),
        owner: line("owner").parse::<UserId>().ok(),
    }
}

/// Whether a text is right, by the server's own rules.
pub(super) fn check(code: &str, typed: &str) -> Result<(), Refusal> {
    match code {
        "title" => required_line(typed, 200).map(drop),
        "contact_name" | "source" => optional_line(typed, 200).map(drop),
        "phone" => optional_line(typed, 50).map(drop),
        "email" if !typed.trim().is_empty() => Email::parse(typed).map(drop),
        "expected" | "recurring"
            if amount(typed).is_some_and(|amount| amount.is_sign_negative() && !amount.is_zero()) =>
        {
            Err(Refusal::TooSmall { least: Decimal::ZERO })
        }
        _ => Ok(()),
    }
}

/// An amount as the sheet keeps it.
pub(super) fn amount_text(amount: Option<Decimal>) -> String {
    amount.unwrap_or_default().normalize().to_string()
}

/// The amount of a text.
pub(super) fn amount(text: &str) -> Option<Decimal> {
    parse_amount(text).ok()
}

/// A day as the sheet keeps it.
pub(super) fn day_text(day: Option<NaiveDate>) -> String {
    day.map(|day| day.to_string()).unwrap_or_default()
}

/// The day of a text.
pub(super) fn day(text: &str) -> Option<NaiveDate> {
    text.parse().ok()
}

/// The name of a fact, for the table of what two people changed.
pub(in crate::crm) fn label(t: T, code: &str) -> String {
    match code {
        "title" => t.crm_title(),
        "party" => t.crm_customer(),
        "contact_name" => t.crm_contact(),
        "email" => t.crm_email(),
        "phone" => t.crm_phone(),
        "expected" => t.crm_expected(),
        "recurring" => t.recurring_amount(),
        "recurring_plan" => t.recurring_plan(),
        "expected_close" => t.crm_expected_close(),
        "priority" => t.crm_priority(),
        "owner" => t.crm_owner(),
        "source" => t.crm_source(),
        other => other,
    }
    .to_owned()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use uuid::Uuid;

    #[test]
    fn what_is_typed_becomes_the_command() {
        let typed: Values = vec![
            ("title", "12 cottages".into()),
            ("party", Uuid::from_u128(7).to_string()),
            ("expected", "31280.5".into()),
            ("recurring", "1200.5".into()),
            ("recurring_plan", Uuid::from_u128(9).to_string()),
            ("expected_close", "2026-12-11".into()),
            ("priority", "2".into()),
            ("owner", String::new()),
        ];
        let command = command(OpportunityId(Uuid::nil()), 3, &typed);
        assert_eq!(command.party, Some(PartyId(Uuid::from_u128(7))));
        assert_eq!(command.expected, Decimal::new(312_805, 1));
        assert_eq!(command.recurring.amount, Decimal::new(12_005, 1));
        assert_eq!(command.recurring.plan, Some(RecurringPlanId(Uuid::from_u128(9))));
        assert_eq!(command.expected_close.unwrap().to_string(), "2026-12-11");
        assert_eq!((command.priority, command.owner, command.version), (2, None, 3));
    }

    #[test]
    fn an_amount_survives_the_sheet() {
        for text in ["0", "17318", "0.01", "1234567.89"] {
            assert_eq!(amount_text(amount(text)), text);
        }
    }

    #[test]
    fn wrong_facts_are_found_before_they_are_sent() {
        assert_eq!(check("title", "  "), Err(Refusal::Required));
        assert!(check("email", "no-address").is_err());
        assert_eq!(check("email", ""), Ok(()));
        assert!(check("expected", "-5").is_err() && check("recurring", "-5").is_err());
        assert!(check("source", &"x".repeat(201)).is_err());
    }
}
