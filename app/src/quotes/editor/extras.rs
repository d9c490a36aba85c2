//! What a choice adds to a price. Its option says it; an option holds no button, so the same figures stand in a list
//! below, where each can be asked why.
use super::desk::Desk;
use crate::quotes::account::{Account, AnswerBelow, AskBelow, Words};
use domain::money::{self, Currency, rates::FrozenRate};
use leptos::prelude::*;
use rust_decimal::Decimal;

/// A choice with what it adds to the price of one, in the quotation's currency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extra<K> {
    /// Which.
    pub key: K,
    /// What it is called.
    pub name: String,
    /// What it adds; none where that cannot be told in this currency.
    pub amount: Option<Decimal>,
}

impl<K> Extra<K> {
    /// A choice whose extra is kept in the company's currency.
    pub fn converted(key: K, name: String, own: Decimal, (rate, to): (Option<&FrozenRate>, &Currency)) -> Extra<K> {
        let amount = match rate {
            None => Some(own),
            Some(rate) => rate.converted(own).ok().map(|amount| money::round(amount, to.decimals())),
        };
        Extra { key, name, amount }
    }

    /// The figure: `+8,00 €`.
    pub fn figure(&self, words: Words) -> String {
        let Some(amount) = self.amount else { return "–".to_owned() };
        let figure = words.price(amount);
        if amount > Decimal::ZERO { format!("+{figure}") } else { figure }
    }

    /// Whether there is anything to ask.
    pub fn is_any(&self) -> bool {
        self.amount.is_none_or(|amount| !amount.is_zero())
    }

    /// The words of its option: `XL (+8,00 €)`.
    pub fn option(&self, words: Words) -> String {
        if self.is_any() { format!("{} ({})", self.name, self.figure(words)) } else { self.name.clone() }
    }
}

/// The sum that an extra is: what was typed with it, and the rate of the quotation.
pub fn sum(words: Words, typed: (&str, String), rate: Option<&FrozenRate>, rule: &str) -> Account {
    let mut rows = vec![(typed.0.to_owned(), typed.1)];
    let Some(rate) = rate else { return (rows, Some(rule.to_owned())) };
    let (of_rate, note) = words.rate(rate);
    rows.extend(of_rate);
    (rows, Some(format!("{rule} {}", note.unwrap_or_default()).trim_end().to_owned()))
}

/// The figures of a list of options, each of which can be asked why; nothing where no option has one.
#[component]
pub fn Extras<K>(
    /// The id of the list of options.
    id: String,
    /// What is chosen: colour, size.
    of: String,
    /// The desk.
    desk: Desk,
    /// The options.
    extras: Vec<Extra<K>>,
    /// Why an option adds what it does.
    account: Callback<Extra<K>, AnyView>,
) -> impl IntoView
where
    K: Clone + Send + Sync + 'static,
{
    let t = desk.t;
    let open = RwSignal::new(false);
    let place = format!("{id}-extras");
    let any = extras.iter().any(Extra::is_any);
    let extras = StoredValue::new(extras);
    any.then(|| {
        let place = StoredValue::new(place);
        view! {
            <button type="button" class="link t-13" aria-expanded=move || open.get().to_string()
                aria-controls=place.get_value() on:click=move |_| open.update(|open| *open = !*open)
            >{t.quotes_why_options()}<span class="sr">" "{of}</span></button>
            <Show when=move || open.get()>
                <ul class="choices" id=place.get_value()>
                    {extras.get_value().into_iter().enumerate().map(|(at, extra)| {
                        view! { <One desk place=format!("why-{}-{at}", place.get_value()) extra account/> }
                    }).collect_view()}
                </ul>
            </Show>
        }
    })
}

#[component]
fn One<K>(desk: Desk, place: String, extra: Extra<K>, account: Callback<Extra<K>, AnyView>) -> impl IntoView
where
    K: Clone + Send + Sync + 'static,
{
    let why = RwSignal::new(None::<()>);
    let figure = extra.figure(desk.words());
    let name = extra.name.clone();
    let account = Callback::new(move |()| account.run(extra.clone()));
    view! {
        <li>
            <span>{name}</span>
            <b class="num"><AskBelow which=() open=why place=place.clone() words=Signal::stored(figure)/></b>
            <AnswerBelow id=place open=why account/>
        </li>
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use i18n::{Lang, T};

    fn words(code: &str) -> Words {
        Words { t: T::new(Lang::En), currency: Currency::parse(code).unwrap() }
    }

    fn extra(typed: &str, rate: Option<&FrozenRate>, to: &str) -> Extra<u8> {
        Extra::converted(1, "XL".into(), typed.parse().unwrap(), (rate, &Currency::parse(to).unwrap()))
    }

    #[test]
    fn an_option_and_the_list_say_the_same_figure() {
        for typed in ["8", "0.005", "-5", "1234.5"] {
            let extra = extra(typed, None, "EUR");
            let figure = extra.figure(words("EUR"));
            assert_eq!(extra.option(words("EUR")), format!("XL ({figure})"));
            assert_eq!(figure.starts_with('+'), !typed.starts_with('-'), "{figure}");
        }
        let nothing = extra("0", None, "EUR");
        assert!(!nothing.is_any());
        assert_eq!(nothing.option(words("EUR")), "XL");
    }

    #[test]
    fn an_extra_is_told_in_the_currency_of_the_quotation_at_its_own_rate() {
        let (base, currency) = (Currency::EUR, Currency::parse("SEK").unwrap());
        let rate = FrozenRate { base, currency, per_base: Decimal::new(112, 1), on: "2026-01-05".parse().unwrap() };
        let extra = extra("8", Some(&rate), "SEK");
        assert_eq!(extra.amount, Some(Decimal::new(896, 1)));
        assert!(extra.option(words("SEK")).contains("89.60"), "{}", extra.option(words("SEK")));
        let (rows, note) = sum(words("SEK"), ("Extra price", "8.00 €".into()), Some(&rate), "Rule.");
        assert!(rows[0].1.contains("8.00") && rows[1].1.contains("11.2"), "{rows:?}");
        assert!(note.unwrap().starts_with("Rule. "));
    }

    #[test]
    fn an_extra_that_no_currency_can_hold_is_no_figure() {
        let (base, currency) = (Currency::EUR, Currency::parse("SEK").unwrap());
        let rate = FrozenRate { base, currency, per_base: Decimal::MAX, on: "2026-01-05".parse().unwrap() };
        assert_eq!(extra("8", Some(&rate), "SEK").figure(words("SEK")), "–");
    }
}
