//! The table of actions: each with its words, its drawing and who may do it.
use crate::{
    frame::{Part, own_name},
    shell::Theme,
    ui::IconName,
};
use domain::{
    actors::{Permission, Role},
    lang::Lang,
};
use i18n::T;

/// Something the palette can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Action {
    /// The form for a new opportunity.
    NewOpportunity,
    /// The form for a new quotation.
    NewQuotation,
    /// A new quotation for a customer, who is chosen next in the same field.
    QuotationFor,
    /// The form for a new customer.
    NewCustomer,
    /// The form for a new product.
    NewProduct,
    /// A page.
    Go(Part),
    /// The screens in a language.
    Speak(Lang),
    /// An appearance.
    Wear(Theme),
    /// The list of keys.
    Keys,
    /// Sign out.
    SignOut,
}

impl Action {
    /// What can be done, in the order it is offered.
    pub fn all() -> Vec<Action> {
        let mut all = vec![
            Action::NewOpportunity,
            Action::NewQuotation,
            Action::QuotationFor,
            Action::NewCustomer,
            Action::NewProduct,
        ];
        all.extend(Lang::ALL.map(Action::Speak));
        all.extend(Theme::ALL.map(Action::Wear));
        all.extend([Action::Keys, Action::SignOut]);
        all
    }

    /// Its words.
    pub fn words(self, t: T) -> String {
        match self {
            Action::NewOpportunity => t.crm_new_opportunity().to_owned(),
            Action::NewQuotation => t.crm_new_quotation().to_owned(),
            Action::QuotationFor => t.palette_quotation_for().to_owned(),
            Action::NewCustomer => t.parties_new().to_owned(),
            Action::NewProduct => t.products_new().to_owned(),
            Action::Go(part) => part.words(t).to_owned(),
            Action::Speak(lang) => t.palette_language(own_name(lang)),
            Action::Wear(Theme::System) => t.palette_theme(t.frame_theme_system()),
            Action::Wear(Theme::Light) => t.palette_theme(t.frame_theme_light()),
            Action::Wear(Theme::Dark) => t.palette_theme(t.frame_theme_dark()),
            Action::Keys => t.palette_keys().to_owned(),
            Action::SignOut => t.frame_sign_out().to_owned(),
        }
    }

    /// Drawn before them.
    pub const fn icon(self) -> IconName {
        match self {
            Action::NewOpportunity | Action::NewCustomer | Action::NewProduct => IconName::Plus,
            Action::NewQuotation | Action::QuotationFor => IconName::Document,
            Action::Go(part) => part.icon(),
            Action::Speak(_) => IconName::Globe,
            Action::Wear(_) => IconName::Moon,
            Action::Keys => IconName::Info,
            Action::SignOut => IconName::Leave,
        }
    }

    /// Whether the role may do it.
    pub fn open_to(self, role: Role) -> bool {
        match self {
            Action::NewProduct => role.may(Permission::Catalog),
            Action::Go(part) => part.open_to(role),
            _ => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_offered_what_the_role_may_not_do() {
        assert!(!Action::NewProduct.open_to(Role::Seller));
        assert!(Action::NewProduct.open_to(Role::Manager));
        assert!(!Action::Go(Part::Settings).open_to(Role::Manager));
        assert!(Action::all().into_iter().filter(|action| action.open_to(Role::Seller)).count() > 8);
    }

    #[test]
    fn every_action_has_words_of_its_own() {
        for lang in Lang::ALL {
            let mut words: Vec<String> = Action::all().into_iter().map(|action| action.words(T::new(lang))).collect();
            let all = words.len();
            words.sort();
            words.dedup();
            assert_eq!(words.len(), all, "{lang:?}");
        }
    }
}
