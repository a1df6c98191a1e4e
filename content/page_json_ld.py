"""Pages in schema.org's words, for search engines: only what they show, and no reviewer who is not."""

from __future__ import annotations

from django.conf import settings
from django.utils.safestring import SafeString

from content.browsing import Link
from content.models import PageVersion, Review
from content.search.documents import QUESTIONS
from content.text import parts
from web.data_block import CONTEXT, Json, block

ABOUT = "about"  # a topic of the site itself, which is nothing medical


def page(
    version: PageVersion, *, html: str, breadcrumbs: list[dict[str, str]], review: Review | None
) -> SafeString:
    """`html` is the text as it is shown."""
    topic = version.page.topic.slug
    asked = list(parts.questions(html)) if topic == QUESTIONS else []
    kinds = ["WebPage" if topic == ABOUT else "MedicalWebPage", *(["FAQPage"] if asked else [])]
    return block(
        {
            "@context": CONTEXT,
            "@type": kinds if asked else kinds[0],
            "url": settings.SITE_URL + version.page.get_absolute_url(),
            "name": version.title,
            "description": version.summary,
            "inLanguage": version.page.locale,
            "dateModified": version.written_on.isoformat(),
            **(_reviewed(review) if review else {}),
            "breadcrumb": breadcrumb_list(breadcrumbs),
            **({"mainEntity": [_question(one) for one in asked]} if asked else {}),
        }
    )


def collection(
    name: str, description: str, path: str, breadcrumbs: list[dict[str, str]], links: list[Link]
) -> SafeString:
    """A page that leads to others; `links` are those it shows."""
    items = [
        {
            "@type": "ListItem",
            "position": n,
            "name": link.title,
            "url": settings.SITE_URL + link.url,
        }
        for n, link in enumerate(links, start=1)
    ]
    return block(
        {
            "@context": CONTEXT,
            "@type": "CollectionPage",
            "url": settings.SITE_URL + path,
            "name": name,
            "description": description,
            "inLanguage": "en",
            "breadcrumb": breadcrumb_list(breadcrumbs),
            **({"mainEntity": {"@type": "ItemList", "itemListElement": items}} if items else {}),
        }
    )


def breadcrumb_list(breadcrumbs: list[dict[str, str]]) -> Json:
    """The last is the page itself, which the breadcrumbs do not link either."""
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": n,
                "name": crumb["title"],
                **({"item": settings.SITE_URL + crumb["url"]} if "url" in crumb else {}),
            }
            for n, crumb in enumerate(breadcrumbs, start=1)
        ],
    }


def _reviewed(review: Review) -> Json:
    return {
        "lastReviewed": review.reviewed_on.isoformat(),
        "reviewedBy": {
            "@type": "Person",
            "name": review.reviewer,
            "description": review.credentials,
        },
    }


def _question(one: parts.AnsweredQuestion) -> Json:
    return {
        "@type": "Question",
        "name": one.title,
        "acceptedAnswer": {"@type": "Answer", "text": one.answer},
    }
