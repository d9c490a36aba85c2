//! To come.
pub fn bench() -> crate::Result<()> {
    Err("x".into())
}
