"""Reports as readers send and follow them, and the public log of what we changed."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters

from corrections import network, subjects
from corrections.models import Correction, Report
from corrections.receiving import receive
from corrections.report_form import ReportForm
from web.caching import keep_out_of_search_engines, keep_private, keep_public
from web.callers import client_address
from web.limits import TooMany

HOME = {"title": "Home", "url": "/"}
CORRECTIONS_PER_PAGE = 50
ELSEWHERE = (
    "Your browser says that this came from another site. Please check it and send it again."
)


@csrf_exempt  # its cookie is what readers never get: corrections.tokens stands in for it
@sensitive_post_parameters()
def report(request: HttpRequest) -> HttpResponse:
    """The form about a center, a page or the site; sent, it leads to its reference code."""
    subject = subjects.asked_for(request.GET)
    if request.method != "POST":
        return _form(request, ReportForm(subject=subject))
    form = ReportForm(request.POST, subject=subject)
    if not network.is_from_here(request):
        form.refuse(ELSEWHERE)
        return _form(request, form, status=403)
    if not form.is_valid():
        return _form(request, form)
    try:
        made = receive(
            subject,
            form_id=form.form_id,
            sent_from=client_address(request),
            **form.words,
        )
    except TooMany as spent:
        response = _form(request, form, status=429, wait_minutes=spent.minutes)
        response.headers["Retry-After"] = str(spent.seconds)
        return response
    return redirect(made)


def _form(
    request: HttpRequest, form: ReportForm, *, status: int = 200, **more: Any
) -> HttpResponse:
    context = {
        "form": form,
        "subject": form.subject,
        "breadcrumbs": [HOME, {"title": "Report a mistake"}],
        **more,
    }
    response = render(request, "corrections/report.html", context, status=status)
    return keep_out_of_search_engines(keep_private(response))


def received(request: HttpRequest, code: str) -> HttpResponse:
    """What became of a report, for whoever has its code. Nothing of what the reader wrote."""
    found = get_object_or_404(Report.objects.select_related("facility"), code=code)
    context = {"report": found, "breadcrumbs": [HOME, {"title": "Your report"}]}
    response = render(request, "corrections/received.html", context)
    return keep_out_of_search_engines(keep_private(response))


def log(request: HttpRequest) -> HttpResponse:
    """What we changed because something was wrong, newest first."""
    pages = Paginator(Correction.objects.public(), CORRECTIONS_PER_PAGE)
    context = {
        "page": pages.get_page(request.GET.get("page")),
        "breadcrumbs": [HOME, {"title": "Corrections"}],
    }
    return keep_public(render(request, "corrections/log.html", context))
