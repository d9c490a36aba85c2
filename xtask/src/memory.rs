//! Memory that is mounted as a folder, for what tests write and throw away.

use std::fs;
use std::path::Path;

/// The folder, where there is one that holds a gigabyte; containers often give a few megabytes.
pub fn folder() -> Option<&'static Path> {
    let memory = Path::new("/dev/shm");
    let writable = memory.metadata().is_ok_and(|found| found.is_dir() && !found.permissions().readonly());
    let mounts = fs::read_to_string("/proc/mounts").unwrap_or_default();
    (writable && roomy(&mounts)).then_some(memory)
}

fn roomy(mounts: &str) -> bool {
    let Some(line) = mounts.lines().find(|line| line.split(' ').nth(1) == Some("/dev/shm")) else { return false };
    let options = line.split(' ').nth(3).unwrap_or_default();
    // Without a size it is half of all there is.
    let size = options.split(',').find_map(|option| option.strip_prefix("size="));
    size.is_none_or(|size| {
        size.strip_suffix('k').and_then(|size| size.parse::<u64>().ok()).is_some_and(|k| k >= 1 << 20)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memory_is_used_only_where_there_is_room() {
        let mount = |options: &str| format!("proc /proc proc rw 0 0\nshm /dev/shm tmpfs {options} 0 0\n");
        assert!(roomy(&mount("rw,nosuid,nodev")) && roomy(&mount("rw,size=8388608k")));
        assert!(!roomy(&mount("rw,noexec,size=65536k")) && !roomy("proc /proc proc rw 0 0\n"));
    }
}
