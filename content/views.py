"""Health pages as readers see them, and as an editor previews them."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from content import browsing, page_json_ld
from content.feeds import Changes
from content.models import Page, PageVersion, Review, Topic
from content.models.page import Concern
from content.text import age, slots
from web.caching import keep_out_of_search_engines, keep_private, keep_public

PREVIEW_SALT = "content.preview"
PREVIEW_SECONDS = 3600
URGENT = "callout-urgent"  # the class of a box that helps in an emergency


def topic(request: HttpRequest, topic: str) -> HttpResponse:
    """A topic's own page, else the list of its pages."""
    subject = get_object_or_404(Topic, slug=topic)
    front = subject.pages.filter(slug=topic, locale="en").first()
    if front is not None and (front.live_version() or "preview" in request.GET):
        return _show(request, front)
    pages = browsing.pages_of(subject)
    if not pages:
        raise Http404
    title, summary, url = subject.title, subject.summary, subject.get_absolute_url()
    breadcrumbs = [HOME, {"title": title}]
    context = {
        "topic": subject,
        "pages": pages,
        "breadcrumbs": breadcrumbs,
        "card": _card(title, summary, url),
        "json_ld": page_json_ld.collection(title, summary, url, breadcrumbs, pages),
    }
    return keep_public(render(request, "content/topic.html", context))


def page(request: HttpRequest, topic: str, page: str) -> HttpResponse:
    found = get_object_or_404(
        Page.objects.select_related("topic"), topic__slug=topic, slug=page, locale="en"
    )
    if found.is_front:
        return redirect(found, permanent=True)
    return _show(request, found)


def a_to_z(request: HttpRequest) -> HttpResponse:
    """Every page by its title and by the everyday names of what it is about."""
    breadcrumbs = [HOME, {"title": A_TO_Z}]
    url = reverse("content:a_to_z")
    context = {
        "title": A_TO_Z,
        "summary": A_TO_Z_SUMMARY,
        "letters": browsing.a_to_z(),
        "breadcrumbs": breadcrumbs,
        "card": _card(A_TO_Z, A_TO_Z_SUMMARY, url),
        "json_ld": page_json_ld.collection(A_TO_Z, A_TO_Z_SUMMARY, url, breadcrumbs, []),
    }
    return keep_public(render(request, "content/a_to_z.html", context))


def changes(request: HttpRequest) -> HttpResponse:
    return keep_public(Changes()(request))


HOME = {"title": "Home", "url": "/"}
A_TO_Z = "All pages, A to Z"
A_TO_Z_SUMMARY = "Every page of this site by its title, and by other names for what it is about."


def _show(request: HttpRequest, page: Page) -> HttpResponse:
    preview = request.GET.get("preview")
    version = _previewed(preview, page) if preview else page.live_version()
    if version is None:
        raise Http404
    version.page = page  # with its topic, which was asked for already
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
    steps, text = slots.split_at_summary(version.html)
    before, after = filler.fill(steps, say_age=False), filler.fill(text)
    opening, rest = slots.split_at_heading(after)
    overdue = age.of_page(version, on=today)
    review = version.reviews.valid(on=today).first()
    breadcrumbs = _breadcrumbs(page, version)
    context = {
        "page": page,
        "topic": page.topic,
        "version": version,
        "before_html": before,
        "opening_html": opening,
        "html": rest,
        "short_version_html": filler.fill(version.short_version_html),
        "contents": version.contents,
        "next_steps": version.next_steps,
        "citations": version.citations.select_related("source"),
        "review": review,
        "around": browsing.around(page),
        "is_preview": preview,
        "overdue": overdue,
        "overdue_stands": _where_overdue_stands(version, opening) if overdue else "",
        "breadcrumbs": breadcrumbs,
    }
    return context if preview else context | _for_machines(version, after, breadcrumbs, review)


def _where_overdue_stands(version: PageVersion, opening: str) -> str:
    """Never above what helps in an emergency."""
    if version.concern == Concern.EMERGENCY:
        return "end"
    return "below" if URGENT in opening else "top"


def _for_machines(
    version: PageVersion, html: str, breadcrumbs: list[dict[str, str]], review: Review | None
) -> dict[str, Any]:
    url = version.page.get_absolute_url()
    return {
        "card": _card(version.title, version.summary, url, kind="article"),
        "json_ld": page_json_ld.page(version, html=html, breadcrumbs=breadcrumbs, review=review),
    }


def _card(title: str, description: str, url: str, *, kind: str = "website") -> dict[str, str]:
    """What another site shows of a page that somebody shares there."""
    url = settings.SITE_URL + url
    return {"title": title, "description": description, "url": url, "kind": kind}


def _breadcrumbs(page: Page, version: PageVersion) -> list[dict[str, str]]:
    if page.is_front:
        return [HOME, {"title": version.title}]
    topic = {"title": page.topic.title, "url": page.topic.get_absolute_url()}
    return [HOME, topic, {"title": version.title}]
