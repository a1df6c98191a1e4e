"""The count of changes is one of the lowest floor's tables now (web.Revision), part by part."""

from django.db import migrations


def drop_the_triggers(apps, schema_editor):
    """They count in a table that goes away. The new ones are made after every `migrate`."""
    with schema_editor.connection.cursor() as cursor:
        if schema_editor.connection.vendor == "postgresql":
            cursor.execute("DROP FUNCTION IF EXISTS treatinfo_count_edition() CASCADE")
            return
        cursor.execute(r"SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'edition\_%' ESCAPE '\'")
        for (name,) in cursor.fetchall():
            cursor.execute(f'DROP TRIGGER "{name}"')


class Migration(migrations.Migration):
    dependencies = [("treatinfo", "0001_edition"), ("web", "0001_revision")]

    operations = [
        migrations.RunPython(drop_the_triggers, migrations.RunPython.noop),
        migrations.DeleteModel("Edition"),
    ]
