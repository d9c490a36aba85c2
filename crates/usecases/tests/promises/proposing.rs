//! A customer proposes; the seller answers each; what is agreed to is the next version, and the answers go with it.
use domain::{
    actors::Role,
    ids::LineId,
    lang::Lang,
    quotes::{
        content::ContentLine,
        line::LineInput,
        proposal::{Answer, Ask, out_field, price_field, quantity_field},
        quantity_from::QuantityFrom,
        state::QuoteState,
    },
    refusal::Refusal,
};
use testkit::{House, Sent, TestApp, acceptance, figure, key, on_both, propose, refused_at, refused_whole};
use usecases::{Denied, Staff, actors::Agent, approvals, orders, portal, quotes, today};
use wire::{
    approvals::LimitFields,
    portal::{PortalPage, PortalStanding},
    proposals::{AnswerProposal, AnsweredProposal, ItemAnswer, ProposalView},
    quotes::CancelQuote,
};

async fn offered(house: &House, by: &Staff) -> Sent {
    let lines = vec![
        house.line("Pumppu", "9", "1290"),
        house.line("Asennus", "9", "340"),
        house.line("Huoltosopimus", "1", "1260"),
    ];
    house.sent(by, lines).await
}

fn id(page: &PortalPage, name: &str) -> LineId {
    page.content.lines.iter().find(|line| line.text() == name).map(ContentLine::id).expect("the line")
}

async fn ask(app: &TestApp, sent: &Sent, typed: &[(String, &str)], why: &str) -> Result<(), Denied> {
    let page = sent.page(&app.cx).await;
    portal::propose(&sent.visitor(&app.cx).await, &app.cx, propose(&page, typed, why)).await
}

/// One pump fewer, a lower price for the work, no contract.
async fn ask_three(app: &TestApp, sent: &Sent) {
    let page = sent.page(&app.cx).await;
    let typed = [
        (quantity_field(id(&page, "Pumppu")), "8"),
        (price_field(id(&page, "Asennus")), "310,00"),
        (out_field(id(&page, "Huoltosopimus")), "1"),
    ];
    ask(app, sent, &typed, "Yksi mökki jää pois.").await.unwrap();
}

async fn read(app: &TestApp, by: &Staff, sent: &Sent) -> ProposalView {
    quotes::read_proposal(by, &app.cx, sent.quote).await.unwrap().expect("a proposal waits")
}

fn answering(view: &ProposalView, answers: &[(Answer, &str)]) -> AnswerProposal {
    let said = |(answer, reply): &(Answer, &str)| ItemAnswer {
        answer: *answer,
        instead: String::new(),
        reply: (*reply).to_owned(),
    };
    AnswerProposal {
        key: key(),
        quote: view.quote,
        version: view.version,
        id: view.id,
        answers: answers.iter().map(said).collect(),
    }
}

async fn answer(
    app: &TestApp,
    by: &Staff,
    view: &ProposalView,
    answers: &[(Answer, &str)],
) -> Result<AnsweredProposal, Denied> {
    quotes::answer_proposal(by, &app.cx, answering(view, answers)).await
}

async fn last_mail(app: &TestApp) -> String {
    app.texts("SELECT body FROM outbox WHERE topic = 'mail' ORDER BY created_at, id").await.pop().unwrap_or_default()
}

const YES: (Answer, &str) = (Answer::Accepted, "");
const NO: (Answer, &str) = (Answer::Refused, "Takuu edellyttää sopimusta.");

#[test]
fn a_proposal_is_answered_in_parts_and_makes_the_next_version() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.seller("Anna Salo").await;
        let sent = offered(&house, &anna).await;
        let first = sent.page(&app.cx).await;
        ask(&app, &sent, &[(quantity_field(id(&first, "Pumppu")), "7")], "").await.unwrap();
        assert!(last_mail(&app).await.contains("7 kpl"), "the seller is told what is asked for");

        // A newer one takes its place; both stand in the timeline.
        ask_three(&app, &sent).await;
        let told = app.texts("SELECT what FROM events WHERE what = 'quote.proposed'").await;
        assert_eq!(told.len(), 2);
        let page = sent.page(&app.cx).await;
        assert_eq!((page.proposals.len(), page.proposals[0].items.len()), (1, 3));
        assert_eq!((page.standing, page.content.totals), (PortalStanding::Open, first.content.totals.clone()));

        // Home and editor say so.
        let home = today::read(&anna, &app.cx).await.unwrap();
        let said =
            |one: &&wire::today::MovedQuote| one.what == "quote.proposed" && one.excerpt == "Yksi mökki jää pois.";
        assert!(home.moved.iter().find(said).is_some_and(|one| one.to_answer));
        let note = house.read(&anna, sent.quote).await.proposal.expect("the editor says so");
        assert_eq!((note.author.as_str(), note.changes), ("Päivi Mäkelä", 3));

        let view = read(&app, &anna, &sent).await;
        assert_eq!(
            (view.on_version, view.next_version, view.unsent_changes, view.costs.is_none()),
            (1, 2, false, true)
        );
        let few = answer(&app, &anna, &view, &[YES, YES]).await;
        assert_eq!(refused_at(few), [("answers".to_owned(), Refusal::Required)]);
        let done = answer(&app, &anna, &view, &[YES, (Answer::Accepted, "Sopii!"), NO]).await.unwrap();
        assert_eq!(done, AnsweredProposal { made: Some(2), mailed: false });
        assert!(quotes::read_proposal(&anna, &app.cx, sent.quote).await.unwrap().is_none());
        let home = today::read(&anna, &app.cx).await.unwrap();
        assert!(home.moved.iter().all(|one| !one.to_answer), "what is answered waits for no answer");

        // The draft holds what was agreed to, and the customer sees none of it before it is sent.
        let draft = house.read(&anna, sent.quote).await;
        assert_eq!((draft.draft_version, draft.sent_version, draft.proposal), (2, Some(1), None));
        assert_eq!(draft.totals.net, figure("14370")); // 8 × 1290 + 9 × 310 + 1260
        let from = |name: &str| {
            draft.lines.iter().find_map(|line| match line {
                LineInput::Product(line) if line.name == name => Some(line.quantity_from),
                _ => None,
            })
        };
        assert_eq!(from("Pumppu"), Some(QuantityFrom::Proposal), "the quantity says that it was agreed upon");
        assert_eq!(from("Asennus"), Some(QuantityFrom::Unknown), "another price is no other quantity");
        let page = sent.page(&app.cx).await;
        assert_eq!((page.content.version, page.content.totals.net), (1, figure("15930")));
        assert!(
            page.proposals[0].answered.is_none() && page.proposals[0].items.iter().all(|item| item.answer.is_none())
        );

        // With the version go the answers: in its mail and on its page.
        house.send(&anna, sent.quote).await;
        let mail = last_mail(&app).await;
        assert!(mail.contains("Vastaukset ehdotukseesi") && mail.contains("Takuu edellyttää sopimusta."), "{mail}");
        let page = sent.page(&app.cx).await;
        assert_eq!((page.content.version, page.content.totals.net), (2, figure("14370")));
        let told = &page.proposals[0];
        assert_eq!(told.answered.as_ref().map(|(name, _)| name.as_str()), Some("Anna Salo"));
        let said: Vec<_> = told.items.iter().map(|item| (item.answer, item.reply.as_str())).collect();
        assert_eq!(said[1], (Some(Answer::Accepted), "Sopii!"));
        assert_eq!(said[2], (Some(Answer::Refused), "Takuu edellyttää sopimusta."));

        // What is signed and ordered is what was agreed to.
        let form = acceptance(&page, "Päivi Mäkelä");
        portal::accept(&sent.visitor(&app.cx).await, &app.cx, &Agent::default(), Lang::Fi, form).await.unwrap();
        let order = house.read(&anna, sent.quote).await.order.expect("an order");
        let order = orders::read(&anna, &app.cx, order.id).await.unwrap();
        assert_eq!(order.content.totals, page.content.totals);
    });
}

#[test]
fn a_proposal_that_is_refused_leaves_the_offer_as_it_was() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.seller("Anna Salo").await;
        let sent = offered(&house, &anna).await;
        ask_three(&app, &sent).await;
        let view = read(&app, &anna, &sent).await;
        let done = answer(&app, &anna, &view, &[NO, (Answer::Refused, ""), NO]).await.unwrap();
        assert_eq!(done, AnsweredProposal { made: None, mailed: true });
        let mail = last_mail(&app).await;
        assert!(mail.contains("Takuu edellyttää") && mail.contains("pysyy ennallaan"), "{mail}");
        let page = sent.page(&app.cx).await;
        assert_eq!((page.content.version, page.standing), (1, PortalStanding::Open));
        assert!(page.proposals[0].answered.is_some());
        let draft = house.read(&anna, sent.quote).await;
        assert_eq!((draft.draft_version, draft.unsent_changes), (1, false));
        // They may propose again.
        ask_three(&app, &sent).await;
        assert_eq!(sent.page(&app.cx).await.proposals.len(), 2);
    });
}

#[test]
fn of_two_sellers_who_answer_at_once_one_does() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let (anna, maija) = (house.seller("Anna Salo").await, house.manager("Maija Ranta").await);
        let sent = offered(&house, &anna).await;
        ask_three(&app, &sent).await;
        let (hers, theirs) = (read(&app, &anna, &sent).await, read(&app, &maija, &sent).await);
        let (one, other) =
            futures::join!(answer(&app, &anna, &hers, &[YES; 3]), answer(&app, &maija, &theirs, &[NO; 3]));
        assert_eq!([&one, &other].iter().filter(|answer| answer.is_ok()).count(), 1, "{one:?} {other:?}");
        let lost = if one.is_err() { one } else { other };
        assert!(matches!(lost, Err(Denied::Stale { .. })), "{lost:?}");
        let told = app.texts("SELECT what FROM events WHERE what = 'quote.proposal_answered'").await;
        assert_eq!(told.len(), 1);

        // The same press twice is one answer; a closed proposal is said to be closed.
        let sent = offered(&house, &anna).await;
        ask_three(&app, &sent).await;
        let view = read(&app, &anna, &sent).await;
        let command = answering(&view, &[YES; 3]);
        let first = quotes::answer_proposal(&anna, &app.cx, command.clone()).await.unwrap();
        assert_eq!(quotes::answer_proposal(&anna, &app.cx, command).await.unwrap(), first);
        let now = ProposalView { version: house.read(&anna, sent.quote).await.version, ..view };
        assert_eq!(refused_whole(answer(&app, &anna, &now, &[NO; 3]).await), Refusal::ProposalClosed);
        // Another company's seller finds nothing.
        let other = app.house("Muu Oy").await.seller("Olli Muu").await;
        assert!(matches!(answer(&app, &other, &now, &[NO; 3]).await, Err(Denied::NotFound)));
        assert!(matches!(quotes::read_proposal(&other, &app.cx, sent.quote).await, Err(Denied::NotFound)));
    });
}

#[test]
fn what_was_not_sent_does_not_slip_out_and_limits_hold() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.seller("Anna Salo").await;
        let admin = house.person("Maija Ranta", Role::Administrator, None).await;
        let limits = LimitFields { line_discount: Some(figure("5")), ..LimitFields::default() };
        approvals::set_limits(&admin, &app.cx, limits).await.unwrap();
        let sent = offered(&house, &anna).await;
        ask_three(&app, &sent).await;
        house.edit(&anna, sent.quote, |save| save.fields.title = "Toinen".into()).await.unwrap();
        let view = read(&app, &anna, &sent).await;
        assert!(view.unsent_changes);
        let refused = refused_whole(answer(&app, &anna, &view, &[YES, NO, NO]).await);
        assert_eq!(refused, Refusal::NotInThisState { state: QuoteState::Sent });
        answer(&app, &anna, &view, &[NO; 3]).await.unwrap();

        // What gives more than one may give alone waits for approval, as everywhere.
        let sent = offered(&house, &anna).await;
        ask_three(&app, &sent).await;
        let view = read(&app, &anna, &sent).await;
        answer(&app, &anna, &view, &[YES, YES, NO]).await.unwrap();
        house
            .edit(&anna, sent.quote, |save| {
                if let Some(domain::quotes::line::LineInput::Product(line)) = save.lines.first_mut() {
                    line.discount = figure("10");
                }
            })
            .await
            .unwrap();
        let version = house.read(&anna, sent.quote).await.version;
        let refused = quotes::send(&anna, &app.cx, testkit::offers::sending(sent.quote, version)).await;
        assert_eq!(refused_whole(refused), Refusal::NeedsApproval);

        // A version sent meanwhile closes what was asked of the one before.
        let sent = offered(&house, &anna).await;
        ask_three(&app, &sent).await;
        house.edit(&anna, sent.quote, |save| save.fields.title = "Kolmas".into()).await.unwrap();
        house.send(&anna, sent.quote).await;
        assert!(quotes::read_proposal(&anna, &app.cx, sent.quote).await.unwrap().is_none());
        assert!(house.read(&anna, sent.quote).await.proposal.is_none());
    });
}

#[test]
fn nonsense_strangers_and_closed_offers_propose_nothing() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.seller("Anna Salo").await;
        let (sent, other) = (offered(&house, &anna).await, offered(&house, &anna).await);
        let (page, foreign) = (sent.page(&app.cx).await, other.page(&app.cx).await);
        let (pump, theirs) = (id(&page, "Pumppu"), id(&foreign, "Pumppu"));
        let before = app.snapshot().await;
        for text in
            ["NaN", "-1", "1e400", "99999999999999999999", "<script>alert(1)</script>", "'; DROP TABLE proposals;--"]
        {
            for field in [quantity_field(pump), price_field(pump)] {
                let refused = refused_at(ask(&app, &sent, &[(field.clone(), text)], "").await);
                assert!(refused.iter().all(|(at, _)| *at == field), "{text}: {refused:?}");
            }
        }
        assert_eq!(refused_whole(ask(&app, &sent, &[(quantity_field(theirs), "1")], "").await), Refusal::NotThere);
        assert_eq!(refused_whole(ask(&app, &sent, &[], "Halvempi?").await), Refusal::NothingProposed);
        let all = ["Pumppu", "Asennus", "Huoltosopimus"].map(|name| (out_field(id(&page, name)), "1"));
        assert_eq!(refused_whole(ask(&app, &sent, &all, "").await), Refusal::NothingLeft);
        let long = refused_at(ask(&app, &sent, &[(quantity_field(pump), "x")], &"y".repeat(3_000)).await);
        assert_eq!(long.iter().map(|(at, _)| at.as_str()).collect::<Vec<_>>(), [&*quantity_field(pump), "why"]);
        let mut torn = propose(&page, &[(quantity_field(pump), "8")], "");
        torn.content_sha256 = "00".into();
        let visitor = sent.visitor(&app.cx).await;
        assert_eq!(refused_whole(portal::propose(&visitor, &app.cx, torn).await), Refusal::ContentDiffers);
        assert!(app.snapshot().await.changed(&before).is_empty(), "nothing was written");

        // The same form posted twice is one proposal; more than ten in an hour are too many.
        let form = propose(&page, &[(quantity_field(pump), "8")], "Kiitos & <b>");
        portal::propose(&visitor, &app.cx, form.clone()).await.unwrap();
        portal::propose(&visitor, &app.cx, form).await.unwrap();
        assert_eq!(app.texts("SELECT state FROM proposals").await, ["open"]);
        for _ in 0..9 {
            ask(&app, &sent, &[(quantity_field(pump), "7")], "").await.unwrap();
        }
        assert_eq!(refused_whole(ask(&app, &sent, &[(quantity_field(pump), "6")], "").await), Refusal::TooOften);

        // Over, or withdrawn: it says so.
        let version = house.read(&anna, other.quote).await.version;
        quotes::cancel(&anna, &app.cx, CancelQuote { id: other.quote, version }).await.unwrap();
        let late = ask(&app, &other, &[(quantity_field(theirs), "8")], "").await;
        assert_eq!(refused_whole(late), Refusal::QuoteCancelled);
        app.later(40 * 86_400);
        let late = ask(&app, &sent, &[(quantity_field(pump), "8")], "").await;
        assert!(matches!(refused_whole(late), Refusal::QuoteExpired { .. }));
    });
}

#[test]
fn what_the_seller_offers_instead_is_in_the_next_version_and_told_to_the_customer() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.seller("Anna Salo").await;
        let sent = offered(&house, &anna).await;
        ask_three(&app, &sent).await;
        let view = read(&app, &anna, &sent).await;
        let between = |instead: &str| {
            let mut command = answering(&view, &[NO, (Answer::Countered, ""), NO]);
            command.answers[1].instead = instead.to_owned();
            command
        };
        let nothing = [("340,00", Refusal::NotAChoice), ("310", Refusal::NotAChoice)];
        for (typed, refusal) in [("", Refusal::Required), ("paljon", Refusal::NotAFigure)].into_iter().chain(nothing) {
            let refused = refused_at(quotes::answer_proposal(&anna, &app.cx, between(typed)).await);
            assert_eq!(refused, [("answers.1.instead".to_owned(), refusal)], "{typed}");
        }
        // A line is in or out.
        let mut out = answering(&view, &[NO, NO, (Answer::Countered, "")]);
        out.answers[2].instead = "1".into();
        let refused = refused_at(quotes::answer_proposal(&anna, &app.cx, out).await);
        assert_eq!(refused, [("answers.2.instead".to_owned(), Refusal::NotAChoice)]);

        let done = quotes::answer_proposal(&anna, &app.cx, between("325,50")).await.unwrap();
        assert_eq!(done, AnsweredProposal { made: Some(2), mailed: false });
        assert_eq!(house.read(&anna, sent.quote).await.totals.net, figure("15799.5")); // 9 × 1290 + 9 × 325.5 + 1260
        assert!(sent.page(&app.cx).await.proposals[0].items[1].instead.is_none(), "not before it is sent");
        house.send(&anna, sent.quote).await;
        let mail = last_mail(&app).await;
        assert!(mail.contains("tarjotaan sen sijaan: 325,50"), "{mail}");
        let item = sent.page(&app.cx).await.proposals[0].items[1].clone();
        assert_eq!(item.answer, Some(Answer::Countered));
        assert!(matches!(item.instead, Some(Ask::Price { to, .. }) if to == figure("325.5")));
    });
}
