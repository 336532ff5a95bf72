//! Compares the rules for telephone numbers with the numbering plans of all countries: the metadata of Google's
//! libphonenumber, from the `phonenumber` crate.
//!
//! The rules (`crates/site-config/src/phone.rs` and `audit/phone.rs` there) are our own and small, so that the
//! browser can use them, too, and both checkers agree. These tests make sure that the rules are right.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use instrument::Moment;
use phonenumber::Mode;
use phonenumber::metadata::{DATABASE, Descriptor, Metadata};
use site_config::PhoneNumber;
use site_config::audit::{Problem, Rule, audit};

const OWN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");

/// Every country, and the codes that belong to none, such as +800. The library has one name for all of the latter, so
/// they are looked up by code.
fn countries() -> impl Iterator<Item = &'static Metadata> {
    (1..=999_u16)
        .filter_map(|code| DATABASE.by_code(&code))
        .flatten()
}

/// The kinds of number that can be called from abroad, as far as a country has them.
fn kinds(country: &Metadata) -> impl Iterator<Item = &Descriptor> {
    let all = country.descriptors();
    [
        all.fixed_line(),
        all.mobile(),
        all.toll_free(),
        all.premium_rate(),
        all.shared_cost(),
        all.personal_number(),
        all.voip(),
        all.pager(),
        all.uan(),
        all.voicemail(),
    ]
    .into_iter()
    .flatten()
}

/// The example numbers of each country's code, without that code.
fn examples() -> BTreeMap<u16, BTreeSet<&'static str>> {
    let mut all: BTreeMap<u16, BTreeSet<&str>> = BTreeMap::new();
    for country in countries() {
        let examples = kinds(country).filter_map(Descriptor::example);
        all.entry(country.country_code())
            .or_default()
            .extend(examples);
    }
    all
}

/// The problems that are found in a configuration with this number.
fn told(number: &str) -> Vec<Problem> {
    let config = format!(
        r#"{{"organisation":{{"name":"a","short":"a","url":"https://a.example"}},
        "directory":{{"label":"a","url":"https://a.example"}},
        "help":[{{"name":"a","what":"a","tel":"{number}","checked":"2026-11-23"}}]}}"#
    );
    let now = Moment {
        utc: 1_795_478_400_000,
        offset: 0,
    };
    audit(&config, now).problems
}

#[test]
fn every_countrys_example_numbers_are_dialled_in_every_format() {
    let mut tried = 0;
    for (code, examples) in examples() {
        for national in examples {
            let dialled = format!("+{code}{national}");
            let grouped = format!(
                "+{code} ({}) {}-{}",
                &national[..1],
                &national[1..3],
                &national[3..]
            );
            let number = phonenumber::parse(None, &dialled).expect("a number");
            // The library takes the 8 of Russia's toll-free numbers for a prefix. It drops a digit of some others,
            // too.
            let whole = number.format().mode(Mode::E164).to_string() == dialled;
            let written = number.format().mode(Mode::International).to_string();
            let written = if whole { &written } else { &dialled };
            for written in [&dialled, &grouped, written] {
                let found = PhoneNumber::read(written).dialled;
                assert_eq!(found.as_ref(), Some(&dialled), "{written}");
                assert_eq!(told(written), [], "{written}");
                tried += 1;
            }
            // As written within the country, too.
            let written = number.format().mode(Mode::National).to_string();
            if !whole {
                continue;
            }
            let found = PhoneNumber::read(&written).dialled;
            assert!(found.is_some(), "{written} of {dialled}");
        }
    }
    assert!(tried > 2000, "only {tried} were tried");
}

#[test]
fn a_trunk_zero_is_refused_only_where_it_is_not_part_of_the_number() {
    for (code, examples) in examples() {
        let keeps = examples.iter().any(|national| national.starts_with('0'));
        for national in examples {
            let written = format!("+{code} (0){national}");
            let found = PhoneNumber::read(&written).dialled;
            if keeps || 15 < code.to_string().len() + 1 + national.len() {
                continue;
            }
            assert_eq!(found, None, "{written}");
            let [problem] = &told(&written)[..] else {
                panic!("{written}: {:?}", told(&written));
            };
            assert_eq!(problem.rule, Rule::TrunkZero, "{written}");
            assert_eq!(problem.about[1], format!("+{code} {national}"));
        }
        if keeps {
            let dialled = format!("+{code}012345678");
            assert_eq!(PhoneNumber::read(&dialled).dialled, Some(dialled));
        }
    }
}

/// `UPDATE=1 cargo test -p authoring --test phone` rewrites `plan.txt`, the lengths of each country's numbers.
#[test]
fn number_lengths_match_each_numbering_plan() {
    let mut lengths: BTreeMap<u16, BTreeSet<u16>> = BTreeMap::new();
    for country in countries() {
        let known = kinds(country).flat_map(Descriptor::possible_length);
        lengths
            .entry(country.country_code())
            .or_default()
            .extend(known);
    }
    let mut plan = String::new();
    for (code, lengths) in lengths {
        plan.push_str(&code.to_string());
        let is_next = |last: u16, length: u16| last + 1 == length;
        let all: Vec<u16> = lengths.into_iter().collect();
        for run in all.chunk_by(|last, length| is_next(*last, *length)) {
            plan.push_str(&match run {
                [only] => format!(" {only}"),
                [first, .., last] => format!(" {first}-{last}"),
                [] => String::new(),
            });
        }
        plan.push('\n');
    }
    let path = Path::new(OWN).join("crates/site-config/src/audit/plan.txt");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, &plan).expect("it can be written");
    }
    let kept = std::fs::read_to_string(&path).expect("it is there");
    assert!(
        kept == plan,
        "plan.txt is stale: run this test with UPDATE=1"
    );
}
