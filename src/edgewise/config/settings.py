"""Zero configuration by default: SQLite, an in-process hub, keys in files under EDGEWISE_HOME."""

from __future__ import annotations

from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.functional import SimpleLazyObject

from edgewise.config import environment, pseudo
from edgewise.config.logs import LOGGING  # noqa: F401

PACKAGE = Path(__file__).resolve().parent.parent
HOME = environment.home()
DATABASE_FILE = HOME / environment.DATABASE  # of the embedded one, unless its address names another

DEBUG = False
_secret = environment.secret_key(HOME)
# A new one is kept by the first process that uses it: one that only asks for help writes nothing.
SECRET_KEY = SimpleLazyObject(lambda: environment.make_home(HOME, _secret, DATABASE_FILE))
INSTALLATION_KEY_FILE = Path(
    environment.text("INSTALLATION_KEY_FILE", "", "a file", lambda name: not Path(name).is_dir())
    or HOME / "installation.key"
)
DEMO = environment.switch("DEMO", default=False)  # shows the demo's first page and its sign-in links
BASE_URL_SAID = environment.base_url()  # empty: `edgewise serve` says where it serves, and keeps it in the home
BASE_URL = BASE_URL_SAID or environment.kept(HOME / environment.ADDRESS) or "http://localhost:8000"
HTTPS = BASE_URL_SAID.startswith("https://")
ALLOWED_HOSTS = environment.allowed_hosts(BASE_URL_SAID or BASE_URL)
CSRF_TRUSTED_ORIGINS = [BASE_URL]
TRUSTED_PROXIES = environment.names(  # whose X-Forwarded-For and X-Forwarded-Proto are believed
    "TRUSTED_PROXIES",
    "addresses or networks separated by commas, such as 127.0.0.1, 10.0.0.0/8",
    environment.is_network,
)
WORKER = environment.switch("WORKER", default=True)  # `edgewise serve` starts a worker of its own
REDIS_URL = environment.text(  # empty: one process, the hub inside it
    "REDIS_URL", "", "an address such as redis://host:6379/0", environment.is_redis
)

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",  # for its table alone, empty: the release before this one runs on the same database
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
    "edgewise.leaders",
    "edgewise.pulse",
    "edgewise.desk",
    "edgewise.web",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "edgewise.config.static.files.no_store",
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
    "edgewise.config.answers.KnownProblems",
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

CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 20_000}}}
if REDIS_URL:  # rate limits count over all processes
    CACHES["default"] |= {"BACKEND": "edgewise.config.stores.RedisOrMemory", "LOCATION": REDIS_URL, "OPTIONS": {}}
DATABASES = {"default": environment.database(HOME)}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASE_FILE = Path(DATABASES["default"]["NAME"])
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",  # a writer waits for the lock at the start, not in the middle
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
        "PRAGMA secure_delete=ON;",  # what is deleted is overwritten in the file
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
ACCOUNT_FORMS = {"request_login_code": "edgewise.people.sign_in.forms.CodeForm"}
ACCOUNT_RATE_LIMITS = {  # beside allauth's own
    "join_demo": "20/m/ip",
    "give_calendar": "20/h/user",
    "codes_a_minute": "3/m/key",  # of one account, asked for from one place
    "codes_a_day": "12/d/key",  # likewise, since the last sign-in
    "letters_a_day": "40/d/key",  # to one account, from wherever they are asked for
    "letters_to_strangers": "20/h/ip",  # to unknown addresses, asked for from one place
}
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None

SESSION_ENGINE = "edgewise.people.sign_in.store"
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

MAIL = environment.mail()
# A demonstration's letters reach nobody unless it is told a mail server: a page shows them.
EMAIL_CAUGHT = DEMO and not MAIL.host
EMAIL_IS_SET_UP = EMAIL_CAUGHT or bool(MAIL.host)  # else letters wait, and sign-in codes go to the log
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
if EMAIL_CAUGHT:
    EMAIL_BACKEND = "edgewise.notices.caught.actions.Catcher"
elif not MAIL.host:
    EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
EMAIL_HOST, EMAIL_PORT = MAIL.host, MAIL.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = MAIL.user, MAIL.password
EMAIL_USE_TLS, EMAIL_USE_SSL = MAIL.encryption == "tls", MAIL.encryption == "ssl"
EMAIL_TIMEOUT = 20  # seconds
CHAT_HOSTS = environment.names(  # beside Slack's and Teams', such as one's own Mattermost
    "CHAT_HOSTS", "host names separated by commas, without https:// and without a port", environment.is_host
)
CALENDAR_HOSTS = environment.names(  # of one's own network, whose calendars may be read
    "CALENDAR_HOSTS", "hosts separated by commas, such as http://calendar.intranet:5232", environment.is_calendar_host
)
DEFAULT_FROM_EMAIL = environment.text(
    "FROM_EMAIL", "Edgewise <edgewise@localhost>", "an address such as Edgewise <edgewise@example.org>",
    environment.is_sender,
)  # fmt: skip

LANGUAGE_CODE = "en-gb"
LOCALE_PATHS = [PACKAGE / "locale"]
PSEUDO = environment.switch("PSEUDO", default=False)  # for developers: shows which texts are not marked for translation
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
    "staticfiles": {"BACKEND": "edgewise.config.static.files.Storage"},
}
