//! What saving by itself promises.
use super::*;

fn edited() -> Autosave {
    let mut autosave = Autosave::new(7);
    assert_eq!(autosave.on(Event::Edited), Some(Todo::Pause));
    autosave
}

fn sending() -> Autosave {
    let mut autosave = edited();
    assert_eq!(autosave.on(Event::Paused), Some(Todo::Send));
    autosave
}

#[test]
fn nothing_is_sent_when_nothing_was_typed() {
    let mut autosave = Autosave::new(7);
    assert_eq!(autosave.on(Event::Paused), None);
    assert_eq!(autosave.standing(), Standing::Saved);
}

#[test]
fn one_request_at_a_time_and_what_was_typed_meanwhile_follows() {
    let mut autosave = sending();
    assert_eq!(autosave.on(Event::Edited), Some(Todo::Pause));
    assert_eq!(autosave.on(Event::Paused), None, "the first is still on its way");
    assert_eq!(autosave.standing(), Standing::Saving);
    assert_eq!(autosave.on(Event::Saved { version: 8 }), Some(Todo::Pause));
    assert!(autosave.unsaved());
    assert_eq!(autosave.on(Event::Paused), Some(Todo::Send));
    assert_eq!(autosave.version(), 8);
    assert_eq!(autosave.on(Event::Saved { version: 9 }), None);
    assert_eq!(autosave.standing(), Standing::Saved);
}

#[test]
fn without_a_connection_it_keeps_trying_and_loses_nothing() {
    let mut autosave = sending();
    assert_eq!(autosave.on(Event::Unreached), Some(Todo::RetryIn(2_000)));
    assert_eq!(autosave.standing(), Standing::Offline);
    assert_eq!(autosave.on(Event::Edited), Some(Todo::Pause));
    assert_eq!(autosave.on(Event::Paused), None, "the retry is planned");
    assert_eq!(autosave.on(Event::Retry), Some(Todo::Send));
    assert_eq!(autosave.on(Event::Unreached), Some(Todo::RetryIn(4_000)));
    for _ in 0..40 {
        autosave.on(Event::Retry);
        assert_eq!(autosave.on(Event::Unreached).map(|todo| todo <= Todo::RetryIn(32_000)), Some(true));
    }
    assert_eq!(autosave.on(Event::Retry), Some(Todo::Send));
    assert_eq!(autosave.on(Event::Saved { version: 8 }), None);
    assert!(!autosave.unsaved());
}

#[test]
fn a_stale_save_waits_for_a_decision() {
    let mut autosave = sending();
    assert_eq!(autosave.on(Event::Stale), Some(Todo::Compare));
    assert_eq!(autosave.standing(), Standing::Conflict);
    assert_eq!(autosave.on(Event::Edited), None, "typing on is possible, sending is not");
    assert_eq!(autosave.on(Event::Paused), None);
    assert!(autosave.unsaved());

    let mut over = autosave.clone();
    assert_eq!(over.on(Event::Over { version: 12 }), Some(Todo::Send));
    assert_eq!(over.version(), 12);

    assert_eq!(autosave.on(Event::Adopted { version: 12 }), None);
    assert_eq!((autosave.standing(), autosave.version()), (Standing::Saved, 12));
}

#[test]
fn refused_fields_do_not_hold_up_the_rest() {
    let mut autosave = sending();
    assert_eq!(autosave.on(Event::Refused { again: true }), Some(Todo::Send));
    assert_eq!(autosave.on(Event::Refused { again: false }), None);
    assert_eq!(autosave.standing(), Standing::Stopped);
    assert!(autosave.unsaved());
    assert_eq!(autosave.on(Event::Edited), Some(Todo::Pause), "the next edit tries again");
    assert_eq!(autosave.on(Event::Paused), Some(Todo::Send));
}

#[test]
fn a_failure_keeps_what_was_typed() {
    let mut autosave = sending();
    assert_eq!(autosave.on(Event::Failed), None);
    assert_eq!(autosave.standing(), Standing::Stopped);
    assert!(autosave.unsaved());
}
