//! The compiled module made two: what the first question needs, and the screens one step away.
//!
//! It is still one program: the second module works on the memory, the table and the functions of the first, and the
//! first enters it through the table alone. A function of the app directly in a module called `later`, such as `ui::later`
//! or `platform::later`, is a door: the first module
//! keeps its name, with a body that goes on to a slot at the end of the table, which the second module fills once it is
//! there. What only doors lead to moves. Data does not: a string or a table of functions has one place in memory.
//!
//! What is in a table of functions can be called from anywhere, and LLVM makes one function of equal ones whatever their
//! names. So such a function stays in the first module, whatever it is called, unless it calls code of the later screens
//! itself: nothing of the first load can be equal to that. For the same reason a function behind the doors that the
//! first load calls without a door belongs to the first load.

mod first;
mod second;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result, bail};
use walrus::ir::{Value, Visitor, dfs_in_order};
use walrus::{
    ConstExpr, ElementItems, ElementKind, ExportItem, FunctionId, FunctionKind, GlobalKind, Module,
    TableId,
};

/// What stands in the names of what comes later. wasm-bindgen leaves readable names in the module.
const LATER: &str = "::later::";

/// What the second module imports everything from.
const FROM: &str = "a";

/// Both modules.
#[derive(Debug)]
pub struct Halves {
    /// What the page starts with.
    pub first: Vec<u8>,
    /// The rest.
    pub second: Vec<u8>,
    /// The names of the doors.
    pub doors: Vec<String>,
}

/// Something that both modules use, by its place in the whole module.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Shared {
    Function(usize),
    Table(usize),
    Memory(usize),
    Global(usize),
}

/// What goes where. Functions are named by their place in the whole module, which both halves are made from.
#[derive(Debug)]
struct Plan {
    /// The table of functions.
    table: usize,
    /// Its length in the whole module; the doors' slots follow.
    slots: u32,
    /// The doors, in the order of their slots.
    doors: Vec<usize>,
    /// What moves to the second module.
    later: BTreeSet<usize>,
    /// What moves and has a slot already, by slot.
    filled: BTreeMap<u32, usize>,
}

/// Takes the module apart.
///
/// # Errors
/// Says so when there is no door, and so nothing behind one.
pub fn split(wasm: &[u8]) -> Result<Halves> {
    let parse = || Module::from_buffer(wasm).context("the compiled module cannot be read");
    let (mut first, mut second) = (parse()?, parse()?);
    let plan = Plan::of(&first)?;
    let doors = first.funcs.iter().filter_map(|function| {
        let name = function.name.as_deref().and_then(door)?;
        let used = plan.doors.contains(&function.id().index());
        used.then(|| name.to_owned())
    });
    let doors = doors.collect();
    let shared = second::cut(&mut second, &plan)?;
    first::cut(&mut first, &plan, &shared)?;
    Ok(Halves {
        first: first.emit_wasm(),
        second: second.emit_wasm(),
        doors,
    })
}

impl Plan {
    fn of(module: &Module) -> Result<Self> {
        let (table, entries) = entries(module)?;
        let calls: BTreeMap<FunctionId, Vec<FunctionId>> = module
            .funcs
            .iter()
            .map(|function| (function.id(), calls(module, function.id())))
            .collect();
        let named = |id: &FunctionId, what: fn(&str) -> bool| {
            let name = module.funcs.get(*id).name.as_deref();
            name.is_some_and(what)
        };
        let is_door = |id: &FunctionId| named(id, |name| door(name).is_some());
        let moves = |id: &FunctionId| {
            named(id, is_later)
                && !is_door(id)
                && calls[id].iter().any(|called| named(called, is_later))
        };

        let in_table = entries.values().filter(|id| !moves(id)).copied();
        let mut ahead: Vec<FunctionId> = roots(module).into_iter().chain(in_table).collect();
        let (mut first, mut doors) = (BTreeSet::new(), BTreeSet::new());
        while let Some(id) = ahead.pop() {
            if is_door(&id) {
                doors.insert(id.index());
            } else if first.insert(id) {
                ahead.extend(&calls[&id]);
            }
        }
        if doors.is_empty() {
            bail!(
                "the first load calls no function in `{LATER}`, so there is nothing to fetch later: are the \
                 functions there marked `#[inline(never)]`, and are there names in the module?"
            );
        }
        let local = |id: &FunctionId| matches!(module.funcs.get(*id).kind, FunctionKind::Local(_));
        let later = calls
            .keys()
            .filter(|id| local(id) && !first.contains(*id))
            .map(|id| id.index());
        let later: BTreeSet<usize> = later.collect();
        let filled = entries
            .iter()
            .filter(|(_, id)| later.contains(&id.index()) && !doors.contains(&id.index()))
            .map(|(slot, id)| (*slot, id.index()))
            .collect();
        let slots = module.tables.get(table).initial;
        Ok(Self {
            table: table.index(),
            slots: u32::try_from(slots).context("a table of functions of that length")?,
            doors: doors.into_iter().collect(),
            filled,
            later,
        })
    }

    /// The length of the table with the doors' slots.
    fn raised(&self) -> u64 {
        u64::from(self.slots) + self.doors.len() as u64
    }
}

/// Whether a function of this name belongs to the later screens. What LLVM calls the dropping of a value is left out:
/// values of one shape share it.
fn is_later(name: &str) -> bool {
    name.contains(LATER) && !name.contains("drop_in_place")
}

/// The name of a function that stands directly in a module `later` of a layer of the app: the path ends with it, but for a
/// hash.
fn door(name: &str) -> Option<&str> {
    let (before, rest) = name.split_once(LATER)?;
    let plain = |text: &str| {
        !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
    };
    let own = match rest.rsplit_once("::h") {
        Some((own, hash)) if hash.len() == 16 => own,
        _ => rest,
    };
    let (app, layer) = before.split_once("::")?;
    // Newer names have a hash of the crate in brackets.
    let app = app.split('[').next().unwrap_or_default();
    (plain(app) && plain(layer) && plain(own)).then_some(own)
}

/// The one table of functions, and what is in its slots.
fn entries(module: &Module) -> Result<(TableId, BTreeMap<u32, FunctionId>)> {
    let mut found = BTreeMap::new();
    let mut tables = BTreeSet::new();
    for element in module.elements.iter() {
        let (ElementKind::Active { table, offset }, ElementItems::Functions(functions)) =
            (&element.kind, &element.items)
        else {
            continue;
        };
        let ConstExpr::Value(Value::I32(offset)) = offset else {
            bail!("the table of functions is filled at a place that is not a number");
        };
        tables.insert(*table);
        let slots = u32::try_from(*offset)?..;
        found.extend(slots.zip(functions.iter().copied()));
    }
    match tables.into_iter().collect::<Vec<_>>()[..] {
        [table] => Ok((table, found)),
        _ => bail!("the module has not one table of functions"),
    }
}

/// Functions that something outside every function refers to, without those in the table of functions.
fn roots(module: &Module) -> Vec<FunctionId> {
    let exported = module
        .exports
        .iter()
        .filter_map(|export| match export.item {
            ExportItem::Function(id) => Some(id),
            _ => None,
        });
    let mut constants: Vec<&ConstExpr> = Vec::new();
    constants.extend(
        module
            .globals
            .iter()
            .filter_map(|global| match &global.kind {
                GlobalKind::Local(value) => Some(value),
                GlobalKind::Import(_) => None,
            }),
    );
    constants.extend(module.tables.iter().filter_map(|table| table.init.as_ref()));
    let mut roots: Vec<FunctionId> = exported.chain(module.start).collect();
    for element in module.elements.iter() {
        match (&element.kind, &element.items) {
            (_, ElementItems::Expressions(_, values)) => constants.extend(values),
            (ElementKind::Active { .. }, _) => {}
            (_, ElementItems::Functions(functions)) => roots.extend(functions),
        }
    }
    roots.extend(constants.into_iter().filter_map(|value| match value {
        ConstExpr::RefFunc(id) => Some(*id),
        _ => None,
    }));
    roots
}

/// The functions that this one calls or takes the address of.
fn calls(module: &Module, id: FunctionId) -> Vec<FunctionId> {
    struct Seen(Vec<FunctionId>);
    impl Visitor<'_> for Seen {
        fn visit_function_id(&mut self, id: &FunctionId) {
            self.0.push(*id);
        }
    }
    let mut seen = Seen(Vec::new());
    if let FunctionKind::Local(local) = &module.funcs.get(id).kind {
        dfs_in_order(&mut seen, local, local.entry_block());
    }
    seen.0
}
