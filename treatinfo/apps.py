from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps
from django.db.models.signals import post_migrate
from django.utils.module_loading import import_string


class TreatinfoConfig(AppConfig):
    """The project itself, an app for its commands and its edition."""

    name = "treatinfo"
    default = True

    def ready(self) -> None:
        # By name: it knows models, which are not there yet where this module is read.
        post_migrate.connect(import_string("treatinfo.serving.revision.watch"), sender=self)


class EditorsAdminConfig(admin_apps.SimpleAdminConfig):
    """The admin with our own site class. What editors can edit is read where the admin's addresses are
    (`treatinfo.urls`): a command that serves no page starts a tenth of a second sooner without it."""

    default = False
    default_site = "treatinfo.admin.EditorsSite"
