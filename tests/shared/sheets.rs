//! Scores ten thousand pseudo-random sheets, always the same ones: the results have to be the same natively and in
//! three browsers. When the digests were made, `tests/reference/score.py` gave the same results.

use instrument::{Answer, Answers, Pack, score};

/// The packs, each with the digest of its results.
pub const PACKS: [(&str, &str); 3] = [
    (
        include_str!("../golden/practitioner-1.0.0.json"),
        "2a8356f9b0b3b9d6",
    ),
    (
        include_str!("../../packs/practitioner.json"),
        "eb6c83b5fb2f6f8e",
    ),
    (
        include_str!("../../packs/examples/everything.json"),
        "6fddf3028c3d7914",
    ),
];

/// How many sheets are scored for each pack.
const SHEETS: usize = 10_000;

/// A pseudo-random generator (xorshift64*) that gives the same numbers everywhere.
struct Seeded(u64);

impl Seeded {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let high = self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33;
        usize::try_from(high % u64::try_from(end).unwrap_or(1)).unwrap_or(0)
    }
}

/// One digest (FNV-1a) of the results of every scale on every sheet.
pub fn digest(pack: &Pack) -> String {
    let mut seeded = Seeded(0x0123_4567_89ab_cdef);
    let mut digest = 0xcbf2_9ce4_8422_2325_u64;
    for _ in 0..SHEETS {
        let mut answers = Answers::blank(pack.len());
        for item in 0..pack.len() {
            let options = pack.options(item);
            // One in eight is skipped.
            let answer = match seeded.below(8) {
                0 => Answer::Skipped,
                _ => Answer::Chosen(options[seeded.below(options.len())].value),
            };
            answers.set(item, answer);
        }
        let profile = score(pack, &answers);
        for at in 0..profile.scales.len() {
            let value = profile
                .value(at)
                .map_or(String::new(), |value| value.to_text(6).unwrap_or_default());
            let said = format!(
                "{};{value};{:?}\n",
                profile.scales[at].answered,
                profile.band(at)
            );
            for byte in said.bytes() {
                digest = (digest ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
            }
        }
    }
    format!("{digest:016x}")
}
