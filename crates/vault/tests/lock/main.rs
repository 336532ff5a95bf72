//! Tests of the lock without a browser: memory as storage, RustCrypto for the ciphers, and tasks that a test runs step
//! by step.

mod cipher;
mod deferred_write;
mod device;
mod golden;
mod idle;
mod interrupted;
mod page;
mod passphrases;
mod storage_failures;
mod tabs;
mod tasks;
