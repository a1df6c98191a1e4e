"""The site's table of contents."""

from django.contrib import admin
from django.urls import include, path

from treatinfo import for_machines, offline, overdose_card, views
from treatinfo.style_guide import pieces

admin.autodiscover()

urlpatterns = [
    path("", views.home, name="home"),
    path("find-treatment/", include("directory.urls")),
    path("", include("corrections.urls")),
    path("data/", include("directory.opendata.urls")),
    path("admin/", admin.site.urls),
    path("search/", views.search, name="search"),
    path("healthz", for_machines.health, name="health"),
    path("robots.txt", for_machines.robots, name="robots"),
    path("sitemap.xml", for_machines.sitemap_index, name="sitemap"),
    path("sitemap-<section>.xml", for_machines.sitemap, name="sitemap_section"),
    path("overdose/card/", overdose_card.card, name="overdose_card"),
    path("overdose/card/<slug:size>/", overdose_card.card, name="overdose_sheet"),
    path("overdose/steps.html", overdose_card.file, name="overdose_file"),
    path("offline/", offline.keep, name="offline"),
    path("offline/no-network/", offline.no_network, name="offline_no_network"),
    path("sw.js", offline.worker, name="offline_worker"),
    path("style-guide/", pieces.style_guide, name="style_guide"),
    path("", include("content.urls")),  # last: /<topic>/ matches any one word
]

handler400 = "treatinfo.failures.bad_request"
handler403 = "treatinfo.failures.forbidden"
handler404 = "treatinfo.failures.not_found"
handler500 = "treatinfo.failures.server_error"
