from django.db import migrations, models
from django.utils import timezone


def drop_store(apps, schema_editor):
    """Each process holds in memory what a search looks at: the databases' own indexes are not asked."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("ALTER TABLE content_searchdocument DROP COLUMN IF EXISTS stems")
    else:
        schema_editor.execute("DROP TABLE IF EXISTS content_search")


def make_store(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            "ALTER TABLE content_searchdocument ADD COLUMN stems tsvector GENERATED ALWAYS AS ("
            "setweight(to_tsvector('simple', title_stems), 'A') || "
            "setweight(to_tsvector('simple', near_stems), 'B') || "
            "setweight(to_tsvector('simple', body_stems), 'D')) STORED"
        )
        schema_editor.execute(
            "CREATE INDEX content_search_stems ON content_searchdocument USING gin (stems)"
        )
    else:
        schema_editor.execute(
            "CREATE VIRTUAL TABLE content_search USING fts5(title_stems, near_stems, body_stems, "
            "content='content_searchdocument', content_rowid='id', tokenize='unicode61')"
        )


def let_the_next_search_renew(apps, schema_editor):
    """Documents of before lack what is new here; the first search afterward makes them anew."""
    apps.get_model("content", "SearchVocabulary").objects.update(renew_at=timezone.now())


class Migration(migrations.Migration):

    dependencies = [
        ('content', '0005_true_on_any_day'),
    ]

    operations = [
        migrations.RunPython(drop_store, make_store),
        migrations.AddField(
            model_name='searchdocument',
            name='asked_stems',
            field=models.TextField(default=''),
        ),
        migrations.AddField(
            model_name='searchdocument',
            name='part_stems',
            field=models.TextField(default=''),
        ),
        migrations.AddField(
            model_name='searchdocument',
            name='sentences',
            field=models.TextField(default=''),
        ),
        migrations.AddField(
            model_name='searchvocabulary',
            name='names',
            field=models.JSONField(default=list),
        ),
        migrations.AlterField(
            model_name='searchdocument',
            name='kind',
            field=models.CharField(choices=[('page', 'Page'), ('question', 'Question'), ('term', 'Word')], max_length=8),
        ),
        migrations.RunPython(let_the_next_search_renew, migrations.RunPython.noop),
    ]
