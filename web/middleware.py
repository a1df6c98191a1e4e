"""What every response says about security and caching; and what only editors' addresses need."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse

from web.caching import keep_private

Handler = Callable[[HttpRequest], HttpResponse]

# Named as in Django 6, which will serve it for us. No 'unsafe-inline', and no nonce: pages are cached.
SECURE_CSP = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
CONTENT_SECURITY_POLICY = "; ".join(f"{name} {value}" for name, value in SECURE_CSP.items())
PERMISSIONS_POLICY = "camera=(), geolocation=(), microphone=()"


class HeadersMiddleware:
    """Security headers on everything; an answer that says nothing about caching is not kept."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        if not response.has_header("Cache-Control"):
            keep_private(response)
        return response


class ForEditors:
    """A middleware for the editors' addresses alone: readers' pages have no session to open, nobody to
    sign in and no message to show."""

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith(settings.EDITORS_AT):
            return super().__call__(request)  # type: ignore[misc] # of the middleware beside it
        return self.get_response(request)  # type: ignore[attr-defined]


class EditorsSessionMiddleware(ForEditors, SessionMiddleware):
    pass


class EditorsAuthenticationMiddleware(ForEditors, AuthenticationMiddleware):
    pass


class EditorsMessageMiddleware(ForEditors, MessageMiddleware):
    pass
