//! The program on a folder and a port of its own, and the few words of HTTP that tests need.
use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    path::{Path, PathBuf},
    process::{Child, Command, Output, Stdio},
    time::{Duration, Instant},
};

/// A folder that is removed with its content.
pub struct Folder(pub PathBuf);

impl Folder {
    pub fn new() -> Folder {
        let path = std::env::temp_dir().join(format!("tarjous-http-{}", uuid::Uuid::new_v4().simple()));
        std::fs::create_dir(&path).unwrap();
        Folder(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// The program as a command with nothing of this shell's settings.
pub fn program(data: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tarjous"));
    command.args(arguments).current_dir(data).env_clear().env("TARJOUS_DATA", data.join("data"));
    command
}

/// Runs a command of the program to its end.
pub fn ran(data: &Path, arguments: &[&str]) -> Output {
    program(data, arguments).output().unwrap()
}

/// What a command said, both ways.
pub fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

/// The program serving; killed when the test ends.
pub struct Running {
    child: Child,
    pub port: u16,
    /// Path of the administrator's link, where one was printed.
    pub first: Option<String>,
}

impl Running {
    /// Starts it on a folder and waits until it answers.
    pub fn start(data: &Path, arguments: &[&str]) -> Running {
        Running::begin(&mut program(data, arguments))
    }

    /// Starts a command that serves, on a port that the system chooses, and waits until it answers.
    pub fn begin(command: &mut Command) -> Running {
        command.env("TARJOUS_LISTEN", "127.0.0.1:0").stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().unwrap();
        let (mut first, mut port) = (None, None);
        for line in BufReader::new(child.stdout.take().unwrap()).lines() {
            let line = line.unwrap();
            if let Some(at) = line.find("/first/") {
                first = Some(line[at..].to_owned());
            }
            if let Some(address) = line.strip_prefix("Tarjous answers at http://127.0.0.1:") {
                port = address.parse().ok();
                break;
            }
        }
        let port = port.expect("the program says where it answers");
        let running = Running { child, port, first };
        let begun = Instant::now();
        while running.try_ask("GET", "/health", &[], "").is_none_or(|answer| answer.status != 200) {
            assert!(begun.elapsed() < Duration::from_secs(30), "the program does not answer");
            std::thread::sleep(Duration::from_millis(5));
        }
        running
    }

    /// Asks and reads the whole answer.
    pub fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Answer {
        self.try_ask(method, path, headers, body).expect("an answer")
    }

    /// As [`Running::ask`]; `None` when the connection breaks.
    pub fn try_ask(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Option<Answer> {
        ask(self.port, method, path, headers, body)
    }

    /// Signs the administrator in by the printed link; gives the cookie.
    pub fn sign_in(&self) -> String {
        let token = self.first.as_ref().expect("a link").trim_start_matches("/first/").to_owned();
        let answer = self.ask("POST", "/first", &[FORM], &format!("token={token}"));
        assert_eq!(answer.status, 303, "{}", answer.body);
        answer.header("set-cookie").split(';').next().unwrap().to_owned()
    }

    /// Its process.
    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Waits until it ends; gives its exit code.
    pub fn ended(mut self) -> Option<i32> {
        self.child.wait().unwrap().code()
    }

    /// Kills it as a power cut would.
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Asks it politely to end; gives its exit code.
    pub fn terminate(mut self) -> Option<i32> {
        let pid = self.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
        self.child.wait().unwrap().code()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What a browser's own form says of itself.
pub const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");
/// What a browser says of a request from our own pages.
pub const OURS: (&str, &str) = ("sec-fetch-site", "same-origin");
/// A server function's body.
pub const JSON: (&str, &str) = ("content-type", "application/json");

/// An answer.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: String,
}

impl Answer {
    /// A header, or nothing.
    pub fn header(&self, name: &str) -> &str {
        self.headers.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }
}

/// One request on a connection of its own.
pub fn ask(port: u16, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Option<Answer> {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).ok()?;
    stream.set_read_timeout(Some(Duration::from_secs(30))).ok()?;
    let mut request = format!("{method} {path} HTTP/1.1\r\nhost: 127.0.0.1:{port}\r\nconnection: close\r\n");
    for (name, value) in headers {
        request.push_str(&format!("{name}: {value}\r\n"));
    }
    request.push_str(&format!("content-length: {}\r\n\r\n{body}", body.len()));
    stream.write_all(request.as_bytes()).ok()?;
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).ok()?;
    parse(&bytes)
}

/// A whole answer as it came.
pub fn parse(bytes: &[u8]) -> Option<Answer> {
    let text = String::from_utf8_lossy(bytes);
    let (head, body) = text.split_once("\r\n\r\n")?;
    let mut lines = head.lines();
    let status = lines.next()?.split(' ').nth(1)?.parse().ok()?;
    let headers = lines
        .filter_map(|line| line.split_once(": "))
        .map(|(name, value)| (name.to_lowercase(), value.to_owned()))
        .collect();
    Some(Answer { status, headers, body: body.to_owned() })
}
