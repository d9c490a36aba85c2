//! Where the delivery's price follows the choice, there is a place for the reason why it does not; else there is none.
use super::{Lang, page, sample, shell};
use domain::{
    delivery::{DeliveryKind, DeliveryMethod, Limits, availability::Unavailable},
    ids::DeliveryMethodId,
    quotes::delivery::FrozenDelivery,
};
use rust_decimal::Decimal;
use uuid::Uuid;
use wire::portal::PortalPage;

fn delivered(lang: Lang, why: Option<Unavailable>) -> PortalPage {
    let mut page = sample::choosing(lang);
    page.content.delivery = Some(FrozenDelivery {
        method: DeliveryMethod {
            id: DeliveryMethodId(Uuid::nil()),
            kind: DeliveryKind::Rules { rules: Vec::new() },
            margin: Decimal::ZERO,
            fixed_margin: Decimal::ZERO,
            free_from: None,
            limits: Limits::default(),
        },
        fixed: Decimal::ZERO,
        goods: Vec::new(),
    });
    page.delivery_kept = why;
    page
}

#[test]
fn the_reason_stands_where_the_script_writes_the_next_one() {
    let place = "data-total=\"delivery\"";
    let html = |input: &PortalPage| page(input, &shell()).replace("<!>", "");
    assert!(!html(&sample::choosing(Lang::Fi)).contains(place), "nothing follows the choice");
    assert!(html(&delivered(Lang::Fi, None)).contains(place), "an empty place");
    let heavy = delivered(Lang::Fi, Some(Unavailable::Weight { most: Decimal::from(30) }));
    assert!(html(&heavy).contains("Toimituksen hinta pysyi ennallaan: valintasi painaa yli 30\u{a0}kg."));
    let none = html(&delivered(Lang::En, Some(Unavailable::NoRule)));
    assert!(none.contains("there is no delivery price for what you chose"));
    assert!(none.contains("role=\"status\""));
}
