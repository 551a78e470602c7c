"""The Jinja environment of Word templates: keys of dictionaries and a few filters, nothing else."""

from contextvars import ContextVar
from typing import Any, NoReturn

from jinja2 import Undefined
from jinja2.exceptions import SecurityError
from jinja2.runtime import LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.tests import TESTS as TESTS_OF_JINJA

from documents.word.filters import ALLOWED, finalize

LOOP_WORDS = frozenset({"index", "index0", "first", "last", "length"})
TESTS = ("defined", "undefined", "none", "equalto", "eq", "ne", "in", "even", "odd")

missing_fields: ContextVar[list[str]] = ContextVar("missing_fields")


class MissingField(Undefined):
    """Strict, but notes its name instead of stopping at the first, so that all can be named at once."""

    __slots__ = ()

    @property
    def path(self) -> str:
        """The field as the template writes it, e.g. leverandoer.navn."""
        above = (
            getattr(self._undefined_obj, "path", "") if isinstance(self._undefined_obj, MissingField) else ""
        )
        return f"{above}.{self._undefined_name}" if above else str(self._undefined_name)

    def _note(self) -> None:
        missing_fields.get().append(self.path)

    def __str__(self) -> str:
        self._note()
        return ""

    def __html__(self) -> str:
        return str(self)

    def __iter__(self) -> Any:
        self._note()
        return iter(())

    def __bool__(self) -> bool:
        self._note()
        return False

    def __len__(self) -> int:
        self._note()
        return 0

    def __eq__(self, other: object) -> bool:
        self._note()
        return False

    def __ne__(self, other: object) -> bool:
        self._note()
        return True

    def __hash__(self) -> int:
        return id(type(self))


class WordEnvironment(ImmutableSandboxedEnvironment):
    """Jinja without Python: an attribute is a key of a dictionary, and nothing can be called.

    Jinja's sandbox alone has been escaped before (CVE-2024-56326, CVE-2024-56201), so no attribute of an
    object is ever looked up, and the constructs are held to a list (see constructs.py) before compiling.
    """

    intercepted_binops = frozenset({"**", "*", "%", "/", "//"})

    def getattr(self, obj: Any, attribute: str) -> Any:
        """A key of a dictionary, or one of the harmless words of a loop."""
        if type(obj) is dict and attribute in obj:
            return obj[attribute]
        if type(obj) is LoopContext and attribute in LOOP_WORDS:
            return getattr(obj, attribute)
        return self.undefined(obj=obj, name=attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """A key of a dictionary or a place in a list."""
        if type(obj) is dict and argument in obj:
            return obj[argument]
        if type(obj) is list and type(argument) is int and -len(obj) <= argument < len(obj):
            return obj[argument]
        return self.undefined(obj=obj, name=str(argument))

    def call(self, __context: Any, __obj: Any, *args: Any, **kwargs: Any) -> NoReturn:
        """Nothing can be called from a template."""
        raise SecurityError("a Word template cannot call anything")

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """The only arithmetic is a table's column width: a small number times a small number."""
        if operator == "*" and type(left) is int and type(right) is int and max(left, right) < 1000:
            return left * right
        raise SecurityError(f"a Word template cannot use {operator}")


def environment() -> WordEnvironment:
    """A new environment with the allow-listed filters and tests and no globals."""
    made = WordEnvironment(autoescape=True, undefined=MissingField, finalize=finalize, cache_size=0)
    made.globals = {}
    made.filters = dict(ALLOWED)
    made.tests = {name: TESTS_OF_JINJA[name] for name in TESTS}
    return made
