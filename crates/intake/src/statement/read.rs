//! Reading camt.053: one pass over the elements, entry by entry.
use super::{Entry, LARGEST, MOST, StatementError};
use chrono::NaiveDate;
use domain::figures::parse_written;
use quick_xml::{
    Reader, XmlVersion,
    escape::resolve_predefined_entity,
    events::{BytesStart, Event},
};
use std::collections::{BTreeMap, BTreeSet};

/// How deep elements stand in each other at most; a statement needs 12.
const DEEPEST: usize = 40;
/// Longest text that is kept, in characters.
const LONGEST: usize = 200;

/// The booked payments of a statement, in its order. An entry that holds several payments, as banks bundle those with a
/// reference, is taken apart. What is only pending is left out.
///
/// # Errors
/// [`StatementError`].
pub fn read(bytes: &[u8]) -> Result<Vec<Entry>, StatementError> {
    if bytes.len() > LARGEST {
        return Err(StatementError::TooLarge);
    }
    let text = decoded(bytes);
    let mut reader = Reader::from_str(&text);
    let mut walk = Walk::default();
    loop {
        match reader.read_event().map_err(|_| StatementError::NotXml)? {
            Event::Start(element) => walk.open(&element)?,
            Event::Empty(element) => {
                walk.open(&element)?;
                walk.close()?;
            }
            Event::End(_) => walk.close()?,
            Event::Text(text) => walk.text.push_str(&text.xml10_content()),
            Event::CData(text) => walk.text.push_str(&text.xml10_content()),
            Event::GeneralRef(name) => match name.resolve_char_ref() {
                Ok(Some(character)) => walk.text.push(character),
                _ => match resolve_predefined_entity(&name) {
                    Some(text) => walk.text.push_str(text),
                    None => return Err(StatementError::OwnDefinitions),
                },
            },
            Event::DocType(_) => return Err(StatementError::OwnDefinitions),
            Event::Decl(_) | Event::PI(_) | Event::Comment(_) => {}
            Event::Eof => break,
        }
    }
    if !walk.path.is_empty() {
        return Err(StatementError::NotXml);
    }
    if !walk.statement {
        return Err(StatementError::NotAStatement);
    }
    Ok(walk.entries)
}

/// As text: UTF-8 or what a byte-order mark says, else the letters of western Europe.
fn decoded(bytes: &[u8]) -> std::borrow::Cow<'_, str> {
    if let Some((encoding, _)) = encoding_rs::Encoding::for_bom(bytes) {
        return encoding.decode(bytes).0;
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => text.into(),
        Err(_) => encoding_rs::WINDOWS_1252.decode(bytes).0,
    }
}

/// What is known of an entry, or of one payment in it, so far.
#[derive(Clone, Default)]
struct Known {
    key: String,
    amount: String,
    currency: String,
    incoming: Option<bool>,
    reference: String,
    payer: String,
    message: String,
}

#[derive(Default)]
struct Walk {
    path: Vec<String>,
    text: String,
    statement: bool,
    account: String,
    entry: Known,
    booked: bool,
    reversal: bool,
    day: Option<NaiveDate>,
    payments: Vec<Known>,
    entries: Vec<Entry>,
    seen: BTreeSet<(String, String)>,
    same: BTreeMap<(String, String), usize>,
    count: usize,
}

impl Walk {
    fn open(&mut self, element: &BytesStart<'_>) -> Result<(), StatementError> {
        let name: &str = element.local_name().into_inner();
        if self.path.len() >= DEEPEST {
            return Err(StatementError::NotXml);
        }
        if self.path.is_empty() && name != "Document" {
            return Err(StatementError::NotAStatement);
        }
        match name {
            "BkToCstmrStmt" if self.path.len() == 1 => self.statement = true,
            "Stmt" => self.account.clear(),
            "Ntry" => {
                self.entry = Known::default();
                (self.booked, self.reversal, self.day) = (true, false, None);
                self.payments.clear();
            }
            "TxDtls" => {
                if self.entries.len() + self.payments.len() >= MOST {
                    return Err(StatementError::TooMany);
                }
                self.payments.push(Known::default());
            }
            "Amt" => {
                let currency = element.try_get_attribute("Ccy").map_err(|_| StatementError::NotXml)?;
                let code = match currency {
                    Some(found) => found
                        .normalized_value(XmlVersion::Implicit1_0)
                        .map_err(|_| StatementError::NotXml)?
                        .into_owned(),
                    None => String::new(),
                };
                let parent = self.path.last().map(String::as_str);
                match (parent, self.payments.last_mut()) {
                    (Some("Ntry"), _) => self.entry.currency = code,
                    (Some("TxDtls" | "TxAmt"), Some(payment)) => payment.currency = code,
                    _ => {}
                }
            }
            _ => {}
        }
        self.path.push(name.to_owned());
        self.text.clear();
        Ok(())
    }

    fn close(&mut self) -> Result<(), StatementError> {
        let name = self.path.pop().ok_or(StatementError::NotXml)?;
        let said: String = domain::text::clean_line(&std::mem::take(&mut self.text)).chars().take(LONGEST).collect();
        let inside = |ancestor: &str| self.path.iter().any(|element| element == ancestor);
        let parent = self.path.last().map_or("", String::as_str);
        if !inside("Ntry") {
            match (parent, name.as_str()) {
                ("Id", "IBAN") if inside("Acct") => self.account = said.replace(' ', ""),
                ("Othr", "Id") if inside("Acct") && self.account.is_empty() => self.account = said,
                (_, "Ntry") => self.finish()?,
                _ => {}
            }
            return Ok(());
        }
        let in_details = inside("TxDtls");
        let in_debtor = inside("Dbtr");
        match (parent, name.as_str()) {
            ("Ntry", "Sts") if !said.is_empty() => self.booked = said == "BOOK",
            ("Sts", "Cd") => self.booked = said == "BOOK",
            ("Ntry", "RvslInd") => self.reversal = said == "true" || said == "1",
            ("BookgDt", "Dt" | "DtTm") if !in_details => {
                self.day = said.get(..10).and_then(|day| day.parse().ok());
            }
            _ => {}
        }
        let known = match (in_details, self.payments.last_mut()) {
            (true, Some(payment)) => payment,
            _ => &mut self.entry,
        };
        match (parent, name.as_str()) {
            ("Ntry" | "TxDtls", "Amt") => known.amount = said,
            // Beside the entry's own amount stands what was instructed, maybe in another currency.
            ("TxAmt", "Amt") if in_details => known.amount = said,
            ("Ntry" | "TxDtls", "CdtDbtInd") => known.incoming = Some(said == "CRDT"),
            ("Ntry" | "Refs", "AcctSvcrRef") => known.key = said,
            ("CdtrRefInf", "Ref") if known.reference.is_empty() => known.reference = said,
            ("RmtInf", "Ustrd") if known.message.is_empty() => known.message = said,
            (_, "Nm") if in_debtor && known.payer.is_empty() => known.payer = said,
            _ => {}
        }
        Ok(())
    }

    /// An entry has been read: it is one payment, or those that were listed in it with amounts of their own.
    fn finish(&mut self) -> Result<(), StatementError> {
        self.count += 1;
        let (entry, mut payments) = (std::mem::take(&mut self.entry), std::mem::take(&mut self.payments));
        if !self.booked {
            return Ok(());
        }
        if payments.len() > 1 && payments.iter().all(|payment| !payment.amount.is_empty()) {
            return payments.into_iter().try_for_each(|payment| self.add(&entry, payment));
        }
        // The entry's amount is what was booked, whatever currency was paid in. Several payments without amounts cannot
        // be told apart: no reference of theirs holds for the whole.
        let one = if payments.len() == 1 { payments.remove(0) } else { Known::default() };
        self.add(&entry, Known { amount: String::new(), currency: String::new(), ..one })
    }

    fn add(&mut self, entry: &Known, payment: Known) -> Result<(), StatementError> {
        let entry_number = self.count;
        let wrong = || StatementError::Entry(entry_number);
        if self.entries.len() >= MOST {
            return Err(StatementError::TooMany);
        }
        let either = |own: String, whole: &str| if own.is_empty() { whole.to_owned() } else { own };
        let written = either(payment.amount, &entry.amount);
        let amount = parse_written(written.strip_prefix(['+', '-']).unwrap_or(&written));
        let amount = amount.filter(|amount| !written.starts_with('-') || amount.is_zero()).ok_or_else(wrong)?;
        let incoming = payment.incoming.or(entry.incoming).ok_or_else(wrong)?;
        let booked_on = self.day.ok_or_else(wrong)?;
        let currency = either(payment.currency, &entry.currency);
        if currency.len() != 3 {
            return Err(wrong());
        }
        let reference = either(payment.reference, &entry.reference);
        let payer = either(payment.payer, &entry.payer);
        let message = either(payment.message, &entry.message);
        let key = self.key(&either(payment.key, &entry.key), &format!("{booked_on} {amount} {reference} {payer}"));
        let account = self.account.clone();
        let reversal = self.reversal;
        self.entries.push(Entry {
            account,
            key,
            booked_on,
            amount,
            currency,
            incoming,
            reversal,
            reference,
            payer,
            message,
        });
        Ok(())
    }

    /// What the bank calls a payment, or what it says where the bank calls it nothing; numbered where that stands
    /// in the file already. The same file read again gives the same keys.
    fn key(&mut self, named: &str, said: &str) -> String {
        let base = if named.is_empty() { said } else { named };
        let mut key = base.to_owned();
        while !self.seen.insert((self.account.clone(), key.clone())) {
            let more = self.same.entry((self.account.clone(), base.to_owned())).or_insert(1);
            *more += 1;
            key = format!("{base} #{more}");
        }
        key
    }
}
