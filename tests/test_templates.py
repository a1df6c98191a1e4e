"""Every template is used, and no phone number stands in one."""

import re
from pathlib import Path

from django.conf import settings

TEMPLATES = settings.BASE_DIR / "templates"
PHONE = re.compile(r"(?<![\d#&])(?:1[-. ])?\(?\d{3}\)?[-. ]\d{3}[-. ]\d{4}|\b(?:988|911)\b")
# Drawn by name: Django's own error pages, the crispy pack, blocks and pictures of the Markdown.
BY_NAME = ("404.html", "500.html", "admin/", "treatinfo/", "content/blocks/", "content/pictures/")


def templates() -> list[Path]:
    return sorted([*TEMPLATES.rglob("*.html"), *TEMPLATES.rglob("*.jinja")])


def test_every_template_is_used_somewhere():
    python = [p.read_text() for app in ("content", "corrections", "directory", "treatinfo")
              for p in (settings.BASE_DIR / app).rglob("*.py")]  # fmt: skip
    everything = "\n".join([*python, *(path.read_text() for path in templates())])

    for path in templates():
        name = path.relative_to(TEMPLATES).as_posix()
        if not name.startswith(BY_NAME):
            assert f'"{name}"' in everything, f"{name} is used nowhere"


def test_no_template_or_page_holds_a_phone_number():
    pages = (settings.BASE_DIR / "content" / "library" / "en").rglob("*.md")
    for path in [*templates(), *pages]:
        # Slots and the keys of sources are no text; 911 may stand in a sentence as a word.
        text = re.sub(r"\[\[helplines?:[^\]]*\]\]|\[@[^\]]*\]|\{%.*?%\}", "", path.read_text())
        text = text.replace("911", "") if path.suffix == ".md" else text
        assert not PHONE.search(text), f"{path.name}: {PHONE.search(text)}"
