"""What a placeholder of an uploaded agreement may stand for, and the words a template has in its place.

A target is a field's path (`databehandler.navn`), a field of a list's rows (`underdatabehandlere[].navn`,
which repeats the table row or paragraph), `if:<name>` (the paragraph stands only then), or one of KEEP,
REMOVE, HAND.
"""

from typing import Any

from documents.fields import agreement

KEEP, REMOVE, HAND = "keep", "remove", "hand"
ITEM = "raekke"
BY_HAND = "………………………"
OTHERWISE = {
    KEEP: "Lad ordene stå, som de er",
    REMOVE: "Fjern ordene",
    HAND: "En linje, der udfyldes i hånden",
}
CONDITIONS = {
    "generel": ("godkendelsestype == 'generel'", "Afsnittet står kun ved generel godkendelse"),
    "specifik": ("godkendelsestype == 'specifik'", "Afsnittet står kun ved specifik godkendelse"),
    "slet": ("ophoer_valg == 'slet'", "Afsnittet står kun, når oplysningerne slettes ved ophør"),
    "returner": ("ophoer_valg == 'returner'", "Afsnittet står kun, når oplysningerne leveres tilbage"),
    "tredjeland": ("tredjeland_tilladt", "Afsnittet står kun, når overførsel er tilladt"),
    "intet_tredjeland": ("not tredjeland_tilladt", "Afsnittet står kun, når overførsel ikke er tilladt"),
    "underdatabehandlere": ("underdatabehandlere", "Afsnittet står kun, når der er underdatabehandlere"),
    "ingen_underdatabehandlere": (
        "not underdatabehandlere",
        "Afsnittet står kun, når der ikke er underdatabehandlere",
    ),
    "art9": ("datatyper_art9", "Afsnittet står kun, når der er særlige kategorier"),
    "fravigelser": ("fravigelser", "Afsnittet står kun, når der er fravigelser"),
    "ingen_fravigelser": ("not fravigelser", "Afsnittet står kun, når der ikke er fravigelser"),
    "tiltraedelse": ("tiltraedelse_ja_nej", "Afsnittet står kun, når andre kan tiltræde"),
    "ingen_tiltraedelse": ("not tiltraedelse_ja_nej", "Afsnittet står kun, når andre ikke kan tiltræde"),
}


def choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Every target by group, with Danish words, as a list to choose from shows it."""
    fields = [(path, f"{text} ({path})") for path, text in agreement.EXPLAINED.items() if "[]" not in path]
    rows = [(path, f"{text} ({path})") for path, text in agreement.EXPLAINED.items() if "[]" in path]
    conditions = [(f"if:{name}", words) for name, (_, words) in CONDITIONS.items()]
    return [
        ("Felter", fields),
        ("Felter i en liste: rækken eller afsnittet gentages", rows),
        ("Valg", conditions),
        ("Andet", list(OTHERWISE.items())),
    ]


def is_target(target: str) -> bool:
    """Whether there is such a target."""
    return any(target == known for _, group in choices() for known, _ in group)


def words_for(target: str) -> str:
    """What stands in the template in the placeholder's place."""
    if target == REMOVE or target.startswith("if:"):
        return ""
    if target == HAND:
        return BY_HAND
    if list_of(target):
        return f"{{{{ {ITEM}.{target.partition('[].')[2]} }}}}"
    return _field(target, _value(target))


def list_of(target: str) -> str:
    """The list whose rows the target belongs to, or ''."""
    return target.partition("[].")[0] if "[]." in target else ""


def condition_of(target: str) -> str:
    """The condition under which the paragraph stands, or ''."""
    return CONDITIONS[target.removeprefix("if:")][0] if target.startswith("if:") else ""


def _value(path: str) -> Any:
    value: Any = agreement.EXAMPLE
    for step in path.split("."):
        value = value[step]
    return value


def _field(path: str, value: Any) -> str:
    if isinstance(value, bool):
        return f"{{{{ {path}|ja_nej }}}}"
    if isinstance(value, list) and value and isinstance(value[0], dict):
        shown = ", ".join(f"{{{{ {ITEM}.{name} }}}}" for name in value[0])
        # A line for each; Word's own break is made of the line feed.
        between = "{% if not loop.last %}{{ '\\n' }}{% endif %}"
        return f"{{% for {ITEM} in {path} %}}{shown}{between}{{% endfor %}}"
    if isinstance(value, list):
        return f"{{{{ {path}|liste }}}}"
    return f"{{{{ {path} }}}}"
