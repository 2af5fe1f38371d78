"""Zero configuration by default: SQLite, an in-process hub, keys in files under EDGEWISE_HOME."""

from __future__ import annotations

from pathlib import Path

from csp.constants import NONE, SELF

from edgewise.config import pseudo
from edgewise.config.environment import env, home, kept_secret
from edgewise.config.logs import LOGGING  # noqa: F401

PACKAGE = Path(__file__).resolve().parent.parent
HOME = home()

DEBUG = False
SECRET_KEY: str = env.str("SECRET_KEY", default="") or kept_secret(HOME / "secret.key")
INSTALLATION_KEY_FILE: Path = env.path("INSTALLATION_KEY_FILE", default=HOME / "installation.key")
DEMO: bool = env.bool("DEMO", default=False)  # shows the demo's first page and its sign-in links
BASE_URL: str = env.str("BASE_URL", default="http://localhost:8000").rstrip("/")
HTTPS = BASE_URL.startswith("https://")
ALLOWED_HOSTS: list[str] = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = [BASE_URL]
WORKER: bool = env.bool("WORKER", default=True)  # `edgewise serve` starts a worker of its own
REDIS_URL: str = env.str("REDIS_URL", default="")  # empty: one process, the hub inside it

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "csp",
    "django_tasks",
    "django_tasks_db",
    "edgewise.vault",
    "edgewise.people",  # before allauth, whose templates it replaces
    "allauth",
    "allauth.account",
    "edgewise.notices",
    "edgewise.programmes",
    "edgewise.growth",
    "edgewise.rooms",
    "edgewise.desk",
    "edgewise.web",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # pads at random, so that lengths tell nothing (BREACH)
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "edgewise.config.zones.readers_zone",
    "edgewise.config.gone.ContentGone",
]
ROOT_URLCONF = "edgewise.config.urls"
ASGI_APPLICATION = "edgewise.config.asgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["django.templatetags.i18n"],  # every text is marked, so no template loads it again
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "edgewise.web.queries.shell",
            ],
        },
    },
]

if REDIS_URL:  # rate limits count over all processes
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}}
DATABASES = {"default": env.dj_db_url("DATABASE_URL", default=f"sqlite:///{HOME / 'edgewise.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",  # a writer waits for the lock at the start, not in the middle
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
    }
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "edgewise.people.access.Doorkeeper"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600  # seconds; mail can be slow
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_RATE_LIMITS = {"join_demo": "20/m/ip", "give_calendar": "20/h/user"}  # beside allauth's own
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    },
}

EMAIL_CONFIG = env.dj_email_url("EMAIL_URL", default="console:")
# A demonstration's letters reach nobody unless it is told a mail server: a page shows them.
EMAIL_CAUGHT = DEMO and not env.str("EMAIL_URL", default="")
EMAIL_BACKEND = "edgewise.notices.caught.actions.Catcher" if EMAIL_CAUGHT else EMAIL_CONFIG["EMAIL_BACKEND"]
EMAIL_HOST = EMAIL_CONFIG["EMAIL_HOST"]
EMAIL_PORT = EMAIL_CONFIG["EMAIL_PORT"] or 25
EMAIL_HOST_USER = EMAIL_CONFIG["EMAIL_HOST_USER"]
EMAIL_HOST_PASSWORD = EMAIL_CONFIG["EMAIL_HOST_PASSWORD"]
EMAIL_USE_TLS = EMAIL_CONFIG.get("EMAIL_USE_TLS", False)
EMAIL_USE_SSL = EMAIL_CONFIG.get("EMAIL_USE_SSL", False)
EMAIL_TIMEOUT = 20  # seconds
CHAT_HOSTS: list[str] = env.list("CHAT_HOSTS", default=[])  # beside Slack's and Teams', such as one's own Mattermost
CALENDAR_HOSTS: list[str] = env.list("CALENDAR_HOSTS", default=[])  # of one's own network, whose calendars may be read
DEFAULT_FROM_EMAIL: str = env.str("FROM_EMAIL", default="Edgewise <edgewise@localhost>")

LANGUAGE_CODE = "en-gb"
LOCALE_PATHS = [PACKAGE / "locale"]
PSEUDO: bool = env.bool("PSEUDO", default=False)  # for developers: shows which texts are not marked for translation
if PSEUDO:
    LANGUAGE_CODE = pseudo.LANGUAGE
    LANGUAGES = [(pseudo.LANGUAGE, "Pseudo")]
    LOCALE_PATHS = [pseudo.write_locale(PACKAGE / "locale/en/LC_MESSAGES/django.po", HOME / "pseudo")]
TIME_ZONE = "UTC"
USE_TZ = True
STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},  # nothing uploaded is kept
    "staticfiles": {"BACKEND": "edgewise.config.static.Storage"},
}
