//! What an entry of a timeline says and how it looks, by the code of what happened.
use crate::ui::{EntryKind, IconName};
use i18n::T;
use wire::messages::TimelineEntry;

/// The look of a code. A code this build does not know stands plainly in the line.
pub(super) fn look(what: &str) -> (EntryKind, IconName) {
    use {EntryKind as K, IconName as I};
    match what {
        "opportunity.created"
        | "party.created"
        | "product.created"
        | "currency.created"
        | "unit.created"
        | "warehouse.created"
        | "mail_text.created"
        | "category.created"
        | "price_list.created"
        | "delivery_method.created"
        | "template.created"
        | "tax.created"
        | "payment_terms.created"
        | "fiscal_position.created"
        | "web_form.created"
        | "mailbox.created"
        | "taxes.added" => (K::Plain, I::Plus),
        "opportunity.came_in" => (K::Incoming, I::Inbox),
        "opportunity.resembles" => (K::Plain, I::Copy),
        "opportunity.unread" | "opportunity.lacks" => (K::Plain, I::Edit),
        "opportunity.assigned" => (K::Plain, I::Person),
        "opportunity.waits" => (K::Plain, I::Clock),
        "opportunity.assigned_back" => (K::Plain, I::Undo),
        "team.created"
        | "tag.created"
        | "activity_type.created"
        | "activity_plan.created"
        | "recurring_plan.created" => (K::Plain, I::Plus),
        "team.changed"
        | "tag.changed"
        | "target.changed"
        | "user.changed"
        | "activity_type.changed"
        | "activity_plan.changed"
        | "recurring_plan.changed" => (K::Plain, I::Edit),
        "plan.started" | "plan.started_by_stage" => (K::Plain, I::Calendar),
        "plan.taken_back" | "plan.partly_taken_back" => (K::Plain, I::Undo),
        "team.retired" | "recurring_plan.removed" => (K::Plain, I::Cross),
        "team.restored" => (K::Plain, I::Undo),
        "opportunity.merged" | "opportunity.merged_away" | "party.merged" | "party.merged_away" => (K::Plain, I::Merge),
        "opportunity.taken_apart" | "opportunity.came_back" | "party.taken_apart" | "party.came_back" => {
            (K::Plain, I::Undo)
        }
        "party.told_apart" => (K::Plain, I::Cross),
        "activity.scheduled" => (K::Plain, I::Calendar),
        "activity.changed" => (K::Plain, I::Edit),
        "activity.done" => (K::Good, I::Check),
        "activity.cancelled" => (K::Plain, I::Cross),
        "meeting.invited" | "meeting.updated" | "meeting.called_off" => (K::Outgoing, I::Calendar),
        "meeting.accepted" => (K::Good, I::Check),
        "meeting.tentative" => (K::Incoming, I::Calendar),
        "meeting.declined" => (K::Bad, I::Cross),
        "meeting.wished" => (K::Incoming, I::Clock),
        "meeting.wish_taken" => (K::Outgoing, I::Check),
        "meeting.wish_declined" => (K::Outgoing, I::Cross),
        "opportunity.moved" => (K::Plain, I::Arrow),
        "opportunity.won" | "opportunity.won_by_order" => (K::Good, I::Flag),
        "opportunity.lost" => (K::Bad, I::Flag),
        "opportunity.reopened" => (K::Plain, I::Undo),
        "opportunity.changed"
        | "quote.changed"
        | "party.changed"
        | "product.changed"
        | "product.variant_changed"
        | "currency.changed"
        | "unit.changed"
        | "warehouse.changed"
        | "mail_text.changed"
        | "category.changed"
        | "category.deleted"
        | "template.deleted"
        | "template.restored"
        | "company.changed"
        | "price_list.changed"
        | "delivery_method.changed"
        | "tax.changed"
        | "payment_terms.changed"
        | "fiscal_position.changed"
        | "web_form.changed"
        | "mailbox.changed"
        | "template.changed" => (K::Plain, I::Edit),
        "quote.created" => (K::Plain, I::Document),
        "quote.copied" => (K::Plain, I::Copy),
        "quote.sent" | "quote.answered" => (K::Outgoing, I::Send),
        "quote.scheduled" => (K::Plain, I::Clock),
        "quote.unscheduled" => (K::Plain, I::Undo),
        "quote.not_sent" => (K::Bad, I::Alert),
        "quote.reminded" => (K::Outgoing, I::Clock),
        "quote.approval_asked" => (K::Plain, I::Ask),
        "quote.approved" => (K::Good, I::Check),
        "quote.approval_refused" => (K::Bad, I::Cross),
        "quote.viewed" => (K::Plain, I::Eye),
        "quote.commented" => (K::Incoming, I::Ask),
        "quote.accepted" => (K::Good, I::Sign),
        "quote.declined" => (K::Bad, I::Cross),
        "quote.taken_back" => (K::Bad, I::Undo),
        "order.cancelled" => (K::Bad, I::Cross),
        "order.withdrawn" | "quote.withdrawn" => (K::Bad, I::Undo),
        "order.renewed" => (K::Good, I::Box),
        "quote.expired" => (K::Plain, I::Clock),
        "quote.chosen" => (K::Incoming, I::Check),
        "quote.more_time_asked" => (K::Incoming, I::Clock),
        "quote.customer_approved" => (K::Good, I::Check),
        "quote.customer_signed" => (K::Good, I::Sign),
        "quote.customer_refused" => (K::Bad, I::Cross),
        "quote.proposed" => (K::Incoming, I::Edit),
        "quote.proposal_answered" => (K::Outgoing, I::Check),
        "quote.cancelled" => (K::Bad, I::Cross),
        "quote.link_renewed" | "quote.link_revoked" => (K::Plain, I::Link),
        "quote.signed_pdf" | "seal.key_made" => (K::Good, I::Shield),
        "order.created" => (K::Good, I::Box),
        "payment.demanded" => (K::Plain, I::Clock),
        "payment.received" => (K::Good, I::Check),
        "statement.brought" => (K::Plain, I::Upload),
        "statement.taken" => (K::Good, I::Check),
        "statement.undone" => (K::Plain, I::Undo),
        "payment.undone" => (K::Plain, I::Undo),
        "note.added" => (K::Note, I::Lock),
        "mail.received" => (K::Incoming, I::Mail),
        "mail.sent" => (K::Outgoing, I::Mail),
        "mail.failed" => (K::Bad, I::Alert),
        "user.added" | "user.switched_on" => (K::Plain, I::Person),
        "user.switched_off" => (K::Plain, I::Lock),
        "import.made" => (K::Plain, I::Upload),
        _ => (K::Plain, I::Info),
    }
}

/// What happened in words, before the document: with a name in front of it, or standing alone.
pub(super) fn words(t: T, what: &str, named: bool) -> String {
    let (did, was) = match what {
        "opportunity.created" => (t.messages_did_opportunity_created(), t.messages_was_opportunity_created()),
        "opportunity.came_in" => (t.messages_did_opportunity_came_in(), t.messages_was_opportunity_came_in()),
        "opportunity.unread" => (t.intake_did_unread(), t.intake_was_unread()),
        "opportunity.lacks" => (t.intake_did_lacks(), t.intake_was_lacks()),
        "opportunity.resembles" => (t.merge_did_resembles(), t.merge_was_resembles()),
        "opportunity.assigned" => (t.assignment_did_assigned(), t.assignment_was_assigned()),
        "opportunity.waits" => (t.assignment_did_waits(), t.assignment_was_waits()),
        "opportunity.assigned_back" => (t.assignment_did_back(), t.assignment_was_back()),
        "tag.created" => (t.tags_did_created(), t.tags_was_created()),
        "tag.changed" => (t.tags_did_changed(), t.tags_was_changed()),
        "recurring_plan.created" => (t.recurring_did_created(), t.recurring_was_created()),
        "recurring_plan.changed" => (t.recurring_did_changed(), t.recurring_was_changed()),
        "recurring_plan.removed" => (t.recurring_did_removed(), t.recurring_was_removed()),
        "stage.created" => (t.stages_did_created(), t.stages_was_created()),
        "stage.changed" => (t.stages_did_changed(), t.stages_was_changed()),
        "stage.shifted" => (t.stages_did_shifted(), t.stages_was_shifted()),
        "stage.retired" => (t.stages_did_retired(), t.stages_was_retired()),
        "stage.restored" => (t.stages_did_restored(), t.stages_was_restored()),
        "opportunity.stage_retired" => (t.stages_did_emptied(), t.stages_was_emptied()),
        "custom_field.created" => (t.custom_did_created(), t.custom_was_created()),
        "custom_field.changed" => (t.custom_did_changed(), t.custom_was_changed()),
        "target.changed" => (t.targets_did_changed(), t.targets_was_changed()),
        "team.created" => (t.teams_did_created(), t.teams_was_created()),
        "team.changed" => (t.teams_did_changed(), t.teams_was_changed()),
        "team.retired" => (t.teams_did_retired(), t.teams_was_retired()),
        "team.restored" => (t.teams_did_restored(), t.teams_was_restored()),
        "user.changed" => (t.teams_did_user_changed(), t.teams_was_user_changed()),
        "user.switched_off" => (t.users_did_switched_off(), t.users_was_switched_off()),
        "user.switched_on" => (t.users_did_switched_on(), t.users_was_switched_on()),
        "opportunity.merged" => (t.merge_did_merged(), t.merge_was_merged()),
        "party.merged" => (t.party_merge_did_merged(), t.party_merge_was_merged()),
        "opportunity.merged_away" => (t.merge_did_merged_away(), t.merge_was_merged_away()),
        "party.merged_away" => (t.party_merge_did_merged_away(), t.party_merge_was_merged_away()),
        "opportunity.taken_apart" => (t.merge_did_taken_apart(), t.merge_was_taken_apart()),
        "party.taken_apart" => (t.party_merge_did_taken_apart(), t.party_merge_was_taken_apart()),
        "opportunity.came_back" => (t.merge_did_came_back(), t.merge_was_came_back()),
        "party.came_back" => (t.party_merge_did_came_back(), t.party_merge_was_came_back()),
        "party.told_apart" => (t.party_merge_did_told_apart(), t.party_merge_was_told_apart()),
        "web_form.created" => (t.messages_did_web_form_created(), t.messages_was_web_form_created()),
        "web_form.changed" => (t.messages_did_web_form_changed(), t.messages_was_web_form_changed()),
        "opportunity.changed" => (t.messages_did_opportunity_changed(), t.messages_was_opportunity_changed()),
        "opportunity.moved" => (t.messages_did_opportunity_moved(), t.messages_was_opportunity_moved()),
        "opportunity.won" => (t.messages_did_opportunity_won(), t.messages_was_opportunity_won()),
        "opportunity.won_by_order" => {
            (t.messages_did_opportunity_won_by_order(), t.messages_was_opportunity_won_by_order())
        }
        "opportunity.lost" => (t.messages_did_opportunity_lost(), t.messages_was_opportunity_lost()),
        "opportunity.reopened" => (t.messages_did_opportunity_reopened(), t.messages_was_opportunity_reopened()),
        "activity.scheduled" => (t.messages_did_activity_scheduled(), t.messages_was_activity_scheduled()),
        "activity.changed" => (t.messages_did_activity_changed(), t.messages_was_activity_changed()),
        "activity.done" => (t.messages_did_activity_done(), t.messages_was_activity_done()),
        "activity.cancelled" => (t.messages_did_activity_cancelled(), t.messages_was_activity_cancelled()),
        "activity_type.created" => (t.types_did_created(), t.types_was_created()),
        "activity_type.changed" => (t.types_did_changed(), t.types_was_changed()),
        "activity_plan.created" => (t.plans_did_created(), t.plans_was_created()),
        "activity_plan.changed" => (t.plans_did_changed(), t.plans_was_changed()),
        "plan.started" => (t.plans_did_started(), t.plans_was_started()),
        "plan.started_by_stage" => (t.plans_did_by_stage(), t.plans_was_by_stage()),
        "plan.partly_taken_back" => (t.plans_did_partly_taken_back(), t.plans_was_partly_taken_back()),
        "plan.taken_back" => (t.plans_did_taken_back(), t.plans_was_taken_back()),
        "meeting.invited" => (t.meetings_did_invited(), t.meetings_was_invited()),
        "meeting.updated" => (t.meetings_did_updated(), t.meetings_was_updated()),
        "meeting.called_off" => (t.meetings_did_called_off(), t.meetings_was_called_off()),
        "meeting.accepted" => (t.meetings_did_accepted(), t.meetings_was_accepted()),
        "meeting.tentative" => (t.meetings_did_tentative(), t.meetings_was_tentative()),
        "meeting.declined" => (t.meetings_did_declined(), t.meetings_was_declined()),
        "meeting.wish_taken" => (t.meetings_did_wish_taken(), t.meetings_was_wish_taken()),
        "meeting.wish_declined" => (t.meetings_did_wish_declined(), t.meetings_was_wish_declined()),
        "meeting.wished" => (t.meetings_did_wished(), t.meetings_was_wished()),
        "quote.created" => (t.messages_did_quote_created(), t.messages_was_quote_created()),
        "quote.copied" => (t.messages_did_quote_copied(), t.messages_was_quote_copied()),
        "quote.changed" => (t.messages_did_quote_changed(), t.messages_was_quote_changed()),
        "quote.approval_asked" => (t.messages_did_quote_approval_asked(), t.messages_was_quote_approval_asked()),
        "quote.approved" => (t.messages_did_quote_approved(), t.messages_was_quote_approved()),
        "quote.approval_refused" => (t.messages_did_quote_approval_refused(), t.messages_was_quote_approval_refused()),
        "tax.created" => (t.messages_did_tax_created(), t.messages_was_tax_created()),
        "payment_terms.created" => (t.messages_did_payment_terms_created(), t.messages_was_payment_terms_created()),
        "payment_terms.changed" => (t.messages_did_payment_terms_changed(), t.messages_was_payment_terms_changed()),
        "tax.changed" => (t.messages_did_tax_changed(), t.messages_was_tax_changed()),
        "mail_text.created" => (t.letters_did_created(), t.letters_was_created()),
        "mail_text.changed" => (t.letters_did_changed(), t.letters_was_changed()),
        "quote.scheduled" => (t.scheduled_did_scheduled(), t.scheduled_was_scheduled()),
        "quote.unscheduled" => (t.scheduled_did_unscheduled(), t.scheduled_was_unscheduled()),
        "quote.not_sent" => (t.scheduled_did_not_sent(), t.scheduled_was_not_sent()),
        "quote.sent" => (t.messages_did_quote_sent(), t.messages_was_quote_sent()),
        "quote.reminded" => (t.reading_did_reminded(), t.reading_was_reminded()),
        "quote.viewed" => (t.messages_did_quote_viewed(), t.messages_was_quote_viewed()),
        "quote.commented" => (t.messages_did_quote_commented(), t.messages_was_quote_commented()),
        "quote.answered" => (t.messages_did_quote_answered(), t.messages_was_quote_answered()),
        "quote.accepted" => (t.messages_did_quote_accepted(), t.messages_was_quote_accepted()),
        "quote.taken_back" => (t.regret_did_taken_back(), t.regret_was_taken_back()),
        "order.withdrawn" => (t.regret_did_order_withdrawn(), t.regret_was_order_withdrawn()),
        "quote.withdrawn" => (t.regret_did_quote_withdrawn(), t.regret_was_quote_withdrawn()),
        "order.cancelled" => (t.regret_did_order_cancelled(), t.regret_was_order_cancelled()),
        "order.renewed" => (t.regret_did_order_renewed(), t.regret_was_order_renewed()),
        "quote.declined" => (t.messages_did_quote_declined(), t.messages_was_quote_declined()),
        "quote.expired" => (t.messages_did_quote_expired(), t.messages_was_quote_expired()),
        "quote.chosen" => (t.messages_did_quote_chosen(), t.messages_was_quote_chosen()),
        "quote.more_time_asked" => (t.messages_did_quote_more_time_asked(), t.messages_was_quote_more_time_asked()),
        "quote.customer_signed" => (t.messages_did_quote_customer_signed(), t.messages_was_quote_customer_signed()),
        "quote.customer_approved" => {
            (t.messages_did_quote_customer_approved(), t.messages_was_quote_customer_approved())
        }
        "quote.customer_refused" => (t.messages_did_quote_customer_refused(), t.messages_was_quote_customer_refused()),
        "quote.proposed" => (t.messages_did_quote_proposed(), t.messages_was_quote_proposed()),
        "quote.proposal_answered" => {
            (t.messages_did_quote_proposal_answered(), t.messages_was_quote_proposal_answered())
        }
        "quote.cancelled" => (t.messages_did_quote_cancelled(), t.messages_was_quote_cancelled()),
        "quote.link_renewed" => (t.messages_did_quote_link_renewed(), t.messages_was_quote_link_renewed()),
        "quote.link_revoked" => (t.messages_did_quote_link_revoked(), t.messages_was_quote_link_revoked()),
        "quote.signed_pdf" => (t.messages_did_quote_signed_pdf(), t.messages_was_quote_signed_pdf()),
        "payment.demanded" => (t.messages_did_payment_demanded(), t.messages_was_payment_demanded()),
        "statement.brought" => (t.messages_did_statement_brought(), t.messages_was_statement_brought()),
        "statement.taken" => (t.messages_did_statement_taken(), t.messages_was_statement_taken()),
        "statement.undone" => (t.messages_did_statement_undone(), t.messages_was_statement_undone()),
        "payment.received" => (t.messages_did_payment_received(), t.messages_was_payment_received()),
        "payment.undone" => (t.messages_did_payment_undone(), t.messages_was_payment_undone()),
        "seal.key_made" => (t.messages_did_seal_key_made(), t.messages_was_seal_key_made()),
        "order.created" => (t.messages_did_order_created(), t.messages_was_order_created()),
        "party.created" => (t.messages_did_party_created(), t.messages_was_party_created()),
        "party.changed" => (t.messages_did_party_changed(), t.messages_was_party_changed()),
        "product.created" => (t.messages_did_product_created(), t.messages_was_product_created()),
        "product.changed" => (t.messages_did_product_changed(), t.messages_was_product_changed()),
        "product.variant_changed" => (t.messages_did_variant_changed(), t.messages_was_variant_changed()),
        "currency.created" => (t.messages_did_currency_created(), t.messages_was_currency_created()),
        "currency.changed" => (t.messages_did_currency_changed(), t.messages_was_currency_changed()),
        "unit.created" => (t.messages_did_unit_created(), t.messages_was_unit_created()),
        "unit.changed" => (t.messages_did_unit_changed(), t.messages_was_unit_changed()),
        "warehouse.created" => (t.messages_did_warehouse_created(), t.messages_was_warehouse_created()),
        "warehouse.changed" => (t.messages_did_warehouse_changed(), t.messages_was_warehouse_changed()),
        "category.created" => (t.messages_did_category_created(), t.messages_was_category_created()),
        "category.changed" => (t.messages_did_category_changed(), t.messages_was_category_changed()),
        "category.deleted" => (t.messages_did_category_deleted(), t.messages_was_category_deleted()),
        "price_list.created" => (t.messages_did_price_list_created(), t.messages_was_price_list_created()),
        "template.created" => (t.messages_did_template_created(), t.messages_was_template_created()),
        "template.changed" => (t.messages_did_template_changed(), t.messages_was_template_changed()),
        "template.deleted" => (t.messages_did_template_deleted(), t.messages_was_template_deleted()),
        "template.restored" => (t.messages_did_template_restored(), t.messages_was_template_restored()),
        "price_list.changed" => (t.messages_did_price_list_changed(), t.messages_was_price_list_changed()),
        "delivery_method.created" => {
            (t.messages_did_delivery_method_created(), t.messages_was_delivery_method_created())
        }
        "delivery_method.changed" => {
            (t.messages_did_delivery_method_changed(), t.messages_was_delivery_method_changed())
        }
        "note.added" => (t.messages_did_note_added(), t.messages_was_note_added()),
        "mail.received" => (t.messages_did_mail_received(), t.messages_was_mail_received()),
        "mailbox.created" => (t.messages_did_mailbox_created(), t.messages_was_mailbox_created()),
        "mailbox.changed" => (t.messages_did_mailbox_changed(), t.messages_was_mailbox_changed()),
        "mail.sent" => (t.messages_did_mail_sent(), t.messages_was_mail_sent()),
        "mail.failed" => (t.messages_did_mail_failed(), t.messages_was_mail_failed()),
        "company.changed" => (t.messages_did_company_changed(), t.messages_was_company_changed()),
        "user.added" => (t.messages_did_user_added(), t.messages_was_user_added()),
        "import.made" => (t.messages_did_import_made(), t.messages_was_import_made()),
        other if named => return t.messages_did_other(other),
        other => return t.messages_was_other(other),
    };
    if named { did } else { was }.to_owned()
}

/// Whether the text of an entry is the name of what was made, and belongs into the line.
pub(super) fn names_it(what: &str) -> bool {
    matches!(
        what,
        "opportunity.created"
            | "opportunity.merged"
            | "opportunity.unread"
            | "opportunity.lacks"
            | "opportunity.merged_away"
            | "opportunity.taken_apart"
            | "opportunity.came_back"
            | "party.merged"
            | "party.merged_away"
            | "party.taken_apart"
            | "party.came_back"
            | "party.told_apart"
            | "activity.scheduled"
            | "activity.changed"
            | "activity.done"
            | "activity.cancelled"
            | "activity_type.created"
            | "activity_type.changed"
            | "activity_plan.created"
            | "recurring_plan.created"
            | "recurring_plan.changed"
            | "recurring_plan.removed"
            | "activity_plan.changed"
            | "plan.started"
            | "plan.started_by_stage"
            | "plan.taken_back"
            | "plan.partly_taken_back"
            | "meeting.invited"
            | "meeting.updated"
            | "meeting.called_off"
            | "meeting.accepted"
            | "meeting.tentative"
            | "meeting.declined"
            | "meeting.wished"
            | "meeting.wish_taken"
            | "meeting.wish_declined"
            | "party.created"
            | "product.created"
            | "product.variant_changed"
            | "currency.created"
            | "currency.changed"
            | "unit.created"
            | "unit.changed"
            | "warehouse.created"
            | "warehouse.changed"
            | "category.created"
            | "category.changed"
            | "category.deleted"
            | "price_list.created"
            | "delivery_method.created"
            | "template.created"
            | "template.deleted"
            | "template.restored"
            | "web_form.created"
            | "web_form.changed"
            | "mailbox.created"
            | "mailbox.changed"
            | "user.added"
            | "user.changed"
            | "user.switched_off"
            | "user.switched_on"
            | "opportunity.assigned"
            | "opportunity.waits"
            | "opportunity.assigned_back"
            | "tag.created"
            | "tag.changed"
            | "target.changed"
            | "team.created"
            | "team.changed"
            | "team.retired"
            | "team.restored"
    )
}

/// The document or thing an entry is about: `T-2026-0417, version 3`; empty where there is none.
pub(super) fn document(t: T, entry: &TimelineEntry) -> String {
    match (entry.number.is_empty(), entry.quote_version) {
        (false, Some(version)) => t.messages_document_version(&entry.number, version),
        (false, None) => entry.number.clone(),
        (true, Some(version)) => t.messages_version(version),
        (true, None) if names_it(&entry.what) => entry.body.clone(),
        (true, None) => String::new(),
    }
}

#[cfg(test)]
#[path = "what_tests.rs"]
mod tests;
