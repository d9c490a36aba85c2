//! A line to PostgreSQL that can be cut and mended.
use std::{
    io::{Read, Write},
    net::{Shutdown, TcpListener, TcpStream},
    os::unix::net::UnixStream,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    thread,
};

/// The line. Cut, it breaks what is open and hangs up on whoever calls.
pub struct Proxy {
    port: u16,
    cut: Arc<AtomicBool>,
    open: Arc<Mutex<Vec<TcpStream>>>,
}

impl Proxy {
    /// A line to the server that the address names.
    pub fn to(address: &str) -> Proxy {
        let server = address.split(['@', '/', '?']).nth(3).unwrap().replace("%2F", "/");
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let (cut, open): (Arc<AtomicBool>, Arc<Mutex<Vec<TcpStream>>>) = Default::default();
        let proxy = Proxy { port, cut: cut.clone(), open: open.clone() };
        thread::spawn(move || {
            for near in listener.incoming() {
                let near = near.unwrap();
                if cut.load(Ordering::SeqCst) {
                    continue;
                }
                open.lock().unwrap().push(near.try_clone().unwrap());
                // A folder holds the socket of a server that listens on no port.
                let _ = if server.starts_with('/') {
                    UnixStream::connect(format!("{server}/.s.PGSQL.5432"))
                        .map(|far| join(near, far.try_clone().unwrap(), far))
                } else {
                    TcpStream::connect(&server).map(|far| join(near, far.try_clone().unwrap(), far))
                };
            }
        });
        proxy
    }

    /// The same address by way of this line.
    pub fn address(&self, address: &str) -> String {
        let (before, server) = address.split_once('@').unwrap();
        let (_, database) = server.split_once('/').unwrap();
        format!("{before}@127.0.0.1:{}/{database}", self.port)
    }

    /// Breaks it.
    pub fn cut(&self) {
        self.cut.store(true, Ordering::SeqCst);
        for stream in self.open.lock().unwrap().drain(..) {
            let _ = stream.shutdown(Shutdown::Both);
        }
    }

    /// Mends it.
    pub fn mend(&self) {
        self.cut.store(false, Ordering::SeqCst);
    }
}

/// Carries bytes both ways until either end is closed.
fn join<F: Read + Write + Send + 'static>(near: TcpStream, mut far_in: F, mut far_out: F) {
    let (mut near_in, mut near_out) = (near.try_clone().unwrap(), near);
    thread::spawn(move || {
        let _ = std::io::copy(&mut near_in, &mut far_out);
        let _ = near_in.shutdown(Shutdown::Both);
    });
    thread::spawn(move || {
        let _ = std::io::copy(&mut far_in, &mut near_out);
        let _ = near_out.shutdown(Shutdown::Both);
    });
}
