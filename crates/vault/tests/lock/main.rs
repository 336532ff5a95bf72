//! The lock without a browser: memory for the storage, RustCrypto for the ciphers, and tasks that a test moves on step by step.

mod cipher;
mod deferred_write;
mod device;
mod golden;
mod idle;
mod kill;
mod page;
mod passphrases;
mod tabs;
mod tasks;
mod throws;
