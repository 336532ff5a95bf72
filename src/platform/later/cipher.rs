//! The browser's own ciphers (Web Cryptography API): a passphrase becomes a key, a key seals and opens.

use js_sys::{Array, Object, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AesGcmParams, Crypto, CryptoKey, Pbkdf2Params, SubtleCrypto};

use vault::lock::{NONCE, Sealed};

/// A cipher refused: the wrong key, or something was changed. It never says which.
pub struct Refused;

impl From<JsValue> for Refused {
    fn from(_: JsValue) -> Self {
        Self
    }
}

/// The ciphers, if this page may have them: a page that did not come over https has none.
pub fn available() -> Option<SubtleCrypto> {
    let crypto = crypto()?;
    // Without a secure context `subtle` is undefined, whatever its type says.
    let subtle: JsValue = crypto.subtle().into();
    subtle.is_object().then(|| subtle.unchecked_into())
}

fn crypto() -> Option<Crypto> {
    web_sys::window()?.crypto().ok()
}

/// `count` bytes of chance.
pub fn random(count: usize) -> Result<Vec<u8>, Refused> {
    let mut bytes = vec![0; count];
    let crypto = crypto().ok_or(Refused)?;
    crypto.get_random_values_with_u8_array(&mut bytes)?;
    Ok(bytes)
}

fn uses(names: &[&str]) -> JsValue {
    names
        .iter()
        .map(|name| JsValue::from_str(name))
        .collect::<Array>()
        .into()
}

/// The key that a passphrase makes: PBKDF2 with SHA-256 (RFC 8018).
pub async fn key_of(passphrase: &str, salt: &[u8], rounds: u32) -> Result<CryptoKey, Refused> {
    let subtle = available().ok_or(Refused)?;
    let typed: Object = Uint8Array::from(passphrase.as_bytes()).into();
    let material =
        subtle.import_key_with_str("raw", &typed, "PBKDF2", false, &uses(&["deriveBits"]))?;
    let material: CryptoKey = JsFuture::from(material).await?.unchecked_into();
    let salt: Object = Uint8Array::from(salt).into();
    let how = Pbkdf2Params::new("PBKDF2", &JsValue::from_str("SHA-256"), rounds, &salt);
    let bits = subtle.derive_bits_with_object(&how, &material, 256)?;
    let bits = Uint8Array::new(&JsFuture::from(bits).await?).to_vec();
    key(&bits).await
}

/// A key from its bytes; they cannot be had from it again.
pub async fn key(bytes: &[u8]) -> Result<CryptoKey, Refused> {
    let subtle = available().ok_or(Refused)?;
    let raw: Object = Uint8Array::from(bytes).into();
    let uses = uses(&["encrypt", "decrypt"]);
    let key = subtle.import_key_with_str("raw", &raw, "AES-GCM", false, &uses)?;
    Ok(JsFuture::from(key).await?.unchecked_into())
}

fn gcm(nonce: &[u8], label: &str) -> AesGcmParams {
    let how = AesGcmParams::new("AES-GCM", &Uint8Array::from(nonce).into());
    how.set_additional_data(&Uint8Array::from(label.as_bytes()).into());
    how
}

/// Seals `bytes` under a fresh nonce; `label` is authenticated with them.
pub async fn seal(key: &CryptoKey, label: &str, bytes: &[u8]) -> Result<Sealed, Refused> {
    let subtle = available().ok_or(Refused)?;
    let nonce = random(NONCE)?;
    let sealing = subtle.encrypt_with_object_and_u8_array(&gcm(&nonce, label), key, bytes)?;
    let data = Uint8Array::new(&JsFuture::from(sealing).await?).to_vec();
    Ok(Sealed { nonce, data })
}

/// Opens what [`seal`] made.
pub async fn open(key: &CryptoKey, label: &str, sealed: &Sealed) -> Result<Vec<u8>, Refused> {
    let subtle = available().ok_or(Refused)?;
    let how = gcm(&sealed.nonce, label);
    let opening = subtle.decrypt_with_object_and_u8_array(&how, key, &sealed.data)?;
    Ok(Uint8Array::new(&JsFuture::from(opening).await?).to_vec())
}
