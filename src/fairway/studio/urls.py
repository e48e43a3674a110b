"""Addresses of the studio. Words of one kind stand before the names of sellers, who cannot be called so."""

from django.urls import path

from fairway.studio.views import (
    agreement,
    answering,
    building,
    choosing,
    correcting,
    lesson,
    one_to_ones,
    overview,
    quality,
    retiring,
    sorting,
    starting,
    watching,
)

app_name = "studio"
urlpatterns = [
    path("", overview.sellers, name="sellers"),
    path("start/", starting.start, name="start"),
    path("sort/", sorting.sort, name="sort"),
    path("meaning/", watching.meaning, name="meaning"),
    path("metrics/", building.metrics, name="metrics"),
    # Not the address of any metric: behind a hyphen those have twelve digits.
    path("metrics/new-metric/", building.metric_new, name="metric_new"),
    path("metrics/<slug:slug>/", building.metric, name="metric"),
    path("metrics/<slug:slug>/lock/", building.lock, name="metric_lock"),
    path("metrics/<slug:slug>/retire/", retiring.retire, name="metric_retire"),
    path("metrics/<slug:slug>/yaml/", building.as_yaml, name="metric_yaml"),
    path("corrections/<key:key>/read/", correcting.put_correction_away, name="correction_read"),
    path("proposals/<key:key>/answer/", answering.answer, name="answer"),
    path("proposals/<key:key>/withdraw/", answering.take_back, name="withdraw"),
    path("proposals/<key:key>/review/", answering.decide, name="review"),
    path("lesson/", lesson.lesson, name="lesson"),
    path("lesson/measured/", lesson.measured, name="lesson_measured"),
    path("lesson/consent/", lesson.consent, name="lesson_consent"),
    path("lesson/choose/", lesson.choose, name="lesson_choose"),
    path("lesson/one-to-one/", lesson.one_to_one, name="lesson_one_to_one"),
    path("lesson/next/", lesson.next_step, name="lesson_next"),
    path("one-to-ones/<key:key>/", one_to_ones.paper, name="one_to_one"),
    path("one-to-ones/<key:key>/calendar/", one_to_ones.calendar, name="one_to_one_calendar"),
    path("quality/", quality.waiting, name="quality"),
    path("quality/<key:key>/", quality.sample, name="quality_sample"),
    path("agreement/", agreement.agreement, name="agreement"),
    path("<slug:slug>/", choosing.seller, name="seller"),
    path("<slug:slug>/propose/", choosing.propose_hia, name="propose"),
]
