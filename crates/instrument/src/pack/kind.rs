//! The two kinds of scale.

use serde::{Deserialize, Serialize};

/// Whether high results of a scale show strain or strength.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Kind {
    /// High results show strain, such as exhaustion.
    Sign,
    /// High results show strength, such as support.
    Resource,
}
