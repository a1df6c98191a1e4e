"""What the importer leaves to do inside a directory of the bench, with its environment."""

import django

django.setup()

from directory import index
from directory.models import Facility
from treatinfo.serving import static

# Made-up centers are marked as the site's own ones, with which no public site starts.
Facility.objects.update(is_sample=True)
index.renew()
static.collect()
