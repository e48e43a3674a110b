from django.urls import path

from fairway.leadership.views import sides, taking

app_name = "leadership"
urlpatterns = [
    path("", sides.leadership, name="leadership"),
    path("managers/<slug:slug>/", sides.manager, name="manager"),
    path("pack/<str:form>/", taking.pack, name="pack"),
    path("managers/<slug:slug>/pack/<str:form>/", taking.manager_pack, name="manager_pack"),
]
