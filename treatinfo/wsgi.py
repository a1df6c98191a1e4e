"""The application as any WSGI server loads it."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "treatinfo.settings")
django_application = get_wsgi_application()

from directory.samples.wall import refuse_on_public_host
from treatinfo.serving.page_cache import Ready

application = Ready(django_application)

refuse_on_public_host()
