"""One settings file. What differs between machines comes from the environment; every default is
safe on a laptop. docs/operating.md lists the variables."""

import ipaddress
import os
import secrets
from pathlib import Path
from urllib.parse import urlsplit

import dj_database_url

BASE_DIR = Path(__file__).resolve().parent.parent
# A checkout has everything side by side. `pip install` keeps templates and static files inside of the
# package (pyproject.toml), and what the site writes goes to the folder in which it is started.
PACKED = BASE_DIR / "treatinfo" / "files"
FILES_DIR, HOME_DIR = (PACKED, Path.cwd()) if PACKED.is_dir() else (BASE_DIR, BASE_DIR)
TEMPLATES_DIR = FILES_DIR / "templates"
STATIC_DIR = FILES_DIR / "static"
VAR_DIR = Path(os.environ.get("VAR_DIR", HOME_DIR / "var"))
VAR_DIR.mkdir(parents=True, exist_ok=True)


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach `host`."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def secret_key() -> str:
    """SECRET_KEY from the environment, else one made on first use and kept outside the repository."""
    if key := os.environ.get("SECRET_KEY"):
        return key
    path = VAR_DIR / "secret_key"
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text()
    with os.fdopen(descriptor, "w") as file:
        file.write(key := secrets.token_urlsafe(64))
    return key


SITE_URL = os.environ.get("SITE_URL", "http://127.0.0.1:8000").rstrip("/")
SITE_HOST = urlsplit(SITE_URL).hostname or ""
SITE_IS_PUBLIC = not is_loopback(SITE_HOST)
HTTPS = SITE_URL.startswith("https://")

DEBUG = os.environ.get("DEBUG") == "1"
SECRET_KEY = secret_key()
ALLOWED_HOSTS = [host for host in os.environ.get("ALLOWED_HOSTS", "").split(",") if host] or (
    [SITE_HOST] if SITE_IS_PUBLIC else ["127.0.0.1", "localhost", "[::1]"]
)
CSRF_TRUSTED_ORIGINS = [SITE_URL]

INSTALLED_APPS = [
    "treatinfo",
    "web",
    "content",
    "directory",
    "corrections",
    "treatinfo.apps.EditorsAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "crispy_forms",
]
MIDDLEWARE = [
    "web.access_log.AccessLogMiddleware",  # outermost: it times everything below
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",  # before what only pages need
    "web.middleware.HeadersMiddleware",
    "web.compression.CompressMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "web.middleware.EditorsSessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "web.middleware.EditorsAuthenticationMiddleware",
    "web.middleware.EditorsMessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "web.moved.MovedMiddleware",
]
EDITORS_AT = "/admin/"
ROOT_URLCONF = "treatinfo.urls"
WSGI_APPLICATION = "treatinfo.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [TEMPLATES_DIR],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "treatinfo.serving.templates.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            # The admin asks for auth and messages; both are lazy, so public pages, which use neither,
            # never open a session. A test holds that.
            "context_processors": [
                "django.template.context_processors.request",
                "treatinfo.frame.frame",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
    {  # web.drawing: pieces that a page draws many times
        "NAME": "pieces",
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "OPTIONS": {"environment": "treatinfo.serving.templates.pieces"},
    },
]

DATABASES = {
    "default": dj_database_url.config(default=f"sqlite:///{VAR_DIR / 'treatinfo.sqlite3'}")
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["CONN_MAX_AGE"] = (
        None  # opening a file anew costs every search half a millisecond
    )
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",  # a writer waits its turn instead of failing halfway
        "timeout": 10,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
    }
else:
    DATABASES["default"].setdefault("OPTIONS", {})["pool"] = {"timeout": 5}
# In the database, so that every worker counts the same. Its table comes with corrections' migrations.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "shared_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},  # past it Django throws out what still counts
    }
}
REVISION_SECONDS = 1  # how long a process trusts that nothing changed (web.revision)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "admin:login"

LANGUAGE_CODE = "en-us"
USE_I18N = True
TIME_ZONE = "UTC"
USE_TZ = True
DATE_FORMAT = "F j, Y"

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [STATIC_DIR]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "treatinfo.serving.static.Storage"},
}

WHITENOISE_ALLOW_ALL_ORIGINS = False  # nothing of ours is for other sites' pages

CRISPY_ALLOWED_TEMPLATE_PACKS = ("treatinfo",)
CRISPY_TEMPLATE_PACK = "treatinfo"

# Security. Cookies exist for editors only; readers never get one.
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if os.environ.get("TRUST_PROXY") == "1" else None
)
# How many proxies of ours stand in front and add to X-Forwarded-For; none of it is believed beyond them.
PROXIES = int(os.environ.get("PROXIES", "0"))
# no-referrer would make browsers post forms with a null origin, which CSRF protection refuses.
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 12 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
X_FRAME_OPTIONS = "DENY"
SILENCED_SYSTEM_CHECKS = [
    "security.W005",  # HSTS for subdomains and
    "security.W021",  # preload bind hosts we know nothing of: the operator's choice
]

# A reader is never in a log: ours holds method, path, status and time, nothing else.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "access": {"()": "web.access_log.AccessFormatter"},
        "plain": {"format": "{levelname} {name}: {message}", "style": "{"},
    },
    "handlers": {
        "access": {"class": "logging.StreamHandler", "formatter": "access"},
        "console": {"class": "logging.StreamHandler", "formatter": "plain"},
    },
    "loggers": {
        "treatinfo.access": {
            "handlers": ["access"] if os.environ.get("ACCESS_LOG", "1") == "1" else [],
            "level": "INFO",
            "propagate": False,
        },
        "django": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        # "Not Found: /path" for each missing page says no more than the access log does.
        "django.request": {"handlers": ["console"], "level": "ERROR", "propagate": False},
        "django.security.DisallowedHost": {"handlers": [], "propagate": False},
    },
}

# What the search of the health pages finds besides them.
SEARCH_BESIDES = "treatinfo.ways_to_a_center.documents"
# Which health page explains a group of filters of the directory, and what it is called there.
FACETS_EXPLAINED_AT = {
    "medication": ("How the medicines differ", "/treatment/medications/"),
    "care": ("Levels of care", "/treatment/levels-of-care/"),
    "payment": ("Ways to pay", "/paying/"),
    "cost": ("Ways to pay", "/paying/"),
    "approach": ("Talking therapies", "/treatment/talking-therapies/"),
}

# Where real listings come from. SAMHSA asks regular users of the export to say who they are.
FINDTREATMENT_URL = os.environ.get(
    "FINDTREATMENT_URL", "https://findtreatment.gov/locator/exportsAsJson/v2"
)
USER_AGENT = f"treatinfo/0.1 (+{SITE_URL if SITE_IS_PUBLIC else 'a local copy'})"
