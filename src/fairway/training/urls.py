from django.urls import path

from fairway.training.views import field, packages, player, reading, recalling

app_name = "training"
urlpatterns = [
    path("", player.practice, name="practice"),
    path("five-minutes/", recalling.recall, name="recall"),
    path("five-minutes/answer/", recalling.recall_answer, name="recall_answer"),
    path("peer-circle/", recalling.circle, name="peer_circle"),
    path("packages/", packages.packages, name="packages"),
    path("packages/again/", packages.again, name="send_again"),
    path("packages/<slug:module>/scorm.zip", packages.scorm, name="scorm"),
    path("language/", reading.language, name="language"),
    path("certificate/", field.certificate, name="certificate"),
    path("certificate/paper/", field.paper, name="paper"),
    path("portfolio/", field.portfolio, name="portfolio"),
    path("helping/", field.helping, name="helping"),
    path("people/", field.people, name="people"),
    path("people/<slug:slug>/", field.person, name="person"),
    path("people/<slug:slug>/answer/", field.answer, name="answer_assignment"),
    path("<slug:module>/", player.module, name="module"),
    path("<slug:module>/<slug:part>/", player.part, name="part"),
    path("<slug:module>/<slug:part>/read/", player.read, name="read"),
    path("<slug:module>/<slug:part>/begin/", player.begin, name="begin"),
    path("<slug:module>/<slug:part>/hand-in/", field.hand_in, name="hand_in"),
    path("<slug:module>/<slug:part>/answer/", player.answer, name="answer"),
]
