//! What every part of the page is given.
use super::{
    choice::Choosing,
    slots::{Marks, Slot},
};
use domain::{
    ids::LineId,
    lang::Lang,
    money::Currency,
    quotes::{
        content::{Content, ContentLine},
        group::{Shown, printed},
        recipient::Act,
        translation::Translation,
    },
};
use i18n::T;
use rust_decimal::Decimal;
use wire::portal::{PortalPage, PortalStanding};

/// The page, its words, and its open places.
pub(super) struct View<'a> {
    pub(super) t: T,
    pub(super) lang: Lang,
    pub(super) page: &'a PortalPage,
    /// What there is to choose, while it can be chosen.
    pub(super) choosing: Option<Choosing>,
    marks: &'a Marks,
}

impl<'a> View<'a> {
    pub(super) fn new(page: &'a PortalPage, marks: &'a Marks) -> View<'a> {
        View { t: T::new(page.lang), lang: page.lang, page, choosing: Choosing::of(page), marks }
    }

    pub(super) fn content(&self) -> &'a Content {
        &self.page.content
    }

    pub(super) fn mark(&self, slot: Slot) -> String {
        self.marks.at(slot)
    }

    /// The page's address, or that of something under it.
    pub(super) fn path(&self, rest: &str) -> String {
        format!("/q/{}{rest}", self.page.public_id)
    }

    /// The PDF of the version shown, in the reader's language.
    pub(super) fn pdf(&self) -> String {
        let lang = self.foreign().map(|_| format!("&lang={}", self.lang.code())).unwrap_or_default();
        self.path(&format!("/pdf?version={}{lang}", self.content().version))
    }

    /// Language of what the seller wrote, where it is not the page's own.
    pub(super) fn foreign(&self) -> Option<&'static str> {
        let language = self.content().language;
        (language != self.lang).then(|| language.code())
    }

    /// As [`View::foreign`], for a text that may be there in the reader's language.
    pub(super) fn foreign_text(&self, pick: impl Fn(&Translation) -> &str) -> Option<&'static str> {
        let told = self.content().translation(self.lang).is_some_and(|words| !pick(words).is_empty());
        self.foreign().filter(|_| !told)
    }

    /// As [`View::foreign`], for the heading, remark or name of a line.
    pub(super) fn foreign_line(&self, id: LineId) -> Option<&'static str> {
        self.foreign_text(|words| words.line(id).map_or("", |line| &line.text))
    }

    /// As [`View::foreign`], for what is said more of a line.
    pub(super) fn foreign_more(&self, id: LineId) -> Option<&'static str> {
        self.foreign_text(|words| words.line(id).map_or("", |line| &line.description))
    }

    /// A line of this version.
    pub(super) fn line(&self, id: LineId) -> Option<&'a ContentLine> {
        self.page.content.lines.iter().find(|line| line.id() == id)
    }

    /// What a line is called in the reader's words where it is still there, else as it was; with the language of that where it
    /// is not the page's.
    pub(super) fn line_name(&self, id: LineId, otherwise: &str) -> (Option<&'static str>, String) {
        match self.line(id) {
            Some(line) => (self.foreign_line(id), line.text().to_owned()),
            None => (self.foreign(), otherwise.to_owned()),
        }
    }

    /// An amount with its currency.
    pub(super) fn money(&self, value: Decimal) -> String {
        domain::formats::money(self.lang, value, &self.content().currency)
    }

    /// An amount alone, for a column that names its currency.
    pub(super) fn amount(&self, value: Decimal) -> String {
        domain::formats::figure(self.lang, value, self.currency().decimals())
    }

    pub(super) fn currency(&self) -> &Currency {
        &self.page.content.currency
    }

    /// The name under which the script writes a line's figures anew; only where there is something to choose.
    pub(super) fn live(&self, line: &LineId) -> Option<String> {
        self.choosing.as_ref().map(|_| line.to_string())
    }

    /// What the page adds any choice up by, while it can be chosen and where it may know enough.
    pub(super) fn facts(&self) -> Option<&'a str> {
        self.choosing.as_ref().and(self.page.facts.as_deref())
    }

    /// Whether the customer can answer now.
    pub(super) fn open(&self) -> bool {
        matches!(self.page.standing, PortalStanding::Open)
    }

    /// Whether the reader may do this now.
    pub(super) fn may(&self, act: Act) -> bool {
        self.open() && self.page.turn.allows(act).is_ok()
    }

    /// Whether the customer buys for a business: net is what counts then, otherwise gross.
    pub(super) fn business(&self) -> bool {
        !self.content().buyer.business_id.trim().is_empty()
    }

    /// The beginning of the content's hash, as a person can compare it: `8f3a 91c2`.
    pub(super) fn short_hash(&self) -> String {
        super::words::groups(self.page.content_sha256.get(..8).unwrap_or_default(), 4).replace(' ', "\u{a0}")
    }

    /// Who answers for the quotation; the company where no person is named.
    pub(super) fn salesperson(&self) -> String {
        let person = self.content().salesperson.name.trim();
        if person.is_empty() { self.content().seller.name.clone() } else { person.to_owned() }
    }

    /// What the quotation is about; its number where no title was written.
    pub(super) fn title(&self) -> String {
        let title = self.content().title.trim();
        if title.is_empty() { self.t.portal_untitled(&self.content().number) } else { title.to_owned() }
    }

    /// The lines that are sold and shown one by one; a combo as a whole.
    pub(super) fn products(&self) -> impl Iterator<Item = &'a ContentLine> {
        let content = &self.page.content;
        let shown = content.lines.iter().zip(printed(&content.parts()));
        shown
            .filter(|(line, shown)| {
                let sold = matches!(line, ContentLine::Product { mark, .. } if !mark.is_combo_item());
                sold && *shown != Shown::Hidden
            })
            .map(|(line, _)| line)
    }
}
