//! The nations that a help line can be for.

use serde::{Deserialize, Serialize};

/// A nation of the UK, or anywhere outside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Nation {
    /// England.
    England,
    /// Scotland.
    Scotland,
    /// Wales.
    Wales,
    /// Northern Ireland.
    #[serde(rename = "Northern Ireland")]
    NorthernIreland,
    /// Outside the UK.
    Elsewhere,
}

impl Nation {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 5] = [
        Self::England,
        Self::Scotland,
        Self::Wales,
        Self::NorthernIreland,
        Self::Elsewhere,
    ];

    /// Its name in `config.json` and in what is stored.
    pub fn name(self) -> &'static str {
        match self {
            Self::England => "England",
            Self::Scotland => "Scotland",
            Self::Wales => "Wales",
            Self::NorthernIreland => "Northern Ireland",
            Self::Elsewhere => "Elsewhere",
        }
    }

    /// The nation with this [`Nation::name`].
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|nation| nation.name() == name)
    }
}
