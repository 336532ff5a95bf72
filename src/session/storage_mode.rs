//! Where results are stored, as the person chooses.

use site_config::Config;

/// Whether results stay on this device.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StorageMode {
    /// In this browser's local storage.
    Device,
    /// Only in memory: they are gone when the page is closed.
    Memory,
}

impl StorageMode {
    /// The organisation's default.
    pub fn by_default(config: &Config) -> Self {
        if config.keep_by_default() {
            Self::Device
        } else {
            Self::Memory
        }
    }
}
