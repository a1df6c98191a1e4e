from django.apps import AppConfig


class WebConfig(AppConfig):
    """What any web page here needs: an app for its two small tables."""

    name = "web"
    default_auto_field = "django.db.models.BigAutoField"
