"""Templates as they are read: what a reader's phone need not carry is left out, such as indentation."""

from __future__ import annotations

import re
from typing import Any

from django.conf import settings
from django.template import Origin
from django.template.loaders import filesystem
from jinja2 import Environment, FileSystemLoader, StrictUndefined

INDENTATION = re.compile(r"\s*\n\s*")
COMMENT = re.compile(r"\{#.*?#\}\n?")


class Loader(filesystem.Loader):
    """Templates from files, with one line break where the file has indentation. A line break means
    to a browser what the indentation meant: our templates have no `pre`."""

    def get_contents(self, origin: Origin) -> str:
        return INDENTATION.sub("\n", COMMENT.sub("", super().get_contents(origin)))


class PieceLoader(FileSystemLoader):
    """The same for the pieces in Jinja2."""

    def get_source(self, environment: Environment, template: str) -> Any:
        source, path, uptodate = super().get_source(environment, template)
        return INDENTATION.sub("\n", source), path, uptodate


def pieces(**options: Any) -> Environment:
    """Jinja2 as web.drawing uses it: Django turns escaping on, and a name nobody gave is an error."""
    folders = [settings.TEMPLATES_DIR]
    options |= {"loader": PieceLoader(folders), "undefined": StrictUndefined}
    environment = Environment(**options)
    environment.filters["thousands"] = lambda number: f"{number:,}"
    return environment
