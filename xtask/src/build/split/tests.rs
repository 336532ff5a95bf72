use walrus::ir::{Call, CallIndirect, Value, Visitor, dfs_in_order};
use walrus::{
    ConstExpr, ElementItems, ElementKind, ExportItem, FunctionBuilder, FunctionId, FunctionKind,
    ImportKind, Module, RefType, ValType,
};

use super::*;

const DOOR: &str = "app::ui::later::list::h0123456789abcdef";
const ROW: &str = "app::ui::later::list::row";
const MOVES: &str = "app::ui::later::list::one::{{closure}}";
const STAYS: &str = "app::ui::later::list::two::{{closure}}";
const DROP: &str = "core::ptr::drop_in_place<app::ui::later::list::Row>";
const SHARED: &str = "app::shared";

/// A module as the compiler leaves it: `start` goes through the door, and so to a row, which calls `shared`.
fn whole(door: &str) -> Vec<u8> {
    let mut module = Module::default();
    let memory = module.memories.add_local(false, false, 1, None, None);
    module.exports.add("memory", memory);
    let number = ConstExpr::Value(Value::I32(16));
    let stack = module
        .globals
        .add_local(ValType::I32, true, false, number.clone());
    let log = module.types.add(&[ValType::I32], &[]);
    let (log, _) = module.add_import_func("./app_bg.js", "log", log);

    let mut add = |name: &str, calls: &[FunctionId]| {
        let mut builder = FunctionBuilder::new(&mut module.types, &[ValType::I32], &[ValType::I32]);
        builder.name(name.to_owned());
        let argument = module.locals.add(ValType::I32);
        let mut body = builder.func_body();
        for function in calls {
            body.local_get(argument).call(*function);
            if *function != log {
                body.drop();
            }
        }
        body.global_get(stack);
        builder.finish(vec![argument], &mut module.funcs)
    };
    let shared = add(SHARED, &[]);
    let row = add(ROW, &[shared, log]);
    let door = add(door, &[row]);
    let start = add("app::start", &[door, shared]);
    let closures = vec![
        add(STAYS, &[shared]),
        add(MOVES, &[row]),
        add(DROP, &[shared]),
    ];
    module.exports.add("start", start);

    let table = module.tables.add_local(false, 4, Some(4), RefType::FUNCREF);
    let offset = ConstExpr::Value(Value::I32(1));
    let kind = ElementKind::Active { table, offset };
    let filled = module.elements.add(kind, ElementItems::Functions(closures));
    module.tables.get_mut(table).elem_segments.insert(filled);
    let kind = walrus::DataKind::Active {
        memory,
        offset: number,
    };
    let data = module.data.add(kind, b"words".to_vec());
    module.memories.get_mut(memory).data_segments.insert(data);
    module.emit_wasm()
}

fn halves() -> (Module, Module) {
    let halves = split(&whole(DOOR)).expect("two modules");
    assert_eq!(halves.doors, ["list"]);
    // Reading them checks them, too.
    let read = |wasm: &[u8]| Module::from_buffer(wasm).expect("a whole module");
    (read(&halves.first), read(&halves.second))
}

/// The names of the functions that have a body.
fn bodies(module: &Module) -> Vec<&str> {
    let local = (module.funcs.iter()).filter(|one| matches!(one.kind, FunctionKind::Local(_)));
    let mut names: Vec<&str> = local.filter_map(|one| one.name.as_deref()).collect();
    names.sort_unstable();
    names
}

/// What fills each slot.
fn filled(module: &Module) -> BTreeMap<u32, Option<&str>> {
    let (_, entries) = entries(module).expect("a table of functions");
    let name = |id: FunctionId| module.funcs.get(id).name.as_deref();
    entries
        .into_iter()
        .map(|(slot, id)| (slot, name(id)))
        .collect()
}

#[test]
fn what_only_the_door_leads_to_moves() {
    let (first, second) = halves();
    assert_eq!(bodies(&second), [DOOR, MOVES, ROW]);
    // The door's name stays on its trampoline; the trap in an empty slot has none.
    assert_eq!(bodies(&first), [SHARED, "app::start", DOOR, STAYS, DROP]);
    assert_eq!(first.data.iter().count(), 1);
    assert_eq!(second.data.iter().count(), 0);
    assert_eq!(second.exports.iter().count(), 0);
}

#[test]
fn the_door_goes_on_to_the_slot_that_the_second_module_fills() {
    #[derive(Default)]
    struct Body(Vec<i32>, usize, usize);
    impl Visitor<'_> for Body {
        fn visit_value(&mut self, value: &Value) {
            if let Value::I32(number) = value {
                self.0.push(*number);
            }
        }
        fn visit_call_indirect(&mut self, _: &CallIndirect) {
            self.1 += 1;
        }
        fn visit_call(&mut self, _: &Call) {
            self.2 += 1;
        }
    }
    let (first, second) = halves();
    let door = first.funcs.by_name(DOOR).expect("the trampoline");
    let door = first.funcs.get(door).kind.unwrap_local();
    let mut body = Body::default();
    dfs_in_order(&mut body, door, door.entry_block());
    assert_eq!((body.0, body.1, body.2), (vec![4], 1, 0));

    let from_first = [(1, Some(STAYS)), (2, None), (3, Some(DROP))];
    assert_eq!(filled(&first), from_first.into());
    assert_eq!(filled(&second), [(2, Some(MOVES)), (4, Some(DOOR))].into());
    for module in [&first, &second] {
        let table = module.tables.iter().next().expect("a table");
        assert_eq!((table.initial, table.maximum), (5, Some(5)));
    }
}

#[test]
fn the_second_module_imports_what_the_first_exports() {
    let (first, second) = halves();
    let mut kinds = Vec::new();
    for import in second.imports.iter() {
        let mut exports = first.exports.iter();
        let export = exports.find(|export| export.name == import.name);
        let item = &export.expect("exported under this name").item;
        assert_eq!(import.module, FROM);
        kinds.push(match (&import.kind, item) {
            (ImportKind::Function(a), ExportItem::Function(b)) => {
                let [a, b] = [(&second, *a), (&first, *b)].map(|(module, id)| {
                    let function = module.funcs.get(id);
                    (
                        function.name.clone(),
                        module.types.get(function.ty()).params().len(),
                    )
                });
                assert_eq!(a, b);
                "function"
            }
            (ImportKind::Table(_), ExportItem::Table(_)) => "table",
            (ImportKind::Memory(_), ExportItem::Memory(_)) => "memory",
            (ImportKind::Global(_), ExportItem::Global(_)) => "global",
            other => panic!("{other:?}"),
        });
    }
    kinds.sort_unstable();
    // `shared` and what wasm-bindgen's script brings; nothing here reads the memory.
    assert_eq!(kinds, ["function", "function", "global", "table"]);
}

#[test]
fn without_a_door_it_is_said() {
    let error = split(&whole("app::ui::list")).expect_err("no door");
    assert!(error.to_string().contains("no function"), "{error}");
}

#[test]
fn doors_are_known_by_old_and_new_names() {
    for (name, known) in [
        (DOOR, Some("list")),
        ("app[1b2c3d]::ui::later::list", Some("list")),
        (ROW, None),
        (MOVES, None),
        (DROP, None),
        ("app::ui::later::list::{closure#0}", None),
        ("<app::ui::later::Row as core::fmt::Debug>::fmt", None),
        ("app::platform::later::list", Some("list")),
        ("app::ui::screens::later::list", None),
        ("app::later::list", None),
    ] {
        assert_eq!(door(name), known, "{name}");
    }
}
