//! The customer's page: one quotation read, asked about, accepted or declined, without an account or a script.
//!
//! [`page`] makes the whole document. A page that nobody has typed into is the same for everyone who reads the
//! same version in the same language on the same day, but for a few words: [`prepare`] renders it once, and
//! [`Prepared::fill`] puts those words in. What a page depends on besides them is told by [`Prepared`].
mod accept;
mod accepted;
mod approve;
mod ask;
mod blocks;
mod card;
mod changes;
mod choice;
mod contact;
mod decline;
mod document;
mod field;
mod hand_over;
mod icon;
mod lines;
mod message;
mod more_time;
mod notices;
mod opening;
mod payment;
mod propose;
mod reading;
mod regret;
#[cfg(test)]
pub(crate) mod sample;
mod shelf;
mod slots;
mod sums;
mod talk;
#[cfg(test)]
mod tests;
mod verify;
mod view;
mod withdraw;
mod words;

pub use contact::{contact, thanks};
pub use message::message;
pub use shelf::shelf;
pub use slots::{PerRequest, Prepared};
pub use verify::verify;

use leptos::prelude::*;
use slots::Marks;
use std::sync::Arc;
use view::View;
use wire::{payments::Drawing, portal::PortalPage};

/// What the server adds to a page: addresses of built files, and the nonce of this answer.
#[derive(Clone, Debug, Default)]
pub struct PortalShell {
    /// Address of `portal.css`.
    pub css: String,
    /// What stands in `portal.css`, for the letter itself; empty where the policy of the answer does not name its hash.
    pub sheet: Arc<str>,
    /// Address of `portal.js`.
    pub js: String,
    /// Address of the WASM that `portal.js` loads, exactly as it asks for it.
    pub wasm: String,
    /// Address of `choosing.js`: the same with what adds a choice up, for pages that carry the facts for it.
    pub choosing_js: String,
    /// Address of the WASM that `choosing.js` loads.
    pub choosing_wasm: String,
    /// The nonce that the answer's Content-Security-Policy names.
    pub nonce: String,
    /// The reader's personal link as a code, to go on with at another device.
    pub hand_over: Option<Drawing>,
}

/// The whole document of a page, with what was typed when a form comes back.
pub fn page(input: &PortalPage, shell: &PortalShell) -> String {
    let typed = &input.forms;
    prepare(input, shell).fill(&PerRequest {
        nonce: &shell.nonce,
        sheet: &shell.sheet,
        comment_key: &typed.comment.typed.key,
        accept_key: &typed.accept.typed.key,
        decline_key: &typed.decline.typed.key,
        more_time_key: &typed.more_time.typed.key,
        propose_key: &typed.propose.typed.key,
        approve_key: &typed.approve.typed.key,
        take_back_key: &typed.take_back.typed.key,
        withdraw_key: &typed.withdraw.typed.key,
        visitor: &input.visitor,
        hand_over: shell.hand_over.as_ref(),
    })
}

/// Renders a page with places left open for what differs between two requests. `shell.nonce`, `shell.hand_over`, the forms' keys
/// and `input.visitor` are not looked at.
pub fn prepare(input: &PortalPage, shell: &PortalShell) -> Prepared {
    let marks = Marks::new();
    let html = Owner::new().with(|| document::page(&View::new(input, &marks), shell).to_html());
    Prepared::cut(&html, &marks)
}
