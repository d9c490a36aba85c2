//! The mail server of a mailbox: where it is, who signs in, what is read, and whether that works.
use super::api::try_mailbox;
use crate::ui::{Banner, Button, Field, IconName, Select, TextInput, Tone};
use domain::{ids::IntakeSourceId, refusal::FieldRefusal};
use i18n::T;
use leptos::prelude::*;
use wire::{
    mailboxes::{MailEncryption, ServerFields, Tried, TryMailbox},
    problem::Problem,
};

/// What is typed of a server.
#[derive(Clone, Copy)]
pub(super) struct Typed {
    host: RwSignal<String>,
    port: RwSignal<String>,
    encryption: RwSignal<String>,
    user: RwSignal<String>,
    folder: RwSignal<String>,
    move_to: RwSignal<String>,
    /// The password; empty for the kept one.
    pub(super) password: RwSignal<String>,
}

impl Typed {
    /// What is kept, to be typed over.
    pub(super) fn new(first: &ServerFields) -> Typed {
        Typed {
            host: RwSignal::new(first.host.clone()),
            port: RwSignal::new(first.port.clone()),
            encryption: RwSignal::new(first.encryption.code().to_owned()),
            user: RwSignal::new(first.user.clone()),
            folder: RwSignal::new(first.folder.clone()),
            move_to: RwSignal::new(first.move_to.clone()),
            password: RwSignal::new(String::new()),
        }
    }

    /// What stands there now.
    pub(super) fn fields(&self) -> ServerFields {
        ServerFields {
            host: self.host.get_untracked(),
            port: self.port.get_untracked(),
            encryption: self.encryption.with_untracked(|code| MailEncryption::parse(code)).unwrap_or_default(),
            user: self.user.get_untracked(),
            folder: self.folder.get_untracked(),
            move_to: self.move_to.get_untracked(),
        }
    }
}

/// The fields of a server, and the button that tries them.
#[component]
pub(super) fn Server(
    /// The reader's texts.
    t: T,
    /// What is typed.
    typed: Typed,
    /// Whose kept password may be used.
    id: Option<IntakeSourceId>,
    /// Whether one is kept.
    has_password: bool,
    /// What was refused, here and by saving.
    refused: RwSignal<Vec<FieldRefusal>>,
) -> impl IntoView {
    let tried = RwSignal::new(None::<(bool, String, String)>);
    let trying = Action::new(move |(): &()| {
        let command = TryMailbox { id, server: typed.fields(), password: typed.password.get_untracked() };
        async move {
            match try_mailbox(command).await {
                Ok(Tried::Fine { mails, unread }) => {
                    tried.set(Some((true, t.mailboxes_fine(mails, unread.to_string()), String::new())));
                }
                Ok(Tried::Trouble { trouble, detail }) => {
                    tried.set(Some((false, i18n::mailboxes::trouble(t, &trouble).to_owned(), detail)));
                }
                Err(error) => {
                    tried.set(Some((false, error.sentence(t), String::new())));
                    if let Problem::Refused { refusals } = error.0 {
                        refused.set(refusals);
                    }
                }
            }
        }
    });
    let test = move |()| {
        tried.set(None);
        refused.set(Vec::new());
        trying.dispatch(());
    };
    let at = move |field: &'static str| {
        Signal::derive(move || {
            refused.with(|all| {
                all.iter().find(|one| one.field == field).map(|one| match field {
                    "password" => t.mailboxes_password_needed().to_owned(),
                    "host" if one.refusal == domain::refusal::Refusal::NotAChoice => {
                        t.mailboxes_host_wrong().to_owned()
                    }
                    "port" => t.mailboxes_port_wrong().to_owned(),
                    "move_to" if one.refusal == domain::refusal::Refusal::AlreadyTaken => {
                        t.mailboxes_move_to_other().to_owned()
                    }
                    _ => i18n::problem::refusal_sentence(t, &one.refusal),
                })
            })
        })
    };
    let encryptions = MailEncryption::ALL.map(|one| {
        let words = match one {
            MailEncryption::Tls => t.mailboxes_tls(),
            MailEncryption::Starttls => t.mailboxes_starttls(),
            MailEncryption::None => t.mailboxes_unencrypted(),
        };
        (one.code().to_owned(), words.to_owned())
    });
    let encryptions = Signal::stored(encryptions.to_vec());
    let told = move || {
        tried.get().map(|(fine, sentence, detail)| {
            let (tone, icon) = if fine { (Tone::Positive, IconName::Check) } else { (Tone::Danger, IconName::Alert) };
            let detail = (!detail.is_empty()).then(|| t.mailboxes_server_says(&detail));
            view! { <Banner tone icon urgent=!fine>{sentence}" "{detail}</Banner> }
        })
    };
    view! {
        <Field id="mailbox-host" label=t.mailboxes_host() error=at("host")>
            <TextInput value=typed.host placeholder="imap.example.fi" autocomplete="off"/>
        </Field>
        <Field id="mailbox-encryption" label=t.mailboxes_encryption() error=at("encryption")>
            <Select value=typed.encryption options=encryptions/>
        </Field>
        <Field id="mailbox-port" label=t.mailboxes_port() error=at("port")><TextInput value=typed.port class="short"/></Field>
        <Field id="mailbox-user" label=t.mailboxes_user() error=at("user")>
            <TextInput value=typed.user autocomplete="off"/>
        </Field>
        <Field
            id="mailbox-password"
            label=t.mailboxes_password()
            hint=has_password.then(|| t.mailboxes_password_kept().to_owned())
            error=at("password")
        >
            <TextInput value=typed.password kind="password" autocomplete="new-password"/>
        </Field>
        <Field id="mailbox-folder" label=t.mailboxes_folder() error=at("folder")><TextInput value=typed.folder/></Field>
        <Field id="mailbox-move-to" label=t.mailboxes_move_to() hint=t.mailboxes_move_to_what().to_owned() error=at("move_to")>
            <TextInput value=typed.move_to/>
        </Field>
        <div role="status">{told}</div>
        <div class="row">
            <Button small=true icon=IconName::Refresh busy=trying.pending() busy_label=t.mailboxes_testing() on_press=test>
                {t.mailboxes_test()}
            </Button>
        </div>
    }
}
