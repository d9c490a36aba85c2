//! Menu: acts on one thing, opened from a button; arrows, Home, End, first letter, Esc.
use super::button::Look;
use super::icon::{Icon, IconName};
use super::place::{Edge, place};
use leptos::{html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, KeyboardEvent};

/// A button that opens a menu of [`MenuItem`], [`MenuLink`], [`MenuCaption`] and [`MenuRule`].
/// The browser itself closes it on Esc, on a press outside, and when another one opens.
///
/// ```ignore
/// view! {
///     <Menu id="move-17" label=t.move_to()>
///         <MenuCaption>{t.move_to()}</MenuCaption>
///         <MenuItem fact="60 %" on_press=move || move_to(quoted)>{t.quoted()}</MenuItem>
///         <MenuRule/>
///         <MenuItem icon=IconName::Cross danger=true on_press=move || lose()>{t.lost_give_reason()}</MenuItem>
///     </Menu>
/// }
/// ```
#[component]
pub fn Menu(
    /// Once per page.
    #[prop(into)]
    id: String,
    /// What the button and the menu are called.
    #[prop(into)]
    label: String,
    /// Drawn on the button; three dots unless said otherwise.
    #[prop(default = IconName::More)]
    icon: IconName,
    /// Words on the button; the icon then follows them.
    #[prop(optional, into)]
    words: Option<Signal<String>>,
    /// How the button looks.
    #[prop(default = Look::Ghost)]
    look: Look,
    /// 26 px high instead of 32.
    #[prop(optional)]
    small: bool,
    /// Which edge of the button the menu keeps to.
    #[prop(default = Edge::End)]
    edge: Edge,
    /// The items; made once, shown when open.
    children: Children,
) -> impl IntoView {
    let button = NodeRef::<html::Button>::new();
    let list = NodeRef::<html::Div>::new();
    let open = RwSignal::new(false);
    let settle = move |first: bool| {
        if let (Some(button), Some(list)) = (button.get_untracked(), list.get_untracked()) {
            place(&button, &list, edge, false);
            if first {
                focus(&list, Step::First);
            }
        }
    };
    let class =
        format!("btn{}{}{}", if words.is_none() { " icon" } else { "" }, look.class(), if small { " sm" } else { "" });
    let named = words.is_none().then(|| label.clone());
    view! {
        <button
            node_ref=button
            type="button"
            class=class
            popovertarget=id.clone()
            aria-haspopup="menu"
            aria-expanded=move || super::button::flag(open.get())
            aria-label=named.clone()
            title=named
            on:keydown=move |event| {
                if event.key() == "ArrowDown" && let Some(list) = list.get_untracked() {
                    event.prevent_default();
                    let _ = list.show_popover();
                }
            }
        >
            {words}
            <Icon name=if words.is_some() { IconName::Down } else { icon }/>
        </button>
        <div
            node_ref=list
            id=id
            class="menu sheet"
            popover="auto"
            role="menu"
            aria-label=label
            on:beforetoggle=move |_: web_sys::Event| settle(false)
            on:toggle=move |_| {
                let now = list.get_untracked().is_some_and(|list| list.matches(":popover-open").unwrap_or_default());
                open.set(now);
                if now {
                    settle(true);
                }
            }
            on:keydown=move |event| if let Some(list) = list.get_untracked() { walk(&list, &event) }
            on:click=move |event| {
                let on_item = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok())
                    .is_some_and(|target| target.closest("[role=menuitem]").ok().flatten().is_some());
                if on_item && let Some(list) = list.get_untracked() {
                    let _ = list.hide_popover();
                }
            }
        >
            {children()}
        </div>
    }
}

/// One act.
#[component]
pub fn MenuItem(
    /// Its words.
    children: Children,
    /// Drawn before them.
    #[prop(optional)]
    icon: Option<IconName>,
    /// At the right: a shortcut or one deciding fact.
    #[prop(optional, into)]
    fact: Option<String>,
    /// Destroys something.
    #[prop(optional)]
    danger: bool,
    /// Shown, but not now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// Told when it is chosen; the menu closes first.
    #[prop(into)]
    on_press: Callback<()>,
) -> impl IntoView {
    view! {
        <button
            type="button"
            role="menuitem"
            tabindex="-1"
            class=danger.then_some("danger")
            aria-disabled=move || disabled.get().then_some("true")
            on:click=move |event| if disabled.get_untracked() { event.stop_propagation() } else { on_press.run(()) }
        >
            {icon.map(|name| view! { <Icon name/> })}
            {children()}
            {fact.map(|fact| view! { <span class="push">{fact}</span> })}
        </button>
    }
}

/// One place to go.
#[component]
pub fn MenuLink(
    /// Where.
    #[prop(into)]
    href: String,
    /// Its words.
    children: Children,
    /// Drawn before them.
    #[prop(optional)]
    icon: Option<IconName>,
) -> impl IntoView {
    view! {
        <a href=href role="menuitem" tabindex="-1">
            {icon.map(|name| view! { <Icon name/> })}
            {children()}
        </a>
    }
}

/// A quiet heading inside the menu.
#[component]
pub fn MenuCaption(children: Children) -> impl IntoView {
    view! { <p class="cap" role="presentation">{children()}</p> }
}

/// A line between kinds of acts.
#[component]
pub fn MenuRule() -> impl IntoView {
    view! { <hr role="separator"/> }
}

enum Step<'k> {
    First,
    Last,
    By(i32),
    Letter(&'k str),
}

fn walk(list: &HtmlElement, event: &KeyboardEvent) {
    let key = event.key();
    let step = match key.as_str() {
        "ArrowDown" => Step::By(1),
        "ArrowUp" => Step::By(-1),
        "Home" => Step::First,
        "End" => Step::Last,
        "Tab" => {
            let _ = list.hide_popover();
            return;
        }
        letter if letter.chars().count() == 1 && letter != " " && !event.ctrl_key() && !event.meta_key() => {
            Step::Letter(letter)
        }
        _ => return,
    };
    event.prevent_default();
    event.stop_propagation();
    focus(list, step);
}

fn focus(list: &HtmlElement, step: Step<'_>) {
    let Ok(found) = list.query_selector_all("[role=menuitem]") else {
        return;
    };
    let items: Vec<HtmlElement> = (0..found.length()).filter_map(|at| found.item(at)?.dyn_into().ok()).collect();
    let current =
        document().active_element().and_then(|active| items.iter().position(|item| item.is_same_node(Some(&active))));
    let words: Vec<String> = items.iter().map(|item| item.text_content().unwrap_or_default()).collect();
    if let Some(item) = next(&words, current, step).and_then(|at| items.get(at)) {
        let _ = item.focus();
    }
}

/// Where the focus goes: round at both ends; by letter to the next item that begins with it.
fn next(words: &[String], current: Option<usize>, step: Step<'_>) -> Option<usize> {
    let count = words.len();
    if count == 0 {
        return None;
    }
    match step {
        Step::First => Some(0),
        Step::Last => Some(count - 1),
        Step::By(by) if by > 0 => Some(current.map_or(0, |at| (at + 1) % count)),
        Step::By(_) => Some(current.map_or(count - 1, |at| (at + count - 1) % count)),
        Step::Letter(letter) => {
            let wanted = letter.to_lowercase();
            let from = current.map_or(0, |at| at + 1);
            (0..count)
                .map(|ahead| (from + ahead) % count)
                .find(|at| words[*at].trim_start().to_lowercase().starts_with(&wanted))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Step, next};

    #[test]
    fn arrows_go_round_and_letters_find_the_next_item() {
        let words = ["New", "Qualified", "Quoted"].map(str::to_owned);
        assert_eq!(next(&words, Some(2), Step::By(1)), Some(0));
        assert_eq!(next(&words, Some(0), Step::By(-1)), Some(2));
        assert_eq!(next(&words, None, Step::By(-1)), Some(2));
        assert_eq!(next(&words, Some(1), Step::Letter("q")), Some(2));
        assert_eq!(next(&words, Some(2), Step::Letter("Q")), Some(1));
        assert_eq!(next(&words, Some(2), Step::Letter("x")), None);
        assert_eq!(next(&[], None, Step::First), None);
    }
}
