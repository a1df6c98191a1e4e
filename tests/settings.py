"""The site's settings, then a few of its own."""

from treatinfo.settings import *

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # fast; never in production
STORAGES["staticfiles"] = {
    "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"  # nothing is collected here
}
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
REVISION_SECONDS = 0
