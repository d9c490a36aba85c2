//! A change of mind: the way back is there while it lasts, asks before it acts, and works as plain forms.
use super::{
    html::{check_well_formed, tags},
    shell,
};
use crate::portal::{
    page,
    sample::{
        accepted, open, pages,
        standings::{consumer, regret, right},
    },
};
use domain::{lang::Lang, quotes::signature::Signature, refusal::Refusal};
use i18n::T;
use wire::portal::{PortalPage, PortalStanding, WithdrawByVisitor, Withdrawing};

fn html(input: &PortalPage) -> String {
    let html = page(input, &shell());
    check_well_formed("regret", &html);
    html.replace("<!>", "")
}

fn named(lang: Lang, wanted: &str) -> PortalPage {
    pages(lang).into_iter().find(|(name, _)| *name == wanted).unwrap().1
}

/// The names a form posts.
fn posted(html: &str, action: &str) -> Vec<String> {
    let form = html.split_once(&format!("action=\"/q/{action}\"")).unwrap().1.split_once("</form>").unwrap().0;
    let fields = tags(form).into_iter().filter_map(|tag| tag.attribute("name").map(str::to_owned));
    fields.collect()
}

#[test]
fn an_acceptance_is_taken_back_in_two_steps_while_there_is_time() {
    for lang in Lang::ALL {
        let t = T::new(lang);
        let page = regret(lang, None);
        let shown = html(&page);
        assert!(shown.contains("?take-back=1#take-back") && shown.contains("14"), "the hour stands there");
        assert!(!shown.contains("name=\"sure\""), "one press too few");
        assert!(shown.contains("data-seconds=\"660\"") && !shown.contains("aria-live"), "counted down quietly");
        let asked = html(&PortalPage { taking_back: true, ..page.clone() });
        let action = format!("{}/take-back", page.public_id);
        let fields = posted(&asked, &action);
        assert!(["version", "content_sha256", "key", "sure"].iter().all(|name| fields.iter().any(|f| f == name)));
        assert!(asked.contains(t.regret_confirm()) && asked.contains("O-2026-0312"));
        let paid = html(&regret(lang, Some(Refusal::PaymentCame)));
        assert!(paid.contains(t.regret_payment_came()) && !paid.contains("?take-back=1"));
        // Over: nothing of it is left, but what was refused is said.
        assert!(!html(&accepted(lang, Signature::Unsigned, true)).contains("take-back"));
        assert!(html(&named(lang, "regret-late")).contains(t.regret_grace_over()));
    }
}

#[test]
fn a_consumer_finds_the_function_all_the_time_and_confirms_what_was_stated() {
    for lang in Lang::ALL {
        let t = T::new(lang);
        let shown = html(&consumer(lang, Withdrawing::No));
        // Beside the order and in the letter.
        assert_eq!(shown.matches(t.regret_here()).count(), 2);
        assert_eq!(shown.matches("?withdraw=1#withdraw").count(), 2);
        let page = consumer(lang, Withdrawing::State);
        let stated = html(&page);
        let fields = posted(&stated, &format!("{}/withdraw", page.public_id));
        for name in ["name", "email", "what", "key", "version", "content_sha256"] {
            assert!(fields.iter().any(|field| field == name), "{name}: {fields:?}");
        }
        assert!(!fields.iter().any(|field| field == "confirm"), "the first step withdraws from nothing");
        assert_eq!(fields.iter().filter(|field| field.starts_with("line.")).count(), 3);
        let confirm = html(&named(lang, "withdraw-confirm"));
        assert!(confirm.contains(t.regret_confirm_withdrawal()) && confirm.contains("Päivi &lt;Mäkelä&gt;"));
        let fields = posted(&confirm, &format!("{}/withdraw", page.public_id));
        assert_eq!(fields.iter().filter(|field| *field == "confirm").count(), 2, "to confirm, and to correct");
    }
}

#[test]
fn what_was_typed_comes_back_with_what_is_wrong() {
    let html = html(&named(Lang::Fi, "withdraw-state"));
    assert!(
        html.contains("value=\"&quot;>&lt;b>\"") || html.contains("value=\"&quot;&gt;&lt;b&gt;\""),
        "kept, as text"
    );
    assert!(html.contains("href=\"#f-withdraw-name\"") && html.contains("href=\"#f-what\""));
    let ids: Vec<String> = tags(&html).into_iter().filter_map(|tag| tag.attribute("id").map(str::to_owned)).collect();
    assert!(["f-withdraw-name", "f-what", "e-what"].iter().all(|id| ids.iter().any(|known| known == id)));
}

#[test]
fn what_was_withdrawn_is_said_with_the_day_of_the_refund() {
    let html = html(&named(Lang::Fi, "withdraw-done"));
    assert!(html.contains("Invertteri 5 kW") && html.contains("14.12.2026") && html.contains("paivi@makela.example"));
    assert!(!html.contains("?withdraw=1"));
}

#[test]
fn the_law_is_told_to_persons_before_they_accept_and_never_to_companies() {
    for lang in Lang::ALL {
        let t = T::new(lang);
        let company = html(&open(lang, 8));
        assert!(!company.contains("id=\"withdraw\"") && !company.contains(t.regret_right()));
        let mut person = open(lang, 8);
        person.content.regret.withdrawal = Some(right());
        let told = html(&person);
        assert!(
            told.contains("id=\"withdraw\"") && told.contains(t.regret_form()) && told.contains("href=\"#withdraw\"")
        );
        assert!(!told.contains("?withdraw=1"), "there is no contract yet");
        let none = html(&named(lang, "withdraw-exempt"));
        assert!(none.contains(t.regret_none()) && !none.contains("?withdraw=1") && !none.contains(t.regret_form()));
    }
}

#[test]
fn a_box_is_ticked_by_its_line() {
    let page = consumer(Lang::Fi, Withdrawing::State);
    let PortalStanding::Accepted { facts } = &page.standing else { panic!("accepted") };
    let [first, second] = [0, 1].map(|at| facts.withdrawal.as_ref().unwrap().lines[at].id);
    let name = WithdrawByVisitor::line(first);
    let form = WithdrawByVisitor { boxes: [(name, "yes".to_owned())].into(), ..Default::default() };
    assert!(form.picks(first) && !form.picks(second));
}
