from django.urls import path

from fairway.leadership.views import adoption, own, reviews, sides, story, taking, writing

app_name = "leadership"
urlpatterns = [
    path("", sides.leadership, name="leadership"),
    path("adoption/", adoption.adoption, name="adoption"),
    path("adoption/fields/", adoption.fields, name="fields"),
    path("own/", own.own, name="own"),
    path("own/choose/", own.choose, name="own_choose"),
    path("own/<slug:slug>/", own.own_of, name="own_of"),
    path("own/<slug:slug>/answer/", own.answer, name="own_answer"),
    path("managers/<slug:slug>/", sides.manager, name="manager"),
    path("reviews/", reviews.reviews, name="reviews"),
    path("reviews/<key:key>/", reviews.one, name="review"),
    path("reviews/<key:key>/notes/", writing.notes, name="review_notes"),
    path("reviews/<key:key>/move/", reviews.move, name="move_review"),
    path("reviews/<key:key>/press/", reviews.press, name="press"),
    path("reviews/<key:key>/notes/<slug:item>/", writing.write, name="write_review"),
    path("reviews/<key:key>/promise/", reviews.promised, name="promise"),
    path("reviews/<key:key>/pack/<str:form>/", taking.review_pack, name="review_pack"),
    path("reviews/<key:key>/<slug:do>/", reviews.change, name="change_review"),
    path("reviews/promises/<key:key>/answer/", reviews.say, name="say_promise"),
    path("reviews/promises/<key:key>/take-back/", reviews.take_back, name="take_promise_back"),
    path("story/", story.story, name="story"),
    path("pack/<str:form>/", taking.pack, name="pack"),
    path("managers/<slug:slug>/pack/<str:form>/", taking.manager_pack, name="manager_pack"),
]
