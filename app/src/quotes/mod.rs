//! Quotations: the list, the editor, sending, links, comments.
pub mod account;
pub mod api;
mod badge;
mod copy_link;
mod customer_field;
pub mod demands;
mod editor;
mod exempt;
mod heading;
mod list_page;
mod new_quote;
mod proposal;
mod reminder_days;
mod versions;

pub(crate) use badge::reason as decline_words;
pub use badge::{QuoteBadge, StateBadge};
pub use copy_link::write_clipboard;
pub use editor::{EditorPage, Figure, FileList, Sums};
pub use exempt::{exempt_options, exempt_words};
pub use list_page::{QuotesPage, moved};
pub use proposal::ProposalPage;
pub use reminder_days::days_refusal;
pub use versions::VersionsPage;

use domain::lang::Lang;
use i18n::T;
use wire::problem::Problem;

/// A language by its name in the reader's own.
pub(crate) fn language_name(t: T, lang: Lang) -> &'static str {
    match lang {
        Lang::Fi => t.quotes_finnish(),
        Lang::Sv => t.quotes_swedish(),
        Lang::En => t.quotes_english(),
    }
}

/// What went wrong, as a sentence.
pub(crate) fn problem_words(t: T, problem: &Problem) -> String {
    crate::wire::AppError(problem.clone()).sentence(t)
}
