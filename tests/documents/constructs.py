"""What a hostile template may say, and what plain Jinja answers to it."""

from typing import Any


class Thing(dict[str, Any]):
    """An object as a careless program hands it to its templates."""

    secret = "hemmelig"

    def tell(self, **_: object) -> str:
        """Something that can be called."""
        return self.secret


VALUES: dict[str, Any] = {"felt": {"a": "b"}, "sti": "x", "navn": "a", "ti": 10, "mange": ["x"]}
DANGEROUS = [
    ("{{ cycler.__init__.__globals__.os.getcwd() }}", "/"),
    ("{{ ''.__class__.__mro__ }}", "class 'object'"),
    ("{{ felt.__class__ }}", "Thing"),
    ("{{ felt['__class__'] }}", "Thing"),
    ("{{ felt|attr('__class__') }}", "Thing"),
    ("{{ felt|attr('secret') }}", "hemmelig"),
    ("{{ '{0.__class__}'.format(felt) }}", "Thing"),
    ("{{ felt.tell() }}", "hemmelig"),
    ("{{ [felt]|map(attribute='secret')|list }}", "hemmelig"),
    ("{% import 'x' as y %}{{ y.y }}", "Macro"),
    ("{% from 'x' import y %}{{ y }}", "Macro"),
    ("{% include 'x' %}", "hentet"),
    ("{% extends 'x' %}", "hentet"),
    ("{% macro m() %}x{% endmacro %}{{ m() }}", "x"),
    ("{% set x = felt.secret %}{{ x }}", "hemmelig"),
    ("{{ 10 ** 3000 }}", "0" * 1_000),
    ("{{ 'a' * 10000000 }}", "a" * 1_000),
    ("{{ range(1000000)|list }}", "999999"),
    ("{{ lipsum() }}", "."),
    ("{{ self._TemplateReference__context }}", "Context"),
    ("{{ felt[navn ~ ''] }}{{ felt['sec' ~ 'ret'] }}", "hemmelig"),
    ("{% for x in mange recursive %}{% if ti %}{{ loop([]) }}{{ x }}{% endif %}{% endfor %}", "x"),
    ("{{ joiner.__init__.__globals__['__builtins__']['len']('abc') }}", "3"),
    ("{{ namespace(a=felt.secret).a }}", "hemmelig"),
    ("{{ felt.secret|safe }}", "hemmelig"),
    ("{{ felt|tojson }}{{ felt.secret }}", "hemmelig"),
    ("{{ felt.secret|format }}{{ mange|join }}", "hemmelig"),
    ("{% filter upper %}{{ felt.secret }}{% endfilter %}", "HEMMELIG"),
    ("{% call felt.tell() %}{% endcall %}", "hemmelig"),
    ("{% with x = felt.secret %}{{ x }}{% endwith %}", "hemmelig"),
    ("{% block a %}{{ felt.secret }}{% endblock %}", "hemmelig"),
    ("{{ felt.secret[1:] }}", "emmelig"),
]
