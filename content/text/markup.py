"""The editors' Markdown to safe HTML.

Beside plain Markdown there are blocks (`::: steps`), citations (`[@key]`) and slots
(`[[figure:key]]`). Citations are numbered here; slots stay as they are and are filled when the
page is shown (`content.text.slots`), so that a number changes everywhere at once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import nh3
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.text import slugify
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.container import container_plugin

BLOCKS = {
    "steps": "content/blocks/steps.html",
    "urgent": "content/blocks/callout.html",
    "warning": "content/blocks/callout.html",
    "note": "content/blocks/callout.html",
    "do": "content/blocks/list.html",
    "dont": "content/blocks/list.html",
    "questions": "content/blocks/list.html",
    "check": "content/blocks/check.html",
}
CITATION = re.compile(r"\[@([a-z0-9][a-z0-9-]*)\]")
HERE = "\N{OBJECT REPLACEMENT CHARACTER}"  # where a block's template has its body

CLEANER = nh3.Cleaner(
    tags={
        "a", "b", "blockquote", "br", "code", "div", "em", "h2", "h3", "h4", "hr", "li", "ol", "p",
        "section", "self-check", "span", "strong", "sup", "table", "tbody", "td", "th", "thead", "tr",
        "ul",
    },
    attributes={
        "a": {"href", "rel", "aria-label"},
        "div": {"class", "role", "tabindex", "aria-label"},
        "h2": {"id"},
        "h3": {"id", "class"},
        "h4": {"id"},
        "ol": {"start", "class"},
        "p": {"class"},
        "section": {"class", "role", "aria-label"},
        "span": {"class"},
        "sup": {"class"},
        "table": {"class"},
        "td": {"data-label"},
        "th": {"scope"},
        "ul": {"class"},
    },
    url_schemes={"https", "http", "tel", "sms", "mailto"},
    link_rel=None,
)  # fmt: skip


@dataclass
class Rendered:
    """What a text became: HTML with slots unfilled, its second-level headings, its sources' keys
    in the order of their numbers, and what is wrong with it in words for the editor."""

    html: str = ""
    contents: list[dict[str, str]] = field(default_factory=list)
    citations: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def render(text: str, *, cited: Sequence[str] = ()) -> Rendered:
    """`cited` are the sources that an earlier text of the same page has numbered already."""
    rendered = Rendered(citations=list(cited))
    environment: dict[str, Any] = {"rendered": rendered, "ids": set()}
    tokens = PARSER.parse(text, environment)
    _mark_headings(tokens, environment)
    _loosen_steps(tokens)
    _label_cells(tokens)
    rendered.html = CLEANER.clean(PARSER.renderer.render(tokens, PARSER.options, environment))
    if stray := re.search(r"^:::.*$", text_outside_blocks(tokens), re.MULTILINE):
        rendered.problems.append(f"A block is not known or not closed: “{stray[0]}”.")
    return rendered


def text_outside_blocks(tokens: list[Token]) -> str:
    return "\n".join(token.content for token in tokens if token.type == "inline")


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "typographer": True})
    parser.enable(["table", "smartquotes"]).disable("image")
    parser.inline.ruler.before("link", "citation", _citation)
    parser.add_render_rule("citation", _show_citation)
    parser.add_render_rule("link_open", _show_link)
    parser.add_render_rule("table_open", _show_table)
    parser.add_render_rule("table_close", _show_table)
    for name in BLOCKS:
        container_plugin(parser, name, render=_show_block(name))
    return parser


def _citation(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
    match = CITATION.match(state.src, state.pos)
    if not match:
        return False
    if not silent:
        token = state.push("citation", "", 0)
        # Not its content: curly quotes would take the key for the next letter of the sentence.
        token.meta["key"] = match[1]
    state.pos = match.end()
    return True


def _show_citation(
    self: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: Any
) -> str:
    keys = env["rendered"].citations
    key = tokens[index].meta["key"]
    if key not in keys:
        keys.append(key)
    number = keys.index(key) + 1
    return f'<sup class="cite"><a href="#source-{number}" aria-label="Source {number}">{number}</a></sup>'


def _show_link(
    self: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: Any
) -> str:
    token = tokens[index]
    if str(token.attrs.get("href", "")).startswith("http"):
        token.attrSet("rel", "noreferrer")
    return self.renderToken(tokens, index, options, env)


def _show_table(
    self: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: Any
) -> str:
    before, after = halves("content/blocks/table.html", {})
    return f"{before}<table>" if tokens[index].nesting == 1 else f"</table>{after}"


def _show_block(name: str) -> Callable[..., str]:
    def show(
        self: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: Any
    ) -> str:
        title = tokens[index].info.strip().removeprefix(name).strip()
        before, after = halves(BLOCKS[name], {"kind": name, "title": title})
        return before if tokens[index].nesting == 1 else after

    return show


def halves(template: str, context: dict[str, str]) -> tuple[str, str]:
    """A block's template around its body."""
    before, _, after = render_to_string(template, {**context, "body": HERE}).partition(HERE)
    return before, after


def _mark_headings(tokens: list[Token], env: dict[str, Any]) -> None:
    """Give headings ids, collect those of the second level, and miss none of the levels."""
    rendered, level_before = env["rendered"], 1
    for token, inline in pairwise(tokens):
        if token.type != "heading_open":
            continue
        level, title = int(token.tag[1]), CITATION.sub("", inline.content)
        if level < 2 or level > level_before + 1:
            rendered.problems.append(f"The heading “{title}” skips a level.")
        level_before = level
        token.attrSet("id", identifier := _free_id(slugify(title) or "section", env["ids"]))
        if level == 2:
            rendered.contents.append({"id": identifier, "title": title})


def _free_id(wanted: str, taken: set[str]) -> str:
    identifier, number = wanted, 2
    while identifier in taken:
        identifier, number = f"{wanted}-{number}", number + 1
    taken.add(identifier)
    return identifier


def _loosen_steps(tokens: list[Token]) -> None:
    """Each step's words are a paragraph beside its numeral, in a tight list too."""
    inside = False
    for token in tokens:
        if token.type in ("container_steps_open", "container_steps_close"):
            inside = token.nesting == 1
        elif inside and token.type in ("paragraph_open", "paragraph_close"):
            token.hidden = False


def _label_cells(tokens: list[Token]) -> None:
    """Each cell carries its column's heading: on a phone a row becomes a card. The first cell of a
    row is its heading."""
    labels: list[str] = []
    column = 0
    for token, inline in pairwise(tokens):
        token.attrs.pop("style", None)  # column alignment; the CSP refuses inline styles
        if token.type == "thead_open":
            labels = []
        elif token.type == "th_open":
            labels.append(inline.content)
            token.attrSet("scope", "col")
        elif token.type == "tr_open":
            column = 0
        elif token.type == "td_open":
            if column:
                token.attrSet("data-label", escape(labels[column]))
            else:
                token.tag = "th"
                token.attrSet("scope", "row")
            column += 1
        elif token.type == "td_close" and column == 1:
            token.tag = "th"


PARSER = _parser()
