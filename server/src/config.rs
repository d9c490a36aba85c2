//! Settings put together: options, environment, file, defaults; checked with sentences that help.
use crate::cli::{Settings, SmtpEncryption};
use std::{
    net::{IpAddr, SocketAddr},
    path::{Path, PathBuf},
};

/// Settings, complete.
#[derive(Clone, Debug)]
pub struct Config {
    /// The data directory.
    pub data: PathBuf,
    /// Where to listen.
    pub listen: SocketAddr,
    /// The public address, without a slash at the end.
    pub public_url: String,
    /// PostgreSQL in place of the embedded database.
    pub database_url: Option<String>,
    /// Key of the audit trail, where it is not the file's.
    pub key: Option<String>,
    /// The mail server.
    pub smtp: Option<post::Smtp>,
    /// Proxies whose word about the client's address is believed.
    pub proxies: Vec<IpAddr>,
}

/// The settings that the file may hold, by the names of the long options.
const FILE: &str = "tarjous.toml";

impl Config {
    /// Puts the settings together; makes the data directory, for its owner alone, when it is missing.
    /// # Errors
    /// A sentence for whoever started the program.
    pub fn load(given: &Settings) -> Result<Config, String> {
        let data = given.data.clone().unwrap_or_else(|| PathBuf::from("data"));
        store::private::create_folder(&data).map_err(|error| {
            format!(
                "The data directory {} cannot be made: {error}.\nName another with TARJOUS_DATA or --data.",
                data.display()
            )
        })?;
        let file = File::read(&data.join(FILE))?;
        let text = |given: &Option<String>, key: &str| given.clone().or_else(|| file.get(key));
        let listen = text(&given.listen, "listen").unwrap_or_else(|| "127.0.0.1:3000".to_owned());
        let listen: SocketAddr = listen.parse().map_err(|_| {
            format!("TARJOUS_LISTEN is {listen}; it must be an address and a port, like 127.0.0.1:3000.")
        })?;
        let public_url = text(&given.public_url, "public_url").unwrap_or_else(|| format!("http://{listen}"));
        let public_url = public_url.trim_end_matches('/').to_owned();
        if !public_url.starts_with("http://") && !public_url.starts_with("https://") {
            return Err(format!("TARJOUS_PUBLIC_URL is {public_url}; it must begin with http:// or https://."));
        }
        // One on this machine is believed: nobody else connects from here, and its clients must not all count as one.
        let proxies = text(&given.proxies, "proxies").unwrap_or_else(|| "127.0.0.1,::1".to_owned());
        let proxies = proxies
            .split(',')
            .map(str::trim)
            .filter(|proxy| !proxy.is_empty())
            .map(|proxy| proxy.parse().map_err(|_| format!("TARJOUS_PROXIES names {proxy}, which is no address.")))
            .collect::<Result<_, _>>()?;
        Ok(Config {
            listen,
            public_url,
            database_url: text(&given.database_url, "database_url"),
            key: text(&given.key, "key"),
            smtp: smtp(given, &file)?,
            proxies,
            data,
        })
    }

    /// With port 0 the system chooses a free port: the settings with the port that was chosen.
    pub fn listening_on(&self, chosen: SocketAddr) -> Config {
        let usual = self.public_url == format!("http://{}", self.listen);
        let public_url = if usual { format!("http://{chosen}") } else { self.public_url.clone() };
        Config { listen: chosen, public_url, ..self.clone() }
    }

    /// Whether people reach the program encrypted; cookies are bound to that.
    pub fn is_https(&self) -> bool {
        self.public_url.starts_with("https://")
    }

    /// The embedded database's file.
    pub fn database_file(&self) -> PathBuf {
        self.data.join("tarjous.sqlite")
    }
}

fn smtp(given: &Settings, file: &File) -> Result<Option<post::Smtp>, String> {
    let Some(host) = given.smtp_host.clone().or_else(|| file.get("smtp_host")).filter(|host| !host.is_empty()) else {
        return Ok(None);
    };
    let encryption = match (given.smtp_encryption, file.get("smtp_encryption").as_deref()) {
        (Some(SmtpEncryption::Starttls), _) | (None, None | Some("starttls")) => post::Encryption::StartTls,
        (Some(SmtpEncryption::Tls), _) | (None, Some("tls")) => post::Encryption::Tls,
        (Some(SmtpEncryption::None), _) | (None, Some("none")) => post::Encryption::None,
        (None, Some(other)) => return Err(format!("smtp_encryption is {other}; it must be starttls, tls or none.")),
    };
    let port = match (given.smtp_port, file.get("smtp_port")) {
        (Some(port), _) => Some(port),
        (None, Some(port)) => {
            Some(port.parse().map_err(|_| format!("smtp_port is {port}; it must be a number below 65536."))?)
        }
        (None, None) => None,
    };
    let user = given.smtp_user.clone().or_else(|| file.get("smtp_user"));
    let password = given.smtp_password.clone().or_else(|| file.get("smtp_password"));
    let from = given.mail_from.clone().or_else(|| file.get("mail_from"));
    Ok(Some(post::Smtp { host, port, encryption, login: user.zip(password), from }))
}

/// The settings file.
struct File(toml::Table);

impl File {
    fn read(path: &Path) -> Result<File, String> {
        match std::fs::read_to_string(path) {
            Ok(text) => text
                .parse()
                .map(File)
                .map_err(|error: toml::de::Error| format!("{} cannot be read: {}", path.display(), error.message())),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(File(toml::Table::new())),
            Err(error) => Err(format!("{} cannot be read: {error}", path.display())),
        }
    }

    fn get(&self, key: &str) -> Option<String> {
        match self.0.get(key)? {
            toml::Value::String(text) => Some(text.clone()),
            toml::Value::Integer(number) => Some(number.to_string()),
            toml::Value::Boolean(truth) => Some(truth.to_string()),
            _ => None,
        }
    }
}
