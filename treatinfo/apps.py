from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps


class TreatinfoConfig(AppConfig):
    """The project itself, an app for its commands."""

    name = "treatinfo"
    default = True


class EditorsAdminConfig(admin_apps.AdminConfig):
    """The admin with our own site class."""

    default = False
    default_site = "treatinfo.admin.EditorsSite"
