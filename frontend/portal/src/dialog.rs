//! Signing in a dialog: the very form of the page moves in, and back out when the dialog closes.
use crate::dom::{Page, flag, on, put};
use domain::quotes::ink::push_figure;
use web_sys::{Element, Event, HtmlDialogElement, HtmlElement};

pub(crate) fn prepare(page: &Page) -> Option<()> {
    let dialog: HtmlDialogElement = page.id("sign-dialog")?;
    let home: HtmlElement = page.id("sign-home")?;
    let form: HtmlElement = page.id("sign-form")?;
    for opener in page.all("[data-open]") {
        let (dialog, home, form) = (dialog.clone(), home.clone(), form.clone());
        on(&opener, "click", move |event: Event| {
            event.prevent_default();
            // The letter below keeps its place.
            let _ = home.style().set_property("min-block-size", &height(&home));
            let _ = dialog.append_child(&form);
            back(&form, true);
            let _ = dialog.show_modal();
            put(&dialog, "scrollTop", &0.into());
            let _ = dialog.focus();
        });
    }
    for closer in page.all("[data-close]") {
        let dialog = dialog.clone();
        on(&closer, "click", move |_: Event| dialog.close());
    }
    // Also by Esc; the browser gives the focus back to what opened it.
    on(&dialog, "close", move |_: Event| {
        let _ = home.append_child(&form);
        back(&form, false);
        let _ = home.style().remove_property("min-block-size");
    });
    Some(())
}

fn height(element: &HtmlElement) -> String {
    let mut out = String::new();
    push_figure(&mut out, u16::try_from(element.offset_height()).unwrap_or_default());
    out.push_str("px");
    out
}

/// The way back stands in the form only while it is in the dialog.
fn back(form: &Element, shown: bool) {
    if let Some(button) = form.query_selector("[data-close]").ok().flatten() {
        flag(&button, "hidden", !shown);
    }
}
