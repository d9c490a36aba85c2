//! The command line says what is wrong and what to do.
use crate::running::{Folder, Running, program, ran, said};
use std::net::TcpListener;

#[test]
fn help_names_every_command_and_setting() {
    let folder = Folder::new();
    let help = said(&ran(&folder.0, &["--help"]));
    for word in [
        "serve",
        "demo",
        "import",
        "user",
        "migrate",
        "backup",
        "restore",
        "verify",
        "TARJOUS_DATA",
        "TARJOUS_LISTEN",
        "TARJOUS_PUBLIC_URL",
        "DATABASE_URL",
        "TARJOUS_SMTP_HOST",
    ] {
        assert!(help.contains(word), "{word} is not in\n{help}");
    }
}

#[test]
fn a_taken_port_and_an_impossible_folder_are_told_in_a_sentence() {
    let folder = Folder::new();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let output = program(&folder.0, &["serve"]).env("TARJOUS_LISTEN", address).output().unwrap();
    assert!(!output.status.success());
    assert!(said(&output).contains("is taken by another program"), "{}", said(&output));

    let output = program(&folder.0, &["serve"]).env("TARJOUS_LISTEN", "nowhere").output().unwrap();
    assert!(said(&output).contains("must be an address and a port"), "{}", said(&output));

    std::fs::write(folder.0.join("file"), "").unwrap();
    let output = program(&folder.0, &["migrate"]).env("TARJOUS_DATA", folder.0.join("file/data")).output().unwrap();
    assert!(said(&output).contains("Name another with TARJOUS_DATA"), "{}", said(&output));
}

#[test]
fn a_backup_is_restored_and_verified() {
    let folder = Folder::new();
    assert!(ran(&folder.0, &["demo"]).status.success());
    let again = ran(&folder.0, &["demo"]);
    assert!(said(&again).contains("not empty"), "{}", said(&again));

    let server = Running::start(&folder.0, &["serve"]);
    let output = ran(&folder.0, &["backup", "copy.sqlite"]);
    assert!(output.status.success(), "{}", said(&output));
    assert_eq!(server.terminate(), Some(0));
    let output = ran(&folder.0, &["backup", "copy.sqlite"]);
    assert!(said(&output).contains("exists already"), "{}", said(&output));

    let output = ran(&folder.0, &["restore", "copy.sqlite"]);
    assert!(said(&output).contains("never overwrites"), "{}", said(&output));
    let elsewhere = folder.0.join("elsewhere");
    let output = program(&folder.0, &["restore", "copy.sqlite"]).env("TARJOUS_DATA", &elsewhere).output().unwrap();
    assert!(output.status.success(), "{}", said(&output));
    assert!(said(&output).contains("Everything is as it was written"), "{}", said(&output));
}

#[test]
fn the_public_data_set_is_imported_once() {
    let folder = Folder::new();
    let set = concat!(env!("CARGO_MANIFEST_DIR"), "/../testdata/crm-sales");
    let first = ran(&folder.0, &["import", "crm-sales", set]);
    assert!(first.status.success(), "{}", said(&first));
    for counted in ["8800", "GTXPro", "85"] {
        assert!(said(&first).replace(['\u{a0}', ',', ' '], "").contains(counted), "{counted}: {}", said(&first));
    }
    let second = ran(&folder.0, &["import", "crm-sales", set]);
    assert!(second.status.success(), "{}", said(&second));
    let output = ran(&folder.0, &["import", "crm-sales", "nowhere"]);
    assert!(!output.status.success());
    assert!(said(&output).contains("nowhere"), "{}", said(&output));
    let output = ran(&folder.0, &["verify"]);
    assert!(output.status.success(), "{}", said(&output));
}
