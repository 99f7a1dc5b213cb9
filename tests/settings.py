"""The real settings with a fast password hash and one door to the test database."""

from welfare.settings import *  # noqa: F403
from welfare.settings import DATABASES as _DOORS

DATABASES = {"default": {key: value for key, value in _DOORS["owner"].items() if key != "TEST"}}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
DAYS_BACK = 0
REPORT_SECONDS = 0  # nobody watches how long a test waits
STATIC_ROOT = BASE_DIR / "static"  # noqa: F405 - WhiteNoise wants a folder that is there
ROSTER_ROOT = VAR_DIR / "test-rosters"  # noqa: F405 - readers in processes of their own look there too
# A refusal is what many tests ask for; a record of each, with its trace, took a tenth of their time.
LOGGING = LOGGING | {"loggers": {"django.request": {"level": "ERROR"}}}  # noqa: F405
