"""Every setting of the site. What varies from site to site comes from the environment; `.env.example` lists it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from asc_dashboard.environment import Environment

BASE_DIR = Path(__file__).resolve().parent.parent

env = Environment.of_this_process(BASE_DIR / ".env")

# What varies ---------------------------------------------------------------------------------------------------------

SECRET_KEY = env.secret(
    "SECRET_KEY",
    least=50,
    how_to_make='Make one with: python3 -c "import secrets; print(secrets.token_urlsafe(50))" (`make run` does it).',
)
DEBUG = env.yes_or_no("DEBUG")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = env.words("CSRF_TRUSTED_ORIGINS")
BEHIND_TLS = env.yes_or_no("BEHIND_TLS")
DATABASE = env.database("DATABASE_URL", "sqlite:///db.sqlite3")
SITE_NAME = env.text("SITE_NAME", "Adult social care performance")
BRAND_COLOUR = env.colour("BRAND_COLOUR", "#1d5c63")
LOG_LEVEL = env.one_of("LOG_LEVEL", "INFO", ("DEBUG", "INFO", "WARNING", "ERROR"))
PORT = env.whole_number("PORT", 8000, least=1, most=65535)
WEB_CONCURRENCY = env.whole_number("WEB_CONCURRENCY", 2, least=1, most=64)
UPLOAD_FILE_MB = env.whole_number("UPLOAD_FILE_MB", 20, least=1, most=1000)
UPLOAD_UNPACKED_MB = env.whole_number("UPLOAD_UNPACKED_MB", 200, least=1, most=10_000)
UPLOAD_ROWS = env.whole_number("UPLOAD_ROWS", 100_000, least=1, most=1_000_000)
UPLOAD_COLUMNS = env.whole_number("UPLOAD_COLUMNS", 200, least=3, most=16_384)
UPLOAD_SECONDS = env.whole_number("UPLOAD_SECONDS", 60, least=2, most=3600)
UPLOAD_MEMORY_MB = env.whole_number("UPLOAD_MEMORY_MB", 512, least=64, most=16_384)
UPLOAD_AT_ONCE_KB = env.whole_number("UPLOAD_AT_ONCE_KB", 100, least=0, most=10_000)
PDF_SECONDS = env.whole_number("PDF_SECONDS", 30, least=2, most=600)
PDF_MEMORY_MB = env.whole_number("PDF_MEMORY_MB", 512, least=128, most=16_384)
SITE_ADDRESS = env.site("SITE_ADDRESS", f"http://127.0.0.1:{PORT}", example="https://performance.example.gov.uk")
MAIL_SERVER = env.mail_server("EMAIL_URL", "console:")
DEFAULT_FROM_EMAIL = env.sender("DEFAULT_FROM_EMAIL", "performance@localhost")

env.stop_if_wrong()

# The parts -----------------------------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "reports",
    "indicators",
    "simple_history",
    "django_tables2",
    "axes",
    "csp",
    "asc_dashboard.apps.DashboardAdminConfig",  # django.contrib.admin with our own admin site
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Django adds random bytes to compressed pages, so that their length gives no secret away (BREACH).
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "axes.middleware.AxesMiddleware",  # last: it turns a refused sign-in into the locked-out page
]

ROOT_URLCONF = "asc_dashboard.urls"
WSGI_APPLICATION = "asc_dashboard.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "asc_dashboard.branding.branding",
            ],
        },
    },
]

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
# Dates are printed by reports/wording.py; forms in the admin follow en-gb.
USE_I18N = True

# The database --------------------------------------------------------------------------------------------------------

IS_SQLITE = DATABASE["ENGINE"].endswith("sqlite3")
if IS_SQLITE:
    DATABASE |= {
        # A file named without a leading slash stands in the project's folder, wherever the command was started.
        "NAME": str(BASE_DIR / DATABASE["NAME"]),
        "OPTIONS": {
            # Writers queue from their first statement; otherwise two that read and then write lock each other out.
            "transaction_mode": "IMMEDIATE",
            "timeout": 60,  # seconds a writer waits for its turn: fifty thousand figures take a third of that
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
        },
    }
DATABASES = {"default": DATABASE | {"CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": not IS_SQLITE}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Static files --------------------------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "asc_dashboard.finders.PlotlyFinder",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "asc_dashboard.static_storage.StaticStorage"},
}

# Accounts ------------------------------------------------------------------------------------------------------------

LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesBackend", "django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        ("UserAttributeSimilarityValidator", {}),
        ("MinimumLengthValidator", {"min_length": 12}),
        ("CommonPasswordValidator", {}),
        ("NumericPasswordValidator", {}),
    )
]

# Username and address together: one guesser must not lock out a colleague, nor a whole town hall behind one address.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # trying again does not lengthen the wait
AXES_LOCKOUT_TEMPLATE = "registration/locked_out.html"
AXES_CLIENT_IP_CALLABLE = "asc_dashboard.client.address"
AXES_CLIENT_STR_CALLABLE = "asc_dashboard.client.nameless"
AXES_DISABLE_ACCESS_LOG = True  # keep no record of who signed in from where
AXES_ENABLE_ADMIN = False

# Safety --------------------------------------------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "upgrade-insecure-requests": BEHIND_TLS,
    },
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

SESSION_COOKIE_AGE = 8 * 60 * 60  # seconds: a working day
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"

# Secure cookies on plain http://127.0.0.1 break some browsers, so all of these wait for TLS.
SESSION_COOKIE_SECURE = BEHIND_TLS
CSRF_COOKIE_SECURE = BEHIND_TLS
SECURE_SSL_REDIRECT = BEHIND_TLS
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]  # probes come from inside, past the proxy
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if BEHIND_TLS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = BEHIND_TLS
SECURE_HSTS_PRELOAD = BEHIND_TLS
if BEHIND_TLS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024  # bytes of a form without its files
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # a round of 200 indicators has 3,000 once each looks like a slip
DATA_UPLOAD_MAX_NUMBER_FILES = 20
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024  # a larger file goes to the disk, not into memory
FILE_UPLOAD_HANDLERS = [
    "indicators.admin.upload_sizes.SizeGuard",  # before the others: what is too large is kept nowhere
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# Mail: reminders of figures that are due ------------------------------------------------------------------------------

EMAIL_BACKEND = MAIL_SERVER.backend
EMAIL_HOST = MAIL_SERVER.host
EMAIL_PORT = MAIL_SERVER.port
EMAIL_HOST_USER = MAIL_SERVER.user
EMAIL_HOST_PASSWORD = MAIL_SERVER.password
EMAIL_USE_TLS = MAIL_SERVER.starttls
EMAIL_USE_SSL = MAIL_SERVER.tls
EMAIL_TIMEOUT = 30  # seconds a silent mail server is waited for

# Logs: to standard output, without personal data ---------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "asc_dashboard.logs.ImpersonalFormatter",
            "format": "{asctime} {levelname} {name}: {message}",
            "style": "{",
        },
    },
    "handlers": {
        "output": {"class": "logging.StreamHandler", "stream": "ext://sys.stdout", "formatter": "line"},
    },
    "root": {"handlers": ["output"], "level": LOG_LEVEL},
    "loggers": {
        # Django would mail errors to ADMINS and print only in DEBUG; here everything goes to the one output.
        "django": {"handlers": [], "level": LOG_LEVEL, "propagate": True},
        # Statements hold people's entries.
        "django.db.backends": {"level": "INFO"},
        "axes": {"level": "WARNING"},
        # The web server's own log, which names the address of a caller it cannot understand.
        "gunicorn.error": {"handlers": ["output"], "level": LOG_LEVEL, "propagate": False},
    },
}
