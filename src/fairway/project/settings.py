"""Django settings. Everything a deployment may change is an environment variable that starts with FAIRWAY_.

The list with meanings stands in docs/reference/settings.md; a test holds it against this file.
"""

import os
from hashlib import sha512
from pathlib import Path
from urllib.parse import unquote, urlsplit

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from fairway.lib.home import home, secret

PACKAGE = Path(__file__).resolve().parent.parent
LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")


def number_from(name: str, usual: str, *, most: int) -> int:
    """A whole number of the environment. ImproperlyConfigured when it is none, or above `most`."""
    given = os.environ.get(name, usual).strip()
    if not (given.isascii() and given.isdigit() and len(given) < 10 and int(given) <= most):
        raise ImproperlyConfigured(f"{name} is {given[:40]!r}; it takes a whole number up to {most:,}")
    return int(given)


def log_level() -> str:
    """How much is logged. ImproperlyConfigured for a word that is no level."""
    level = os.environ.get("FAIRWAY_LOG", "WARNING")
    if level not in LEVELS:
        raise ImproperlyConfigured(f"FAIRWAY_LOG is {level[:40]!r}; it takes one of {', '.join(LEVELS)}")
    return level


SECRET_KEY = sha512(secret("django.key")).hexdigest()
DEBUG = os.environ.get("FAIRWAY_DEBUG", "") == "1"
LOOPBACK = "localhost,127.0.0.1,[::1]"
ALLOWED_HOSTS = os.environ.get("FAIRWAY_HOSTS", LOOPBACK).split(",")
CSRF_TRUSTED_ORIGINS = [origin for origin in os.environ.get("FAIRWAY_ORIGINS", "").split(",") if origin]
# Behind HTTPS (wherever another machine can reach it): secure cookies, HSTS, and trust in the proxy's scheme header.
# A server that answers to this machine's own names alone has no network to protect.
IS_LOOPBACK_ONLY = set(ALLOWED_HOSTS) <= set(LOOPBACK.split(","))
IS_HTTPS = os.environ.get("FAIRWAY_HTTPS", "0" if IS_LOOPBACK_ONLY or DEBUG else "1") == "1"
SILENCED_SYSTEM_CHECKS = (
    ["security.W004", "security.W008", "security.W012", "security.W016"] if IS_LOOPBACK_ONLY and not IS_HTTPS else []
)
# One-click log-in as the demonstration's people. Set by `fairway demo`, never on a deployment with real people.
IS_DEMO_LOGIN_OPEN = os.environ.get("FAIRWAY_DEMO", "") == "1"
MAX_UPLOAD_BYTES = number_from("FAIRWAY_MAX_UPLOAD_MB", "200", most=100_000) * 1024 * 1024

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "csp",
    "django_htmx",
    "fairway.web",
    "fairway.audit",
    "fairway.people",
    "fairway.exchange",
    "fairway.records",
    "fairway.metrics",
    "fairway.ledger",
    "fairway.plans",
    "fairway.signs",
    "fairway.commitments",
    "fairway.execution",
    "fairway.evidence",
    "fairway.diagnosis",
    "fairway.studio",
    "fairway.coaching",
    "fairway.training",
    "fairway.leadership",
    "fairway.desk",
    "fairway.project",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "fairway.project.middleware.ViewerMiddleware",
]

ROOT_URLCONF = "fairway.project.urls"
WSGI_APPLICATION = "fairway.project.wsgi.application"
ROOMS_WITH_PAGES = ("web", "desk", "studio", "evidence", "commitments", "coaching", "training", "leadership")

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [PACKAGE / room / "templates" for room in ROOMS_WITH_PAGES],
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "fairway.web.jinja.environment",
            "context_processors": [
                "django.contrib.messages.context_processors.messages",
                "fairway.project.navigation.navigation",
            ],
        },
    },
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    },
]


def database_from(url: str) -> dict[str, object]:
    """Django's database entry for a `postgres://user:password@host:port/name` address, or for SQLite when empty.

    ImproperlyConfigured for a database of any other kind. The address itself is never quoted: it holds a password.
    """
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(home() / "fairway.sqlite3"),
            "OPTIONS": {
                # Writers queue at BEGIN instead of failing half-way; readers never wait (WAL).
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": (
                    "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA secure_delete=ON;"
                    "PRAGMA mmap_size=268435456;PRAGMA cache_size=-32000;"
                ),
            },
        }
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured(
            f"FAIRWAY_DATABASE_URL names a {parts.scheme or 'nameless'} database; write it like "
            "postgres://user:password@host:port/name, or leave it out for SQLite in the home"
        )
    options = dict(pair.split("=", 1) for pair in parts.query.split("&") if "=" in pair)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(options.pop("host", "") or parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "OPTIONS": options,
    }


DATABASES = {"default": database_from(os.environ.get("FAIRWAY_DATABASE_URL", ""))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "fairway.project.accounts.ClosedSignup"
ACCOUNT_RATE_LIMITS = {  # beside allauth's own limits for the other forms
    "login_failed": "10/m/ip,5/5m/key",
    # Calendars read an address every few minutes at most, from several devices; many readers share a network address.
    "calendar_read": "120/h/key",
    "calendar_unknown": "60/m/ip",
}
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # no mail to an address only because somebody typed it
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if IS_HTTPS else "http"
# How many proxies stand in front: attempts are counted by the address the outermost of them saw.
ALLAUTH_TRUSTED_PROXY_COUNT = number_from("FAIRWAY_PROXIES", "1" if IS_HTTPS else "0", most=100)
# Attempts are counted in the database: every web process sees the same ones, and a restart forgets none.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "people_log_in_attempt",
        "OPTIONS": {"MAX_ENTRIES": 50_000},
    }
}
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk:home"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"

SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
if IS_HTTPS:  # browsers then refuse these cookies from anywhere but this host, over HTTPS
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"
SECURE_HSTS_SECONDS = 31536000 if IS_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = IS_HTTPS
SECURE_SSL_REDIRECT = IS_HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]  # load balancers ask in the clear
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if IS_HTTPS else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

LANGUAGE_CODE = "en-gb"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATICFILES_DIRS = [("", PACKAGE / "web" / "static")]
# Served from the package as they are; `asset()` puts a hash of the content into the address, so they never go stale.
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 31536000
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": home() / "uploads"}},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "fairway.project.uploading.Quota",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# Mail leaves through SMTP when a host is named; without one it is written to files in the home folder.
EMAIL_HOST = os.environ.get("FAIRWAY_SMTP_HOST", "")
EMAIL_PORT = number_from("FAIRWAY_SMTP_PORT", "587", most=65_535)
EMAIL_HOST_USER = os.environ.get("FAIRWAY_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("FAIRWAY_SMTP_PASSWORD", "")
EMAIL_USE_TLS = EMAIL_PORT == 587
EMAIL_TIMEOUT = 10  # seconds: some servers greet after five, and one that is away is left alone after the first
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend" if EMAIL_HOST else "django.core.mail.backends.filebased.EmailBackend"
)
EMAIL_FILE_PATH = home() / "mail"
# Statements about training go to a learning record store where one is named: address, key, secret.
LEARNING_RECORD_STORE = (
    os.environ.get("FAIRWAY_LRS_URL", ""),
    os.environ.get("FAIRWAY_LRS_KEY", ""),
    os.environ.get("FAIRWAY_LRS_SECRET", ""),
)
DEFAULT_FROM_EMAIL = os.environ.get("FAIRWAY_MAIL_FROM", "fairway@localhost")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "filters": {"addresses": {"()": "fairway.lib.secrecy.HideAddresses"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain", "filters": ["addresses"]}},
    "root": {"handlers": ["stderr"], "level": log_level()},
    # They say whole addresses, and that of a Teams workflow is its secret.
    "loggers": {name: {"level": "WARNING"} for name in ("httpx", "httpcore")},
}
