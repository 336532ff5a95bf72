//! The second module: what is behind the doors, with everything else imported.

use std::collections::BTreeMap;

use anyhow::{Context, Result, bail};
use walrus::ir::Value;
use walrus::{
    ConstExpr, DataKind, ElementItems, ElementKind, ExportItem, FunctionId, FunctionKind,
    GlobalKind, ImportKind, ImportedFunction, Module,
};

use super::{FROM, Plan, Shared};

/// Leaves in `module` what moves, and returns what it uses of the first module, each with the name it is exported by.
pub(super) fn cut(module: &mut Module, plan: &Plan) -> Result<BTreeMap<Shared, String>> {
    let functions: Vec<FunctionId> = module.funcs.iter().map(|function| function.id()).collect();
    let exported: BTreeMap<Shared, String> = module
        .exports
        .iter()
        .filter_map(|export| Some((shared(&export.item)?, export.name.clone())))
        .collect();
    let taken: Vec<String> = exported.values().cloned().collect();
    bare(module)?;
    import(module, plan, &functions)?;

    let table = module.tables.iter_mut().nth(plan.table);
    let table = table.context("a table of functions")?;
    table.initial = plan.raised();
    table.maximum = table.maximum.map(|most| most.max(plan.raised()));
    let table = table.id();
    let mut slots = plan.filled.clone();
    slots.extend((plan.slots..).zip(plan.doors.iter().copied()));
    for (slot, places) in runs(&slots) {
        let offset = ConstExpr::Value(Value::I32(i32::try_from(slot)?));
        let kind = ElementKind::Active { table, offset };
        let items = places.iter().map(|place| functions[*place]).collect();
        let element = module.elements.add(kind, ElementItems::Functions(items));
        module.tables.get_mut(table).elem_segments.insert(element);
    }
    walrus::passes::gc::run(module);

    let mut names = (0..).map(short).filter(|name| !taken.contains(name));
    let mut used = BTreeMap::new();
    for import in module.imports.iter_mut() {
        let item = match import.kind {
            ImportKind::Function(id) => Shared::Function(id.index()),
            ImportKind::Table(id) => Shared::Table(id.index()),
            ImportKind::Memory(id) => Shared::Memory(id.index()),
            ImportKind::Global(id) => Shared::Global(id.index()),
            ImportKind::Tag(_) => bail!("the module throws, which the second one could not"),
        };
        let name = exported.get(&item).cloned().or_else(|| names.next());
        import.name = name.context("a name")?;
        import.module = FROM.to_owned();
        used.insert(item, import.name.clone());
    }
    Ok(used)
}

/// Takes away what exists once: exports, the start, data, and what fills the tables.
fn bare(module: &mut Module) -> Result<()> {
    let exports: Vec<_> = module.exports.iter().map(|export| export.id()).collect();
    for id in exports {
        module.exports.delete(id);
    }
    module.start = None;
    if !(module.data.iter()).all(|data| matches!(data.kind, DataKind::Active { .. })) {
        bail!("the module has data that its code copies itself, which the second one could not");
    }
    let data: Vec<_> = module.data.iter().map(|data| data.id()).collect();
    for id in data {
        module.data.delete(id);
    }
    for memory in module.memories.iter_mut() {
        memory.data_segments.clear();
    }
    let elements: Vec<_> = module.elements.iter().map(|element| element.id()).collect();
    for id in elements {
        module.elements.delete(id);
    }
    for table in module.tables.iter_mut() {
        table.elem_segments.clear();
    }
    Ok(())
}

/// Makes an import of everything that does not move. What nothing uses goes later, and names are given then.
fn import(module: &mut Module, plan: &Plan, functions: &[FunctionId]) -> Result<()> {
    for id in functions {
        let function = module.funcs.get(*id);
        if matches!(function.kind, FunctionKind::Local(_)) && !plan.later.contains(&id.index()) {
            let ty = function.ty();
            let import = module.imports.add(FROM, "", *id);
            module.funcs.get_mut(*id).kind = FunctionKind::Import(ImportedFunction { import, ty });
        }
    }
    for memory in module.memories.iter_mut() {
        let import = module.imports.add(FROM, "", memory.id());
        memory.import.get_or_insert(import);
    }
    for table in module.tables.iter_mut() {
        let import = module.imports.add(FROM, "", table.id());
        table.import.get_or_insert(import);
        table.init = None;
    }
    let globals: Vec<_> = module.globals.iter().map(|global| global.id()).collect();
    for id in globals {
        let import = module.imports.add(FROM, "", id);
        module.globals.get_mut(id).kind = GlobalKind::Import(import);
    }
    Ok(())
}

fn shared(item: &ExportItem) -> Option<Shared> {
    Some(match item {
        ExportItem::Function(id) => Shared::Function(id.index()),
        ExportItem::Table(id) => Shared::Table(id.index()),
        ExportItem::Memory(id) => Shared::Memory(id.index()),
        ExportItem::Global(id) => Shared::Global(id.index()),
        ExportItem::Tag(_) => return None,
    })
}

/// Slots that follow one another, together: the first of them and what goes in.
fn runs(slots: &BTreeMap<u32, usize>) -> Vec<(u32, Vec<usize>)> {
    let mut runs: Vec<(u32, Vec<usize>)> = Vec::new();
    for (slot, place) in slots {
        match runs.last_mut() {
            Some((first, run)) if *first as usize + run.len() == *slot as usize => run.push(*place),
            _ => runs.push((*slot, vec![*place])),
        }
    }
    runs
}

/// `a` to `z`, `aa` and so on.
fn short(number: usize) -> String {
    let letter = |number: usize| char::from(b'a' + (number % 26) as u8);
    if number < 26 {
        letter(number).into()
    } else {
        short(number / 26 - 1) + &letter(number).to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::{runs, short};

    #[test]
    fn names_are_short_and_never_the_same() {
        let names: Vec<String> = [0, 25, 26, 51, 52, 701, 702].map(short).into();
        assert_eq!(names, ["a", "z", "aa", "az", "ba", "zz", "aaa"]);
    }

    #[test]
    fn slots_in_a_row_are_one_run() {
        let slots = [(4, 40), (5, 50), (9, 90)].into();
        assert_eq!(runs(&slots), [(4, vec![40, 50]), (9, vec![90])]);
    }
}
