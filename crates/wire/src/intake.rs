//! Web forms, and the inbox of what came in by them.
use crate::shared::{IdempotencyKey, TeamRef, UserRef};
use domain::{
    days::Stamp,
    ids::{CustomFieldId, IntakePostId, IntakeSourceId, OpportunityId, TeamId, UserId},
    lang::Lang,
    refusal::FieldRefusal,
    webforms::FormShape,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What became of a post.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PostVerdict {
    /// Kept, not yet judged.
    Waiting,
    /// An opportunity was made.
    Made,
    /// The same as one that came before.
    Repeated,
    /// Filled in by a machine.
    Spam,
    /// No fields.
    Unreadable,
    /// Nobody can be answered.
    Incomplete,
    /// It belongs to an opportunity that was there.
    Joined,
    /// A program wrote it.
    Automatic,
}

impl PostVerdict {
    /// All, in the order in which pages show them.
    pub const ALL: [PostVerdict; 8] = [
        PostVerdict::Made,
        PostVerdict::Joined,
        PostVerdict::Incomplete,
        PostVerdict::Unreadable,
        PostVerdict::Repeated,
        PostVerdict::Spam,
        PostVerdict::Automatic,
        PostVerdict::Waiting,
    ];

    /// The stored name.
    pub const fn code(self) -> &'static str {
        match self {
            PostVerdict::Waiting => "waiting",
            PostVerdict::Made => "made",
            PostVerdict::Repeated => "repeated",
            PostVerdict::Spam => "spam",
            PostVerdict::Unreadable => "unreadable",
            PostVerdict::Incomplete => "incomplete",
            PostVerdict::Joined => "joined",
            PostVerdict::Automatic => "automatic",
        }
    }

    /// Reads the stored name.
    pub fn parse(code: &str) -> Option<PostVerdict> {
        PostVerdict::ALL.into_iter().find(|verdict| verdict.code() == code)
    }
}

/// The web forms of the company, and who can get what comes in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourcesView {
    /// The web forms by name.
    pub sources: Vec<SourceForm>,
    /// Teams to choose from.
    pub teams: Vec<TeamRef>,
    /// Owners to choose from.
    pub owners: Vec<UserRef>,
    /// Fields of the teams' own that answers can fill.
    pub own: Vec<OwnField>,
}

/// A field of a team's own that what comes in can fill.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnField {
    /// Which.
    pub id: CustomFieldId,
    /// Whose it is.
    pub team: TeamId,
    /// What it is called.
    pub name: String,
    /// What its team is called.
    pub team_name: String,
}

impl OwnField {
    /// The role of a field of a post that fills it, as [`FieldView::role`] has it.
    pub fn role(&self) -> String {
        format!("own:{}", self.id)
    }

    /// What it is called among those of other teams.
    pub fn called(&self) -> String {
        format!("{} · {}", self.team_name, self.name)
    }
}

/// A web form with what changing it needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceForm {
    /// Which.
    pub id: IntakeSourceId,
    /// For saving: the version that was read.
    pub version: i64,
    /// Where programs post to.
    pub post_url: String,
    /// The page of our own with the form.
    pub page_url: String,
    /// The fields.
    pub fields: SourceFields,
}

/// A web form, as shown and as typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SourceFields {
    /// What the company calls it.
    pub name: String,
    /// The team that gets what comes in.
    pub team: Option<TeamId>,
    /// Who gets it.
    pub owner: Option<UserId>,
    /// The source of the opportunities, where the post names none.
    pub source: String,
    /// Whether posts are taken.
    pub active: bool,
    /// What the page of our own asks for.
    #[serde(default)]
    pub shape: FormShape,
}

/// Keep a web form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SaveSource {
    /// Same key, one save.
    pub key: IdempotencyKey,
    /// Which; none for a new one.
    pub id: Option<IntakeSourceId>,
    /// The version that was read; 0 for a new one.
    pub version: i64,
    /// The fields.
    pub fields: SourceFields,
    /// Whether it gets another address; the old one ends.
    pub renew: bool,
}

/// Which posts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct InboxQuery {
    /// Only those of a verdict.
    pub verdict: Option<PostVerdict>,
    /// Those before this one.
    pub before: Option<IntakePostId>,
}

/// A page of posts, newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InboxPage {
    /// The posts.
    pub rows: Vec<PostRow>,
    /// The last of them, where older ones follow.
    pub more: Option<IntakePostId>,
}

/// A post in the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PostRow {
    /// Which.
    pub id: IntakePostId,
    /// The web form's or mailbox's name.
    pub source: String,
    /// Whether it is a mail.
    pub by_mail: bool,
    /// A mail's subject; empty for web forms.
    pub subject: String,
    /// Who wrote; empty where that cannot be read.
    pub sender: String,
    /// When it came.
    pub at: Stamp,
    /// What became of it.
    pub verdict: PostVerdict,
    /// Why, by code.
    pub reason: String,
    /// The opportunity.
    pub opportunity: Option<OpportunityId>,
}

/// A post that is opened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PostView {
    /// As in the list.
    pub row: PostRow,
    /// Whose way of writing it follows, by code.
    pub adapter: String,
    /// What its sender says it is.
    pub content_type: String,
    /// The page it was sent from, as its sender says.
    pub referrer: String,
    /// The program that sent it, as it calls itself.
    pub user_agent: String,
    /// Bytes.
    pub size: i64,
    /// The bytes as text, so many at most as a page shows.
    pub payload: String,
    /// A mail as it was read.
    pub mail: Option<MailView>,
    /// The fields of a form, or the lines of a mail that answer as a form does; the first ones.
    pub fields: Vec<FieldView>,
    /// Fields of the teams' own that they can fill.
    pub own: Vec<OwnField>,
}

/// A field of a post.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldView {
    /// What it is called.
    pub label: String,
    /// What stands in it, as far as a page shows it.
    pub value: String,
    /// What it is read as: one of [`FIELD_ROLES`], or that of an [`OwnField`]; empty where only its content can tell, and in
    /// a mail where it is but text.
    pub role: String,
    /// Whether somebody said so.
    pub told: bool,
}

/// What a field of a post can be.
pub const FIELD_ROLES: [&str; 14] = [
    "name",
    "first",
    "last",
    "company",
    "business_id",
    "email",
    "phone",
    "subject",
    "message",
    "source",
    "medium",
    "campaign",
    "referrer",
    "aside",
];

/// Say what a field is, in this post and in all of its form that come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MapField {
    /// Same key, one change.
    pub key: IdempotencyKey,
    /// A post with the field.
    pub post: IntakePostId,
    /// What the field is called.
    pub label: String,
    /// One of [`FIELD_ROLES`], or that of an [`OwnField`], which alone lines of a mail can have; empty to leave it to its name
    /// and content again.
    pub role: String,
}

/// A mail in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailView {
    /// The writer's address.
    pub email: String,
    /// What was written.
    pub text: String,
    /// Its signature and what it quotes.
    pub quoted: String,
    /// Names and bytes of the files that came along, the first ones.
    pub files: Vec<(String, i64)>,
    /// How many files came along.
    pub all_files: i64,
}

/// The public page of a web form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContactPage {
    /// The company's name.
    pub company: String,
    /// The reader's language.
    pub lang: Lang,
    /// Where the page is.
    pub path: String,
    /// What was typed.
    pub typed: ContactForm,
    /// What was wrong with it.
    pub refusals: Vec<FieldRefusal>,
    /// What it asks for.
    pub shape: FormShape,
}

/// What a stranger writes into it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ContactForm {
    /// The same key, one opportunity.
    pub key: String,
    /// First and last name.
    pub name: String,
    /// The company.
    pub company: String,
    /// E-mail.
    pub email: String,
    /// Telephone.
    pub phone: String,
    /// The message.
    pub message: String,
    /// The page they came from, with what it says of the campaign.
    pub referrer: String,
    /// What no person sees.
    #[serde(rename = "_gotcha")]
    pub trap: String,
    /// Answers to questions of the company's own, as `q0`, `q1`, …; whatever else was posted is among them too.
    #[serde(flatten)]
    pub answers: BTreeMap<String, String>,
}

impl ContactForm {
    /// The answer to a question, counted from 0.
    pub fn answer(&self, question: usize) -> &str {
        self.answers.get(&format!("q{question}")).map_or("", String::as_str)
    }
}
