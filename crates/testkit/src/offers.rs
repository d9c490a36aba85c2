//! Quotations on their way: a draft, one that is sent, the visitor on its link.
use crate::{House, key};
use domain::{
    ids::{PartyId, QuoteId},
    quotes::line::LineInput,
};
use usecases::{Cx, Denied, Staff, Visitor, portal, quotes};
use wire::{
    portal::PortalPage,
    quotes::{CreateQuote, QuoteView, Recipient, SaveQuote, SavedQuote, SendQuote, SentQuote},
};

/// A quotation that is with the customer.
#[derive(Clone, Debug)]
pub struct Sent {
    /// Which.
    pub quote: QuoteId,
    /// The secret of the customer's link.
    pub token: String,
    /// The row's version after the sending.
    pub version: i64,
    /// The version that was sent.
    pub number: u32,
}

impl House {
    /// A draft for a new customer.
    pub async fn draft(&self, by: &Staff, lines: Vec<LineInput>) -> QuoteId {
        let party = self.party(by, "Meriläinen Oy").await;
        self.draft_for(by, party, lines).await
    }

    /// A draft for a customer.
    pub async fn draft_for(&self, by: &Staff, party: PartyId, lines: Vec<LineInput>) -> QuoteId {
        quotes::create(by, &self.cx, new_quote(party, lines)).await.unwrap()
    }

    /// Sends it to Päivi, by mail with its PDF.
    pub async fn send(&self, by: &Staff, quote: QuoteId) -> Sent {
        let version = self.read(by, quote).await.version;
        let sent = quotes::send(by, &self.cx, sending(quote, version)).await.unwrap();
        Sent::of(quote, &sent)
    }

    /// A draft for a new customer that is sent at once.
    pub async fn sent(&self, by: &Staff, lines: Vec<LineInput>) -> Sent {
        let quote = self.draft(by, lines).await;
        self.send(by, quote).await
    }

    /// What the editor shows.
    pub async fn read(&self, by: &Staff, quote: QuoteId) -> QuoteView {
        quotes::read(by, &self.cx, quote).await.unwrap()
    }

    /// Saves what `change` makes of what the editor shows.
    /// # Errors
    /// [`Denied`].
    pub async fn edit(
        &self,
        by: &Staff,
        quote: QuoteId,
        change: impl FnOnce(&mut SaveQuote),
    ) -> Result<SavedQuote, Denied> {
        let view = self.read(by, quote).await;
        let mut command = SaveQuote { id: quote, version: view.version, fields: view.fields, lines: view.lines };
        change(&mut command);
        quotes::save(by, &self.cx, command).await
    }
}

impl Sent {
    /// What a sending gave.
    pub fn of(quote: QuoteId, sent: &SentQuote) -> Sent {
        let token = sent.url.rsplit('/').next().unwrap().to_owned();
        Sent { quote, token, version: sent.version, number: sent.sent_version }
    }

    /// Whoever holds the link.
    pub async fn visitor(&self, cx: &Cx) -> Visitor {
        portal::admit_visitor(cx, &self.token).await.unwrap()
    }

    /// The customer's page of the version that is valid.
    pub async fn page(&self, cx: &Cx) -> PortalPage {
        portal::read(&self.visitor(cx).await, cx, None, None).await.unwrap()
    }
}

/// The command that makes a draft.
pub fn new_quote(party: PartyId, lines: Vec<LineInput>) -> CreateQuote {
    CreateQuote {
        key: key(),
        opportunity: None,
        party: Some(party),
        title: "Toimistokalusteet".into(),
        lines,
        template: None,
    }
}

/// The command that sends it to Päivi.
pub fn sending(quote: QuoteId, version: i64) -> SendQuote {
    SendQuote {
        key: key(),
        id: quote,
        version,
        recipients: vec![Recipient::signer("Päivi Mäkelä", "paivi@asiakas.test")],
        signing: Default::default(),
        subject: "Tarjous".into(),
        message: "Hei, tässä tarjous.".into(),
        others: Vec::new(),
        attach_pdf: true,
    }
}
