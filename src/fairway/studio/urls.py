"""Addresses of the studio. Words of one kind stand before the names of sellers, who cannot be called so."""

from django.urls import path

from fairway.studio.views import answering, building, choosing, overview, sorting, watching

app_name = "studio"
urlpatterns = [
    path("", overview.sellers, name="sellers"),
    path("sort/", sorting.sort, name="sort"),
    path("meaning/", watching.meaning, name="meaning"),
    path("metrics/", building.metrics, name="metrics"),
    # Not the address of any metric: behind a hyphen those have twelve digits.
    path("metrics/new-metric/", building.metric_new, name="metric_new"),
    path("metrics/<slug:slug>/", building.metric, name="metric"),
    path("metrics/<slug:slug>/lock/", building.lock, name="metric_lock"),
    path("metrics/<slug:slug>/yaml/", building.as_yaml, name="metric_yaml"),
    path("proposals/<int:key>/answer/", answering.answer, name="answer"),
    path("proposals/<int:key>/withdraw/", answering.take_back, name="withdraw"),
    path("proposals/<int:key>/review/", answering.decide, name="review"),
    path("<slug:slug>/", choosing.seller, name="seller"),
    path("<slug:slug>/propose/", choosing.propose_hia, name="propose"),
]
