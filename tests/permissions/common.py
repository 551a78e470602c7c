"""The addresses of the hosts of no organisation: whoever has a key, and whoever followed a link."""

from tests.permissions.words import API_NAMES, OPEN, Who

ROWS: dict[str, Who] = {
    "which_municipality": OPEN,
    **{f"api:{name}": OPEN for name in API_NAMES},  # a key opens them, no sign-in
}
