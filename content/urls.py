from django.urls import path

from content import views

app_name = "content"
urlpatterns = [
    path("a-to-z/", views.a_to_z, name="a_to_z"),
    path("feeds/changes.xml", views.changes, name="changes"),
    path("<slug:topic>/", views.topic, name="topic"),
    path("<slug:topic>/<slug:page>/", views.page, name="page"),
]
