"""A plain Django view: the middleware of a new project, one row by the ORM, one small template."""

import os
from pathlib import Path

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection, models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path

HTML = Path(os.environ["BENCH_PAGE"])
DATABASE = HTML.with_suffix(".sqlite3")
FRAME = (
    "{% autoescape off %}{{ page.before }}<h1>{{ page }}</h1>{{ page.html }}{% endautoescape %}"
)
LOADER = ("django.template.loaders.locmem.Loader", {"page.html": FRAME})
TEMPLATES = "django.template.backends.django.DjangoTemplates"
APPS = ("contenttypes", "auth", "sessions", "messages")
MIDDLEWARE = (
    *("middleware.security.Security", "contrib.sessions.middleware.Session"),
    *("middleware.common.Common", "middleware.csrf.CsrfView"),
    *("contrib.auth.middleware.Authentication", "contrib.messages.middleware.Message"),
    "middleware.clickjacking.XFrameOptions",
)

settings.configure(
    SECRET_KEY="not kept: nothing is signed",
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF=__name__,
    INSTALLED_APPS=[f"django.contrib.{app}" for app in APPS],
    MIDDLEWARE=[f"django.{name}Middleware" for name in MIDDLEWARE],
    TEMPLATES=[{"BACKEND": TEMPLATES, "OPTIONS": {"loaders": [LOADER]}}],
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": DATABASE}},
)
django.setup()


class Page(models.Model):
    slug = models.SlugField(unique=True)
    before = models.TextField()
    html = models.TextField()

    class Meta:
        app_label = "plain"

    def __str__(self) -> str:
        return self.slug


def view(request: HttpRequest, slug: str) -> HttpResponse:
    return render(request, "page.html", {"page": get_object_or_404(Page, slug=slug)})


urlpatterns = [path("<slug:slug>/", view)]
DATABASE.unlink(missing_ok=True)
with connection.schema_editor() as editor:
    editor.create_model(Page)
before, _, rest = HTML.read_text().partition("<h1")
Page.objects.create(slug="page", before=before, html=rest)
application = get_wsgi_application()
