"""Proof, once per template, that whatever it is given comes out as well-formed XML.

Values are escaped, so only the template's own pieces open and close elements. Where every branch of a
condition and every turn of a loop leaves the same elements open as it found, no document needs another look.
"""

import re

from jinja2 import nodes

_TAG = re.compile(r"<(/?)([A-Za-z_][\w:.-]*)(?:\s[^<>]*?)?(/?)>")
# Open elements from the outermost, and the beginning of a tag that a value stands in the middle of.
State = tuple[tuple[str, ...], str]
EMPTY: State = ((), "")


class _NotProvenError(Exception):
    """Some way through the template may leave an element open."""


def is_always_well_formed(tree: nodes.Template) -> bool:
    """True where it is proven; False where each document must be looked at."""
    try:
        return _walk(tree.body, EMPTY) == EMPTY
    except _NotProvenError:
        return False


def _walk(body: list[nodes.Node], state: State) -> State:
    for node in body:
        if isinstance(node, nodes.Output):
            for child in node.nodes:
                state = _fed(state, child.data if isinstance(child, nodes.TemplateData) else "value")
        elif isinstance(node, nodes.If):
            state = _same([_walk(branch, state) for branch in _branches(node)])
        elif isinstance(node, nodes.For):
            _same([state, _walk(node.body, state), _walk(node.else_, state)])
        else:
            raise _NotProvenError
    return state


def _branches(node: nodes.If) -> list[list[nodes.Node]]:
    return [node.body, *(each.body for each in node.elif_), node.else_]


def _same(states: list[State]) -> State:
    if len(set(states)) > 1:
        raise _NotProvenError
    return states[0]


def _fed(state: State, text: str) -> State:
    stack, text = list(state[0]), state[1] + text
    place = 0
    for tag in _TAG.finditer(text):
        if "<" in text[place : tag.start()]:
            raise _NotProvenError
        place = tag.end()
        closing, name, alone = tag.groups()
        if closing and (not stack or stack.pop() != name):
            raise _NotProvenError
        if not closing and not alone:
            stack.append(name)
    rest = text[place:]
    return tuple(stack), rest[rest.index("<") :] if "<" in rest else ""
