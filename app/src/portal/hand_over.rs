//! Going on at the phone: the reader's personal link as a code, in the panel where it is signed, on wide screens.
use super::{slots::Slot, view::View};
use leptos::prelude::*;

/// Light modules around the code, which readers need.
pub(super) const QUIET: u32 = 4;

/// The code with its words, folded. The script follows what becomes of it while it is open.
pub(super) fn fold(view: &View<'_>) -> AnyView {
    let t = view.t;
    view! {
        <details class=format!("hand-over {}", view.mark(Slot::HandOver)) id="hand-over">
            <summary>{t.portal_hand_over()}</summary>
            <div>
                <svg viewBox=view.mark(Slot::HandOverBox) role="img" aria-label=t.portal_hand_over_code()>
                    <rect width="100%" height="100%" fill="#fff"></rect>
                    <path
                        d=view.mark(Slot::HandOverPath)
                        transform=format!("translate({QUIET} {QUIET})")
                        fill="#000"
                        shape-rendering="crispEdges"
                    ></path>
                </svg>
                <p class="hint">{t.portal_hand_over_how()}</p>
                <p class="hint" id="hand-over-live" role="status" hidden>
                    {t.portal_hand_over_live()}
                </p>
            </div>
        </details>
    }
    .into_any()
}
