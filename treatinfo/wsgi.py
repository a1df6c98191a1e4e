"""The application as any WSGI server loads it."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "treatinfo.settings")
django_application = get_wsgi_application()

from directory.sample import refuse_on_public_host
from treatinfo.ready import Ready
from treatinfo.searching import Searches

application = Ready(Searches(django_application))

refuse_on_public_host()
