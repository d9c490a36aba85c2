//! As much of HTTP as measuring needs: one kept connection, whole answers.

use crate::Result;
use serde_json::Value;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

/// A connection that is kept.
pub struct Connection {
    stream: BufReader<TcpStream>,
    host: String,
    body: Vec<u8>,
}

/// An answer.
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The headers, names in small letters.
    pub headers: Vec<(String, String)>,
    /// What it says.
    pub body: String,
}

impl Answer {
    /// A header, if it is there.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The first cookie it sets, as it is sent back.
    pub fn cookie(&self) -> Option<String> {
        self.header("set-cookie")?.split(';').next().map(str::to_owned)
    }
}

impl Connection {
    /// Connects.
    pub fn open(address: &str) -> Result<Connection> {
        let stream = TcpStream::connect(address).map_err(told)?;
        stream.set_nodelay(true).map_err(told)?;
        stream.set_read_timeout(Some(Duration::from_secs(20))).map_err(told)?;
        Ok(Connection { stream: BufReader::new(stream), host: address.to_owned(), body: Vec::new() })
    }

    /// Reads a page.
    pub fn get(&mut self, path: &str, cookie: &str) -> Result<Answer> {
        self.say("GET", path, cookie, "", "")?;
        self.hear()
    }

    /// Reads a page and looks at nothing but its status.
    pub fn skim(&mut self, path: &str, cookie: &str) -> Result<u16> {
        self.say("GET", path, cookie, "", "")?;
        self.head().map(|(status, _)| status)
    }

    /// Sends a form.
    pub fn form(&mut self, path: &str, cookie: &str, body: &str) -> Result<Answer> {
        self.say("POST", path, cookie, "application/x-www-form-urlencoded", body)?;
        self.hear()
    }

    /// Calls a server function as the app does.
    pub fn call(&mut self, endpoint: &str, cookie: &str, arguments: &Value) -> Result<Value> {
        self.say("POST", &format!("/api/{endpoint}"), cookie, "application/json", &arguments.to_string())?;
        let answer = self.hear()?;
        if answer.status != 200 {
            return Err(format!("{endpoint}: {} {}", answer.status, answer.body));
        }
        serde_json::from_str(&answer.body).map_err(|error| format!("{endpoint}: {error}"))
    }

    fn say(&mut self, method: &str, path: &str, cookie: &str, kind: &str, body: &str) -> Result<()> {
        let mut request = format!("{method} {path} HTTP/1.1\r\nhost: {}\r\nsec-fetch-site: same-origin\r\n", self.host);
        if !cookie.is_empty() {
            request.push_str(&format!("cookie: {cookie}\r\n"));
        }
        if method == "POST" {
            request.push_str(&format!("content-type: {kind}\r\ncontent-length: {}\r\n", body.len()));
        }
        request.push_str("\r\n");
        request.push_str(body);
        self.stream.get_mut().write_all(request.as_bytes()).map_err(told)
    }

    fn hear(&mut self) -> Result<Answer> {
        let (status, headers) = self.head()?;
        Ok(Answer { status, headers, body: String::from_utf8_lossy(&self.body).into_owned() })
    }

    /// The status and the headers; the body is left in `self.body`.
    fn head(&mut self) -> Result<(u16, Vec<(String, String)>)> {
        let first = self.line()?;
        let status = first.split(' ').nth(1).and_then(|status| status.parse().ok());
        let status = status.ok_or_else(|| format!("no status in \"{first}\""))?;
        let mut headers = Vec::new();
        loop {
            let line = self.line()?;
            let Some((name, value)) = line.split_once(':') else { break };
            headers.push((name.to_lowercase(), value.trim().to_owned()));
        }
        let value = |name: &str| headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone());
        self.body.clear();
        if let Some(length) = value("content-length") {
            self.take(length.parse().map_err(|_| format!("a length of {length}"))?)?;
        } else if value("transfer-encoding").is_some() {
            loop {
                let size = self.line()?;
                let size = usize::from_str_radix(size.trim(), 16).map_err(|_| format!("a piece of {size}"))?;
                self.take(size)?;
                self.line()?;
                if size == 0 {
                    break;
                }
            }
        }
        Ok((status, headers))
    }

    fn line(&mut self) -> Result<String> {
        let mut line = String::new();
        self.stream.read_line(&mut line).map_err(told)?;
        line.truncate(line.trim_end().len());
        Ok(line)
    }

    fn take(&mut self, bytes: usize) -> Result<()> {
        let had = self.body.len();
        self.body.resize(had + bytes, 0);
        self.stream.read_exact(&mut self.body[had..]).map_err(told)
    }
}

fn told(error: std::io::Error) -> String {
    format!("while measuring: {error}")
}
