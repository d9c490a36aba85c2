//! The minutes in which an acceptance can be taken back, counted down beside the button. Nothing is announced: who listens
//! to the page is told the hour.
use crate::dom::{Page, flag};
use domain::quotes::ink::push_figure;
use js_sys::Date;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::Element;

pub(crate) fn count(page: &Page) -> Option<()> {
    let said: Element = page.id("left")?;
    let seconds: u32 = said.get_attribute("data-seconds")?.parse().ok()?;
    let (left, over) = (said.get_attribute("data-left")?, said.get_attribute("data-over")?);
    flag(&said, "hidden", false);
    // By the clock, not by counting: a page out of sight is woken seldom.
    let end = now() + i64::from(seconds) * 1_000;
    let tick = move || {
        let rest = end - now();
        if rest <= 0 {
            said.set_text_content(Some(&over));
            return;
        }
        let mut words = String::new();
        // A minute that has begun is there still.
        push_figure(&mut words, u16::try_from(rest / 60_000 + 1).unwrap_or(u16::MAX));
        words.push_str(&left);
        said.set_text_content(Some(&words));
    };
    tick();
    let tick = Closure::<dyn FnMut()>::new(tick);
    let _ = page.window.set_interval_with_callback_and_timeout_and_arguments_0(tick.as_ref().unchecked_ref(), 5_000);
    tick.forget();
    Some(())
}

/// Milliseconds on the reader's clock.
fn now() -> i64 {
    Date::now() as i64
}
