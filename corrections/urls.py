from django.urls import path, register_converter

from corrections import views
from corrections.models.report import CODE


class ReferenceCode:
    """A report's code; capitals are as good, since people copy it by hand."""

    regex = f"(?i:{CODE.pattern})"

    def to_python(self, value: str) -> str:
        return value.lower()

    def to_url(self, value: str) -> str:
        return value


register_converter(ReferenceCode, "reference_code")

app_name = "corrections"
urlpatterns = [
    path("report/", views.report, name="report"),
    path("report/<reference_code:code>/", views.received, name="received"),
    path("corrections/", views.log, name="log"),
]
