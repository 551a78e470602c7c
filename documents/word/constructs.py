"""Which Jinja constructs a Word template may hold, and which fields it asks for."""

from collections.abc import Iterator

from jinja2 import nodes

ALLOWED_NODES = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Getattr, nodes.Getitem,
    nodes.If, nodes.For, nodes.Filter, nodes.Test, nodes.Compare, nodes.Operand, nodes.And, nodes.Or,
    nodes.Not, nodes.Const, nodes.CondExpr, nodes.Tuple, nodes.Add, nodes.Sub, nodes.Concat, nodes.Neg,
)  # fmt: skip
MAX_LOOPS_IN_EACH_OTHER = 3

DANISH_NAMES = {
    "Call": "funktionskald", "Import": "import", "FromImport": "import", "Include": "include",
    "Extends": "extends", "Block": "block", "Macro": "macro", "CallBlock": "call", "Assign": "set",
    "AssignBlock": "set", "With": "with", "FilterBlock": "filter", "Pow": "potens (**)",
    "Mul": "gange (*)", "Div": "division (/)", "Mod": "procent (%)", "FloorDiv": "division (//)",
    "Dict": "opslag i klammer", "List": "liste i klammer", "Slice": "udsnit",
}  # fmt: skip


def refusals(tree: nodes.Template, filters: frozenset[str], tests: frozenset[str]) -> Iterator[str]:
    """Danish sentences on what the template may not hold; none means that it may be compiled."""
    for node in tree.find_all(nodes.Node):
        yield from _refused(node, filters, tests)
    if _loop_depth(tree) > MAX_LOOPS_IN_EACH_OTHER:
        yield f"Der er mere end {MAX_LOOPS_IN_EACH_OTHER} gentagelser inde i hinanden."


def _refused(node: nodes.Node, filters: frozenset[str], tests: frozenset[str]) -> Iterator[str]:
    name = type(node).__name__
    if isinstance(node, nodes.Mul) and _is_column_width(node):
        return
    if not isinstance(node, ALLOWED_NODES) and not isinstance(node, nodes.Helper | nodes.EvalContextModifier):
        yield f"Skabelonen bruger »{DANISH_NAMES.get(name, name)}«, som ikke er tilladt."
    elif isinstance(node, nodes.Filter) and node.name not in filters:
        yield f"Filteret »{node.name}« findes ikke. Brug et af: {', '.join(sorted(filters))}."
    elif isinstance(node, nodes.Test) and node.name not in tests:
        yield f"Skabelonen bruger prøven »{node.name}«, som ikke findes."
    elif isinstance(node, nodes.Getattr | nodes.Name) and _word(node).startswith("_"):
        yield f"Skabelonen spørger efter »{_word(node)}«. Et felt kan ikke begynde med understregning."
    elif isinstance(node, nodes.Getitem) and not isinstance(node.arg, nodes.Const):
        yield "Skabelonen slår op med et beregnet navn. Skriv feltets navn efter et punktum."
    elif isinstance(node, nodes.Getitem) and str(node.arg.value)[:1] == "_":  # type: ignore[attr-defined]
        yield f"Skabelonen spørger efter »{node.arg.value}«. Et felt kan ikke begynde med understregning."  # type: ignore[attr-defined]
    elif isinstance(node, nodes.For) and node.recursive:
        yield "Skabelonen bruger »recursive«, som ikke er tilladt."


def _word(node: nodes.Getattr | nodes.Name) -> str:
    return node.attr if isinstance(node, nodes.Getattr) else node.name


def _is_column_width(node: nodes.Mul) -> bool:
    """docxtpl writes `2 * loop.length` for a table cell that spans a repeated column."""
    right = node.right
    return isinstance(node.left, nodes.Const) and isinstance(right, nodes.Getattr) and right.attr == "length"


def _loop_depth(node: nodes.Node) -> int:
    below = max((_loop_depth(child) for child in node.iter_child_nodes()), default=0)
    return below + isinstance(node, nodes.For)


class FieldFinder:
    """Walks a template and notes each field by its full path; a repeated list's fields as `liste[].felt`."""

    def __init__(self) -> None:
        self.found: set[str] = set()
        self.scopes: list[dict[str, str | None]] = [{"loop": None}]

    def walk(self, node: nodes.Node) -> None:
        """Note every field in the node and below it."""
        if isinstance(node, nodes.For):
            self._loop(node)
        elif isinstance(node, nodes.Getattr | nodes.Getitem | nodes.Name):
            # The longest path counts: leverandoer.navn, not leverandoer.
            self.found |= {path for path in [self._path(node)] if path}
        else:
            for child in node.iter_child_nodes():
                self.walk(child)

    def _loop(self, node: nodes.For) -> None:
        """The loop's own variable stands for an item of the list."""
        self.walk(node.iter)
        path = self._path(node.iter)
        names = [target.name for target in _targets(node)]
        own = node.target.name if isinstance(node.target, nodes.Name) else None
        self.scopes.append({name: f"{path}[]" if path and name == own else None for name in names})
        for child in [*node.body, *([node.test] if node.test else [])]:
            self.walk(child)
        self.scopes.pop()
        for child in node.else_:
            self.walk(child)

    def _path(self, node: nodes.Node) -> str | None:
        if isinstance(node, nodes.Filter) and node.node:
            return self._path(node.node)
        if isinstance(node, nodes.Name):
            return next(
                (scope[node.name] for scope in reversed(self.scopes) if node.name in scope), node.name
            )
        if isinstance(node, nodes.Getattr):
            above, below = self._path(node.node), f".{node.attr}"
        elif isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const):
            place = node.arg.value
            above, below = self._path(node.node), "[]" if isinstance(place, int) else f".{place}"
        else:
            return None
        return f"{above}{below}" if above else None


def _targets(node: nodes.For) -> list[nodes.Name]:
    return [node.target] if isinstance(node.target, nodes.Name) else list(node.target.find_all(nodes.Name))


def fields_of(tree: nodes.Template) -> set[str]:
    """Every field the template asks for, by full path."""
    finder = FieldFinder()
    finder.walk(tree)
    return finder.found


def is_absent(path: str, values: object) -> bool:
    """True where the values hold nothing at that path; in a list, where any of its items lacks it."""
    first, _, rest = path.partition(".")
    key, is_list = first.removesuffix("[]"), first.endswith("[]")
    if type(values) is not dict or key not in values:
        return True
    value = values[key]
    if is_list:
        return bool(rest) and type(value) is list and any(is_absent(rest, item) for item in value)
    return bool(rest) and is_absent(rest, value)
