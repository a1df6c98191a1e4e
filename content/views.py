"""Health pages as readers see them, and as an editor previews them."""

from __future__ import annotations

from typing import Any

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from content import slots
from content.models import Page, PageVersion, Topic
from treatinfo.headers import keep_out_of_search_engines, keep_private, keep_public

PREVIEW_SALT = "content.preview"
PREVIEW_SECONDS = 3600


def topic(request: HttpRequest, topic: str) -> HttpResponse:
    """A topic's own page, else the list of its pages."""
    subject = get_object_or_404(Topic, slug=topic)
    front = subject.pages.filter(slug=topic, locale="en").first()
    if front is not None and (front.live_version() or "preview" in request.GET):
        return _show(request, front)
    pages = _siblings(subject)
    if not pages:
        raise Http404
    context = {"topic": subject, "pages": pages, "breadcrumbs": [HOME, {"title": subject.title}]}
    return keep_public(render(request, "content/topic.html", context))


def page(request: HttpRequest, topic: str, page: str) -> HttpResponse:
    found = get_object_or_404(
        Page.objects.select_related("topic"), topic__slug=topic, slug=page, locale="en"
    )
    if found.is_front:
        return redirect(found, permanent=True)
    return _show(request, found)


HOME = {"title": "Home", "url": "/"}


def _show(request: HttpRequest, page: Page) -> HttpResponse:
    preview = request.GET.get("preview")
    version = _previewed(preview, page) if preview else page.live_version()
    if version is None:
        raise Http404
    response = render(request, "content/page.html", _context(page, version, preview=bool(preview)))
    if preview:
        return keep_out_of_search_engines(keep_private(response))
    return keep_public(response)


def preview_address(version: PageVersion) -> str:
    """The page's own address with a signed, expiring mark that shows this version instead."""
    mark = signing.dumps(version.pk, salt=PREVIEW_SALT)
    return f"{version.page.get_absolute_url()}?preview={mark}"


def _previewed(mark: str, page: Page) -> PageVersion:
    try:
        pk = signing.loads(mark, salt=PREVIEW_SALT, max_age=PREVIEW_SECONDS)
    except signing.BadSignature:
        raise Http404("This preview has ended. Open it again from the admin.") from None
    return get_object_or_404(PageVersion, pk=pk, page=page)


def _context(page: Page, version: PageVersion, *, preview: bool) -> dict[str, Any]:
    today = timezone.localdate()
    filler = slots.Filler([version.short_version_html, version.html], on=today)
    before, after = slots.split_at_summary(version.html)
    siblings = _siblings(page.topic)
    return {
        "page": page,
        "topic": page.topic,
        "version": version,
        "before_html": filler.fill(before),
        "html": filler.fill(after),
        "short_version_html": filler.fill(version.short_version_html),
        "contents": version.contents,
        "next_steps": version.next_steps,
        "citations": version.citations.select_related("source"),
        "review": version.reviews.valid(on=today).first(),
        "siblings": [{**s, "current": s["slug"] == page.slug} for s in siblings],
        "is_preview": preview,
        "is_overdue": version.review_by <= today,
        "breadcrumbs": _breadcrumbs(page, version),
    }


def _breadcrumbs(page: Page, version: PageVersion) -> list[dict[str, str]]:
    if page.is_front:
        return [HOME, {"title": version.title}]
    topic = {"title": page.topic.title, "url": page.topic.get_absolute_url()}
    return [HOME, topic, {"title": version.title}]


def _siblings(topic: Topic) -> list[dict[str, str]]:
    """The live pages of a topic, in order, in one query more than the pages themselves."""
    pages: list[Any] = list(topic.pages.in_locale("en").live().order_by("order", "slug"))
    versions = PageVersion.objects.in_bulk([page.live_id for page in pages])
    for page in pages:
        page.topic = topic
    return [
        {
            "slug": page.slug,
            "title": versions[page.live_id].title,
            "summary": versions[page.live_id].summary,
            "url": page.get_absolute_url(),
        }
        for page in pages
    ]
