//! What a version is frozen with besides its own words: the words of its readers' other languages, as far as the company
//! has them, and the pictures of what it sells.
//!
//! Only what still says what its source says is translated: a text that a person has written over says something else than
//! the translation of what stood there before.
use super::promised;
use crate::{Denied, delivery, templates, terms, units};
use domain::{
    ids::{CompanyId, QuoteId},
    lang::Lang,
    money::Currency,
    quotes::{
        choice::parts_of_inputs,
        content::LinePicture,
        group::{Shown, printed},
        line::{LineInput, ProductLineInput},
        role::LineRole,
        template::{TemplateContent, TemplateLine, Words},
        translation::{TranslatedLine, Translation},
    },
    units::written::{NamedUnit, find},
};
use std::collections::HashMap;
use store::{
    Conn, columns,
    products::{pictures as stored_pictures, words},
    quotes::{
        record::QuoteRecord,
        sources::{self, PartySource},
    },
};
use uuid::Uuid;
use wire::{products::ProductPicture, terms::TermsChoice};

/// Words as a source has them, with the language they were first written in.
struct Source {
    written: Lang,
    words: Words,
}

/// The sources of a quotation's words.
struct Sources {
    template: Option<(Lang, TemplateContent)>,
    /// Name and description.
    products: HashMap<Uuid, (Source, Source)>,
    /// What products are chosen by, in the order in which it stands in brackets.
    values: HashMap<Uuid, Vec<(Uuid, Words)>>,
    methods: HashMap<Uuid, Source>,
    units: Vec<NamedUnit>,
}

impl Source {
    fn empty(written: Lang) -> Source {
        Source { written, words: Words::default() }
    }

    /// What a text is in another language, where it is this source's in the document's; what was added in brackets stays.
    fn told(&self, text: &str, langs: (Lang, Lang)) -> Option<String> {
        self.told_with(text, langs, &Words::default())
    }

    /// The same with what stands in brackets, which is told in the other language where it is still the same: also behind
    /// a name that the other language has no word for.
    fn told_with(&self, text: &str, langs: (Lang, Lang), chosen: &Words) -> Option<String> {
        let Parted { own, found, rest } = parted(&self.words, self.written, text, langs)?;
        let (said, other) = (chosen.get(langs.0), chosen.get(langs.1));
        let same = !said.is_empty() && !other.is_empty() && rest == format!(" ({said})");
        let rest = if same { format!(" ({other})") } else { rest.to_owned() };
        let told = format!("{}{rest}", found.unwrap_or(own));
        (found.is_some() || told != text.trim()).then_some(told)
    }
}

fn told(words: &Words, written: Lang, text: &str, langs: (Lang, Lang)) -> Option<String> {
    let Parted { found, rest, .. } = parted(words, written, text, langs)?;
    found.map(|found| format!("{found}{rest}"))
}

/// A text that says what its source says.
struct Parted<'a> {
    /// As it stands in the text.
    own: &'a str,
    /// The same in the other language, where there is a word.
    found: Option<&'a str>,
    /// What was added in brackets.
    rest: &'a str,
}

/// The parts of a text; none where it says something else.
fn parted<'a>(words: &'a Words, written: Lang, text: &'a str, (language, other): (Lang, Lang)) -> Option<Parted<'a>> {
    let own = words.pick(language, written).trim();
    let rest = text.trim().strip_prefix(own).filter(|_| !own.is_empty())?;
    let same = rest.is_empty() || (rest.starts_with(" (") && rest.ends_with(')'));
    let found = Some(words.get(other).trim()).filter(|found| !found.is_empty());
    same.then_some(Parted { own, found, rest })
}

/// The words of a working version in the languages that are not its own; languages without any are left out.
/// # Errors
/// [`Denied`] when something stored cannot be read.
pub(super) async fn frozen(
    conn: &mut Conn,
    quote: &QuoteRecord,
    lines: &[LineInput],
    (language, currency): (Lang, Currency),
    party: &PartySource,
) -> Result<Vec<Translation>, Denied> {
    let company = CompanyId(quote.company_id);
    let sources = Sources::load(conn, quote, lines).await?;
    let terms = terms::read::known(conn, company, currency).await?;
    let payment = TermsChoice::find(&terms, &quote.payment_terms);
    let mut found = Vec::new();
    for other in Lang::ALL.into_iter().filter(|other| *other != language) {
        let langs = (language, other);
        let of = |pick: fn(&TemplateContent) -> &Words, text: &str| {
            let (written, content) = sources.template.as_ref()?;
            told(pick(content), *written, text, langs)
        };
        let withdrawal = promised::translated(conn, quote, party, langs).await?;
        let translation = Translation {
            language: other,
            title: of(|content| &content.title, &quote.title).unwrap_or_default(),
            introduction: of(|content| &content.introduction, &quote.introduction).unwrap_or_default(),
            terms: of(|content| &content.terms, &quote.terms).unwrap_or_default(),
            payment_terms: payment.map(|payment| payment.sentence.of(other).to_owned()).unwrap_or_default(),
            withdrawal: withdrawal.unwrap_or_default(),
            lines: lines.iter().map(|line| sources.line(line, langs)).filter(|line| !line.is_nothing()).collect(),
        };
        if !translation.is_nothing() {
            found.push(translation);
        }
    }
    Ok(found)
}

impl Sources {
    async fn load(conn: &mut Conn, quote: &QuoteRecord, lines: &[LineInput]) -> Result<Sources, Denied> {
        let (company, id) = (CompanyId(quote.company_id), QuoteId(quote.id));
        let own = columns::lang(&sources::company(conn, company).await?.language)?;
        let mut products: HashMap<Uuid, (Source, Source)> = HashMap::new();
        for row in words::of_quote(conn, id).await? {
            let known = products.entry(row.id).or_insert_with(|| (Source::empty(own), Source::empty(own)));
            // What a program of a later time wrote is none of these languages.
            let Some(lang) = (if row.language.is_empty() { Some(own) } else { Lang::parse(&row.language) }) else {
                continue;
            };
            known.0.words.set(lang, &row.name);
            known.1.words.set(lang, &row.description);
        }
        let values = values(conn, id).await?;
        let delivered = |line: &LineInput| matches!(line, LineInput::Product(line) if line.role.is_delivery());
        let mut methods = HashMap::new();
        if lines.iter().any(delivered) {
            for row in store::delivery::list(conn, company).await? {
                methods.insert(row.id, Source { written: own, words: delivery::fields::names(&row) });
            }
        }
        let template = templates::used::written(conn, company, id).await?;
        Ok(Sources { template, products, values, methods, units: units::read::named(conn, company).await? })
    }

    fn line(&self, line: &LineInput, langs: (Lang, Lang)) -> TranslatedLine {
        let mut found = TranslatedLine::new(line.id());
        match line {
            LineInput::Section { title, .. } => found.text = self.of_template(title, langs, heading),
            LineInput::Note { text, .. } => found.text = self.of_template(text, langs, remark),
            LineInput::Product(line) => self.product(line, langs, &mut found),
        }
        found
    }

    fn product(&self, line: &ProductLineInput, langs: (Lang, Lang), found: &mut TranslatedLine) {
        let method = match line.role {
            LineRole::Delivery { method } => self.methods.get(&method.0),
            _ => None,
        };
        let product = line.product.and_then(|product| self.products.get(&product.0));
        let name = method.and_then(|names| names.told(&line.name, langs));
        let chosen = self.chosen(line);
        let name = name.or_else(|| product.and_then(|(names, _)| names.told_with(&line.name, langs, &chosen)));
        let about = product.and_then(|(_, texts)| texts.told(&line.description, langs));
        found.text = name.unwrap_or_else(|| self.of_template(&line.name, langs, name_of));
        found.description = about.unwrap_or_else(|| self.of_template(&line.description, langs, description_of));
        // A sign that is the same in both languages needs no translation; another language's would be none.
        let unit = find(&self.units, &line.unit).map(|unit| unit.symbol.written(langs.1));
        found.unit = unit.filter(|unit| *unit != line.unit).map(str::to_owned).unwrap_or_default();
    }

    /// What was chosen of a line's product, in each language.
    fn chosen(&self, line: &ProductLineInput) -> Words {
        let mut words = Words::default();
        let Some(values) = line.product.and_then(|product| self.values.get(&product.0)) else { return words };
        let values = || values.iter().filter(|(id, _)| line.choices.iter().any(|choice| choice.0 == *id));
        for lang in Lang::ALL {
            let said: Vec<&str> = values().map(|(_, words)| words.get(lang)).collect();
            words.set(lang, &said.join(", "));
        }
        words
    }

    /// What a line's text is, where a line of the template says the same in the document's language.
    fn of_template(&self, text: &str, langs: (Lang, Lang), pick: fn(&TemplateLine) -> Option<&Words>) -> String {
        let Some((written, content)) = &self.template else { return String::new() };
        let mut lines = content.lines.iter().filter_map(pick);
        lines.find_map(|words| told(words, *written, text, langs)).unwrap_or_default()
    }
}

/// What the values of products are called in each language; in the company's own where there is no other word.
async fn values(conn: &mut Conn, quote: QuoteId) -> Result<HashMap<Uuid, Vec<(Uuid, Words)>>, Denied> {
    let mut found: HashMap<Uuid, Vec<(Uuid, Words)>> = HashMap::new();
    for row in words::values_of_quote(conn, quote).await? {
        let known = found.entry(row.product_id).or_default();
        if row.language.is_empty() {
            let mut words = Words::default();
            Lang::ALL.into_iter().for_each(|lang| words.set(lang, &row.name));
            known.push((row.id, words));
        } else if let (Some(lang), Some((_, words))) =
            (Lang::parse(&row.language), known.iter_mut().find(|(id, _)| *id == row.id))
        {
            words.set(lang, &row.name);
        }
    }
    Ok(found)
}

const fn heading(line: &TemplateLine) -> Option<&Words> {
    match line {
        TemplateLine::Section { title, .. } => Some(title),
        _ => None,
    }
}

const fn remark(line: &TemplateLine) -> Option<&Words> {
    match line {
        TemplateLine::Note { text } => Some(text),
        _ => None,
    }
}

fn name_of(line: &TemplateLine) -> Option<&Words> {
    match line {
        TemplateLine::Product(line) => Some(&line.name),
        _ => None,
    }
}

fn description_of(line: &TemplateLine) -> Option<&Words> {
    match line {
        TemplateLine::Product(line) => Some(&line.description),
        _ => None,
    }
}

/// The lines that stand on cards: goods that are not hidden under their heading.
pub(crate) fn on_cards(lines: &[LineInput]) -> impl Iterator<Item = &ProductLineInput> {
    let shown = lines.iter().zip(printed(&parts_of_inputs(lines))).filter(|(_, shown)| *shown != Shown::Hidden);
    shown.filter_map(|(line, _)| match line {
        LineInput::Product(line) if !line.role.is_delivery() && !line.role.is_discount() => Some(line),
        _ => None,
    })
}

/// The pictures of what stands on cards, line by line.
/// # Errors
/// [`Denied`] when something stored cannot be read.
pub(crate) async fn pictures(conn: &mut Conn, quote: QuoteId, lines: &[LineInput]) -> Result<Vec<LinePicture>, Denied> {
    let mut known: HashMap<Uuid, ProductPicture> = HashMap::new();
    for (product, picture) in stored_pictures::of_quote(conn, quote).await? {
        known.insert(product, serde_json::from_str(&picture).map_err(Denied::fault)?);
    }
    let picture = |line: &ProductLineInput| {
        let found = known.get(&line.product?.0)?;
        Some(LinePicture { line: line.id, sizes: found.sizes.clone(), description: found.description.clone() })
    };
    Ok(on_cards(lines).filter_map(picture).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use Lang::{En, Fi, Sv};

    #[test]
    fn only_what_still_says_what_its_source_says_is_translated() {
        let mut words = Words::one(Fi, "Pumppu");
        words.set(Sv, "Pump");
        let name = Source { written: Fi, words };
        assert_eq!(name.told("Pumppu", (Fi, Sv)).as_deref(), Some("Pump"));
        assert_eq!(name.told("Pumppu (musta)", (Fi, Sv)).as_deref(), Some("Pump (musta)"));
        assert_eq!(name.told("Pumppuhuone", (Fi, Sv)), None, "another thing");
        assert_eq!(name.told("Pumppu ja asennus", (Fi, Sv)), None, "written over");
        assert_eq!(name.told("Pumppu", (Fi, En)), None, "no such words");
        // A document in a language without words has them in the first one.
        assert_eq!(name.told("Pumppu", (En, Fi)).as_deref(), Some("Pumppu"));
        assert_eq!(Source::empty(Fi).told("", (Fi, Sv)), None);
        // What was chosen is told in the other language, but not what a person put into the brackets.
        let mut chosen = Words::one(Fi, "musta, XL");
        chosen.set(Sv, "svart, XL");
        let coat = |text| name.told_with(text, (Fi, Sv), &chosen);
        assert_eq!(coat("Pumppu (musta, XL)").as_deref(), Some("Pump (svart, XL)"));
        assert_eq!(coat("Pumppu (musta)").as_deref(), Some("Pump (musta)"));
        assert_eq!(coat("Pumppu").as_deref(), Some("Pump"));
        // Also where the product itself is called the same in both.
        let plain = Source { written: Fi, words: Words::one(Fi, "Takki") };
        let coat = |text, other| plain.told_with(text, (Fi, other), &chosen);
        assert_eq!(coat("Takki (musta, XL)", Sv).as_deref(), Some("Takki (svart, XL)"));
        assert_eq!(coat("Takki (musta, XL)", En), None, "nothing differs");
        assert_eq!((coat("Takki (musta)", Sv), coat("Takki", Sv)), (None, None));
    }
}
