//! A real IMAP server for one test: Dovecot on a folder and ports of its own, gone when the test is.
use std::{
    fs,
    io::Write,
    net::{TcpListener, TcpStream},
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

pub const USER: &str = "myynti";
pub const PASSWORD: &str = "sala \"sana\"";

/// It ends when its standard input does, however its parent died.
const KEEPER: &str = r#"
trap '' INT TERM HUP
"$1" -F -c "$2" </dev/null >/dev/null 2>&1 &
while read -r line; do :; done
kill -TERM $! 2>/dev/null
wait $!
"#;

pub struct Dovecot {
    folder: PathBuf,
    keeper: Option<Child>,
    /// Plain, with STARTTLS.
    pub port: u16,
    /// Encrypted from the start.
    pub tls_port: u16,
}

impl Dovecot {
    pub fn new() -> Dovecot {
        let folder = std::env::temp_dir().join(format!("tarjous-imap-{}", uuid::Uuid::now_v7().simple()));
        let mail = folder.join("mail");
        for place in ["new", "cur", "tmp"] {
            fs::create_dir_all(mail.join(place)).unwrap();
        }
        certificate(&folder);
        users(&folder);
        let (port, tls_port) = (free_port(), free_port());
        fs::write(folder.join("dovecot.conf"), config(&folder, port, tls_port)).unwrap();
        open_to_all(&folder);
        let mut dovecot = Dovecot { folder, keeper: None, port, tls_port };
        dovecot.start();
        dovecot
    }

    pub fn start(&mut self) {
        let program = ["/usr/sbin/dovecot", "/usr/local/sbin/dovecot", "/opt/homebrew/sbin/dovecot"];
        let program = program.into_iter().find(|program| Path::new(program).exists());
        let program = program.expect("Dovecot is not installed: `bin/test` installs it, or says how");
        let mut command = Command::new("sh");
        command.args(["-c", KEEPER, "keeper", program]).arg(self.folder.join("dovecot.conf"));
        self.keeper = Some(command.stdin(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap());
        let begun = Instant::now();
        while TcpStream::connect(("127.0.0.1", self.port)).is_err() {
            let log = fs::read_to_string(self.folder.join("log")).unwrap_or_default();
            assert!(begun.elapsed() < Duration::from_secs(20), "Dovecot does not answer: {log}");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    pub fn stop(&mut self) {
        if let Some(mut keeper) = self.keeper.take() {
            drop(keeper.stdin.take());
            let _ = keeper.wait();
        }
    }

    fn mail(&self) -> PathBuf {
        self.folder.join("mail")
    }

    /// Delivers a mail that nobody has read, or that somebody has.
    pub fn deliver(&self, name: &str, bytes: &[u8], read: bool) {
        let waiting = self.mail().join("tmp").join(name);
        fs::File::create(&waiting).unwrap().write_all(bytes).unwrap();
        fs::set_permissions(&waiting, fs::Permissions::from_mode(0o666)).unwrap();
        let place = if read { format!("cur/{name}:2,S") } else { format!("new/{name}") };
        fs::rename(waiting, self.mail().join(place)).unwrap();
    }

    /// The flags of each mail in a folder, by name; `-` of one that was never seen by the server.
    pub fn flags(&self, folder: &str) -> Vec<(String, String)> {
        let mut found = Vec::new();
        for place in ["new", "cur"] {
            for entry in fs::read_dir(self.mail().join(folder).join(place)).unwrap() {
                let name = entry.unwrap().file_name().into_string().unwrap();
                let (name, flags) = name.split_once(":2,").unwrap_or((name.as_str(), "-"));
                let name = name.split(',').next().unwrap();
                found.push((name.to_owned(), flags.to_owned()));
            }
        }
        found.sort();
        found
    }

    /// Makes a mail unread behind the server's back.
    pub fn unread(&self, name: &str) {
        let cur = self.mail().join("cur");
        let named = fs::read_dir(&cur).unwrap().map(|entry| entry.unwrap().path());
        let path =
            named.into_iter().find(|path| path.file_name().unwrap().to_str().unwrap().starts_with(name)).unwrap();
        let plain = path.to_str().unwrap().replace(":2,S", ":2,");
        fs::rename(&path, plain).unwrap();
    }

    /// A folder by its name on the disk.
    pub fn make_folder(&self, name: &str) {
        for place in ["new", "cur", "tmp"] {
            fs::create_dir_all(self.mail().join(name).join(place)).unwrap();
        }
        open_to_all(&self.mail().join(name));
    }

    /// The server forgets its numbers, as after a restored backup.
    pub fn renumber(&mut self) {
        self.stop();
        for entry in fs::read_dir(self.mail()).unwrap() {
            let path = entry.unwrap().path();
            if path.file_name().unwrap().to_str().unwrap().starts_with("dovecot") {
                fs::remove_file(path).unwrap();
            }
        }
        // Numberings are named after the second in which they begin.
        std::thread::sleep(Duration::from_millis(1_100));
        self.start();
    }
}

impl Drop for Dovecot {
    fn drop(&mut self) {
        self.stop();
        let _ = fs::remove_dir_all(&self.folder);
    }
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// A certificate that nobody vouches for.
fn certificate(folder: &Path) {
    let mut command = Command::new("openssl");
    command.args(["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]);
    command.arg("-addext").arg("subjectAltName=DNS:localhost,IP:127.0.0.1");
    command.arg("-keyout").arg(folder.join("key.pem")).arg("-out").arg(folder.join("cert.pem"));
    assert!(command.stderr(Stdio::null()).status().unwrap().success());
}

/// Root's server reads mail as somebody else.
fn open_to_all(folder: &Path) {
    assert!(Command::new("chmod").args(["-R", "a+rwX"]).arg(folder).status().unwrap().success());
}

fn said(arguments: &[&str]) -> String {
    String::from_utf8(Command::new("id").args(arguments).output().unwrap().stdout).unwrap().trim().to_owned()
}

fn config(folder: &Path, port: u16, tls_port: u16) -> String {
    let dir = folder.display();
    // Root starts the server, which then wants users without rights; anybody else is all of them.
    let root = said(&["-u"]) == "0";
    let (user, group) = (said(&["-un"]), said(&["-gn"]));
    let (owner, owners) =
        if root { ("nobody".to_owned(), said(&["-gn", "nobody"])) } else { (user.clone(), group.clone()) };
    let internal = if root {
        String::new()
    } else {
        format!("default_internal_user = {user}\ndefault_internal_group = {group}\ndefault_login_user = {user}\n")
    };
    format!(
        r#"protocols = imap
listen = 127.0.0.1
base_dir = {dir}/run
state_dir = {dir}/state
log_path = {dir}/log
{internal}ssl = yes
ssl_cert = <{dir}/cert.pem
ssl_key = <{dir}/key.pem
disable_plaintext_auth = no
auth_mechanisms = plain login
first_valid_uid = 1
mail_location = maildir:{dir}/mail
mail_fsync = never
passdb {{
  driver = passwd-file
  args = {dir}/users
}}
userdb {{
  driver = static
  args = uid={owner} gid={owners} home={dir}
}}
namespace inbox {{
  inbox = yes
}}
service anvil {{
  chroot =
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {tls_port}
    ssl = yes
  }}
}}
"#
    )
}

/// Who may sign in.
fn users(folder: &Path) {
    fs::write(folder.join("users"), format!("{USER}:{{PLAIN}}{PASSWORD}::::::\n")).unwrap();
}
