//! What is kept of an answer besides the answer itself.
use crate::actors::Agent;
use domain::{
    lang::Lang,
    parties::e_invoice::EInvoice,
    quotes::{choice::Choice, content::Content},
};
use serde::{Deserialize, Serialize};

/// The circumstances of an answer, as they are printed on the certificate.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Evidence {
    /// The network address.
    pub address: String,
    /// The browser's own description.
    pub user_agent: String,
    /// The language the page was read in.
    pub language: Lang,
    /// The sentence that was agreed to, as it was shown.
    pub consent: String,
    /// The address the personal link was sent to; empty when it went another way.
    pub link_sent_to: String,
    /// What was chosen of what one may choose, where there was a choice.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub choice: Option<Choice>,
    /// Where the customer takes electronic invoices, where it was told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub e_invoice: Option<EInvoice>,
    /// How long the drawing took, in milliseconds; none for a typed name.
    pub drawn_ms: Option<u64>,
    /// The program that took the answer.
    pub program: String,
}

impl Evidence {
    /// The version as it was signed: with what was chosen.
    /// # Errors
    /// A fault when what was kept cannot be added up.
    pub fn applied(&self, content: &Content) -> Result<Content, crate::Denied> {
        match &self.choice {
            Some(choice) => content.with(choice).map_err(crate::Denied::fault),
            None => Ok(content.clone()),
        }
    }

    /// The circumstances of a request.
    pub fn of(agent: &Agent, language: Lang, link_sent_to: &str) -> Evidence {
        Evidence {
            address: agent.address.clone(),
            user_agent: agent.user_agent.chars().take(300).collect(),
            language,
            link_sent_to: link_sent_to.to_owned(),
            program: concat!("Tarjous ", env!("CARGO_PKG_VERSION")).to_owned(),
            ..Evidence::default()
        }
    }
}
