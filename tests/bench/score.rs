//! How fast a check is scored: `cargo bench --profile measure`, or `cargo xtask bench` for all figures.

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use instrument::{Answer, Answers, Pack, score};

const PACK: &str = include_str!("../../packs/practitioner.json");

/// How many different sheets are scored in turn, so that the processor cannot learn to predict the branches of one.
const SHEETS: usize = 64;

/// The default pack, every seventh item skipped.
fn default_pack(criterion: &mut Criterion) {
    let pack = Pack::read(PACK).expect("the default pack is whole");
    let sheet = |sheet: usize| {
        let mut answers = Answers::blank(pack.len());
        for item in 0..pack.len() {
            let options = pack.options(item);
            let chosen = options[(sheet * 7 + item * item) % options.len()].value;
            let skipped = (sheet + item).is_multiple_of(7);
            answers.set(
                item,
                if skipped {
                    Answer::Skipped
                } else {
                    Answer::Chosen(chosen)
                },
            );
        }
        answers
    };
    let sheets: Vec<Answers> = (0..SHEETS).map(sheet).collect();
    let mut group = criterion.benchmark_group("score");
    group.throughput(Throughput::Elements(1));
    let mut next = sheets.iter().cycle();
    group.bench_function("default-pack", |bencher| {
        bencher.iter(|| score(&pack, black_box(next.next().expect("a cycle never ends"))));
    });
    group.finish();
}

criterion_group!(benches, default_pack);
criterion_main!(benches);
