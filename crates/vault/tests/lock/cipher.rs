//! The lock's ciphers, implemented with RustCrypto.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use aes_gcm::aead::{Aead, Payload};
use aes_gcm::{Aes256Gcm, KeyInit, Nonce};
use hmac::Hmac;
use sha2::{Digest, Sha256};
use vault::lock::{Cipher, CipherError, KEY, Sealed};

use super::tasks::turn;

/// AES-256-GCM and PBKDF2-HMAC-SHA-256. Its random bytes are the same in every run.
#[derive(Clone)]
pub struct RustCrypto {
    seed: Rc<Cell<u64>>,
    /// The rounds of PBKDF2 to do in place of those asked for.
    rounds: Option<u32>,
    /// The result of the last key derivation. It is cached because the rounds take seconds without optimisation.
    last: Rc<RefCell<Option<Derived>>>,
}

/// A passphrase, a salt, and the key derived from them.
type Derived = (String, Vec<u8>, [u8; KEY]);

impl RustCrypto {
    /// A cipher that always does one round of PBKDF2, to keep the tests fast. Pages must use different seeds, each
    /// below a million.
    pub fn quick(seed: u64) -> Self {
        Self {
            seed: Rc::new(Cell::new(seed << 32)),
            rounds: Some(1),
            last: Rc::default(),
        }
    }

    /// A cipher that does as many rounds of PBKDF2 as asked, as a browser does.
    pub fn whole(seed: u64) -> Self {
        Self {
            rounds: None,
            ..Self::quick(seed)
        }
    }
}

fn refused<E>(_: E) -> CipherError {
    CipherError
}

fn nonce(bytes: &[u8]) -> Result<Nonce<aes_gcm::aead::consts::U12>, CipherError> {
    Nonce::try_from(bytes).map_err(refused)
}

impl Cipher for RustCrypto {
    type Key = Aes256Gcm;

    fn random(&self, count: usize) -> Result<Vec<u8>, CipherError> {
        let mut bytes = Vec::new();
        while bytes.len() < count {
            let seed = self.seed.replace(self.seed.get() + 1);
            bytes.extend_from_slice(&Sha256::digest(seed.to_le_bytes()));
        }
        bytes.truncate(count);
        Ok(bytes)
    }

    async fn key_from_passphrase(
        &self,
        passphrase: &str,
        salt: &[u8],
        rounds: u32,
    ) -> Result<Self::Key, CipherError> {
        turn().await;
        let last = self.last.borrow().clone();
        if let Some((words, salted, bits)) = last
            && (words.as_str(), &*salted) == (passphrase, salt)
        {
            return self.key_from_bytes(&bits).await;
        }
        let rounds = self.rounds.unwrap_or(rounds);
        let mut bits = [0; KEY];
        pbkdf2::pbkdf2::<Hmac<Sha256>>(passphrase.as_bytes(), salt, rounds, &mut bits)
            .map_err(refused)?;
        self.last
            .replace(Some((passphrase.to_owned(), salt.to_vec(), bits)));
        self.key_from_bytes(&bits).await
    }

    async fn key_from_bytes(&self, bytes: &[u8]) -> Result<Self::Key, CipherError> {
        turn().await;
        Aes256Gcm::new_from_slice(bytes).map_err(refused)
    }

    async fn seal(
        &self,
        key: &Self::Key,
        used: &[u8],
        label: &str,
        bytes: &[u8],
    ) -> Result<Vec<u8>, CipherError> {
        turn().await;
        let payload = Payload {
            msg: bytes,
            aad: label.as_bytes(),
        };
        key.encrypt(&nonce(used)?, payload).map_err(refused)
    }

    async fn open(
        &self,
        key: &Self::Key,
        label: &str,
        sealed: &Sealed,
    ) -> Result<Vec<u8>, CipherError> {
        turn().await;
        let payload = Payload {
            msg: &sealed.data,
            aad: label.as_bytes(),
        };
        key.decrypt(&nonce(&sealed.nonce)?, payload)
            .map_err(refused)
    }
}
