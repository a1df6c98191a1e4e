"""The site's table of contents."""

from django.contrib import admin
from django.urls import include, path

from treatinfo import views

urlpatterns = [
    path("", views.home, name="home"),
    path("find-treatment/", include("directory.urls")),
    path("", include("corrections.urls")),
    path("data/", include("directory.opendata.urls")),
    path("admin/", admin.site.urls),
    path("search/", views.search, name="search"),
    path("healthz", views.health, name="health"),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", views.sitemap_index, name="sitemap"),
    path("sitemap-<section>.xml", views.sitemap, name="sitemap_section"),
    path("", include("content.urls")),  # last: /<topic>/ matches any one word
]

handler404 = "treatinfo.views.not_found"
handler500 = "treatinfo.views.server_error"
