//! A unit of work is kept whole or not at all, and says what went wrong.
use domain::ids::{CompanyId, TeamId};
use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};
use store::{
    StoreError, Unit,
    account::users::{self, UserRecord},
    company,
    events::{By, NewEvent},
    outbox::{self, NewWork},
};
use testkit::TestApp;
use uuid::Uuid;

async fn unit<T, F>(app: &TestApp, work: F) -> Result<T, StoreError>
where
    T: Send + 'static,
    F: for<'u> Fn(&'u mut Unit) -> futures::future::BoxFuture<'u, Result<T, StoreError>> + Send + Sync + 'static,
{
    app.cx.store.unit(app.cx.clock.now(), work).await
}

async fn write_all(unit: &mut Unit, company: CompanyId) -> Result<(), StoreError> {
    let id = TeamId(Uuid::now_v7());
    company::insert_team(unit, company, id, &id.to_string()).await?;
    let work = NewWork { company, topic: "mail", subject_kind: "", subject: None, body: "{}".into() };
    outbox::put_later(unit, work).await?;
    unit.event(NewEvent::new(company, "company", company.0, "company.changed", By::System));
    unit.announce(company, "settings", company.0);
    Ok(())
}

#[test]
fn a_refused_unit_leaves_nothing() {
    testkit::on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let company = house.id;
        let mut heard = app.cx.store.bus().listen();
        let before = app.snapshot().await;
        let refused: Result<(), _> = unit(&app, move |unit| {
            Box::pin(async move {
                write_all(unit, company).await?;
                Err(StoreError::NotFound)
            })
        })
        .await;
        assert!(matches!(refused, Err(StoreError::NotFound)));
        assert_eq!(app.snapshot().await.changed(&before), Vec::<String>::new());
        assert!(heard.try_recv().is_err(), "pages were told of what never was");

        unit(&app, move |unit| Box::pin(async move { write_all(unit, company).await })).await.unwrap();
        let changed = app.snapshot().await.changed(&before);
        assert_eq!(changed, ["event_heads", "events", "outbox", "teams"]);
        let told = tokio::time::timeout(std::time::Duration::from_secs(5), heard.recv()).await;
        assert!(told.unwrap().is_ok());
    });
}

#[test]
fn a_panic_is_a_fault_and_the_store_goes_on() {
    testkit::on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let company = house.id;
        let before = app.snapshot().await;
        let fell: Result<(), _> = unit(&app, move |unit| {
            Box::pin(async move {
                write_all(unit, company).await?;
                panic!("a use-case went wrong")
            })
        })
        .await;
        assert!(matches!(fell, Err(StoreError::Fault(_))), "{fell:?}");
        assert_eq!(app.snapshot().await.changed(&before), Vec::<String>::new());
        unit(&app, move |unit| Box::pin(async move { write_all(unit, company).await })).await.unwrap();
    });
}

#[test]
fn what_is_taken_is_told_as_taken() {
    testkit::on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let row = UserRecord {
            id: Uuid::nil(),
            company_id: house.id.0,
            version: 1,
            team_id: None,
            name: "Anna".into(),
            title: String::new(),
            email: "anna@talo.test".into(),
            email_key: "anna@talo.test".into(),
            phone: String::new(),
            role: "seller".into(),
            language: "fi".into(),
            password_hash: None,
            active: 1,
        };
        let tries = Arc::new(AtomicUsize::new(0));
        let insert = |row: UserRecord, tries: Arc<AtomicUsize>| {
            unit(&app, move |unit| {
                let (row, tries) = (UserRecord { id: Uuid::now_v7(), ..row.clone() }, tries.clone());
                Box::pin(async move {
                    tries.fetch_add(1, Ordering::SeqCst);
                    users::insert(unit, &row, None).await
                })
            })
        };
        insert(row.clone(), tries.clone()).await.unwrap();
        let again = insert(row.clone(), tries.clone()).await;
        assert!(matches!(again, Err(StoreError::Taken(_))), "{again:?}");
        assert!(tries.load(Ordering::SeqCst) <= 5);
    });
}

#[test]
fn many_units_at_once_each_answer_for_themselves() {
    testkit::on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let company = house.id;
        let tasks: Vec<_> = (0..60)
            .map(|at| {
                let app = app.clone();
                tokio::spawn(async move {
                    let answer = unit(&app, move |unit| {
                        Box::pin(async move {
                            write_all(unit, company).await?;
                            if at % 3 == 0 { Err(StoreError::KeyReused) } else { Ok(at) }
                        })
                    })
                    .await;
                    match answer {
                        Ok(answered) => assert!(answered == at && at % 3 != 0),
                        Err(StoreError::KeyReused) => assert_eq!(at % 3, 0),
                        Err(other) => panic!("{other}"),
                    }
                })
            })
            .collect();
        for task in tasks {
            task.await.unwrap();
        }
        let after = app.snapshot().await;
        assert_eq!((after.rows("teams"), after.rows("outbox"), after.rows("events")), (40, 40, 40));
    });
}

#[test]
fn work_goes_on_when_the_asker_is_gone() {
    testkit::on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let company = house.id;
        let (begun, seen) = tokio::sync::oneshot::channel();
        let begun = std::sync::Mutex::new(Some(begun));
        let inner = app.clone();
        let asker = tokio::spawn(async move {
            unit(&inner, move |unit| {
                let begun = begun.lock().unwrap().take();
                Box::pin(async move {
                    write_all(unit, company).await?;
                    if let Some(begun) = begun {
                        begun.send(()).unwrap();
                    }
                    tokio::time::sleep(std::time::Duration::from_millis(100)).await;
                    Ok(())
                })
            })
            .await
        });
        seen.await.unwrap();
        asker.abort();
        for _ in 0..100 {
            if app.snapshot().await.rows("teams") == 1 {
                return;
            }
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
        panic!("what was begun was dropped");
    });
}
