from django.urls import path, register_converter

from directory.views.area_pages import city, state
from directory.views.center_page import facility
from directory.views.guide_pages import today, what_to_ask_for
from directory.views.search_page import on_a_map, search
from directory.views.shortlist_pages import call_sheet, compare


class ShortId:
    """The ten characters that a facility keeps for good (directory.models.facility.identity)."""

    regex = "[0-9a-hjkmnp-tv-z]{10,16}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class StateCode:
    """Two letters, lower case in addresses."""

    regex = "[a-z]{2}"

    def to_python(self, value: str) -> str:
        return value.upper()

    def to_url(self, value: str) -> str:
        return value.lower()


register_converter(ShortId, "short_id")
register_converter(StateCode, "state")

app_name = "directory"
urlpatterns = [
    path("", search, name="search"),
    path("map/", on_a_map, name="map"),
    path("compare/", compare, name="compare"),
    path("call-sheet/", call_sheet, name="call_sheet"),
    path("today/", today, name="today"),
    path("what-to-ask-for/", what_to_ask_for, name="what_to_ask_for"),
    path("in/<state:state>/", state, name="state"),
    path("in/<state:state>/<str:city>/", city, name="city"),
    path("center/<short_id:short_id>/", facility, {"slug": ""}, name="facility_by_id"),
    path("center/<short_id:short_id>/<slug:slug>/", facility, name="facility"),
]
