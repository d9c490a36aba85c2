//! The delivery of the quotation: asked for again whenever the goods change, never changed unasked.
use super::{
    desk::{Desk, Row},
    keys::Kind,
    row_data::RowData,
};
use crate::delivery::api::quote_deliveries;
use domain::{
    delivery::availability::Unavailable,
    fiscal::finland::Supply,
    ids::{LineId, PartyId},
    lang::Lang,
    quotes::{
        content::PostalAddress,
        line::{LineInput, Quantity, UnitPrice},
        role::LineRole,
    },
};
use leptos::{leptos_dom::helpers::TimeoutHandle, prelude::*, task::spawn_local};
use rust_decimal::Decimal;
use std::time::Duration;
use uuid::Uuid;
use wire::{
    delivery::{DeliverQuote, Deliveries, Fit, MethodOffer},
    products::TaxView,
};

/// Milliseconds of rest before the server is asked.
const REST: u64 = 400;

/// What the goods weigh and how they can be delivered, as the server said last.
#[derive(Clone, Copy)]
pub struct Delivering {
    /// The answer to what stands on the lines; none before the first.
    pub answer: RwSignal<Option<Deliveries>>,
    /// Whether the choice of a method is shown.
    pub choosing: RwSignal<bool>,
    asked: StoredValue<Option<Question>>,
    /// Postcode and country that the delivery on the lines was last seen with, or priced for.
    priced_for: RwSignal<Option<(String, String)>>,
    timer: StoredValue<Option<TimeoutHandle>>,
}

/// What was asked, about goods for whom and where: the server reads the address from what is stored.
type Question = (DeliverQuote, PartyId, PostalAddress);

/// How the delivery on the lines stands to what its method makes of the goods now.
#[derive(Clone, Debug, PartialEq)]
pub enum Standing {
    /// It costs what it should.
    Right,
    /// It would cost something else now.
    Differs {
        /// What it would cost.
        now: Decimal,
    },
    /// A person set its price, and the method gives another one.
    ByHand {
        /// What the method gives.
        now: Decimal,
    },
    /// The method no longer fits.
    Unfit {
        /// Why.
        why: Unavailable,
    },
}

impl Delivering {
    /// Nothing asked yet.
    pub fn new() -> Delivering {
        Delivering {
            answer: RwSignal::new(None),
            choosing: RwSignal::new(false),
            asked: StoredValue::new(None),
            priced_for: RwSignal::new(None),
            timer: StoredValue::new(None),
        }
    }
}

impl Desk {
    /// Asks once the page is alive, and again after each rest that follows a change of the goods, or a saving: customer
    /// and address may be others.
    pub fn follow_goods(self) {
        let stored = Memo::new(move |_| self.view.with(|view| (view.version, view.party.id)));
        Effect::new(move |before: Option<()>| {
            self.tick.track();
            self.head.language.track();
            self.head.price_list.track();
            // Read, not only tracked: a memo that nobody reads follows nothing.
            stored.get();
            let wait = if before.is_some() { REST } else { 0 };
            let handle = set_timeout_with_handle(move || self.ask_deliveries(), Duration::from_millis(wait)).ok();
            if let Some(Some(before)) = self.delivering.timer.try_update_value(|timer| std::mem::replace(timer, handle))
            {
                before.clear();
            }
        });
    }

    fn ask_deliveries(self) {
        let Some(rows) = self.rows.try_get_untracked() else { return };
        // What is left out of the total is not sent anywhere.
        let sums = untrack(|| self.sums.get());
        let there = rows.iter().filter(|row| !sums.left_out.contains(&row.id));
        let lines: Vec<LineInput> = there.filter_map(|row| row.data.with_untracked(weighed)).collect();
        let language = self.head.language.with_untracked(|code| Lang::parse(code)).unwrap_or_default();
        let command = DeliverQuote { quote: self.id, list: untrack(|| self.price_list()), language, lines };
        let party = self.view.with_untracked(|view| view.party.id);
        let to = self.saver.stored.with_value(|stored| stored.fields.shipment.address.clone());
        let question = Some((command.clone(), party, to));
        if self.delivering.asked.with_value(|asked| *asked == question) {
            return;
        }
        self.delivering.asked.set_value(question.clone());
        spawn_local(async move {
            let answer = quote_deliveries(command).await;
            // Something else was asked meanwhile: that answer counts.
            if self.delivering.asked.try_with_value(|asked| *asked == question) != Some(true) {
                return;
            }
            match answer {
                Ok(found) => {
                    self.delivering.priced_for.update(|known| {
                        known.get_or_insert_with(|| (found.postcode.clone(), found.country.clone()));
                    });
                    self.delivering.answer.set(Some(found));
                }
                Err(_) => self.delivering.asked.set_value(None),
            }
        });
    }

    /// The line of the delivery. Tracked.
    pub fn delivery_row(self) -> Option<Row> {
        self.tick.track();
        self.rows.with(|rows| rows.iter().find(|row| role(row).is_delivery()).copied())
    }

    /// How the delivery stands; nothing without one, or before it is known. Tracked.
    pub fn delivery_standing(self) -> Option<Standing> {
        let row = self.delivery_row()?;
        let (method, price, by_hand) =
            row.data.with(|data| (data.role.method(), data.unit_price.get(), data.price_by_hand));
        self.delivering.answer.with(|answer| {
            Some(match answer.as_ref()?.of(method?)?.fit.clone() {
                Fit::Not { why } => Standing::Unfit { why },
                Fit::Fits { price: now, .. } if now == price => Standing::Right,
                Fit::Fits { price: now, .. } if by_hand => Standing::ByHand { now },
                Fit::Fits { price: now, .. } => Standing::Differs { now },
            })
        })
    }

    /// Whether the goods now go somewhere else than the delivery on the lines was priced for. Tracked.
    pub fn delivery_elsewhere(self) -> bool {
        self.delivering.answer.with(|answer| {
            let here = answer.as_ref().map(|found| (found.postcode.as_str(), found.country.as_str()));
            self.delivering.priced_for.with(|known| {
                let known = known.as_ref().map(|(postcode, country)| (postcode.as_str(), country.as_str()));
                known.is_some() && here.is_some() && known != here
            })
        })
    }

    /// The delivery is one for where the goods go now.
    fn priced_for_here(self) {
        let here = self
            .delivering
            .answer
            .with_untracked(|answer| answer.as_ref().map(|found| (found.postcode.clone(), found.country.clone())));
        self.delivering.priced_for.set(here);
    }

    /// What the chosen method makes of the goods. Tracked.
    pub fn delivery_offer(self) -> Option<MethodOffer> {
        let method = self.delivery_row()?.data.with(|data| data.role.method())?;
        self.delivering.answer.with(|answer| answer.as_ref()?.of(method).cloned())
    }

    /// Takes the price the method gives now.
    pub fn update_delivery(self) {
        let (Some(row), Some(offer)) = (untrack(|| self.delivery_row()), untrack(|| self.delivery_offer())) else {
            return;
        };
        if let Fit::Fits { price, .. } = offer.fit {
            self.change(row, |data| {
                data.unit_price = UnitPrice::new(price).unwrap_or(data.unit_price);
                data.price_by_hand = false;
            });
            self.priced_for_here();
            self.left();
        }
    }

    /// Puts the chosen method on the delivery's line, or on a new one after the goods; answers the line.
    pub fn deliver_by(self, offer: &MethodOffer) -> Option<Row> {
        let Fit::Fits { price, .. } = offer.fit else { return None };
        let own = self.book.with_untracked(|book| {
            let booked = book.find(offer.tax)?;
            Some(TaxView { id: offer.tax, name: booked.name.clone(), percent: booked.percent().get() })
        });
        // A delivery is taxed as the goods it brings.
        let tax = own.map(|own| self.tax_for(own, Supply::Goods));
        let put = |data: &mut RowData| {
            data.role = LineRole::Delivery { method: offer.id };
            data.wrong.clear();
            data.product = offer.product;
            data.name.clone_from(&offer.name);
            data.description.clear();
            data.quantity = Quantity::ONE;
            data.unit.clear();
            data.unit_price = UnitPrice::new(price).unwrap_or(UnitPrice::ZERO);
            data.discount = domain::quotes::line::Percent::ZERO;
            data.price_by_hand = false;
            data.choices.clear();
            data.cost = offer.cost.unwrap_or_default();
            if let Some(tax) = &tax {
                data.take_tax(tax);
            }
        };
        let row = match untrack(|| self.delivery_row()) {
            Some(row) => {
                self.change(row, put);
                Some(row)
            }
            None => {
                let mut data = RowData { id: LineId(Uuid::new_v4()), ..self.empty(Kind::Product) };
                put(&mut data);
                // Before a discount on the whole, which takes it along.
                let at = self.rows.with_untracked(|rows| rows.iter().position(|row| role(row).is_discount()));
                self.insert(at.unwrap_or(usize::MAX), vec![data]).first().copied()
            }
        };
        self.priced_for_here();
        self.left();
        row
    }
}

/// What a line is there for. Not tracked.
pub fn role(row: &Row) -> LineRole {
    row.data.with_untracked(|data| data.role)
}

/// A line as its weight and price are asked for: without its words, and the delivery without its price.
fn weighed(data: &RowData) -> Option<LineInput> {
    match data.input()? {
        LineInput::Product(mut line) => {
            line.name = "-".to_owned();
            line.description.clear();
            if line.role.is_delivery() {
                line.unit_price = Decimal::ZERO;
                line.price_by_hand = false;
            }
            Some(LineInput::Product(line))
        }
        _ => None,
    }
}
