//! Every refusal as a sentence that says how to put it right.
use crate::T;
use domain::{
    formats::{date, percent, quantity},
    parties::e_invoice::EInvoiceFault,
    quotes::{recipient::NotYours, state::QuoteState},
    refusal::Refusal,
};

/// Waits longer than this are said in minutes; in seconds.
const IN_SECONDS: u32 = 90;

/// The sentence of a rule's no, in the reader's language.
///
/// ```
/// use domain::refusal::Refusal;
/// use i18n::{Lang, T, problem::refusal_sentence};
/// let t = T::new(Lang::Fi);
/// assert_eq!(refusal_sentence(t, &Refusal::TooShort { shortest: 12 }), "Käytä vähintään 12 merkkiä.");
/// ```
pub fn refusal_sentence(t: T, refusal: &Refusal) -> String {
    use Refusal as R;
    let lang = t.figures();
    match refusal {
        R::TooLong { longest, length } => {
            t.problem_too_long(t.figure(i64::from(*longest)), t.figure(i64::from(*length)))
        }
        R::TooShort { shortest } => t.problem_too_short(shortest),
        R::TooSmall { least } => t.problem_too_small(quantity(lang, *least)),
        R::TooLarge { most } => t.problem_too_large(quantity(lang, *most)),
        R::InstalmentsNotWhole { sum } => t.problem_instalments_not_whole(percent(lang, *sum)),
        R::TooManyDecimals { decimals } => t.problem_too_many_decimals(*decimals),
        R::TooManyPayments { most } => t.problem_too_many_payments(t.figure(i64::from(*most))),
        R::EntryUnreadable { entry } => t.problem_entry_unreadable(entry),
        R::TooManyLines { most } => t.problem_too_many_lines(most),
        R::FileOver { most } => t.files_over(*most),
        R::TooManyFiles { most } => t.files_too_many(*most),
        R::TooManyRecipients { most } => t.recipients_too_many(most),
        R::FillInFirst { names } => t.problem_fill_in_first(names),
        R::UnknownPlace { place } => t.letters_unknown_place(format!("{{{}}}", place.trim())),
        R::VersionSuperseded { shown, valid } => t.problem_version_superseded(shown, valid),
        R::OfferOver { on } => t.scheduled_offer_over(date(lang, *on)),
        R::QuoteExpired { on } => t.problem_quote_expired(date(lang, *on)),
        R::TooManyAttempts { seconds } if *seconds > IN_SECONDS => {
            t.problem_too_many_attempts_long(seconds.div_ceil(60))
        }
        R::TooManyAttempts { seconds } => t.problem_too_many_attempts(*seconds),
        R::NotInThisState { state } => state_sentence(t, *state).to_owned(),
        plain => plain_sentence(t, plain).to_owned(),
    }
}

fn state_sentence(t: T, state: QuoteState) -> &'static str {
    match state {
        QuoteState::Draft => t.problem_state_draft(),
        QuoteState::Sent => t.problem_state_sent(),
        QuoteState::Accepted => t.problem_state_accepted(),
        QuoteState::Declined => t.problem_state_declined(),
        QuoteState::Expired => t.problem_state_expired(),
        QuoteState::Cancelled => t.problem_state_cancelled(),
    }
}

/// Refusals whose sentence is always the same.
fn plain_sentence(t: T, refusal: &Refusal) -> &'static str {
    use Refusal as R;
    match refusal {
        R::Required => t.problem_required(),
        R::NotAFigure => t.problem_not_a_figure(),
        R::NotADay => t.problem_not_a_day(),
        R::YearOutOfReach => t.problem_year_out_of_reach(),
        R::NotAChoice => t.problem_not_a_choice(),
        R::EmailInvalid => t.problem_email_invalid(),
        R::BusinessIdInvalid => t.problem_business_id_invalid(),
        R::IbanInvalid => t.problem_iban_invalid(),
        R::NotAStatement => t.problem_not_a_statement(),
        R::EInvoiceInvalid { fault } => match fault {
            EInvoiceFault::Unknown => t.problem_e_invoice_unknown(),
            EInvoiceFault::Ovt => t.problem_e_invoice_ovt(),
            EInvoiceFault::Participant => t.problem_e_invoice_participant(),
            EInvoiceFault::NoOperator => t.problem_e_invoice_no_operator(),
            EInvoiceFault::Operator => t.problem_e_invoice_operator(),
        },
        R::BicInvalid => t.problem_bic_invalid(),
        R::NoBankAccount => t.problem_no_bank_account(),
        R::VatNumberInvalid => t.problem_vat_number_invalid(),
        R::AlreadyTaken => t.problem_already_taken(),
        R::EndsBeforeStart => t.problem_ends_before_start(),
        R::LeastAboveMost => t.problem_least_above_most(),
        R::BasedOnItself => t.problem_based_on_itself(),
        R::OneOfTwo => t.imports_one_of_two(),
        R::FileTooLarge => t.imports_too_large(),
        R::FileUnreadable => t.imports_unreadable(),
        R::LinkInvalid => t.content_link_invalid(),
        R::PictureUnreadable => t.content_picture_unreadable(),
        R::PictureTooLarge => t.content_picture_too_large(),
        R::AttachmentEmpty => t.files_empty(),
        R::FileKind => t.files_kind(),
        R::FilmKind => t.files_film_kind(),
        R::FileMacros => t.files_macros(),
        R::FileEmpty => t.imports_empty(),
        R::NeedsOneInstalment => t.problem_needs_one_instalment(),
        R::InUse => t.problem_in_use(),
        R::OutOfUse => t.combos_out_of_use(),
        R::ComboNested => t.combos_nested(),
        R::ComboVaries => t.combos_varies(),
        R::ComboIncomplete => t.combos_incomplete(),
        R::ComboDoubled => t.combos_doubled(),
        R::ComboApart => t.combos_apart(),
        R::FollowsCombo => t.combos_follows(),
        R::InThePast => t.problem_in_the_past(),
        R::NeedsApproval => t.problem_needs_approval(),
        R::NoLines => t.problem_no_lines(),
        R::CustomerHasIt => t.problem_customer_has_it(),
        R::AmountTooLarge => t.problem_amount_too_large(),
        R::ContentDiffers => t.problem_content_differs(),
        R::ChoiceChanged => t.problem_choice_changed(),
        R::NothingProposed => t.proposals_nothing_proposed(),
        R::NothingLeft => t.proposals_nothing_left(),
        R::YoursToChoose => t.proposals_yours_to_choose(),
        R::LeftOutAndChanged => t.proposals_left_out_and_changed(),
        R::ProposalClosed => t.proposals_closed(),
        R::AlreadyAccepted => t.problem_already_accepted(),
        R::AlreadyDeclined => t.problem_already_declined(),
        R::GraceOver => t.regret_grace_over(),
        R::PaymentCame => t.regret_payment_came(),
        R::AlreadyWithdrawn => t.regret_already_withdrawn(),
        R::NoWithdrawal => t.regret_no_withdrawal(),
        R::QuoteCancelled => t.problem_quote_cancelled(),
        R::ConsentNeeded => t.problem_consent_needed(),
        R::TickNeeded => t.problem_tick_needed(),
        R::SignatureEmpty => t.problem_signature_empty(),
        R::SignatureTooSmall => t.problem_signature_too_small(),
        R::SignatureTooLarge => t.problem_signature_too_large(),
        R::SignatureUnreadable => t.problem_signature_unreadable(),
        R::SignerFirst => t.recipients_signer_first(),
        R::AlreadySigned => t.recipients_already_signed(),
        R::ChoiceSigned => t.recipients_choice_signed(),
        R::NotYours { why: NotYours::OnlyToRead } => t.recipients_only_to_read(),
        R::NotYours { why: NotYours::LeftOut } => t.recipients_left_out(),
        R::NotYours { why: NotYours::ToSign } => t.recipients_not_yours_to_sign(),
        R::NotYours { why: NotYours::ToApprove } => t.recipients_not_yours_to_approve(),
        R::ApprovalFirst => t.recipients_approval_first(),
        R::ApprovalRefused => t.recipients_approval_refused(),
        R::AlreadyAnswered => t.recipients_already_answered(),
        R::ChoiceApproved => t.recipients_choice_approved(),
        R::NoSigner => t.recipients_no_signer(),
        R::RecipientTwice => t.recipients_twice(),
        R::SignInFailed => t.problem_sign_in_failed(),
        R::LinkSpent => t.problem_link_spent(),
        R::PasswordTooCommon => t.problem_password_too_common(),
        R::NotAllowed => t.problem_refused_not_allowed(),
        R::KeyReused => t.problem_key_reused(),
        R::NoSuchStage => t.problem_no_such_stage(),
        R::SameRecord => t.merge_same_record(),
        R::AlreadyMerged => t.merge_already_merged(),
        R::WonNotMerged => t.merge_won_not_merged(),
        R::MergeTakenBack => t.merge_taken_back_already(),
        R::MergeTooOld => t.merge_too_old(),
        R::NotThere => t.problem_not_there(),
        R::LinkInSubject => t.letters_link_in_subject(),
        R::AddressGone => t.scheduled_address_gone(),
        R::SenderGone => t.scheduled_sender_gone(),
        R::MomentOutOfReach => t.scheduled_out_of_reach(),
        R::TooOften => t.problem_too_often(),
        // Those with data have their sentence above; listed so that a new one is not forgotten.
        R::InstalmentsNotWhole { .. }
        | R::TooManyPayments { .. }
        | R::EntryUnreadable { .. }
        | R::TooLong { .. }
        | R::TooShort { .. }
        | R::TooSmall { .. }
        | R::TooLarge { .. }
        | R::TooManyDecimals { .. }
        | R::TooManyLines { .. }
        | R::FileOver { .. }
        | R::TooManyFiles { .. }
        | R::TooManyRecipients { .. }
        | R::UnknownPlace { .. }
        | R::FillInFirst { .. }
        | R::OfferOver { .. }
        | R::VersionSuperseded { .. }
        | R::QuoteExpired { .. }
        | R::TooManyAttempts { .. }
        | R::NotInThisState { .. } => t.problem_unreadable(),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::Lang;

    #[test]
    fn figures_and_days_stand_in_the_readers_form() {
        let t = T::new(Lang::Fi);
        let most = domain::money::AMOUNT_LIMIT;
        assert_eq!(
            refusal_sentence(t, &Refusal::TooLarge { most }),
            "Käytä enintään arvoa 100\u{a0}000\u{a0}000\u{a0}000."
        );
        let on = chrono_day();
        assert_eq!(
            refusal_sentence(t, &Refusal::QuoteExpired { on }),
            "Tarjous oli voimassa 23.11.2026 asti. Pyydä myyjää uusimaan se."
        );
        let too_long = Refusal::TooLong { longest: 2000, length: 2345 };
        assert_eq!(
            refusal_sentence(T::new(Lang::En), &too_long),
            "At most 2,000 characters; there are 2,345. Shorten the text."
        );
    }

    #[test]
    fn long_waits_are_said_in_minutes() {
        let t = T::new(Lang::En);
        let wait = |seconds| refusal_sentence(t, &Refusal::TooManyAttempts { seconds });
        assert_eq!(wait(1), "Too many attempts. Wait a second, then try again.");
        assert_eq!(wait(45), "Too many attempts. Wait 45 seconds, then try again.");
        assert_eq!(wait(601), "Too many attempts. Wait 11 minutes, then try again.");
    }

    #[test]
    fn every_state_has_its_own_way_out() {
        for lang in Lang::ALL {
            let t = T::new(lang);
            let mut said: Vec<String> =
                QuoteState::ALL.map(|state| refusal_sentence(t, &Refusal::NotInThisState { state })).into();
            said.sort();
            said.dedup();
            assert_eq!(said.len(), QuoteState::ALL.len());
        }
    }

    fn chrono_day() -> chrono::NaiveDate {
        chrono::NaiveDate::from_ymd_opt(2026, 11, 23).unwrap()
    }
}
