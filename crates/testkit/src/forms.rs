//! The forms of the customer's page, filled in as a person would.
use domain::quotes::{choice::Choice, picks::Picks, proposal::Typed};
use uuid::Uuid;
use wire::{
    portal::{
        AcceptByVisitor, ChooseByVisitor, CommentByVisitor, DeclineByVisitor, MoreTimeByVisitor, PortalPage,
        TakeBackByVisitor, WithdrawByVisitor,
    },
    proposals::ProposeByVisitor,
    shared::IdempotencyKey,
};

/// A key as a form makes one.
pub fn key() -> IdempotencyKey {
    IdempotencyKey(Uuid::new_v4())
}

/// The acceptance of what the page shows, signed by typing the name.
pub fn acceptance(page: &PortalPage, name: &str) -> AcceptByVisitor {
    AcceptByVisitor {
        version: page.content.version.to_string(),
        content_sha256: page.content_sha256.clone(),
        key: key().0.to_string(),
        name: name.to_owned(),
        role: "Toimitusjohtaja".into(),
        purchase_order: "PO-77".into(),
        e_invoice: String::new(),
        e_invoice_operator: String::new(),
        method: "typed".into(),
        strokes: String::new(),
        typed: name.to_owned(),
        consent: "yes".into(),
        choice: page.choice.as_ref().map(Choice::canonical).unwrap_or_default(),
        choosing: page.choice.as_ref().map(|_| "yes".to_owned()).unwrap_or_default(),
        picks: picks(page),
    }
}

/// The boxes as they are ticked on the page.
pub fn picks(page: &PortalPage) -> Picks {
    page.choice.as_ref().map(|choice| Picks::of(&page.content.parts(), choice)).unwrap_or_default()
}

/// The boxes, posted to be kept.
pub fn choose(page: &PortalPage, picks: Picks) -> ChooseByVisitor {
    ChooseByVisitor { version: page.content.version.to_string(), content_sha256: page.content_sha256.clone(), picks }
}

/// A question on the whole.
pub fn comment(page: &PortalPage, body: &str) -> CommentByVisitor {
    CommentByVisitor {
        version: page.content.version.to_string(),
        content_sha256: page.content_sha256.clone(),
        key: key().0.to_string(),
        line: String::new(),
        body: body.to_owned(),
    }
}

/// A no, for the price.
pub fn decline(page: &PortalPage, remark: &str) -> DeclineByVisitor {
    DeclineByVisitor {
        version: page.content.version.to_string(),
        content_sha256: page.content_sha256.clone(),
        key: key().0.to_string(),
        reason: "price".into(),
        wish: String::new(),
        remark: remark.to_owned(),
    }
}

/// A wish for more time, posted from the page.
pub fn more_time(page: &PortalPage, remark: &str) -> MoreTimeByVisitor {
    MoreTimeByVisitor {
        version: page.content.version.to_string(),
        content_sha256: page.content_sha256.clone(),
        key: key().0.to_string(),
        remark: remark.to_owned(),
        sure: "yes".to_owned(),
    }
}

/// A proposal, posted from the page: what was typed into which fields, and why.
pub fn propose(page: &PortalPage, typed: &[(String, &str)], why: &str) -> ProposeByVisitor {
    ProposeByVisitor {
        version: page.content.version.to_string(),
        content_sha256: page.content_sha256.clone(),
        key: key().0.to_string(),
        why: why.to_owned(),
        fields: Typed(typed.iter().map(|(field, typed)| (field.clone(), (*typed).to_owned())).collect()),
    }
}

/// An acceptance taken back, from the form that asks whether one is sure.
pub fn take_back(page: &PortalPage) -> TakeBackByVisitor {
    TakeBackByVisitor {
        version: page.content.version.to_string(),
        content_sha256: page.content_sha256.clone(),
        key: key().0.to_string(),
        sure: "yes".into(),
    }
}

/// A withdrawal from the whole contract, confirmed.
pub fn withdraw(page: &PortalPage, name: &str, email: &str) -> WithdrawByVisitor {
    WithdrawByVisitor {
        version: page.content.version.to_string(),
        content_sha256: page.content_sha256.clone(),
        key: key().0.to_string(),
        name: name.to_owned(),
        email: email.to_owned(),
        what: "all".into(),
        confirm: "yes".into(),
        boxes: Default::default(),
    }
}
