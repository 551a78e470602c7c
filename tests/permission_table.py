"""Who gets in where: every address of the sites, and of the hosts of none, stands here, or the tests fail.

A row is `"<url name>": <who>` in the module of its site (tests/permissions/), in the block of its room.
The name is as `{% url %}` takes it (with its namespace, "register:system"). <who> is

- `any_of(P.AUDITS_VIEW, ...)`: whoever holds at least one of the permissions,
- `SIGNED_IN`: whoever is signed in on the site,
- `OPEN`: everybody, signed in or not.

The view carries the same as `@requires(P.AUDITS_VIEW, ...)`, `@requires()` or `@open_to_all`
(accounts/access.py); tests/test_permission_table.py compares the two and walks each row as
everybody. Nothing else is needed for a new address.
"""

from tests.permissions import common, municipality, secretariat, supplier
from tests.permissions.words import OPEN, SIGNED_IN, Who

__all__ = ["OPEN", "SIGNED_IN", "TABLE", "Who"]

TABLE: dict[str, dict[str, Who]] = {
    "secretariat": secretariat.ROWS,
    "municipality": municipality.ROWS,
    "supplier": supplier.ROWS,
    "common": common.ROWS,
}
