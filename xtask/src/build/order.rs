//! Puts the functions of a module in an order in which similar ones are next to each other.
//!
//! The order makes no difference to what a module does, but it compresses better this way: references to repeated bytes
//! are shorter, and the compressor's predictions stay right for longer.

use std::collections::HashMap;
use std::convert::Infallible;

use anyhow::{Context, Result, anyhow};
use wasm_encoder::reencode::{Error, Reencode};
use wasm_encoder::{CodeSection, FunctionSection, Module};
use wasmparser::{
    BinaryReaderError, CodeSectionReader, FunctionBody, FunctionSectionReader, Parser, Payload,
    TypeRef,
};

/// The length in bytes of the sequences that are compared: about an instruction and a half.
const NGRAM: usize = 3;

/// The module with its functions in an order in which it compresses well.
///
/// # Errors
/// If `wasm` is not a module, or has parts that cannot be written again.
pub fn by_similarity(wasm: &[u8]) -> Result<Vec<u8>> {
    let (imported, bodies) = functions(wasm).context("the module cannot be read")?;
    let order = chain(&bodies);
    let mut places = vec![0; order.len()];
    for (place, &function) in (0_u32..).zip(&order) {
        places[function] = place;
    }
    let mut module = Module::new();
    let mut ordered = Ordered {
        imported,
        order,
        places,
    };
    ordered
        .parse_core_module(&mut module, Parser::new(0), wasm)
        .map_err(|error| anyhow!("the module cannot be written in another order: {error}"))?;
    Ok(module.finish())
}

/// How many functions the module imports, and the bodies of those that it defines.
fn functions(wasm: &[u8]) -> Result<(u32, Vec<&[u8]>), BinaryReaderError> {
    let mut imported = 0;
    let mut bodies = Vec::new();
    for payload in Parser::new(0).parse_all(wasm) {
        match payload? {
            Payload::ImportSection(section) => {
                for import in section.into_imports() {
                    if matches!(import?.ty, TypeRef::Func(_) | TypeRef::FuncExact(_)) {
                        imported += 1;
                    }
                }
            }
            Payload::CodeSectionEntry(body) => bodies.push(body.as_bytes()),
            _ => {}
        }
    }
    Ok((imported, bodies))
}

/// A greedy order of the functions: starts with the longest, and always appends the one that shares the largest part of
/// its n-grams with the last.
fn chain(bodies: &[&[u8]]) -> Vec<usize> {
    let ngrams: Vec<Vec<&[u8]>> = bodies
        .iter()
        .map(|body| {
            let mut ngrams: Vec<&[u8]> = body.windows(NGRAM).collect();
            ngrams.sort_unstable();
            ngrams.dedup();
            ngrams
        })
        .collect();
    let mut holders: HashMap<&[u8], Vec<usize>> = HashMap::new();
    for (function, ngrams) in ngrams.iter().enumerate() {
        for run in ngrams {
            holders.entry(run).or_default().push(function);
        }
    }
    let mut left = vec![true; bodies.len()];
    let mut order: Vec<usize> = Vec::with_capacity(bodies.len());
    let mut shared = vec![0_usize; bodies.len()];
    while order.len() < bodies.len() {
        shared.fill(0);
        if let Some(&last) = order.last() {
            for run in &ngrams[last] {
                for &function in &holders[run] {
                    shared[function] += 1;
                }
            }
        }
        // Shares are compared as exact fractions, so the order is the same on every machine. Among equals the longer
        // function comes first, then the one with the lower number.
        let next = (0..bodies.len())
            .filter(|&function| left[function])
            .max_by(|&a, &b| {
                let (one, other) = (shared[a] * ngrams[b].len(), shared[b] * ngrams[a].len());
                let lengths = bodies[a].len().cmp(&bodies[b].len());
                one.cmp(&other).then(lengths).then(b.cmp(&a))
            });
        let Some(next) = next else { break };
        left[next] = false;
        order.push(next);
    }
    order
}

/// Writes a module with its functions in another order.
struct Ordered {
    imported: u32,
    /// The numbers of the functions, not counting imported ones, in their new order.
    order: Vec<usize>,
    /// The new number of each function.
    places: Vec<u32>,
}

impl Reencode for Ordered {
    type Error = Infallible;

    fn function_index(&mut self, function: u32) -> Result<u32, Error<Infallible>> {
        Ok(match function.checked_sub(self.imported) {
            Some(defined) => self.imported + self.places[defined as usize],
            None => function,
        })
    }

    fn parse_function_section(
        &mut self,
        functions: &mut FunctionSection,
        section: FunctionSectionReader<'_>,
    ) -> Result<(), Error<Infallible>> {
        let types = section.into_iter().collect::<Result<Vec<u32>, _>>()?;
        for &function in &self.order {
            functions.function(types[function]);
        }
        Ok(())
    }

    fn parse_code_section(
        &mut self,
        code: &mut CodeSection,
        section: CodeSectionReader<'_>,
    ) -> Result<(), Error<Infallible>> {
        let bodies = section
            .into_iter()
            .collect::<Result<Vec<FunctionBody>, _>>()?;
        for function in self.order.clone() {
            self.parse_function_body(code, bodies[function].clone())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use walrus::{FunctionBuilder, Module, ValType};

    use super::{by_similarity, chain};

    #[test]
    fn alike_stands_beside_alike() {
        let bodies: [&[u8]; 4] = [b"abcdefgh", b"123456", b"abcdef", b"1234567"];
        assert_eq!(chain(&bodies), [0, 2, 3, 1]);
    }

    #[test]
    fn an_empty_module_stays_one() {
        assert!(chain(&[]).is_empty());
        assert!(by_similarity(b"no module").is_err());
        let empty = Module::default().emit_wasm();
        assert!(by_similarity(&empty).is_ok());
    }

    /// Exports and calls must still lead to the functions they led to before.
    #[test]
    fn every_reference_follows_its_function() {
        let mut module = Module::default();
        let ty = module.types.add(&[], &[ValType::I32]);
        module.add_import_func("./app_bg.js", "work", ty);
        let mut called = None;
        for (name, number) in [("one", 1), ("two", 2), ("long", 3)] {
            let mut builder = FunctionBuilder::new(&mut module.types, &[], &[ValType::I32]);
            let mut body = builder.func_body();
            match called {
                // It calls the function before.
                Some(before) if name == "long" => {
                    for _ in 0..9 {
                        body.call(before).drop();
                    }
                    body.i32_const(number);
                }
                _ => {
                    body.i32_const(number);
                }
            }
            let function = builder.finish(Vec::new(), &mut module.funcs);
            module.exports.add(name, function);
            called = Some(function);
        }
        let ordered = by_similarity(&module.emit_wasm()).expect("ordered");
        let module = Module::from_buffer(&ordered).expect("a module");
        let text = |name: &str| {
            let function = module.exports.get_func(name).expect("exported");
            let walrus::FunctionKind::Local(local) = &module.funcs.get(function).kind else {
                panic!("not imported");
            };
            let block = local.block(local.entry_block());
            format!("{:?}", block.instrs)
        };
        assert!(text("one").contains("I32(1)"));
        assert!(text("two").contains("I32(2)"));
        let two = module.exports.get_func("two").expect("exported");
        assert!(text("long").contains(&format!("{two:?}")));
    }
}
