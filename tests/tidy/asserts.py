"""Assertions that cannot fail, as far as a reader of the syntax can tell: of constants, of what is true of every number, and of nothing at all.

A test asserts of nothing when all that it asserts stands inside loops over what may be empty. What cannot be empty: a literal with members, a
``range`` of a number, a name of the module or of the test that stands for one of these, and what is made of these member by member. Whoever loops
over anything else also asserts, outside of the loop, that something is there.
"""

import ast
from collections.abc import Iterator

Function = ast.FunctionDef | ast.AsyncFunctionDef

NEVER_NEGATIVE = {"seconds", "count", "states"}
FROM_ONE = {"revision"}
MEMBER_BY_MEMBER = {"enumerate", "list", "sorted", "tuple", "reversed", "set", "dict", "map", "zip", "frozenset", "product", "permutations"}
OF_A_MAPPING = {"items", "keys", "values"}


def vacuous(text: str) -> list[str]:
    """Return the vacuous assertions and tests of a module, each with its line."""
    module = ast.parse(text)
    functions = [node for node in ast.walk(module) if isinstance(node, Function)]
    helpers = {function.name for function in functions if any(asserting(node, set()) for node in ast.walk(function))}
    shared = assigned(module.body)
    found = [
        (node.lineno, f"cannot fail: {ast.unparse(node.test)}") for node in ast.walk(module) if isinstance(node, ast.Assert) and always(node.test)
    ]
    for function in functions:
        if function.name.startswith("test_") and only_in_loops(function, helpers, shared):
            found.append((function.lineno, f"asserts only in loops that may be empty: {function.name}"))
    return [f"{line}: {what}" for line, what in sorted(found)]


def always(test: ast.expr) -> bool:
    """Tell whether a condition is true whatever the program does."""
    if isinstance(test, ast.BoolOp):
        return (any if isinstance(test.op, ast.Or) else all)(always(part) for part in test.values)
    if isinstance(test, ast.Compare) and len(test.ops) == 1:
        left, right = test.left, test.comparators[0]
        return (constant(left) and constant(right)) or trivially(left, test.ops[0], right)
    if isinstance(test, ast.Call) and last_name(test.func) == "all" and test.args and isinstance(test.args[0], ast.GeneratorExp | ast.ListComp):
        return always(test.args[0].elt)
    return constant(test) and not (isinstance(test, ast.Constant) and not test.value)


def constant(node: ast.expr) -> bool:
    """Tell whether a value is written out."""
    return isinstance(node, ast.Constant) or (isinstance(node, ast.Tuple | ast.List) and bool(node.elts) and all(map(constant, node.elts)))


def trivially(left: ast.expr, operator: ast.cmpop, right: ast.expr) -> bool:
    """Tell whether a number is compared with the least that it can be."""
    number = ast.unparse(right)
    if not isinstance(operator, ast.Gt | ast.GtE) or not number.removeprefix("-").isdigit():
        return False
    least = int(number) + isinstance(operator, ast.Gt)
    if isinstance(left, ast.Call) and isinstance(left.func, ast.Name | ast.Attribute) and last_name(left.func) in {"len", "count"}:
        return least <= 0
    return (last_name(left) in NEVER_NEGATIVE and least <= 0) or (last_name(left) in FROM_ONE and least <= 1)


def last_name(node: ast.expr) -> str:
    """Return what a value is called where it is taken from: ``c`` for ``a.b.c`` and for ``a["c"]``."""
    if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant):
        return str(node.slice.value)
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def asserting(node: ast.AST, helpers: set[str]) -> bool:
    """Tell whether a node asserts: by the statement, by what Playwright expects, by an error that must come, or through a helper that does."""
    if isinstance(node, ast.Assert):
        return True
    if not isinstance(node, ast.Call):
        return False
    name = last_name(node.func)
    return name in helpers or name in {"raises", "fail", "warns"} or name.startswith(("expect", "assert", "wait_for"))


def only_in_loops(function: Function, helpers: set[str], shared: dict[str, ast.expr]) -> bool:
    """Tell whether a test asserts, and only inside loops over what may be empty."""
    known = shared | assigned(function.body)
    helpers = helpers - {function.name}
    return not any(asserts(node, helpers, known) for node in function.body) and any(asserting(node, helpers) for node in ast.walk(function))


def asserts(node: ast.AST, helpers: set[str], known: dict[str, ast.expr]) -> bool:
    """Tell whether a node asserts something whatever may be empty."""
    if isinstance(node, ast.For | ast.AsyncFor) and not filled(node.iter, known):
        return any(asserts(part, helpers, known) for part in (node.iter, *node.orelse))
    if isinstance(node, ast.Assert):
        return not of_all(node.test, known)
    return asserting(node, helpers) or any(asserts(part, helpers, known) for part in ast.iter_child_nodes(node))


def of_all(test: ast.expr, known: dict[str, ast.expr]) -> bool:
    """Tell whether a condition is ``all(… for … in …)`` of what may be empty."""
    if not (isinstance(test, ast.Call) and last_name(test.func) == "all" and test.args):
        return False
    first = test.args[0]
    return isinstance(first, ast.GeneratorExp | ast.ListComp) and not all(filled(part.iter, known) and not part.ifs for part in first.generators)


def filled(node: ast.expr, known: dict[str, ast.expr]) -> bool:
    """Tell whether what is looped over is known to have a member."""
    if isinstance(node, ast.Name):
        return node.id in known and filled(known[node.id], {name: value for name, value in known.items() if name != node.id})
    if isinstance(node, ast.Tuple | ast.List | ast.Set):
        return any(not isinstance(part, ast.Starred) or filled(part.value, known) for part in node.elts)
    if isinstance(node, ast.Dict):
        return bool(node.keys)
    if isinstance(node, ast.Constant):
        return isinstance(node.value, str | bytes) and bool(node.value)
    if isinstance(node, ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp):
        return all(filled(part.iter, known) and not part.ifs for part in node.generators)
    return isinstance(node, ast.Call) and filled_call(node, known)


def filled_call(node: ast.Call, known: dict[str, ast.expr]) -> bool:
    """The same for the value of a call."""
    name = last_name(node.func)
    if name == "range":
        return True
    if name in OF_A_MAPPING and isinstance(node.func, ast.Attribute):
        return filled(node.func.value, known)
    arguments = node.args[1:] if name == "map" else node.args
    return name in MEMBER_BY_MEMBER and bool(arguments) and all(filled(argument, known) for argument in arguments)


def assigned(body: list[ast.stmt]) -> dict[str, ast.expr]:
    """Return what the names of a block stand for, where each is assigned in one plain statement."""
    return dict(pairs(body))


def pairs(body: list[ast.stmt]) -> Iterator[tuple[str, ast.expr]]:
    """Yield the names and values of plain assignments."""
    for node in body:
        if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
            yield node.targets[0].id, node.value
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value is not None:
            yield node.target.id, node.value
