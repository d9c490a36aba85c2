//! Everything that parses bytes from strangers: bounded, strict, and with a sentence for whoever must mend the file.
#[cfg(test)]
#[path = "../../../testdata/corpora/corpora.rs"]
mod corpora;
pub mod crm_sales;
pub mod file;
pub mod forms;
pub mod mail;
pub mod picture;
pub mod sheet;
pub mod statement;
pub mod table;
