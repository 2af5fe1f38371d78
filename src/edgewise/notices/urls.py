from __future__ import annotations

from django.urls import path

from edgewise.notices.views import caught, inbox

app_name = "notices"
urlpatterns = [
    path("messages/", inbox.messages_page, name="inbox"),
    path("messages/read/", inbox.read, name="read"),
    path("messages/preferences/", inbox.preferences, name="preferences"),
    path("messages/off/<str:token>/", inbox.off, name="off"),
    path("messages/<int:pk>/", inbox.follow, name="follow"),
    path("demo/mail/", caught.mails, name="mails"),
    path("demo/mail/<int:pk>/", caught.mail, name="mail"),
    path("demo/mail/<int:pk>/letter/", caught.letter, name="letter"),
]
