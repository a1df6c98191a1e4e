"""Every template is used and says what it needs, no phone number stands in one, no style is left over."""

import re
from pathlib import Path

from django.conf import settings

TEMPLATES = settings.TEMPLATES_DIR
PHONE = re.compile(r"(?<![\d#&])(?:1[-. ])?\(?\d{3}\)?[-. ]\d{3}[-. ]\d{4}|\b(?:988|911)\b")
# Drawn by name: Django's own error page, the crispy pack, blocks and pictures of the Markdown.
BY_NAME = ("403_csrf.html", "admin/", "treatinfo/", "content/blocks/", "content/pictures/")
APPS = ("content", "corrections", "directory", "treatinfo")
CSS = settings.STATIC_DIR / "css" / "site.css"


def templates() -> list[Path]:
    return sorted([*TEMPLATES.rglob("*.html"), *TEMPLATES.rglob("*.jinja")])


def written(*kinds: str) -> str:
    """All that we wrote of these kinds, in one text."""
    folders = [*APPS, "templates", "static/js"]
    paths = [p for folder in folders for p in sorted((settings.BASE_DIR / folder).rglob("*"))]
    return "\n".join(path.read_text() for path in paths if path.suffix[1:] in kinds)


def test_every_template_is_used_somewhere():
    everything = written("py", "html", "jinja")

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


def test_every_template_names_itself_and_what_it_needs_in_its_first_line():
    for path in templates():
        name = path.relative_to(TEMPLATES).as_posix()
        first = path.read_text().partition("\n")[0]
        assert re.fullmatch(rf"\{{# {re.escape(name)}: \S.* #\}}", first), f"{name}: {first}"


def styles() -> str:
    return re.sub(r"/\*.*?\*/", "", CSS.read_text(), flags=re.DOTALL)


def classes_in_use() -> tuple[set[str], tuple[str, ...]]:
    """Those that we write out, and how those begin that are put together (callout-…)."""
    text = re.sub(r"\{[%#].*?[%#]\}", " ", written("py", "html", "jinja", "js"), flags=re.DOTALL)
    values = re.findall(r"""class(?:Name)?"?[=:] ?"([^"]*)""", text)
    words = {word for v in values for word in re.sub(r"\{\{.*?\}\}", "*", v).split()}
    words |= set(re.findall(r"block main_class %\}([\w-]+)", written("html")))
    whole = {word for word in words if "*" not in word}
    begun = tuple(word.partition("*")[0] for word in words if "*" in word and word[0] != "*")
    return whole, begun


def test_every_class_of_the_style_sheet_is_used():
    selectors = " ".join(re.findall(r"([^{};]+)\{", styles()))
    whole, begun = classes_in_use()

    for name in set(re.findall(r"\.([a-zA-Z][\w-]*)", selectors)):
        assert name in whole or name.startswith(begun), f".{name} is used nowhere"


def test_every_token_of_the_style_sheet_is_used_and_every_used_one_is_there():
    made = set(re.findall(r"(--[\w-]+):", styles()))
    used = set(re.findall(r"var\((--[\w-]+)", styles() + written("html", "jinja")))

    assert made == used
