from django.core.management import call_command
from django.db import migrations


def make_table(apps, schema_editor):
    """The table of settings.CACHES, which no model makes; it counts reports an hour."""
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    dependencies = [("corrections", "0001_initial")]
    operations = [migrations.RunPython(make_table, migrations.RunPython.noop)]
