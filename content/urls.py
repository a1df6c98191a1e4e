from django.urls import path

from content import views

app_name = "content"
urlpatterns = [
    path("<slug:topic>/", views.topic, name="topic"),
    path("<slug:topic>/<slug:page>/", views.page, name="page"),
]
