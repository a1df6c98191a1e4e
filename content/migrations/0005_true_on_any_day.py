"""Figures no longer vanish: they say what a passing day does to them. Versions say when they were last read."""

import re

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models
from django.db.models import F, Q
from django.db.models.functions import TruncDate

from content.models.from_library import digest

NUMBER_OF_A_FIGURE = r"\[\[figure:([a-z0-9-]+)\]\]"


def settle(schema_editor):
    """PostgreSQL alters no table while rows that were just written wait to be checked."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def forget_the_digest_of_what_an_editor_changed(apps, schema_editor):
    """While the old columns are there to compare with: afterwards no digest fits any more."""
    for row in apps.get_model("content", "Figure").objects.exclude(library_digest=""):
        held = {name: getattr(row, name) for name in ("label", "text", "as_of", "expires")}
        if digest({**held, "source": row.source_id}) != row.library_digest:
            row.library_digest = ""
            row.save(update_fields=["library_digest"])
    settle(schema_editor)


def renew_the_other_digests(apps, schema_editor):
    names = ("label", "kind", "text", "changes_on", "text_after", "as_of", "read_on", "look_again")
    figures = apps.get_model("content", "Figure")
    figures.objects.update(read_on=F("as_of"))
    for row in figures.objects.exclude(library_digest=""):
        held = {name: getattr(row, name) for name in names}
        row.library_digest = digest({**held, "source": row.source_id})
        row.save(update_fields=["library_digest"])
    settle(schema_editor)


def say_when_versions_were_read_and_what_they_show(apps, schema_editor):
    """As far as is known: the day of their last change. Pictures' figures are added when a version is
    next rendered."""
    versions = apps.get_model("content", "PageVersion")
    versions.objects.update(read_on=TruncDate("changed_at"))
    uses = apps.get_model("content", "FigureUse")
    ids = dict(apps.get_model("content", "Figure").objects.values_list("key", "pk"))
    uses.objects.bulk_create(
        uses(version=version, figure_id=ids[key])
        for version in versions.objects.only("short_version", "body").iterator()
        for key in set(re.findall(NUMBER_OF_A_FIGURE, f"{version.short_version}\n{version.body}"))
        if key in ids
    )


class Migration(migrations.Migration):
    dependencies = [("content", "0004_offline_is_reserved")]

    operations = [
        migrations.RunPython(forget_the_digest_of_what_an_editor_changed, migrations.RunPython.noop),
        migrations.RemoveConstraint("figure", "figure_expires_after_it_began"),
        migrations.RenameField("figure", "expires", "look_again"),
        migrations.AlterField(
            "figure",
            "look_again",
            models.DateField(
                help_text="From this day on an editor must look it up again. Readers go on seeing it."
            ),
        ),
        migrations.AddField(
            "figure",
            "kind",
            models.CharField(
                max_length=6,
                choices=[
                    ("fact", "Fact of medicine"),
                    ("rule", "Law or rule with no end"),
                    ("dated", "Count or price with its date"),
                    ("change", "Rule that begins or ends on a day"),
                ],
                default="dated",
                help_text="A fact does not age. Of a law readers are told, once it is due, that it may have changed; of a count that newer ones may exist. What begins or ends on a day has words before and words after it.",
            ),
            preserve_default=False,
        ),
        migrations.AlterField(
            "figure",
            "text",
            models.CharField(
                max_length=300,
                help_text="As it stands in a sentence. Of a rule that begins or ends on a day: the whole sentence until that day.",
            ),
        ),
        migrations.AddField(
            "figure",
            "changes_on",
            models.DateField(
                null=True,
                blank=True,
                help_text="Only for a rule that begins or ends: the day from which the second words stand.",
            ),
        ),
        migrations.AddField(
            "figure",
            "text_after",
            models.CharField(
                max_length=300,
                blank=True,
                default="",
                help_text="The whole sentence from that day on. Empty: there is nothing more to say.",
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            "figure",
            "read_on",
            models.DateField(
                help_text="The day somebody last read it in its source.",
                default=django.utils.timezone.localdate,
            ),
            preserve_default=False,
        ),
        migrations.RunPython(renew_the_other_digests, migrations.RunPython.noop),
        migrations.AddConstraint(
            "figure",
            models.CheckConstraint(
                name="figure_is_looked_up_again_after_it_was_read",
                condition=Q(look_again__gt=F("read_on")),
                violation_error_message="The day to look again comes after the day it was read.",
            ),
        ),
        migrations.AddConstraint(
            "figure",
            models.CheckConstraint(
                name="figure_has_words",
                condition=~Q(text=""),
                violation_error_message="Without words every sentence that shows it would break.",
            ),
        ),
        migrations.AddConstraint(
            "figure",
            models.CheckConstraint(
                name="figure_that_changes_has_a_day",
                condition=Q(kind="change", changes_on__isnull=False) | ~Q(kind="change"),
                violation_error_message="Say on which day the rule begins or ends.",
            ),
        ),
        migrations.AddConstraint(
            "figure",
            models.CheckConstraint(
                name="only_a_figure_that_changes_has_words_after",
                condition=Q(kind="change") | Q(changes_on__isnull=True, text_after=""),
                violation_error_message="Only a rule that begins or ends on a day has words for after that day.",
            ),
        ),
        migrations.AddField(
            "pageversion",
            "asked_as",
            models.TextField(
                blank=True,
                default="",
                help_text="How people ask for this page, one way a line, in their own words. Readers never see it; the search finds the page by it.",
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            "pageversion",
            "concern",
            models.CharField(
                max_length=9,
                choices=[
                    ("care", "Health and treatment"),
                    ("emergency", "Emergency: what to do does not go out of date"),
                    ("rules", "Money and law: rules change"),
                ],
                default="care",
                help_text="It decides what readers are told when the page is overdue for a new reading.",
            ),
        ),
        migrations.AddField(
            "pageversion",
            "read_on",
            models.DateField(
                default=django.utils.timezone.localdate,
                help_text="The day somebody last read the whole text against its sources.",
            ),
        ),
        migrations.CreateModel(
            name="FigureUse",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "figure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="uses",
                        to="content.figure",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="figure_uses",
                        to="content.pageversion",
                    ),
                ),
            ],
            options={"ordering": ["version", "figure"]},
        ),
        migrations.AddConstraint(
            "figureuse",
            models.UniqueConstraint(fields=["version", "figure"], name="figure_use_stands_once"),
        ),
        migrations.RunPython(
            say_when_versions_were_read_and_what_they_show, migrations.RunPython.noop
        ),
    ]
