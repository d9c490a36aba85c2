//! A post comes in by a web form: kept first, then judged, then settled.
use super::{
    MOST_BYTES, fields,
    settle::{self, Understood},
};
use crate::{Cx, Denied, denied};
use domain::{
    ids::{CompanyId, IntakePostId, IntakeSourceId},
    parties::email::Email,
    refusal::{Fields, Refusal},
    text,
    webforms::{FormShape, LONGEST_ANSWER, LONGEST_TEXT, Need},
};
use intake::forms::Mapping;
use store::{
    company,
    intake::{
        posts::{self, PostRecord},
        sources,
    },
};
use uuid::Uuid;
use vault::tokens::{Kind, PlainToken};
use wire::intake::{ContactForm, PostVerdict};

/// A web form in use, by whose address a stranger comes. Only [`admit`] makes it.
#[derive(Clone, Debug)]
pub struct WebForm {
    pub(super) id: IntakeSourceId,
    pub(super) company: CompanyId,
    /// The company's name, for its page.
    pub(super) seller: String,
    /// What its page asks for.
    pub(super) shape: FormShape,
    /// What somebody said of its fields.
    pub(super) mapping: Mapping,
}

impl WebForm {
    /// The company's name.
    pub fn seller(&self) -> &str {
        &self.seller
    }

    /// What its page asks for.
    pub fn shape(&self) -> &FormShape {
        &self.shape
    }
}

/// A post as it came.
#[derive(Clone, Debug, Default)]
pub struct Raw {
    /// What its sender says it is.
    pub content_type: String,
    /// The page it was sent from.
    pub referrer: String,
    /// The program that sent it.
    pub user_agent: String,
    /// The sender's own key; empty for none.
    pub key: String,
    /// The bytes; none where there were too many to keep.
    pub body: Option<Vec<u8>>,
}

/// What became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arrived {
    /// Its row in the inbox.
    pub id: IntakePostId,
    /// The verdict.
    pub verdict: PostVerdict,
    /// Why, by code.
    pub reason: String,
}

/// The web form whose address has a token.
/// # Errors
/// [`Denied::NotFound`] when there is none, or it is switched off.
pub async fn admit(cx: &Cx, token: &str) -> Result<WebForm, Denied> {
    let token = PlainToken::parse(Kind::WebForm, token).ok_or(Denied::NotFound)?;
    let mut conn = cx.store.reader().await?;
    let row = sources::unscoped_find(&mut conn, token.reveal()).await?;
    let company = CompanyId(row.company_id);
    let seller = company::load(&mut conn, company).await?.name;
    let (shape, mapping) = (fields::shape(&row.shape), fields::mapping(&row));
    Ok(WebForm { id: IntakeSourceId(row.id), company, seller, shape, mapping })
}

/// Keeps a post and settles it. What is wrong with it is its verdict, never an error.
/// # Errors
/// [`Denied::Unavailable`] and faults: the post may have been kept all the same, and its sender tries again.
pub async fn receive(form: &WebForm, cx: &Cx, raw: Raw) -> Result<Arrived, Denied> {
    let now = cx.clock.now();
    let short = |value: &str| text::clean_line(value).chars().take(500).collect::<String>();
    let body = raw.body.filter(|body| body.len() <= MOST_BYTES);
    let too_large = body.is_none();
    let body = body.unwrap_or_default();
    let key = short(&raw.key);
    let row = PostRecord {
        id: Uuid::now_v7(),
        company_id: form.company.0,
        source_id: form.id.0,
        received_at: now.0,
        content_type: short(&raw.content_type),
        referrer: short(&raw.referrer),
        user_agent: short(&raw.user_agent),
        size: i64::try_from(body.len()).unwrap_or(i64::MAX),
        sha256: vault::digest::sha256_hex(&body),
        repeat_key: if key.is_empty() { String::new() } else { format!("key/{key}") },
        verdict: PostVerdict::Waiting.code().to_owned(),
        reason: String::new(),
        adapter: String::new(),
        sender: String::new(),
        opportunity_id: None,
        subject: String::new(),
        address: String::new(),
        source_name: None,
        source_kind: None,
    };
    let understood = if too_large {
        Understood::TooLarge
    } else {
        Understood::Form(Box::new(intake::forms::judge(&row.content_type, &body, &form.mapping)))
    };
    let (company, id) = (form.company, IntakePostId(row.id));
    cx.store
        .unit(now, move |unit| {
            let (row, body) = (row.clone(), body.clone());
            Box::pin(async move {
                posts::insert(unit, &row, &body).await?;
                unit.announce(company, "intake", row.id);
                Ok::<_, Denied>(())
            })
        })
        .await?;
    settle::settle(cx, company, id, understood).await
}

/// What a stranger wrote into the page of our own: checked at its fields, then received like any other post.
/// # Errors
/// Refusals by field: `name`, `email`, `phone`, `message` …; otherwise as [`receive`].
pub async fn contact(form: &WebForm, cx: &Cx, mut typed: ContactForm, user_agent: String) -> Result<Arrived, Denied> {
    unasked(&mut typed, &form.shape);
    if typed.trap.is_empty() {
        check(&typed, &form.shape)?;
    }
    let key = Uuid::parse_str(&typed.key).map(|key| key.to_string()).unwrap_or_default();
    // Answers are kept by their question.
    let asked = form.shape.questions.iter().enumerate();
    let answers = asked.map(|(at, question)| (question.words.clone(), typed.answer(at).to_owned())).collect();
    let typed = ContactForm { key: String::new(), answers, ..typed };
    let body = serde_json::to_vec(&typed).map_err(Denied::fault)?;
    let raw =
        Raw { content_type: "application/json".into(), referrer: typed.referrer, user_agent, key, body: Some(body) };
    receive(form, cx, raw).await
}

/// Empties the fields that the page does not have: what it does not ask is not kept.
fn unasked(typed: &mut ContactForm, shape: &FormShape) {
    let own = [
        (shape.company, &mut typed.company),
        (shape.email, &mut typed.email),
        (shape.phone, &mut typed.phone),
        (shape.message, &mut typed.message),
    ];
    for (need, text) in own {
        if need == Need::Off {
            text.clear();
        }
    }
}

fn check(typed: &ContactForm, shape: &FormShape) -> Result<(), Denied> {
    let mut fields = Fields::new();
    let line = |text: &str, need: Need, longest| match need {
        Need::Demanded => text::required_line(text, longest),
        Need::Asked | Need::Off => text::optional_line(text, longest),
    };
    fields.take("name", text::required_line(&typed.name, 100));
    fields.take("company", line(&typed.company, shape.company, 200));
    fields.take(
        "message",
        match shape.message {
            Need::Demanded => text::required_text(&typed.message, LONGEST_TEXT),
            Need::Asked | Need::Off => text::optional_text(&typed.message, LONGEST_TEXT),
        },
    );
    let (email, phone) = (typed.email.trim(), typed.phone.trim());
    // Nobody is asked at a field that is not there.
    let place = if shape.email == Need::Off { "phone" } else { "email" };
    // One of the two is enough where neither is demanded.
    let neither = phone.is_empty() && shape.phone != Need::Demanded;
    if email.is_empty() && (neither || shape.email == Need::Demanded) {
        fields.refuse(place, Refusal::Required);
    } else if !email.is_empty() {
        fields.take("email", Email::parse(email));
    }
    if place == "email" || !phone.is_empty() || shape.phone == Need::Demanded {
        fields.take("phone", line(phone, shape.phone, 40));
    }
    for (at, question) in shape.questions.iter().enumerate() {
        let answer = typed.answer(at);
        let taken = match (question.long, question.must) {
            (true, true) => text::required_text(answer, LONGEST_TEXT),
            (true, false) => text::optional_text(answer, LONGEST_TEXT),
            (false, true) => text::required_line(answer, LONGEST_ANSWER),
            (false, false) => text::optional_line(answer, LONGEST_ANSWER),
        };
        fields.take(format!("q{at}"), taken);
    }
    let digits = phone.chars().filter(char::is_ascii_digit).count();
    let dialled = phone.chars().all(|c| c.is_ascii_digit() || " +-()/.".contains(c)) && (6..=20).contains(&digits);
    if !phone.is_empty() && !dialled {
        fields.refuse("phone", Refusal::NotAFigure);
    }
    denied::all_right(fields)
}
