//! The program as such: how fast it starts, how much memory it holds.
#![allow(clippy::float_arithmetic, reason = "times and sizes, no money")]

use super::rows::{Row, median};
use crate::{Result, cargo, dev};
use std::fs;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

const STARTS: usize = 7;

/// Starts on a data folder that exists already, as a restart does.
pub fn rows(program: &Path) -> Result<Vec<Row>> {
    let first = Server::start_fresh(program, "bench-data")?;
    let data = first.data.clone();
    drop(first);
    let (mut times, mut memory) = (Vec::new(), Vec::new());
    for _ in 0..STARTS {
        let begun = Instant::now();
        let server = Server::start(program, &data)?;
        times.push(begun.elapsed().as_secs_f64() * 1000.0);
        sleep(Duration::from_millis(500));
        memory.extend(resident(server.pid()));
    }
    let _ = fs::remove_dir_all(&data);
    let mut rows = vec![Row::new("start to first answered request", median(times), "ms", 100.0)];
    if !memory.is_empty() {
        rows.push(Row::new("memory idle, database included", median(memory), "MB", 40.0));
    }
    Ok(rows)
}

/// The program, serving the demo company; asked to end when dropped.
pub struct Server {
    child: Option<Child>,
    /// Its address and port.
    pub address: String,
    /// Its data folder.
    pub data: PathBuf,
}

impl Server {
    /// Starts on a new folder of that name below `target`.
    pub fn start_fresh(program: &Path, name: &str) -> Result<Server> {
        let data = cargo::target(name);
        let _ = fs::remove_dir_all(&data);
        fs::create_dir_all(&data).map_err(|error| format!("{}: {error}", data.display()))?;
        Server::start(program, &data)
    }

    /// Starts on a folder and waits for the first answer.
    pub fn start(program: &Path, data: &Path) -> Result<Server> {
        let told = |error: std::io::Error| format!("{}: {error}", program.display());
        // Free a moment ago; nothing else here asks for ports.
        let address = TcpListener::bind("127.0.0.1:0").and_then(|probe| probe.local_addr()).map_err(told)?.to_string();
        let mut command = Command::new(program);
        command.args(crate::program::START).current_dir(data).env("TARJOUS_DATA", data).env_remove("DATABASE_URL");
        let output = fs::File::create(data.join("output")).map_err(told)?;
        command.env("TARJOUS_LISTEN", &address).stdout(output).stderr(Stdio::null());
        let begun = Instant::now();
        let child = command.spawn().map_err(told)?;
        let mut server = Server { child: Some(child), address, data: data.to_owned() };
        while begun.elapsed() < Duration::from_secs(60) {
            if answers(&server.address) {
                return Ok(server);
            }
            if server.child.as_mut().is_none_or(|child| !matches!(child.try_wait(), Ok(None))) {
                break;
            }
            sleep(Duration::from_micros(500));
        }
        Err(format!("{} did not answer", program.display()))
    }

    /// Its process.
    pub fn pid(&self) -> u32 {
        self.child.as_ref().map_or(0, Child::id)
    }

    /// Path of the administrator's link that it printed.
    pub fn first_link(&self) -> Result<String> {
        let output = fs::read_to_string(self.data.join("output")).map_err(|error| error.to_string())?;
        let link = output.find("/first/").and_then(|at| output[at..].split_whitespace().next());
        link.map(str::to_owned).ok_or_else(|| "no link was printed".to_owned())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        dev::stop(self.child.take());
    }
}

fn answers(address: &str) -> bool {
    let ask = || {
        let mut stream = TcpStream::connect(address)?;
        stream.write_all(format!("GET / HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n\r\n").as_bytes())?;
        let mut head = [0; 9];
        stream.read_exact(&mut head)?;
        Ok::<_, std::io::Error>(&head == b"HTTP/1.1 ")
    };
    ask().unwrap_or(false)
}

/// Resident memory in MB, where the system tells.
fn resident(pid: u32) -> Option<f64> {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kibibytes: f64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kibibytes * 1.024 / 1000.0)
}
