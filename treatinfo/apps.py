from django.apps import AppConfig, apps
from django.contrib.admin.apps import SimpleAdminConfig
from django.db.models.signals import post_migrate
from django.utils.module_loading import import_string


class TreatinfoConfig(AppConfig):
    """The project itself, an app for its commands and for what counts as a change."""

    name = "treatinfo"
    default = True

    def ready(self) -> None:
        # By name: it knows models, which are not there yet where this module is read.
        watch = import_string("treatinfo.serving.watched.watch")
        post_migrate.connect(watch, sender=apps.get_app_config("web"))


class EditorsAdminConfig(SimpleAdminConfig):
    """The admin with our own site class. What editors can edit is read where the admin's addresses are
    (`treatinfo.urls`): a command that serves no page starts a tenth of a second sooner without it."""

    default = False
    default_site = "treatinfo.admin.EditorsSite"
