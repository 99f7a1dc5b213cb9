"""One settings file. What differs between machines is an environment variable (docs/map.md lists them)."""

import os
import secrets
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from welfare.database.urls import parse
from welfare.environment import env_bool, env_int, env_list, env_path

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = env_path("VAR_DIR", BASE_DIR / "var")  # everything the product writes

# DEMO shows the invented world: relaxed cookies for plain http on this machine, and a clock
# that may be set back to the world's last day. Production never sets it.
DEMO = env_bool("DEMO", True)
DEBUG = env_bool("DEBUG", False)
DAYS_BACK = env_int("DAYS_BACK", 0)
if DAYS_BACK and not DEMO:
    raise ImproperlyConfigured("DAYS_BACK moves the clock and is for the demo world only")


def _secret_key() -> str:
    """SECRET_KEY from the environment; the demo makes one under VAR_DIR and keeps it."""
    if key := os.environ.get("SECRET_KEY"):
        return key
    if not DEMO:
        raise ImproperlyConfigured("set SECRET_KEY, or DEMO=true for the demo world")
    kept = VAR_DIR / "keys" / "secret_key"
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        kept.touch(mode=0o600)
        kept.write_text(secrets.token_urlsafe(50), encoding="ascii")
    return kept.read_text(encoding="ascii")


SECRET_KEY = _secret_key()
# The keys of the encrypted columns live outside the database (docs/decisions/encryption.md).
KEY_FILE = env_path("KEY_FILE", VAR_DIR / "keys" / "columns.json")
# The supervision group's telephone, printed on public pages; the demo shows an invented one.
HOTLINE = os.environ.get("HOTLINE", "（路电）023-1234" if DEMO else "")
ALLOWED_HOSTS = env_list("ALLOWED_HOSTS", ["127.0.0.1", "localhost", "[::1]"])

INSTALLED_APPS = [
    "welfare",
    "staff",
    "mutualfund",
    "disclosure",
    "django.contrib.admin.apps.SimpleAdminConfig",  # welfare/urls.py finds what it shows
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "django.forms",
    "crispy_forms",
    "crispy_bootstrap5",
    "import_export",
    "django_htmx",
    "axes",
    "csp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "welfare.traceless.TracelessMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "welfare.first_password.FirstPasswordMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "welfare.addresses.AddressMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "welfare.display.DisplayMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "welfare.plain.PlainTextMiddleware",
    "axes.middleware.AxesMiddleware",
]

# How many processes serve the pages: what is counted in memory is divided among them.
WEB_CONCURRENCY = env_int("WEB_CONCURRENCY", 2)

# How late a receipt code is answered, whatever it opens: longer than the answer itself takes.
REPORT_SECONDS = 0.3

ROOT_URLCONF = "welfare.urls"
WSGI_APPLICATION = "welfare.wsgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "welfare.context.shell",
            ],
            "builtins": ["welfare.templatetags.welfare"],
        },
    },
]


def _databases() -> dict[str, dict[str, Any]]:
    """Two doors to one database: the application's role, and the owner for migrations."""
    if url := os.environ.get("DATABASE_URL"):
        app = parse(url) | {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
        owner = parse(os.environ.get("DATABASE_OWNER_URL", url))
    else:
        embedded = {"ENGINE": "welfare.database.engine", "NAME": "guanai"}
        app = {
            **embedded,
            "USER": "guanai_app",
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
        }
        owner = {**embedded, "USER": "guanai_owner"}
    return {"default": app, "owner": {**owner, "TEST": {"MIRROR": "default"}}}


DATABASES = _databases()

AUTH_USER_MODEL = "welfare.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "welfare.backends.RolesInForce",
]
PASSWORD_HASHERS = [
    "welfare.passwords.Argon2",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "board"

AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.5  # hours
AXES_LOCKOUT_PARAMETERS = ["username"]  # a whole station shares one address
AXES_LOCKOUT_CALLABLE = "welfare.views.locked_out"
AXES_RESET_ON_SUCCESS = True
AXES_ENABLE_ACCESS_FAILURE_LOG = False
SILENCED_SYSTEM_CHECKS = ["axes.W006"]  # for the reason beside AXES_LOCKOUT_PARAMETERS

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "welfare.finders.PickedFilesFinder",
]


def _package_file(package: str, path: str) -> Path:
    """A file inside an installed package: third-party front-end code is never committed here."""
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise ImproperlyConfigured(f"package {package} is not installed")
    return Path(spec.origin).parent / path


MEDIA_ROOT = VAR_DIR / "media"  # evidence and photographs: never served by path, only by views
ROSTER_ROOT = VAR_DIR / "rosters"  # roster files as they arrived, sealed
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True

SESSION_COOKIE_AGE = 8 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_AGE = None  # not kept on the disk of a shared PC
CSRF_FAILURE_VIEW = "welfare.views.stale_form"
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if not DEMO:  # the demo speaks plain http on this machine alone
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sid", "__Host-csrf"
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_SSL_REDIRECT = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "object-src": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}

CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"
IMPORT_EXPORT_IMPORT_PERMISSION_CODE = "add"
IMPORT_EXPORT_EXPORT_PERMISSION_CODE = "view"

# Reminders go by mail where a server is named; without one they stand in the workbench alone.
EMAIL_HOST = os.environ.get("EMAIL_HOST", "")
EMAIL_PORT = env_int("EMAIL_PORT", 25)
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = env_bool("EMAIL_USE_TLS", False)
EMAIL_TIMEOUT = 10  # seconds
DEFAULT_FROM_EMAIL = os.environ.get("EMAIL_FROM", "guanai@localhost")

MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
