from django.urls import path, re_path

from directory.opendata import api, hsds_api, views

app_name = "data"
urlpatterns = [
    path("", views.about, name="about"),
    re_path(r"^centers\.(?P<suffix>csv|json|geojson)$", views.centers, name="centers"),
    path("api/", views.api_reference, name="reference"),
    path("api/v1/", api.api.urls),
    path("hsds/", hsds_api.api.urls),
]
