"""A municipality half onboarded, half left, or back from a backup: named, and where it can be, mended.

Rows, schemas and roles are kept in three places (a table, the database, the server), and a restore
can bring back one without the others. Each is told in words that an operator understands.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial

from django.conf import settings
from django.db import connection, transaction

from tenants.models import Domain, Municipality, Recipient, Standing
from tenants.schema import applied, build, municipality_memberships, steps
from walls import names
from walls.apply import apply_shared, membership_statements, municipal_statements, run_script
from walls.catalogue import rows_of
from workflows.danish import slug


class NotMendableError(RuntimeError):
    """Only a backup, or a superuser, can mend it; the message says so in Danish."""


@dataclass(frozen=True)
class Stock:
    """What of the municipalities there is: rows by schema name, schemas, roles, supplier roles."""

    rows: list[Municipality]
    schemas: set[str]
    roles: set[str]
    domains: set[str]
    engaged: set[str] = field(default_factory=set)

    @property
    def active(self) -> list[Municipality]:
        """Those that should have a schema and a role."""
        return [each for each in self.rows if each.state != Municipality.State.LEFT]

    @property
    def left(self) -> list[Municipality]:
        """Those that should have no role any more."""
        return [each for each in self.rows if each.state == Municipality.State.LEFT]

    @property
    def whole(self) -> list[Municipality]:
        """Those active whose schema and role are both there; their rights can be compared."""
        return [
            each
            for each in self.active
            if each.schema_name in self.schemas and names.municipality_role(each.id) in self.roles
        ]

    @property
    def orphans(self) -> list[str]:
        """Roles of municipalities that stand in no row."""
        known = {names.municipality_role(each.id) for each in self.rows}
        return sorted(each for each in self.roles - known if each.startswith(f"{names.group('')}m_"))


def stock() -> Stock:
    """Look at what there is; any role that reads the members may."""
    prefix = names.group("")
    return Stock(
        list(Municipality.objects.all()),
        {name for (name,) in rows_of("SELECT nspname FROM pg_namespace WHERE nspname ~ '^m_'")},
        {
            name
            for (name,) in rows_of(
                "SELECT rolname FROM pg_roles WHERE rolname ~ %(ours)s", ours=f"^{prefix}[ms]_[0-9a-f]{{32}}$"
            )
        },
        {str(each) for each in Domain.objects.values_list("tenant_id", flat=True)},
        {
            f"{prefix}s_{str(one).replace('-', '')}"
            for (one,) in rows_of(
                "SELECT DISTINCT supplier_id FROM accounts_engagement "
                "WHERE supplier_id IS NOT NULL AND ended_at IS NULL"
            )
        },
    )


def broken(there: Stock) -> Iterator[str]:
    """Yield what is missing or left over, one Danish sentence each."""
    for each in there.active:
        yield from _of_active(there, each)
    for each in there.left:
        if names.municipality_role(each.id) in there.roles:
            yield (
                f"{each.name} er udtrådt, men rollen {names.municipality_role(each.id)} findes endnu, så "
                f"arkivet i {each.schema_name} kan stadig åbnes. Kør check_walls --repair."
            )
    known = {each.schema_name for each in there.rows}
    for schema in there.schemas - known:
        yield (
            f"Skemaet {schema} hører til ingen kommune i tabellen over kommuner. Er databasen "
            f"kun delvist gendannet?"
        )
    for role in there.orphans:
        yield f"Rollen {role} tilhører ingen kommune, der er medlem. Kør check_walls --repair."
    for role in there.engaged - there.roles:
        yield f"Rollen {role} mangler: leverandørens personer kan ikke logge ind. Kør check_walls --repair."


def _of_active(there: Stock, each: Municipality) -> Iterator[str]:
    role = names.municipality_role(each.id)
    has_schema, has_role = each.schema_name in there.schemas, role in there.roles
    if not has_schema and not has_role:
        yield f"{each.name} er halvt optaget: både skema og rolle mangler. Kør check_walls --repair."
    elif not has_schema:
        yield f"{each.name}: rollen findes, men skemaet {each.schema_name} mangler. Kør check_walls --repair."
    elif not has_role:
        yield (
            f"{each.name}: skemaet {each.schema_name} findes, men rollen {role} mangler, som efter en "
            f"gendannelse uden roller. Kør check_walls --repair."
        )
    if str(each.id) not in there.domains:
        yield f"{each.name} har intet værtsnavn, så ingen kan nå siden. Kør check_walls --repair."


def behind(there: Stock) -> Iterator[str]:
    """Yield which schemas lack migrations; act as the owner."""
    every = [(each.app, each.name) for each in steps()]
    have = applied([each.schema_name for each in there.whole])
    for each in there.whole:
        missing = [f"{app}.{name}" for app, name in every if (app, name) not in have[each.schema_name]]
        if missing:
            yield (
                f"{each.name}: skemaet {each.schema_name} er fra en ældre version og mangler "
                f"{', '.join(missing)}. Kør check_walls --repair."
            )


def mend(there: Stock) -> Iterator[str]:
    """Mend what can be mended, one transaction for the shared schema and one per municipality.

    Act as the owner. Yields what could not be mended; run again, it changes nothing.
    """
    attempts: list[tuple[str, Callable[[], None]]] = [("Det fælles skema", apply_shared)]
    attempts += [(each.name, partial(mend_one, there, each)) for each in there.rows]
    attempts += [(f"Rollen {role}", partial(_make_supplier_role, role)) for role in there.engaged]
    attempts += [(f"Rollen {role}", partial(_drop_role, role)) for role in there.orphans]
    for what, attempt in attempts:
        try:
            with transaction.atomic():
                attempt()
        except Exception as error:
            yield f"{what} kunne ikke repareres: {error}"


def mend_one(there: Stock, each: Municipality) -> None:
    """Give one municipality what it lacks, or take from one that has left what it should not have.

    Raises NotMendableError where records are gone, and what the database raises.
    """
    role = names.municipality_role(each.id)
    if each.state == Municipality.State.LEFT:
        if role in there.roles:
            _drop_role(role)
        return
    is_new = each.schema_name not in there.schemas
    if is_new and _has_had_records(each):
        raise NotMendableError(
            f"skemaet {each.schema_name} er væk, men kommunen har fået materiale leveret. Hent skemaet fra "
            f"en sikkerhedskopi (pg_restore --schema={each.schema_name}), og kør kommandoen igen."
        )
    have = applied([each.schema_name])[each.schema_name]
    missing = [one for one in steps() if (one.app, one.name) not in have]
    build(each.id, each.schema_name, missing, new=is_new)
    run_script(";\n".join([*membership_statements(role, *municipality_memberships()), *_shut_out(each)]))
    if str(each.id) not in there.domains:
        host = f"{slug(each.short_name)}.{settings.BASE_DOMAIN}"
        Domain(domain=host, tenant=each, is_primary=True).save()


def _has_had_records(each: Municipality) -> bool:
    delivered = Recipient.objects.filter(municipality=each, state=Recipient.State.DELIVERED)
    return delivered.exists() or Standing.objects.filter(municipality=each).exists()


def _shut_out(each: Municipality) -> Iterator[str]:
    """Yield what takes rights in the municipality's schema from everybody but itself."""
    role = names.municipality_role(each.id)
    for (stranger,) in rows_of(_STRANGERS, schema=each.schema_name, role=role):
        for what in ("ALL TABLES IN SCHEMA", "ALL SEQUENCES IN SCHEMA", "SCHEMA"):
            yield f'REVOKE ALL ON {what} "{each.schema_name}" FROM {stranger}'
    yield from municipal_statements(each.id, each.schema_name)


_STRANGERS = """
    SELECT DISTINCT coalesce(quote_ident(r.rolname), 'PUBLIC')
      FROM (SELECT relacl, relowner, relnamespace FROM pg_class
             UNION ALL
            SELECT t.attacl, c.relowner, c.relnamespace
              FROM pg_class c JOIN pg_attribute t ON t.attrelid = c.oid AND t.attacl IS NOT NULL
             UNION ALL
            SELECT nspacl, nspowner, oid FROM pg_namespace) found (acl, owner, schema),
           aclexplode(acl) a LEFT JOIN pg_roles r ON r.oid = a.grantee
     WHERE schema = to_regnamespace(%(schema)s) AND a.grantee <> owner
       AND r.rolname IS DISTINCT FROM %(role)s"""


def _make_supplier_role(role: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT walls_ensure_supplier_role_v1(%s)", [role[-32:]])
    run_script(";\n".join(membership_statements(role, "suppliers", ("supplier", "worker"))))


def _drop_role(role: str) -> None:
    """Take every right from a role in this database, and the role from the server."""
    script = [
        f'REVOKE ALL ON {what} FROM "{role}"'
        for (schema,) in rows_of(_WHERE_GRANTED, role=role)
        for what in (f'ALL TABLES IN SCHEMA "{schema}"', f'SCHEMA "{schema}"')
    ]
    run_script(";\n".join([*script, f'DROP ROLE "{role}"']))


_WHERE_GRANTED = """
    SELECT DISTINCT n.nspname FROM pg_namespace n, pg_roles r
     WHERE r.rolname = %(role)s AND (
           EXISTS (SELECT FROM aclexplode(n.nspacl) a WHERE a.grantee = r.oid)
        OR EXISTS (SELECT FROM pg_class c, aclexplode(c.relacl) a
                    WHERE c.relnamespace = n.oid AND a.grantee = r.oid))"""
