"""One settings module for demo, test and production; the values come from the environment.

What production must have is checked at start by secretariat/checks.py, which names every
missing or unsafe value.
"""

from datetime import timedelta
from pathlib import Path
from typing import Any

from secretariat.environment import REPOSITORY, Environment

ENVIRONMENT = Environment()
MODE = ENVIRONMENT.mode
PRODUCTION = MODE == "production"
DEMO = MODE == "demo"
BASE_DIR = REPOSITORY
DATA_DIR = ENVIRONMENT.data

DEBUG = False
SECRET_KEY = ENVIRONMENT.text("SECRET_KEY", "" if PRODUCTION else "only-for-commands-before-bin-up-has-run")

# --- sites and host names ---
BASE_DOMAIN = ENVIRONMENT.text("BASE_DOMAIN", "localhost")
SCHEME = ENVIRONMENT.text("SCHEME", "https" if PRODUCTION else "http")
PORT = ENVIRONMENT.number("PORT", 443 if PRODUCTION else 8000)
SECRETARIAT_HOST = f"sekretariat.{BASE_DOMAIN}"
SUPPLIER_HOST = f"leverandoer.{BASE_DOMAIN}"
# Hosts that belong to no organisation: the key, or the choice made there, says whose matter it is.
COMMON_HOSTS = (BASE_DOMAIN, f"api.{BASE_DOMAIN}")
COMMON_URLCONF = "secretariat.urls_common"
ALLOWED_HOSTS = [f".{BASE_DOMAIN}"]
SITE_URLCONFS = {
    "secretariat": "secretariat.urls_secretariat",
    "municipality": "secretariat.urls_municipality",
    "supplier": "secretariat.urls_supplier",
}
ROOT_URLCONF = "secretariat.urls_secretariat"
WSGI_APPLICATION = "secretariat.wsgi.application"

# --- applications: what stands in the shared schema, and in every municipality's ---
SHARED_APPS = [
    "secretariat",
    "secretariat.pagekit",
    "walls",
    "tenants",  # before django_tenants: its migrate_schemas is replaced by ours
    "django_tenants",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_htmx",
    "template_partials",
    "workflows",
    "documents",
    "accounts",
    "register",
    "agreements.joint",
    "audits.joint",
    "integrations.signing",
    "integrations.mailbox",
    "integrations.os2compliance",
]
TENANT_APPS = [
    "workflows.municipal",
    "documents.municipal",
    "agreements.municipal",
    "audits.municipal",
]
INSTALLED_APPS = SHARED_APPS + TENANT_APPS
TENANT_MODEL = "tenants.Municipality"
TENANT_DOMAIN_MODEL = "tenants.Domain"
TENANT_LIMIT_SET_CALLS = True
TEMPLATE_SCHEMA = "municipality_template"

MIDDLEWARE = [
    "tenants.middleware.SiteMiddleware",  # first: which site, and the role `door`
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "secretariat.headers.HeadersMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "secretariat.language.LanguageMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "accounts.middleware.PersonMiddleware",  # who is it, and from here on the site's own role
    "secretariat.queue.QueueMiddleware",  # the next row of a list when one is done
    "secretariat.errors.UnstorableInputMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "secretariat.context.site",
                "secretariat.pagekit.context.navigation",
                "secretariat.queue.walk",
            ],
        },
    },
    {
        "NAME": "text",  # mails: nothing is escaped as it is on pages
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {"autoescape": False},
    },
]
FORM_RENDERER = "secretariat.pagekit.forms.DkfdsRenderer"

# --- database: one login role per site, see docs/adr ---
DATABASE_PREFIX = ENVIRONMENT.text("DB_PREFIX", "ft")
DATABASE_LOGINS = {
    login: (f"{DATABASE_PREFIX}_login_{login}", ENVIRONMENT.text(f"DB_PASSWORD_{login.upper()}"))
    for login in ("owner", "municipality", "supplier", "secretariat", "worker")
}
DATABASE_SUPERUSER = (ENVIRONMENT.text("DB_SUPERUSER"), ENVIRONMENT.text("DB_SUPERUSER_PASSWORD"))
DATABASES: dict[str, dict[str, Any]] = {
    "default": {
        "ENGINE": "walls.backend",
        "NAME": ENVIRONMENT.text("DB_NAME", "faellestilsyn"),
        "HOST": ENVIRONMENT.text("DB_HOST", "127.0.0.1"),
        "PORT": ENVIRONMENT.text("DB_PORT", "5432"),
        "OPTIONS": {"pool": {"min_size": 0, "max_size": 16, "timeout": 20}} if MODE != "test" else {},
    }
}
if sslmode := ENVIRONMENT.text("DB_SSLMODE"):
    DATABASES["default"]["OPTIONS"]["sslmode"] = sslmode
DATABASE_ROUTERS = ["django_tenants.routers.TenantSyncRouter"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- cache, broker, worker ---
CACHE_URL = ENVIRONMENT.text("CACHE_URL")
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": CACHE_URL,
        "KEY_PREFIX": DATABASE_PREFIX,
        "KEY_FUNCTION": "walls.caching.make_key",
    }
    if CACHE_URL
    else {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "KEY_FUNCTION": "walls.caching.make_key",
    }
}
BROKER_URL = ENVIRONMENT.text("BROKER_URL", "memory://")

# --- files ---
FILES_DIR = Path(ENVIRONMENT.text("FILES_DIR") or DATA_DIR / "files")
STORAGES = {
    "default": {"BACKEND": "documents.storage.LocalFiles", "OPTIONS": {"location": FILES_DIR}},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    if PRODUCTION
    else {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
if bucket := ENVIRONMENT.text("S3_BUCKET"):
    STORAGES["default"] = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": bucket,
            "endpoint_url": ENVIRONMENT.text("S3_ENDPOINT") or None,
            "access_key": ENVIRONMENT.text("S3_ACCESS_KEY"),
            "secret_key": ENVIRONMENT.text("S3_SECRET_KEY"),
            "default_acl": "private",
            "file_overwrite": True,  # a blob's name is its content's hash
        },
    }
CLAMD = ENVIRONMENT.text("CLAMD")
CLAMD_REQUIRED = ENVIRONMENT.text("CLAMD_REQUIRED") == "1"
# A folder with the certificates of issuers whose signatures are trusted (PEM or DER); documents/signatures.
SIGNATURE_TRUST_DIR = ENVIRONMENT.text("SIGNATURE_TRUST")
# The outside signing service, where there is one; integrations/signing.
SIGNING_SERVICE_NAME = ENVIRONMENT.text("SIGNING_SERVICE_NAME", "underskriftstjenesten")
SIGNING_SERVICE_URL = ENVIRONMENT.text("SIGNING_SERVICE_URL")
SIGNING_SERVICE_KEY = ENVIRONMENT.text("SIGNING_SERVICE_KEY")
SIGNING_SERVICE_SECRET = ENVIRONMENT.text("SIGNING_SERVICE_SECRET")
# --- the API for the municipalities' own systems; integrations/os2compliance ---
# What the systems in use ask for is not publicly known, so each kind stands at several addresses.
API_PATHS = {
    "audits": ("api/audits", "api/v1/audits", "api/v2/audits", "audits", "v1/audits", "v2/audits"),
    "suppliers": ("api/v1/suppliers", "api/suppliers", "v1/suppliers"),
    "it_systems": ("api/v1/it-systems", "api/v1/itsystems", "api/it-systems", "v1/it-systems"),
    "documents": ("api/v1/documents", "api/documents", "v1/documents"),
    "description": ("api/openapi.json",),
}
API_KEY_HEADERS = ("X-API-Key", "ApiKey", "Authorization")  # the last as "Bearer <key>"
API_REQUESTS_PER_HOUR = ENVIRONMENT.number("API_REQUESTS_PER_HOUR", 600)
# What one case and one supplier may send, documents/limits.py; a file is 200 MB at most.
UPLOAD_CASE_FILES = ENVIRONMENT.number("UPLOAD_CASE_FILES", 300)
UPLOAD_CASE_GB = ENVIRONMENT.number("UPLOAD_CASE_GB", 5)
UPLOAD_SUPPLIER_FILES = ENVIRONMENT.number("UPLOAD_SUPPLIER_FILES", 3_000)
UPLOAD_SUPPLIER_GB = ENVIRONMENT.number("UPLOAD_SUPPLIER_GB", 20)
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static" if PRODUCTION else None
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_USE_FINDERS = not PRODUCTION

# --- the log's daily heads: signed, and kept apart from the database ---
SEALS_DIR = Path(ENVIRONMENT.text("SEALS_DIR") or DATA_DIR / "seals")
SEAL_KEY = ENVIRONMENT.text("SEAL_KEY")  # 32 bytes in base64; outside production one is made beside the data
SEAL_PUBLIC_KEYS = ENVIRONMENT.words("SEAL_PUBLIC_KEYS")  # of former keys, so that old heads can be checked
SEAL_LATE_MINUTES = ENVIRONMENT.number("SEAL_LATE_MINUTES", 10)

# --- mail: everything goes through the outbox table; SMTP only where it is configured ---
SMTP_URL = ENVIRONMENT.text("SMTP_URL")
MAIL_FROM = ENVIRONMENT.text("MAIL_FROM", f"sekretariatet@{BASE_DOMAIN}.example" if not PRODUCTION else "")
DEFAULT_FROM_EMAIL = MAIL_FROM
# The mailbox that answers and bounces come to (workflows/replying.py), and where it is read
# (integrations/mailbox).
REPLY_ADDRESS = ENVIRONMENT.text("REPLY_ADDRESS")
IMAP_URL = ENVIRONMENT.text("IMAP_URL")
EMAIL_BACKEND = "workflows.mailbackend.OutboxBackend"

# --- people, sessions, sign-in ---
AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.MD5PasswordHasher"
    if MODE == "test"
    else "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_RESET_TIMEOUT = int(timedelta(hours=4).total_seconds())
LOGIN_URL = "/konto/log-ind/"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/konto/log-ind/"
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "accounts.door_forms.SignInForm",
    "reset_password": "accounts.door_forms.ForgottenForm",
    "reset_password_from_key": "accounts.door_forms.NewPasswordForm",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # an invitation by mail is the proof
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # nobody signs up, so there is nothing to write to a stranger
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_EMAIL_NOTIFICATIONS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""  # the subject says itself what it is about; else it begins with the host
ACCOUNT_RATE_LIMITS = {  # against floods; guessing is limited by accounts/limits.py
    "login": "120/m/ip",
    "login_failed": "120/m/ip",
    "reset_password": "60/m/ip",
    "reset_password_from_key": "60/m/ip",
}

# --- second factor: on which sites it is demanded; the keys its secrets are sealed with, the newest first ---
SECOND_FACTOR = ENVIRONMENT.words("SECOND_FACTOR", "secretariat,supplier" if PRODUCTION else "")
SUPPLIER_EMAIL_CODE = ENVIRONMENT.text("SUPPLIER_EMAIL_CODE", "1" if DEMO else "0") == "1"
FACTOR_KEYS = ENVIRONMENT.words("FACTOR_KEYS") or ([] if PRODUCTION else [SECRET_KEY])
MFA_ADAPTER = "accounts.factors.FactorAdapter"
MFA_TOTP_ISSUER = "Fællestilsyn"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_RECOVERY_CODES_SHOW_ONCE = True

# --- sessions: rows of accounts.Session; they end when idle, at an age, and when rights change ---
SESSION_IDLE = timedelta(minutes=ENVIRONMENT.number("SESSION_IDLE_MINUTES", 30))
SESSION_LONGEST = timedelta(hours=ENVIRONMENT.number("SESSION_HOURS", 12))
SESSION_ENGINE = "accounts.sessions"
COOKIE_PREFIX = "__Host-" if PRODUCTION else ""  # browsers take it over https only, and from this host only
SESSION_COOKIE_NAME = f"{COOKIE_PREFIX}session"
SESSION_COOKIE_AGE = int((SESSION_LONGEST + timedelta(days=1)).total_seconds())  # a day more, to say why
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "secretariat.errors.csrf_failure"
MESSAGE_STORAGE = "secretariat.messages.Messages"
LANGUAGE_COOKIE_NAME = f"{COOKIE_PREFIX}sprog"
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SECURE = PRODUCTION
X_FRAME_OPTIONS = "DENY"
SECURE_SSL_REDIRECT = PRODUCTION
SECURE_HSTS_SECONDS = int(timedelta(days=365).total_seconds()) if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = PRODUCTION
PROXIES = ENVIRONMENT.words("PROXIES")  # whose X-Forwarded headers count: secretariat/proxies.py
if PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    ALLAUTH_TRUSTED_PROXY_COUNT = 1  # else all visitors share the proxy's limit on guessing
SECURE_REFERRER_POLICY = "same-origin"

# --- language and time ---
LANGUAGE_CODE = "da"
LANGUAGES = [("da", "Dansk"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Europe/Copenhagen"
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = True

# --- uploads: streamed by documents.uploadhandlers, 200 MB a file ---
FILE_UPLOAD_HANDLERS = ["documents.uploadhandlers.HashingUploadHandler"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000

TEST_RUNNER = "django.test.runner.DiscoverRunner"
SILENCED_SYSTEM_CHECKS = ["django_tenants.W001", "auth.W004"]
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO" if MODE != "test" else "WARNING"},
}
