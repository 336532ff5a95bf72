//! The first module: trampolines in place of the doors, and names for what the second module uses.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use walrus::ir::Value;
use walrus::{
    ConstExpr, ElementItems, ElementKind, ExportItem, FunctionBuilder, FunctionId, FunctionKind,
    Module,
};

use super::{Plan, Shared};

/// Leaves in `module` what the page starts with, and exports what is `shared` under its names.
pub(super) fn cut(
    module: &mut Module,
    plan: &Plan,
    shared: &BTreeMap<Shared, String>,
) -> Result<()> {
    let functions: Vec<FunctionId> = module.funcs.iter().map(|function| function.id()).collect();
    empty_slots(module, plan);
    let table = module.tables.iter_mut().nth(plan.table);
    let table = table.context("a table of functions")?;
    table.initial = plan.raised();
    table.maximum = table.maximum.map(|most| most.max(plan.raised()));
    let table = table.id();

    for (slot, door) in (plan.slots..).zip(&plan.doors) {
        let id = functions[*door];
        let ty = module.types.get(module.funcs.get(id).ty());
        let (parameters, results) = (ty.params().to_vec(), ty.results().to_vec());
        let arguments: Vec<_> = parameters.iter().map(|ty| module.locals.add(*ty)).collect();
        let mut builder = FunctionBuilder::new(&mut module.types, &parameters, &results);
        let ty = module.types.add(&parameters, &results);
        let mut body = builder.func_body();
        for argument in &arguments {
            body.local_get(*argument);
        }
        body.const_(Value::I32(i32::try_from(slot)?));
        body.call_indirect(ty, table);
        module.funcs.get_mut(id).kind = FunctionKind::Local(builder.local_func(arguments));
    }

    for (what, name) in shared {
        let item = match *what {
            Shared::Function(place) => ExportItem::Function(functions[place]),
            Shared::Table(place) => {
                let table = module.tables.iter().nth(place).context("a table")?;
                ExportItem::Table(table.id())
            }
            Shared::Memory(place) => {
                let memory = module.memories.iter().nth(place).context("a memory")?;
                ExportItem::Memory(memory.id())
            }
            Shared::Global(place) => {
                let global = module.globals.iter().nth(place).context("a global")?;
                ExportItem::Global(global.id())
            }
        };
        // Some are exported already, for wasm-bindgen's script.
        if !module.exports.iter().any(|export| &export.name == name) {
            module.exports.add(name, item);
        }
    }
    walrus::passes::gc::run(module);
    Ok(())
}

/// Puts something that traps into the slots that the second module fills.
fn empty_slots(module: &mut Module, plan: &Plan) {
    if plan.filled.is_empty() {
        return;
    }
    let mut trap = FunctionBuilder::new(&mut module.types, &[], &[]);
    trap.func_body().unreachable();
    let trap = trap.finish(Vec::new(), &mut module.funcs);
    for element in module.elements.iter_mut() {
        if let (ElementKind::Active { offset, .. }, ElementItems::Functions(functions)) =
            (&element.kind, &mut element.items)
            && let ConstExpr::Value(Value::I32(offset)) = offset
        {
            for (slot, function) in (offset.unsigned_abs()..).zip(functions) {
                if plan.filled.contains_key(&slot) {
                    *function = trap;
                }
            }
        }
    }
}
