//! Removes the one panic of the standard library that quotes a string.
//!
//! It happens when a string slice is out of bounds or starts or ends inside a character. A browser's console would then
//! show what a user has written. The code that quotes the string, with its Unicode tables, is 3 KiB of the first load.
//! Here that panic becomes the one for a list slice that is out of bounds, with the same source location and the same
//! indices.

use std::ops::Range;

use anyhow::{Context, Result, ensure};
use wasm_encoder::{CustomSection, Encode, Module, RawSection};
use wasmparser::{
    BinaryReaderError, KnownCustom, Name, Parser, Payload, RelocAddendKind, RelocationEntry,
    RelocationType, TypeRef,
};

/// Part of the mangled name of the function that panics with the string. Its arguments are the string's address and
/// length, the start and end of the slice, and the source location.
const STR_SLICE_FAIL: &str = "4core3str19slice_error_fail_rt";

/// The same for the function that panics with the indices alone. Its arguments are the start and end of the slice, the
/// length, and the source location.
const SLICE_INDEX_FAIL: &str = "4core5slice5index16slice_index_fail";

/// The start of the first function's new body: no locals, a `local.get` for each argument of the second, and `call`.
const CALL: [u8; 10] = [0, 0x20, 2, 0x20, 3, 0x20, 1, 0x20, 4, 0x10];

/// Returns `linked`, a module that was linked with `--emit-relocs`, without the panic that quotes a string.
///
/// # Errors
/// If the standard library no longer panics in the way described here.
pub fn remove_quoting_panic(linked: &[u8]) -> Result<Vec<u8>> {
    let found = Found::read(linked).context("the linked module cannot be read")?;
    let body = found.body(STR_SLICE_FAIL)?;
    let list = padded(found.function(SLICE_INDEX_FAIL)?);
    let target = body.start + CALL.len();
    let after = target + list.len();
    ensure!(after < body.end, "there is no room for another body");

    let mut code = linked[found.code.clone()].to_vec();
    // A relocation names a function by its symbol, which another call of the same function has.
    let other = found.relocations.iter().find(|entry| {
        let called = code.get(entry.offset as usize..);
        entry.ty == RelocationType::FunctionIndexLeb
            && called.is_some_and(|at| at.starts_with(&list))
    });
    let call = RelocationEntry {
        offset: u32::try_from(target)?,
        ..*other.context("nothing else calls it")?
    };
    code[body.start..target].copy_from_slice(&CALL);
    code[target..after].copy_from_slice(&list);
    // Fill the rest with `unreachable` (0), up to the `end` of the body.
    code[after..body.end - 1].fill(0);

    let mut relocations = found.relocations.clone();
    relocations.retain(|entry| !body.contains(&(entry.offset as usize)));
    relocations.push(call);
    relocations.sort_by_key(|entry| entry.offset);
    let relocations = written(found.section, &relocations);

    let mut module = Module::new();
    for payload in Parser::new(0).parse_all(linked) {
        let payload = payload?;
        if let Payload::CustomSection(section) = &payload
            && section.name() == RELOCATIONS
        {
            module.section(&CustomSection {
                name: RELOCATIONS.into(),
                data: (&relocations).into(),
            });
        } else if let Some((id, range)) = payload.as_section() {
            let data = match &payload {
                Payload::CodeSectionStart { .. } => &code,
                _ => &linked[to_usize_range(range)],
            };
            module.section(&RawSection { id, data });
        }
    }
    Ok(module.finish())
}

/// The custom section with the relocations of the code section.
const RELOCATIONS: &str = "reloc.CODE";

/// The parts of a linked module that matter here. `bodies` and the relocations' offsets count from the start of the
/// code section.
#[derive(Default)]
struct Found<'a> {
    imported: u32,
    bodies: Vec<Range<usize>>,
    /// Where the code section is in the module.
    code: Range<usize>,
    names: Vec<(u32, &'a str)>,
    /// The index of the code section among all sections.
    section: u32,
    relocations: Vec<RelocationEntry>,
}

impl<'a> Found<'a> {
    fn read(linked: &'a [u8]) -> Result<Self, BinaryReaderError> {
        let mut found = Self::default();
        for payload in Parser::new(0).parse_all(linked) {
            match payload? {
                Payload::ImportSection(section) => {
                    for import in section.into_imports() {
                        let function = matches!(import?.ty, TypeRef::Func(_));
                        found.imported += u32::from(function);
                    }
                }
                Payload::CodeSectionStart { range, .. } => found.code = to_usize_range(range),
                Payload::CodeSectionEntry(body) => {
                    let body = to_usize_range(body.range());
                    let start = found.code.start;
                    found.bodies.push(body.start - start..body.end - start);
                }
                Payload::CustomSection(section) => match section.as_known() {
                    KnownCustom::Reloc(reader) if section.name() == RELOCATIONS => {
                        found.section = reader.section_index();
                        found.relocations =
                            reader.entries().into_iter().collect::<Result<_, _>>()?;
                    }
                    KnownCustom::Name(names) => {
                        for name in names {
                            if let Name::Function(functions) = name? {
                                for naming in functions {
                                    let naming = naming?;
                                    found.names.push((naming.index, naming.name));
                                }
                            }
                        }
                    }
                    _ => {}
                },
                _ => {}
            }
        }
        Ok(found)
    }

    fn function(&self, name: &str) -> Result<u32> {
        let mut names = self.names.iter();
        let known = names.find(|(_, whole)| whole.contains(name));
        let (function, _) = known.with_context(|| format!("there is no function `{name}`"))?;
        Ok(*function)
    }

    fn body(&self, name: &str) -> Result<Range<usize>> {
        let defined = self.function(name)?.checked_sub(self.imported);
        let body = defined.and_then(|defined| self.bodies.get(defined as usize));
        Ok(body.context("it is imported")?.clone())
    }
}

fn to_usize_range(range: Range<u64>) -> Range<usize> {
    let place = |place: u64| usize::try_from(place).unwrap_or(usize::MAX);
    place(range.start)..place(range.end)
}

/// A number in LEB128, padded to the longest form, as the linker writes it.
fn padded(number: u32) -> [u8; 5] {
    std::array::from_fn(|at| {
        let more = if at < 4 { 0x80 } else { 0 };
        (number >> (7 * at)) as u8 & 0x7f | more
    })
}

/// The content of a custom section with `relocations` for the section of this index.
fn written(section: u32, relocations: &[RelocationEntry]) -> Vec<u8> {
    let mut out = Vec::new();
    section.encode(&mut out);
    relocations.len().encode(&mut out);
    for entry in relocations {
        out.push(entry.ty as u8);
        entry.offset.encode(&mut out);
        entry.index.encode(&mut out);
        if entry.ty.addend_kind() != RelocAddendKind::None {
            entry.addend.encode(&mut out);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use walrus::{FunctionKind, Module, ir};
    use wasm_encoder::{
        CodeSection, CustomSection, Function, FunctionSection, NameMap, NameSection, TypeSection,
        ValType,
    };

    use super::{
        RELOCATIONS, SLICE_INDEX_FAIL, STR_SLICE_FAIL, padded, remove_quoting_panic, written,
    };
    use wasmparser::{RelocationEntry, RelocationType};

    /// A linked module with three functions: one that panics for a list slice, one for a string slice, whose name is
    /// `text`, and one that calls the first.
    fn linked(text: &str) -> Vec<u8> {
        let mut module = wasm_encoder::Module::new();
        let mut types = TypeSection::new();
        for length in [4, 5, 0] {
            types.ty().function(vec![ValType::I32; length], []);
        }
        let mut functions = FunctionSection::new();
        let mut code = CodeSection::new();
        let caller = [&[0x41, 1].repeat(4)[..], &[0x10], &padded(0), &[0x0b]].concat();
        let quoting = [&[0x41, 7, 0x1a].repeat(9)[..], &[0x10], &padded(2), &[0x0b]].concat();
        for (ty, body) in [(0, vec![0x00, 0x0b]), (1, quoting), (2, caller)] {
            functions.function(ty);
            let mut function = Function::new([]);
            function.raw(body);
            code.function(&function);
        }
        module.section(&types).section(&functions).section(&code);
        // The offsets in the code section at which the two calls name their functions.
        let entry = |offset, index| RelocationEntry {
            ty: RelocationType::FunctionIndexLeb,
            offset,
            index,
            addend: 0,
        };
        let calls = [entry(35, 12), entry(52, 10)];
        module.section(&CustomSection {
            name: RELOCATIONS.into(),
            data: written(2, &calls).into(),
        });
        let mut names = NameMap::new();
        names.append(0, &["_RNv_", SLICE_INDEX_FAIL].concat());
        names.append(1, text);
        let mut section = NameSection::new();
        section.functions(&names);
        module.section(&section);
        module.finish()
    }

    #[test]
    fn a_panic_over_a_text_becomes_one_over_a_list() {
        let module = linked(&["_RNv_", STR_SLICE_FAIL].concat());
        let quiet = remove_quoting_panic(&module).expect("a linked module");
        let again = super::Found::read(&quiet).expect("a linked module");
        let symbols: Vec<u32> = again.relocations.iter().map(|entry| entry.index).collect();
        // The relocation of the old body is gone, and both calls name the symbol of the first function.
        assert_eq!(symbols, [10, 10]);

        let module = Module::from_buffer(&quiet).expect("valid");
        let functions: Vec<_> = module.funcs.iter().collect();
        let FunctionKind::Local(panics) = &functions[1].kind else {
            panic!("it has a body");
        };
        let calls = panics.block(panics.entry_block()).instrs.iter();
        let called: Vec<_> = calls
            .filter_map(|(instruction, _)| match instruction {
                ir::Instr::Call(call) => Some(call.func),
                _ => None,
            })
            .collect();
        assert_eq!(called, [functions[0].id()]);
    }

    #[test]
    fn another_standard_library_is_noticed() {
        let error = remove_quoting_panic(&linked("something")).expect_err("not there");
        assert!(error.to_string().contains(STR_SLICE_FAIL), "{error}");
    }
}
