//! A connection to a mail server, encrypted as asked, and somebody signed in on it.
use super::{LONGEST_ANSWER, answered, broken};
use async_imap::{Client, Session};
use std::{fmt::Debug, io, sync::Arc, time::Duration};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::TcpStream,
};
use tokio_rustls::{
    TlsConnector,
    rustls::{self, ClientConfig, RootCertStore, crypto, pki_types::ServerName},
};
use usecases::intake::mailboxes::{Login, Trouble, TroubleKind};
use wire::mailboxes::MailEncryption;

/// Longest time until a server is reached.
const LONGEST_CALL: Duration = Duration::from_secs(15);

/// Bytes both ways, encrypted or not.
pub(super) trait Line: AsyncRead + AsyncWrite + Unpin + Send + Debug {}
impl<T: AsyncRead + AsyncWrite + Unpin + Send + Debug> Line for T {}

/// A signed-in session.
pub(super) type Signed = Session<Box<dyn Line>>;

/// Connects and signs in.
pub(super) async fn session(login: &Login) -> Result<Signed, Trouble> {
    let reached = TcpStream::connect((login.host.as_str(), login.port));
    let tcp = match tokio::time::timeout(LONGEST_CALL, reached).await {
        Ok(tcp) => tcp.map_err(|error| Trouble::new(TroubleKind::Unreachable, error))?,
        Err(_) => return Err(Trouble::new(TroubleKind::Unreachable, "")),
    };
    let client = match login.encryption {
        MailEncryption::Tls => greeted(encrypted(tcp, &login.host).await?).await?,
        MailEncryption::None => greeted(Box::new(tcp)).await?,
        MailEncryption::Starttls => {
            let mut plain = greeted(Box::new(tcp)).await?;
            answered(TroubleKind::Refused, plain.run_command_and_check_ok("STARTTLS", None)).await?;
            // What the server has said in clear behind its answer is thrown away with the plain client.
            Client::new(encrypted(plain.into_inner(), &login.host).await?)
        }
    };
    match tokio::time::timeout(LONGEST_ANSWER, client.login(&login.user, &login.password)).await {
        Ok(Ok(session)) => Ok(session),
        Ok(Err((error, _))) => Err(super::told(TroubleKind::Login, &error)),
        Err(_) => Err(Trouble::new(TroubleKind::TooSlow, "")),
    }
}

/// Waits for the server's first word.
async fn greeted(line: Box<dyn Line>) -> Result<Client<Box<dyn Line>>, Trouble> {
    let mut client = Client::new(line);
    match tokio::time::timeout(LONGEST_CALL, client.read_response()).await {
        Ok(Ok(Some(_))) => Ok(client),
        Ok(Ok(None)) => Err(Trouble::new(TroubleKind::Unreachable, "connection closed")),
        Ok(Err(error)) => Err(Trouble::new(TroubleKind::Unreachable, broken(&error))),
        Err(_) => Err(Trouble::new(TroubleKind::TooSlow, "")),
    }
}

async fn encrypted(
    line: impl AsyncRead + AsyncWrite + Unpin + Send + Debug + 'static,
    host: &str,
) -> Result<Box<dyn Line>, Trouble> {
    let distrusted = |error: String| Trouble::new(TroubleKind::Certificate, error);
    let roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
    let config = ClientConfig::builder_with_provider(Arc::new(crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(|error| distrusted(error.to_string()))?
        .with_root_certificates(roots)
        .with_no_client_auth();
    let name = ServerName::try_from(host.to_owned()).map_err(|error| distrusted(error.to_string()))?;
    let shaken = TlsConnector::from(Arc::new(config)).connect(name, line);
    match tokio::time::timeout(LONGEST_CALL, shaken).await {
        Ok(Ok(line)) => Ok(Box::new(line)),
        Ok(Err(error)) if of_the_certificate(&error) => Err(distrusted(error.to_string())),
        Ok(Err(error)) => Err(Trouble::new(TroubleKind::Unreachable, broken(&error))),
        Err(_) => Err(Trouble::new(TroubleKind::TooSlow, "")),
    }
}

/// Whether the certificate is what is wrong, not that something else than a mail server answers.
fn of_the_certificate(error: &io::Error) -> bool {
    let inner = error.get_ref().and_then(|inner| inner.downcast_ref::<rustls::Error>());
    matches!(inner, Some(rustls::Error::InvalidCertificate(_) | rustls::Error::NoCertificatesPresented))
}
