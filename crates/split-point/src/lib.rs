//! The places where the first WebAssembly module calls into the second.
//!
//! A split point is a function that code of the first load may call. Its own code comes with the second module.
//!
//! ```
//! use split_point::split_points;
//!
//! fn count_words(text: &str) -> usize {
//!     text.split_whitespace().count()
//! }
//!
//! split_points! {
//!     /// The number of words in a text.
//!     "ff01" pub fn words(text: &str) -> usize = count_words;
//! }
//!
//! assert_eq!(words("one two three"), 3);
//! ```

/// Declares split points.
///
/// Each has a number of four hexadecimal digits that no other split point has (`tests/native/tidy.rs`), a signature, and
/// the path of the function that does the work. With the feature `split`, which only the build of the page sets, the call becomes an
/// import and the work an export. The splitter (`xtask/src/build/split.rs`) connects the two, and moves what only the
/// export reaches into the second module: functions, strings and tables. Without the feature, as in native code and
/// component tests, the split point is a plain function. A call before the second module is loaded traps, so callers
/// have to wait for it.
///
/// A split point cannot be generic, take `impl Trait` or be async.
#[cfg(not(feature = "split"))]
#[macro_export]
macro_rules! split_points {
    ($(
        $(#[$meta:meta])*
        $number:literal $vis:vis fn $name:ident($($arg:ident: $ty:ty),* $(,)?) $(-> $result:ty)? = $work:path;
    )*) => {$(
        $(#[$meta])*
        $vis fn $name($($arg: $ty),*) $(-> $result)? {
            $work($($arg),*)
        }
    )*};
}

/// Declares split points.
#[cfg(feature = "split")]
#[macro_export]
macro_rules! split_points {
    ($(
        $(#[$meta:meta])*
        $number:literal $vis:vis fn $name:ident($($arg:ident: $ty:ty),* $(,)?) $(-> $result:ty)? = $work:path;
    )*) => {$(
        $(#[$meta])*
        #[allow(
            unsafe_code,
            improper_ctypes,
            improper_ctypes_definitions,
            reason = "import and export stand side by side with one signature, in one compilation, and the splitter pairs them by number"
        )]
        $vis fn $name($($arg: $ty),*) $(-> $result)? {
            #[link(wasm_import_module = "__wasm_split_placeholder__")]
            unsafe extern "C" {
                #[link_name = concat!(
                    "__wasm_split_00later00_import_0000000000000000000000000000", $number, "_", stringify!($name)
                )]
                safe fn import($($arg: $ty),*) $(-> $result)?;
            }
            #[unsafe(export_name = concat!(
                "__wasm_split_00later00_export_0000000000000000000000000000", $number, "_", stringify!($name)
            ))]
            extern "C" fn export($($arg: $ty),*) $(-> $result)? {
                $work($($arg),*)
            }
            import($($arg),*)
        }
    )*};
}
