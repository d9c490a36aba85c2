//! Every event has its own sentence.
use super::*;
use i18n::Lang;

const CODES: &[&str] = &[
    "warehouse.created",
    "warehouse.changed",
    "opportunity.came_in",
    "opportunity.resembles",
    "opportunity.unread",
    "opportunity.lacks",
    "opportunity.assigned",
    "opportunity.waits",
    "opportunity.assigned_back",
    "tag.created",
    "recurring_plan.created",
    "recurring_plan.changed",
    "recurring_plan.removed",
    "tag.changed",
    "target.changed",
    "team.created",
    "team.changed",
    "team.retired",
    "team.restored",
    "user.changed",
    "opportunity.merged",
    "opportunity.merged_away",
    "opportunity.taken_apart",
    "opportunity.came_back",
    "web_form.created",
    "web_form.changed",
    "opportunity.created",
    "opportunity.changed",
    "opportunity.moved",
    "opportunity.won",
    "opportunity.won_by_order",
    "opportunity.lost",
    "opportunity.reopened",
    "activity.scheduled",
    "activity.changed",
    "activity.done",
    "activity.cancelled",
    "activity_type.created",
    "activity_type.changed",
    "activity_plan.created",
    "activity_plan.changed",
    "plan.started",
    "plan.started_by_stage",
    "plan.taken_back",
    "plan.partly_taken_back",
    "meeting.invited",
    "meeting.updated",
    "meeting.called_off",
    "meeting.accepted",
    "meeting.tentative",
    "meeting.declined",
    "meeting.wished",
    "meeting.wish_taken",
    "meeting.wish_declined",
    "quote.created",
    "quote.copied",
    "quote.changed",
    "quote.sent",
    "quote.reminded",
    "quote.viewed",
    "quote.commented",
    "quote.answered",
    "quote.accepted",
    "quote.declined",
    "quote.taken_back",
    "order.cancelled",
    "order.withdrawn",
    "quote.withdrawn",
    "order.renewed",
    "quote.expired",
    "quote.chosen",
    "quote.more_time_asked",
    "quote.customer_approved",
    "quote.customer_signed",
    "quote.customer_refused",
    "quote.proposed",
    "quote.proposal_answered",
    "quote.cancelled",
    "quote.link_renewed",
    "quote.link_revoked",
    "quote.signed_pdf",
    "seal.key_made",
    "order.created",
    "payment.demanded",
    "payment.received",
    "statement.brought",
    "statement.taken",
    "statement.undone",
    "payment.undone",
    "party.created",
    "party.changed",
    "party.merged",
    "party.merged_away",
    "party.taken_apart",
    "party.came_back",
    "party.told_apart",
    "product.created",
    "product.changed",
    "note.added",
    "mail.received",
    "mailbox.created",
    "mailbox.changed",
    "mail.sent",
    "mail.failed",
    "company.changed",
    "user.added",
    "user.switched_off",
    "user.switched_on",
    "import.made",
];

#[test]
fn every_known_event_has_its_own_sentence_in_every_language() {
    for t in Lang::ALL.map(T::new) {
        for named in [true, false] {
            let mut said: Vec<String> = CODES.iter().map(|code| words(t, code, named)).collect();
            assert!(said.iter().all(|words| !words.contains('.')), "{said:?}");
            said.sort();
            said.dedup();
            assert_eq!(said.len(), CODES.len());
        }
    }
    assert!(CODES.iter().all(|code| look(code).1 != IconName::Info));
}

#[test]
fn an_unknown_event_is_shown_not_hidden() {
    let t = T::new(Lang::Fi);
    assert!(words(t, "quote.folded", true).contains("quote.folded"));
    assert!(words(t, "quote.folded", false).contains("quote.folded"));
    assert_eq!(look("quote.folded").0, EntryKind::Plain);
}
