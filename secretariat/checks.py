"""Start-up checks: in production every missing or unsafe value is named before anything is served."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.checks import Error, register
from django.core.exceptions import ImproperlyConfigured

from secretariat.proxies import networks
from tenants.start import refuse_other_walls
from workflows.sealkeys import private_key

REQUIRED = {
    "SECRET_KEY": "en lang tilfældig nøgle",
    "BASE_DOMAIN": "domænet som de tre sites ligger under",
    "DB_HOST": "PostgreSQL-serverens navn",
    "DB_NAME": "databasens navn",
    "BROKER_URL": "redis://, rediss:// eller amqp://",
    "CACHE_URL": "redis:// eller rediss://",
    "SMTP_URL": "smtp:// eller smtps://",
    "MAIL_FROM": "afsenderadressen",
}
# A process may be given fewer, e.g. one web process per site: SEKRETARIAT_LOGINS=supplier.
LOGINS = "municipality,supplier,secretariat,worker"


def refuse_unsafe_start() -> None:
    """End a server that is about to serve, or work, in production without what it must have.

    Raises ImproperlyConfigured with every missing or unsafe value, one a line; where all are there, with
    every difference between the database's walls and the code's.
    """
    if found := production_values(None):
        lines = "\n".join(f"- {each.msg}" for each in found)
        raise ImproperlyConfigured(f"Fællestilsyn starter ikke i drift:\n{lines}")
    refuse_other_walls(settings.ENVIRONMENT.words("LOGINS", LOGINS)[0])


@register()
def production_values(app_configs: Any, **kwargs: Any) -> list[Error]:
    """Name what production lacks or has and must not have; nothing in demo and test."""
    if not settings.PRODUCTION:
        return []
    environment = settings.ENVIRONMENT
    found = [
        Error(f"SEKRETARIAT_{name} mangler ({what}).", id="secretariat.E001")
        for name, what in REQUIRED.items()
        if not environment.text(name)
    ]
    found += [
        Error(f"SEKRETARIAT_DB_PASSWORD_{login.upper()} mangler.", id="secretariat.E002")
        for login in environment.words("LOGINS", LOGINS)
        if not environment.text(f"DB_PASSWORD_{login.upper()}")
    ]
    if "worker" in environment.words("LOGINS", LOGINS):
        found += _seals()
    if set(environment.words("LOGINS", LOGINS)) & {"municipality", "supplier", "secretariat"}:
        found += _factors()
    found += _unsafe()
    return found


def _seals() -> list[Error]:
    """Name what the worker lacks to sign and keep the log's daily heads."""
    environment, missing = settings.ENVIRONMENT, []
    if not environment.text("SEALS_DIR"):
        missing.append("SEKRETARIAT_SEALS_DIR mangler (mappen til loggens daglige segl, ikke ved databasen)")
    if not environment.text("SEAL_KEY"):
        missing.append("SEKRETARIAT_SEAL_KEY mangler (32 tilfældige byte i base64, som underskriver seglene)")
    else:
        try:
            private_key(environment.text("SEAL_KEY"))
        except ImproperlyConfigured as error:
            missing.append(str(error))
    return [Error(f"{text}.", id="secretariat.E004") for text in missing]


def _factors() -> list[Error]:
    """Name what a web process lacks to ask for the second factor that production demands."""
    missing = []
    if not settings.FACTOR_KEYS:
        missing.append(
            "SEKRETARIAT_FACTOR_KEYS mangler (nøglen, som totrinsbekræftelsens hemmeligheder lukkes med)"
        )
    if any(len(key) < 32 for key in settings.FACTOR_KEYS):
        missing.append("SEKRETARIAT_FACTOR_KEYS har en nøgle på under 32 tegn")
    missing += [
        f"SEKRETARIAT_SECOND_FACTOR skal nævne {site}: i drift kræves totrinsbekræftelse der"
        for site in ("secretariat", "supplier")
        if site not in settings.SECOND_FACTOR
    ]
    missing += [
        f"SEKRETARIAT_SECOND_FACTOR nævner «{site}», som ikke er et site"
        for site in settings.SECOND_FACTOR
        if site not in settings.SITE_URLCONFS
    ]
    if settings.SESSION_IDLE > settings.SESSION_LONGEST or timedelta() >= settings.SESSION_IDLE:
        missing.append("SEKRETARIAT_SESSION_IDLE_MINUTES skal være over 0 og højst SEKRETARIAT_SESSION_HOURS")
    return [Error(f"{text}.", id="secretariat.E005") for text in missing]


def _unsafe() -> list[Error]:
    environment = settings.ENVIRONMENT
    unsafe = []
    if 0 < len(environment.text("SECRET_KEY")) < 50:
        unsafe.append("SEKRETARIAT_SECRET_KEY er kortere end 50 tegn")
    if settings.SCHEME != "https":
        unsafe.append("SEKRETARIAT_SCHEME skal være https")
    if settings.BASE_DOMAIN.endswith("localhost"):
        unsafe.append("SEKRETARIAT_BASE_DOMAIN er localhost")
    if not environment.text("S3_BUCKET") and not environment.text("FILES_DIR"):
        unsafe.append("filer har intet sted at ligge: sæt SEKRETARIAT_FILES_DIR eller SEKRETARIAT_S3_BUCKET")
    if environment.text("DB_SUPERUSER") or environment.text("DB_SUPERUSER_PASSWORD"):
        unsafe.append("databasens superbruger hører kun til prepare_database, ikke til en kørende proces")
    try:
        networks(settings.PROXIES)
    except ValueError as error:
        unsafe.append(f"SEKRETARIAT_PROXIES er ikke en liste af IP-adresser og net ({error})")
    if settings.CLAMD_REQUIRED and not settings.CLAMD:
        unsafe.append("SEKRETARIAT_CLAMD mangler, og SEKRETARIAT_CLAMD_REQUIRED=1 kræver en virusscanner")
    if settings.BROKER_URL.startswith("memory"):
        unsafe.append("SEKRETARIAT_BROKER_URL er memory://, som kun duer til test")
    return [Error(f"Usikker indstilling: {text}.", id="secretariat.E003") for text in unsafe]
