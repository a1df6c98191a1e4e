"""How each piece of the site itself, and of its health pages, looks in each of its states."""

from __future__ import annotations

import tomllib

from crispy_forms.templatetags.crispy_forms_filters import as_crispy_form
from django import forms
from django.utils.safestring import SafeString, mark_safe

from content import crisis
from content.models import Figure, PageVersion, Source
from content.publishing.library import LIBRARY
from content.text import age, markup, pictures
from treatinfo.style_guide.drawing_specimens import DAY, Made, States, drawn

FIGURES = LIBRARY / "figures.toml"
AROUND_THE_PAGE = mark_safe("<p>It stands around this page.</p>")


class SpecimenForm(forms.Form):
    """A field of each kind."""

    use_required_attribute = False

    where = forms.CharField(label="Where", help_text="City, state or ZIP code")
    held = forms.CharField(label="What nobody can change", disabled=True, initial="Fixed")
    miles = forms.ChoiceField(label="How far", choices=[("5", "Within 5 miles")])
    words = forms.CharField(
        label="In your own words",
        help_text="Please leave out names.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    problem = forms.ChoiceField(
        label="What is wrong",
        widget=forms.RadioSelect,
        choices=[("phone", "The number"), ("address", "The address")],
    )
    needs = forms.MultipleChoiceField(
        label="What you need",
        help_text="Tick what fits.",
        widget=forms.CheckboxSelectMultiple,
        choices=[("ride", "A ride"), ("care", "Child care")],
    )


def text(markdown: str) -> SafeString:
    return mark_safe(f'<div class="text">{markup.render(markdown).html}</div>')


def around_the_page(made: Made) -> States:
    yield "", AROUND_THE_PAGE


def notices(made: Made) -> States:
    for kind in ("note", "warning"):
        words = {"title": "What it is about.", "text": "What to do about it."}
        yield kind, drawn("components/notice.html", kind=kind, **words)


def callouts(made: Made) -> States:
    for kind in ("urgent", "warning", "note"):
        yield kind, text(made["text"]["callout"].replace("KIND", kind))
    yield "without a title", text(made["text"]["bare_callout"])


def short_version(made: Made) -> States:
    points = mark_safe(markup.render(made["text"]["points"]).html)
    yield "", drawn("content/_short_version.html", short_version_html=points)


def steps(made: Made) -> States:
    shown = text(made["text"]["steps"])
    yield "plain", shown
    yield "emergency", mark_safe(f'<div class="emergency">{shown}</div>')


def lists(made: Made) -> States:
    for kind, title in (("do", "Do"), ("dont", "Do not"), ("questions", "Ask")):
        yield title, text(made["text"]["list"].replace("KIND", kind).replace("TITLE", title))
    yield "of links", text(made["text"]["links"])
    yield "of words", text(made["text"]["words"])


def table(made: Made) -> States:
    yield "a table; cards on a phone, where an empty cell is left out", text(made["text"]["table"])


def check(made: Made) -> States:
    yield "on paper a list to tick; with its script it counts", text(made["text"]["check"])


def drawings(made: Made) -> States:
    figures = {
        key: figure(key, row, made) for key, row in tomllib.loads(FIGURES.read_text()).items()
    }
    for key in sorted(pictures.names()):
        yield key.replace("-", " "), mark_safe(pictures.draw(key, figures, on=DAY))


def figure(key: str, row: Made, made: Made) -> Figure:
    """As the library has it, so that it draws as on its page; in date, and by another source."""
    source = Source(**made["source"])
    values = {name: row[name] for name in ("kind", "text", "as_of", "read_on", "look_again")}
    return Figure(key=key, source=source, **values)


def helplines(made: Made) -> States:
    line = made["helpline"]
    for state, known in (
        ("we called it", {"called_on": DAY}),
        ("read in its source", {"read_in_source_on": DAY}),
        ("not checked yet", {}),
    ):
        yield state, drawn("components/helpline.html", helpline=line | known)


def dangers(made: Made) -> States:
    for kind in crisis.Kind:
        shown = {"dangers": [kind], "poison_line": made["helpline"]}
        yield kind.value, drawn("components/dangers.html", **shown)


def sources(made: Made) -> States:
    citations = [{"number": 1, "source": made["source"]}, {"number": 2, "source": made["source"]}]
    yield "", drawn("content/_sources.html", citations=citations)


def overdue(made: Made) -> States:
    for concern, years in (("rules", 0), ("emergency", 1), ("care", 3)):
        version = PageVersion(concern=concern, read_on=DAY, review_by=DAY)
        told = age.of_page(version, on=DAY.replace(year=DAY.year + years))
        yield f"{concern}, after {years} years", drawn("content/_overdue.html", overdue=told)


def review(made: Made) -> States:
    about = {"page": made["page"], "version": made["version"]}
    yield "nobody reviewed it", drawn("content/_review.html", **about)
    yield "reviewed", drawn("content/_review.html", **about, review=made["review"])


def contents(made: Made) -> States:
    listed = drawn("content/_contents.html", contents=made["contents"])
    yield "", mark_safe(f'<div class="aside">{listed}</div>')


def next_steps(made: Made) -> States:
    yield "", drawn("content/_next_steps.html", next_steps=made["next_steps"])


def around(made: Made) -> States:
    yield "", drawn("content/_around.html", around=made["around"], topic={"title": "Treatment"})


def fields(made: Made) -> States:
    for state, form in (
        ("as they come", SpecimenForm(prefix="new")),
        ("sent with errors", SpecimenForm({}, prefix="sent")),
    ):
        yield state, mark_safe(f'<div class="text">{as_crispy_form(form)}</div>')
