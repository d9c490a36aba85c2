//! The program as such: how fast it starts, how much memory it holds.
#![allow(clippy::float_arithmetic, reason = "times and sizes, no money")]

use super::rows::{Row, median};
use crate::{Result, cargo, dev};
use std::fs;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

const STARTS: usize = 7;

/// Starts on a data folder that exists already, as a restart does.
pub fn rows(program: &Path) -> Result<Vec<Row>> {
    let data = cargo::target("bench-data");
    let _ = fs::remove_dir_all(&data);
    fs::create_dir_all(&data).map_err(|error| format!("{}: {error}", data.display()))?;
    let (first, _) = start(program, &data)?;
    dev::stop(Some(first));
    let (mut times, mut memory) = (Vec::new(), Vec::new());
    for _ in 0..STARTS {
        let (server, took) = start(program, &data)?;
        times.push(took.as_secs_f64() * 1000.0);
        sleep(Duration::from_millis(500));
        memory.extend(resident(server.id()));
        dev::stop(Some(server));
    }
    let _ = fs::remove_dir_all(&data);
    let mut rows = vec![Row::new("start to first answered request", median(times), "ms", 100.0)];
    if !memory.is_empty() {
        rows.push(Row::new("memory idle, database included", median(memory), "MB", 40.0));
    }
    Ok(rows)
}

/// The running server and how long it took until it answered.
fn start(program: &Path, data: &Path) -> Result<(Child, Duration)> {
    let told = |error: std::io::Error| format!("{}: {error}", program.display());
    // Free a moment ago; nothing else here asks for ports.
    let address = TcpListener::bind("127.0.0.1:0").and_then(|probe| probe.local_addr()).map_err(told)?;
    let mut command = Command::new(program);
    command.args(crate::program::START).current_dir(data).env("TARJOUS_DATA", data).env_remove("DATABASE_URL");
    command.env("TARJOUS_LISTEN", address.to_string()).stdout(Stdio::null()).stderr(Stdio::null());
    let begun = Instant::now();
    let mut server = command.spawn().map_err(told)?;
    while begun.elapsed() < Duration::from_secs(60) {
        if answers(&address.to_string()) {
            return Ok((server, begun.elapsed()));
        }
        if !matches!(server.try_wait(), Ok(None)) {
            break;
        }
        sleep(Duration::from_micros(500));
    }
    dev::stop(Some(server));
    Err(format!("{} did not answer", program.display()))
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
