//! What anybody may ask: is this digest that of something that was signed here?
use super::evidence::iso;
use crate::{Cx, Denied, portal};
use store::{columns, seals};
use wire::seals::{Seal, SealAnswer, SealStatement};

/// A SHA-256 as somebody typed or computed it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Digest(String);

impl Digest {
    /// Reads 64 hex digits; spaces between them, as they stand on paper, are no matter. `None` where it is none.
    pub fn parse(text: &str) -> Option<Digest> {
        if text.len() > 200 {
            return None;
        }
        let digits: String = text.chars().filter(|c| !c.is_whitespace()).map(|c| c.to_ascii_lowercase()).collect();
        (digits.len() == 64 && digits.bytes().all(|digit| digit.is_ascii_hexdigit())).then_some(Digest(digits))
    }

    /// The digits, lower case.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Says whether bytes with this digest were signed here, and gives the seal on them. Nothing personal is told: who asks
/// has shown no more than the digest.
/// # Errors
/// [`Denied::Unavailable`].
pub async fn check(cx: &Cx, digest: &Digest) -> Result<SealAnswer, Denied> {
    let mut conn = cx.store.reader().await?;
    let sha256 = digest.0.clone();
    if let Some(row) = seals::unscoped_by_digest(&mut conn, &sha256).await? {
        let statement: SealStatement = serde_json::from_str(&row.statement).map_err(Denied::fault)?;
        let holds =
            statement.sha256 == sha256 && vault::signing::holds(&row.public_key, &row.statement, &row.signature);
        return Ok(SealAnswer {
            sha256,
            known: true,
            company: statement.company,
            document: statement.document,
            version: statement.version,
            signed_at: statement.signed_at,
            seal: Some(Seal {
                statement: row.statement,
                signature: row.signature,
                public_key: row.public_key,
                key_number: columns::count(row.key_number)?,
                holds,
            }),
        });
    }
    // Signed before there were seals: the file is kept, and known by its hash.
    let files = seals::unscoped_files_by_digest(&mut conn, &sha256).await?;
    let file =
        files.into_iter().find(|file| file.name == portal::pdf::signed_name(&file.number, (file.quote_version, 1)));
    Ok(match file {
        Some(file) => SealAnswer {
            sha256,
            known: true,
            company: file.company,
            document: file.number,
            version: columns::count(file.quote_version)?,
            signed_at: iso(file.decided_at),
            seal: None,
        },
        None => SealAnswer { sha256, ..SealAnswer::default() },
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_digest_is_64_hex_digits_and_nothing_else() {
        let plain = "0a".repeat(32);
        assert_eq!(Digest::parse(&plain).unwrap().as_str(), plain);
        assert_eq!(
            Digest::parse(&format!(" {}\n{} ", &plain[..32], plain[32..].to_uppercase())).unwrap().as_str(),
            plain
        );
        let hostile = [
            "",
            "0a",
            "../../etc/passwd",
            "' OR 1=1 --",
            &"0g".repeat(32),
            &"0a".repeat(33),
            &"ä".repeat(32),
            &"０".repeat(64),
        ];
        for bad in hostile {
            assert!(Digest::parse(bad).is_none(), "{bad}");
        }
        assert!(Digest::parse(&" ".repeat(1_000_000)).is_none());
    }
}
