"""A plain Django view: the middleware of a new project, one row by the ORM, one small template.

What the site's page would be without anything made ready: its own HTML, from a table, in a frame.
"""

from __future__ import annotations

import os
from pathlib import Path

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection, models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path

ANSWER = "BENCH_ANSWER"  # the environment's name for the file with the page's HTML
SLUG = "page"

if not settings.configured:
    settings.configure(
        SECRET_KEY="not kept: nothing is signed",
        ALLOWED_HOSTS=["127.0.0.1"],
        ROOT_URLCONF=__name__,
        INSTALLED_APPS=["django.contrib.contenttypes", "django.contrib.auth",
                        "django.contrib.sessions", "django.contrib.messages"],
        MIDDLEWARE=[
            "django.middleware.security.SecurityMiddleware",
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.middleware.common.CommonMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            "django.contrib.messages.middleware.MessageMiddleware",
            "django.middleware.clickjacking.XFrameOptionsMiddleware",
        ],
        TEMPLATES=[{
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "OPTIONS": {"loaders": [("django.template.loaders.locmem.Loader", {
                "page.html": "{% autoescape off %}{{ page.before }}<h1>{{ page.title }}</h1>"
                "{{ page.html }}{% endautoescape %}",
            })]},
        }],
        DATABASES={"default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": os.environ.get(ANSWER, "") + ".plain.sqlite3",
        }},
        CONN_MAX_AGE=None,
        USE_TZ=True,
    )  # fmt: skip
    django.setup()


class PlainPage(models.Model):
    slug = models.SlugField(unique=True)
    title = models.CharField(max_length=100)
    before = models.TextField()
    html = models.TextField()

    class Meta:
        app_label = "plain"

    def __str__(self) -> str:
        return self.title


def page(request: HttpRequest, slug: str) -> HttpResponse:
    return render(request, "page.html", {"page": get_object_or_404(PlainPage, slug=slug)})


urlpatterns = [path("<slug:slug>/", page)]


def store(html: str) -> None:
    """The page as a row: what stands before its heading, and the rest."""
    with connection.schema_editor() as editor:
        editor.create_model(PlainPage)
    before, _, rest = html.partition("<h1")
    PlainPage(slug=SLUG, title="A page", before=before, html=rest).save()


if ANSWER in os.environ:
    database = Path(settings.DATABASES["default"]["NAME"])
    if not database.exists():
        store(Path(os.environ[ANSWER]).with_suffix(".html").read_text())
    application = get_wsgi_application()
