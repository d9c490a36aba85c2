//! The company's own data and its usual terms; saved as fields are left.
use super::{
    api::{edit_company, read_settings},
    values,
};
use crate::i18n::use_t;
use crate::parties::country_options;
use crate::sheet::{ChoiceLine, Keeper, Sheet, TextLine};
use crate::terms::TermsWords;
use domain::lang::Lang;
use i18n::T;
use leptos::prelude::*;
use wire::settings::{EditCompany, SettingsView};

/// Keeps the company's fields saved.
pub(super) fn keeper(t: T, view: &SettingsView) -> Keeper {
    Keeper::new(
        t,
        Sheet::new("company", values::values(&view.company), values::check),
        view.version,
        |version, values| edit_company(EditCompany { version, fields: values::fields(&values) }),
        || async { read_settings().await.map(|view| (view.version, values::values(&view.company))) },
    )
}

/// Words for the payment terms.
const TERMS: &str = "company-terms";

/// Both parts.
#[component]
pub(super) fn Company(
    /// The fields.
    keeper: Keeper,
) -> impl IntoView {
    let t = use_t();
    let sheet = keeper.sheet;
    let on_leave = Callback::new(move |code: &'static str| keeper.leave(code));
    let spoken = sheet.text("language");
    let spoken = Signal::derive(move || spoken.with(|code| Lang::parse(code)).unwrap_or_default());
    let languages = Lang::ALL.map(|lang| (lang.code().to_owned(), language(t, lang).to_owned())).to_vec();
    let margin = [("no", t.settings_margin_no()), ("yes", t.settings_margin_yes())];
    let margin = margin.map(|(code, words)| (code.to_owned(), words.to_owned())).to_vec();
    let signing = [("no", t.quotes_unsigned_no()), ("yes", t.quotes_unsigned_yes())];
    let signing = signing.map(|(code, words)| (code.to_owned(), words.to_owned())).to_vec();
    let countries = country_options(t, &sheet.text("address.country").get_untracked(), false);
    view! {
        <section id="company">
            <h2>{t.settings_company()}<small>{t.settings_company_what()}</small></h2>
            <div class="cols">
                <TextLine sheet code="name" class="w6" label=t.settings_name() on_leave/>
                <TextLine sheet code="business_id" class="w3" label=t.settings_business_id() on_leave/>
                <TextLine sheet code="vat_number" class="w3" label=t.settings_vat_number() on_leave/>
                <TextLine sheet code="email" class="w3" label=t.settings_email() kind="email" hint=t.settings_email_hint() on_leave/>
                <TextLine sheet code="phone" class="w3" label=t.settings_phone() kind="tel" on_leave/>
                <ChoiceLine sheet code="language" class="w3" label=t.settings_language() options=languages on_leave/>
                <TextLine sheet code="address.street" class="w6" label=t.settings_street() on_leave/>
                <TextLine sheet code="address.postcode" label=t.settings_postcode() longest=20 on_leave/>
                <TextLine sheet code="address.city" label=t.settings_city() on_leave/>
                <ChoiceLine sheet code="address.country" label=t.settings_country() options=countries on_leave/>
            </div>
        </section>
        <section id="usual">
            <h2>{t.settings_usual()}<small>{t.settings_usual_what()}</small></h2>
            <div class="cols">
                <TextLine sheet code="valid_days" class="w3" label=t.settings_valid_days() longest=4 on_leave/>
                <TextLine sheet code="delivery_days" class="w3" label=t.settings_delivery_days() hint=t.settings_delivery_days_hint() longest=4 on_leave/>
                <TextLine sheet code="payment_terms" class="w3" label=t.settings_payment_terms() hint=t.settings_payment_terms_hint() list=TERMS on_leave/>
                <TermsWords id=TERMS language=spoken/>
                <TextLine sheet code="terms" class="w6" label=t.settings_terms() rows=5 longest=10_000 on_leave/>
                <TextLine sheet code="payee" class="w6" label=t.settings_payee() hint=t.settings_payee_hint() longest=70 on_leave/>
                <TextLine sheet code="iban" class="w3" label=t.settings_iban() hint=t.settings_iban_hint() longest=42 on_leave/>
                <TextLine sheet code="bic" class="w3" label=t.settings_bic() longest=11 on_leave/>
                <ChoiceLine sheet code="unsigned" class="w3" label=t.quotes_unsigned() options=signing on_leave/>
                <ChoiceLine sheet code="sellers_see_margin" class="w3" label=t.settings_margin() options=margin on_leave/>
            </div>
        </section>
    }
}

fn language(t: T, lang: Lang) -> &'static str {
    match lang {
        Lang::Fi => t.settings_finnish(),
        Lang::Sv => t.settings_swedish(),
        Lang::En => t.settings_english(),
    }
}

/// The name of a field, for the table of what two people changed.
pub(super) fn field_name(t: T, code: &str) -> String {
    match code {
        "name" => t.settings_name(),
        "business_id" => t.settings_business_id(),
        "vat_number" => t.settings_vat_number(),
        "address.street" => t.settings_street(),
        "address.postcode" => t.settings_postcode(),
        "address.city" => t.settings_city(),
        "address.country" => t.settings_country(),
        "email" => t.settings_email(),
        "phone" => t.settings_phone(),
        "language" => t.settings_language(),
        "valid_days" => t.settings_valid_days(),
        "delivery_days" => t.settings_delivery_days(),
        "payment_terms" => t.settings_payment_terms(),
        "terms" => t.settings_terms(),
        "payee" => t.settings_payee(),
        "iban" => t.settings_iban(),
        "bic" => t.settings_bic(),
        "unsigned" => t.quotes_unsigned(),
        "sellers_see_margin" => t.settings_margin(),
        other => other,
    }
    .to_owned()
}
