//! The [`Cipher`] of the lock in a browser: the Web Cryptography API.

use js_sys::{Array, Object, Uint8Array};
use vault::lock::{Cipher, CipherError, Sealed};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AesGcmParams, Crypto, CryptoKey, Pbkdf2Params, SubtleCrypto};

/// The Web Cryptography API of this page. A page without a secure connection (https) has no ciphers, and then each of
/// them fails.
#[derive(Clone)]
pub struct WebCrypto;

fn crypto() -> Result<Crypto, CipherError> {
    let window = web_sys::window().ok_or(CipherError)?;
    window.crypto().map_err(refused)
}

fn subtle() -> Result<SubtleCrypto, CipherError> {
    // Without a secure context `subtle` is undefined, whatever its type says.
    let subtle: JsValue = crypto()?.subtle().into();
    if subtle.is_object() {
        Ok(subtle.unchecked_into())
    } else {
        Err(CipherError)
    }
}

fn refused(_: JsValue) -> CipherError {
    CipherError
}

fn uses(names: &[&str]) -> JsValue {
    names
        .iter()
        .map(|name| JsValue::from_str(name))
        .collect::<Array>()
        .into()
}

fn gcm(nonce: &[u8], label: &str) -> AesGcmParams {
    let how = AesGcmParams::new("AES-GCM", &Uint8Array::from(nonce).into());
    how.set_additional_data(&Uint8Array::from(label.as_bytes()).into());
    how
}

/// The bytes that a promise of an `ArrayBuffer` resolves to.
async fn bytes(promise: Result<js_sys::Promise, JsValue>) -> Result<Vec<u8>, CipherError> {
    let bytes = JsFuture::from(promise.map_err(refused)?).await;
    Ok(Uint8Array::new(&bytes.map_err(refused)?).to_vec())
}

/// A key for the algorithm `kind` and the usages `used`. It is not extractable.
async fn import(bytes: &[u8], kind: &str, used: &[&str]) -> Result<CryptoKey, CipherError> {
    let raw: Object = Uint8Array::from(bytes).into();
    let key = subtle()?.import_key_with_str("raw", &raw, kind, false, &uses(used));
    let key = JsFuture::from(key.map_err(refused)?).await;
    Ok(key.map_err(refused)?.unchecked_into())
}

impl Cipher for WebCrypto {
    type Key = CryptoKey;

    fn random(&self, count: usize) -> Result<Vec<u8>, CipherError> {
        let mut bytes = vec![0; count];
        let filled = crypto()?.get_random_values_with_u8_array(&mut bytes);
        filled.map_err(refused)?;
        Ok(bytes)
    }

    async fn key_from_passphrase(
        &self,
        passphrase: &str,
        salt: &[u8],
        rounds: u32,
    ) -> Result<CryptoKey, CipherError> {
        let material = import(passphrase.as_bytes(), "PBKDF2", &["deriveBits"]).await?;
        let salt: Object = Uint8Array::from(salt).into();
        let how = Pbkdf2Params::new("PBKDF2", &JsValue::from_str("SHA-256"), rounds, &salt);
        let bits = bytes(subtle()?.derive_bits_with_object(&how, &material, 256)).await?;
        self.key_from_bytes(&bits).await
    }

    async fn key_from_bytes(&self, bytes: &[u8]) -> Result<CryptoKey, CipherError> {
        import(bytes, "AES-GCM", &["encrypt", "decrypt"]).await
    }

    async fn seal(
        &self,
        key: &CryptoKey,
        nonce: &[u8],
        label: &str,
        text: &[u8],
    ) -> Result<Vec<u8>, CipherError> {
        let how = gcm(nonce, label);
        bytes(subtle()?.encrypt_with_object_and_u8_array(&how, key, text)).await
    }

    async fn open(
        &self,
        key: &CryptoKey,
        label: &str,
        sealed: &Sealed,
    ) -> Result<Vec<u8>, CipherError> {
        let how = gcm(&sealed.nonce, label);
        bytes(subtle()?.decrypt_with_object_and_u8_array(&how, key, &sealed.data)).await
    }
}
