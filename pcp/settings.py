"""One settings file. Every value that differs between places comes from the environment.

PCP_ENV is `production` unless it says `demo` (the embedded default) or `test`: forgetting it is safe.
"""

import os
from pathlib import Path
from urllib.parse import urlsplit

import pghistory
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from pcp.environment import (
    DEMO_AUDIT_KEY,
    DEMO_REPORT_SECRET,
    DEMO_SECRET_KEY,
    database,
    flag,
    hours,
    refuse_unsafe_production,
    words,
)

BASE_DIR = Path(__file__).resolve().parent.parent
PCP_ENV = os.environ.get("PCP_ENV", "production")
IS_PRODUCTION = PCP_ENV not in {"demo", "test"}
DATA_DIR = Path(os.environ.get("PCP_DATA", BASE_DIR / "var"))

DEBUG = flag("DEBUG")
SECRET_KEY = os.environ.get("SECRET_KEY", "" if IS_PRODUCTION else DEMO_SECRET_KEY)
AUDIT_KEY = os.environ.get("AUDIT_KEY", "" if IS_PRODUCTION else DEMO_AUDIT_KEY)
REPORT_SECRET = os.environ.get("REPORT_SECRET", "" if IS_PRODUCTION else DEMO_REPORT_SECRET)
DATABASE_URL = os.environ.get("DATABASE_URL", "")
REDIS_URL = os.environ.get("REDIS_URL", "")
ALLOWED_HOSTS = words("ALLOWED_HOSTS", "" if IS_PRODUCTION else "localhost,127.0.0.1,[::1],testserver")
CSRF_TRUSTED_ORIGINS = words("CSRF_TRUSTED_ORIGINS")
SITE_URL = os.environ.get("SITE_URL", "http://localhost:8000")
LOCAL_OUTBOX = flag("LOCAL_OUTBOX", default=PCP_ENV == "demo")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django.forms",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "guardian",
    "pgtrigger",
    "pghistory",
    "django_celery_beat",
    "csp",
    "rest_framework",
    "drf_spectacular",
    "row_security.apps.RowSecurityConfig",
    "audit",
    "documents",
    "people",
    "plans",
    "reviews",
    "budgets",
    "safeguarding",
    "rights",
    "partnership_boards",
    "my_data",
    "api",
    "pcp.apps.PcpConfig",
]

MIDDLEWARE = [
    "people.middleware.NobodyYetMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "people.middleware.SignedInMiddleware",
    "people.middleware.LanguageMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "people.middleware.SignInFirstMiddleware",
    "people.middleware.ActorMiddleware",
    "plans.middleware.ReasonMiddleware",
    "plans.middleware.KeptFirstMiddleware",
]

ROOT_URLCONF = "pcp.urls"
WSGI_APPLICATION = "pcp.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "pcp.context.page",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static", "pcp.templatetags.face"],
        },
    }
]

# --- where things are kept -------------------------------------------------------------------
DATABASES = {"default": database(DATABASE_URL or "postgresql:///pcp")}
DATABASES["default"]["APP"] = dict(DATABASES["default"])  # who the application is, whoever migrates meanwhile
# A new connection for each request costs 9 to 16 times the throughput (measured), so they are kept.
DATABASES["default"]["CONN_MAX_AGE"] = int(os.environ.get("CONN_MAX_AGE", "60"))
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
# The application's role owns nothing, so that row security holds for it (ADR 0015). `migrate` works as another: by its
# own address where one is given, else, outside production, as whoever DATABASE_URL names before they become the role.
DATABASE_OWNER_URL = os.environ.get("DATABASE_OWNER_URL", "")
if DATABASE_OWNER_URL:
    DATABASES["default"]["OWNER"] = database(DATABASE_OWNER_URL)
elif not IS_PRODUCTION:
    DATABASES["default"]["OPTIONS"]["assume_role"] = "pcp_app"
DATABASES["default"]["REFUSE_POWERS"] = IS_PRODUCTION or bool(DATABASE_OWNER_URL)
# Behind PgBouncer in transaction mode server-side cursors cannot be used.
DATABASES["default"]["DISABLE_SERVER_SIDE_CURSORS"] = flag("DISABLE_SERVER_SIDE_CURSORS")
# A statement seen five times on a connection is planned no more. PgBouncer before 1.21 cannot pass that on. Without
# the third setting PostgreSQL would plan the reading of a plan anew each time, for longer than it runs (ADR 0007).
if flag("PREPARE_STATEMENTS", default=True):
    given = DATABASES["default"]["OPTIONS"].get("options", "")
    told = f"{given} -c plan_cache_mode=force_generic_plan".strip()
    DATABASES["default"]["OPTIONS"].update(server_side_binding=True, prepare_threshold=5, options=told)

CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL or "redis://"}}
# Ids of people who were erased. It lies apart from the backups that it corrects (docs/operating.md).
ERASURE_LIST = Path(os.environ.get("ERASURE_LIST", DATA_DIR / "erasures" / "list.txt"))
# Heads of the audit chain, outside of the database that they vouch for. It belongs on another disk (docs/operating.md).
AUDIT_HEADS = os.environ.get("AUDIT_HEADS", str(DATA_DIR / "audit-heads" / "heads.txt") if IS_PRODUCTION else "")
PRIVATE_FILES = Path(os.environ.get("PRIVATE_FILES", DATA_DIR / "private"))
# With a reverse proxy in front, private bytes leave through it (X-Accel-Redirect) after the policy said yes.
PRIVATE_FILES_INTERNAL_URL = os.environ.get("PRIVATE_FILES_INTERNAL_URL", "")
STATIC_URL = "/static/"
STATIC_ROOT = Path(os.environ.get("STATIC_ROOT", DATA_DIR / "static"))
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(PRIVATE_FILES)}},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if PCP_ENV == "test"
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

# Tests serve static files from where they lie; everywhere else they are collected first.
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = PCP_ENV == "test"

# A file is only taken in as far as it may be long: the rest of one that is too big is never written.
FILE_UPLOAD_HANDLERS = ["documents.receiving.BoundedFiles"]

# --- work done later -------------------------------------------------------------------------
CELERY_BROKER_URL = os.environ.get("CELERY_BROKER_URL", REDIS_URL)
CELERY_TASK_DEFAULT_QUEUE = os.environ.get("CELERY_QUEUE", "celery")
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# With the broker away a publish must give up at once: the row is the truth and beat claims it later.
CELERY_TASK_PUBLISH_RETRY = False
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "socket_connect_timeout": 1, "socket_timeout": 5, "max_retries": 0,
    "visibility_timeout": 3600,  # seconds; a film takes minutes to be made ready, and must not be handed out twice
}  # fmt: skip
CELERY_TIMEZONE = "Europe/London"

# --- history ---------------------------------------------------------------------------------
# History is read by the row that it is of. An index on each of its other keys would make every save dearer.
PGHISTORY_FOREIGN_KEY_FIELD = pghistory.ForeignKey(db_index=False)

# --- people ----------------------------------------------------------------------------------
AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["people.backends.SlipBackend", "allauth.account.auth_backends.AuthenticationBackend"]
# Our SlipBackend stands in the place of guardian's, which knows no end dates (ADR 0002).
SILENCED_SYSTEM_CHECKS = ["guardian.W001"]
ANONYMOUS_USER_NAME = None  # guardian: nobody is shared with without a name
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
if PCP_ENV == "test":  # a slow hash is right for staff and wrong for ten thousand test sign-ins
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "home"
SESSION_ENGINE = "people.sessions"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "pcp.views.csrf_failure"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

ACCOUNT_ADAPTER = "people.sign_in.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = 600
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = 5
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600  # ASVS 6.5.5: ten minutes at most
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = 5
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_EMAIL_NOTIFICATIONS = False
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("TRUSTED_PROXIES", "0"))
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_PASSKEY_SIGNUP_ENABLED = False
MFA_ADAPTER = "people.sign_in.SecondFactorAdapter"
MFA_TOTP_ISSUER = "Person-Centred Plans"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not IS_PRODUCTION
USERSESSIONS_TRACK_ACTIVITY = False

# --- letters ---------------------------------------------------------------------------------
EMAIL_BACKEND = os.environ.get(
    "EMAIL_BACKEND",
    "people.outbox.LocalOutboxBackend" if LOCAL_OUTBOX else "django.core.mail.backends.smtp.EmailBackend",
)
EMAIL_HOST = os.environ.get("EMAIL_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("EMAIL_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = flag("EMAIL_USE_TLS")
DEFAULT_FROM_EMAIL = os.environ.get("DEFAULT_FROM_EMAIL", "Person-Centred Plans <plans@localhost>")

# --- looking -----------------------------------------------------------------------------------
# From which hour to which hour of the day work is ordinary. Staff who look outside of it are asked why.
WORKING_HOURS = hours("WORKING_HOURS", "0-24" if PCP_ENV == "test" else "7-20")
# Whoever looks after information in the council: told at once when something is opened by law.
INFORMATION_GOVERNANCE_EMAIL = os.environ.get("INFORMATION_GOVERNANCE_EMAIL", "")

# --- words -----------------------------------------------------------------------------------
LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", _("English")), ("cy", _("Welsh"))]
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_HTTPONLY = True
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/London"

# --- leaving fast: a page that says nothing of us, for somebody who is watched ------------------------
QUICK_EXIT_URL = os.environ.get("QUICK_EXIT_URL", "https://www.bbc.co.uk/weather")

# --- limits (security: a hostile upload must cost little) ---------------------------------------
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
PHOTO_MAX_BYTES = 20 * 1024 * 1024
PHOTO_MAX_PIXELS = 50_000_000
ANSWER_MAX_CHARACTERS = 20_000
# Photos, sounds and films of one plan.
PLAN_MAX_BYTES = int(os.environ.get("PLAN_MAX_BYTES", 2 * 1024**3))

# --- what the browser may do --------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "blob:"],
        "media-src": [SELF, "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        # With no script "Leave fast" is a form, and a browser asks here where its answer may lead.
        "form-action": [SELF, "{0.scheme}://{0.netloc}".format(urlsplit(QUICK_EXIT_URL))],
        "manifest-src": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
if IS_PRODUCTION:
    SECURE_SSL_REDIRECT = flag("SECURE_SSL_REDIRECT", default=True)
    SECURE_REDIRECT_EXEMPT = [r"^live$", r"^ready$"]
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ALLAUTH_TRUSTED_PROXY_COUNT else None
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = True
    SESSION_COOKIE_NAME = "__Host-session"
    CSRF_COOKIE_NAME = "__Host-csrf"

# --- API -------------------------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["api.authentication.TokenAuthentication", "api.authentication.Session"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "api.errors.kind_errors",
    "COERCE_DECIMAL_TO_STRING": True,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Person-Centred Plans",
    "VERSION": "1.0.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.AllowAny"],
    # One set of choices that two fields share has one name, said here.
    "ENUM_NAME_OVERRIDES": {"HowMuchEnum": "plans.wishes.HOW_MUCH", "PlanForEnum": "plans.enums.PlanFor.values"},
}

# --- logs: ids and durations only, never words that a person wrote ---------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"()": "pcp.logs.PlaceOfFault", "format": "{asctime} {levelname} {name} {message}", "style": "{"}
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"django.request": {"level": "ERROR"}},
}

DEFAULT_EXCEPTION_REPORTER = "pcp.logs.WithoutWords"
DEFAULT_EXCEPTION_REPORTER_FILTER = "pcp.logs.WithoutValues"
# Celery would put a handler of its own in the place of ours, which prints what a fault said.
CELERY_WORKER_HIJACK_ROOT_LOGGER = False

if IS_PRODUCTION:
    refuse_unsafe_production(globals())
