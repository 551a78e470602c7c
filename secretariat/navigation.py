"""The main menus of the three sites, in the order people use them."""

from secretariat.pagekit.navigation import Entry

NAVIGATION: dict[str, tuple[Entry, ...]] = {
    "secretariat": (),
    "municipality": (),
    "supplier": (),
}
