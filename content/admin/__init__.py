"""Where editors keep the pages and what they rest on."""

from content.admin import facts, pages

__all__ = ["facts", "pages"]
