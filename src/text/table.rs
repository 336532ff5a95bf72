//! The macro for the list of keys in `keys.rs`.

use instrument::hash::fnv1a;

/// Defines the type [`super::Text`] and the tables of its keys.
macro_rules! texts {
    (
        first { $($first:ident = $first_key:literal $($first_counted:ident)?,)* }
        later { $($later:ident = $later_key:literal $($later_counted:ident)?,)* }
    ) => {
        /// A text of the interface.
        #[allow(missing_docs, reason = "the text in locales/en.json says what each is")]
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Text {
            $($first,)*
            $($later,)*
        }

        /// The keys of the first load, in the order of [`Text`].
        pub(super) const FIRST: &[&str] = &[$($first_key,)*];

        /// The keys of the lazy screens, which follow those of the first load in the order of [`Text`].
        pub(super) const LATER: &[&str] = &[$($later_key,)*];

        /// Identifies the keys and their order. Delivered texts have no keys, so they are usable only if they have this
        /// number.
        pub(super) const KEYS_FINGERPRINT: u32 = fingerprint(fingerprint(instrument::hash::EMPTY, FIRST), LATER) as u32;

        /// The keys marked `counted`: their texts have plural forms, see [`super::Messages::count`].
        #[cfg(not(target_arch = "wasm32"))]
        pub(super) const COUNTED: &[&str] = &[
            $($({ let _ = stringify!($first_counted); $first_key },)?)*
            $($({ let _ = stringify!($later_counted); $later_key },)?)*
        ];
    };
}
pub(super) use texts;

/// Continues `hash` with each name and a comma after it. It runs at compile time, so the names need not be in the
/// binary.
pub(super) const fn fingerprint(mut hash: u64, names: &[&str]) -> u64 {
    let mut name = 0;
    while name < names.len() {
        hash = fnv1a(fnv1a(hash, names[name].as_bytes()), b",");
        name += 1;
    }
    hash
}
