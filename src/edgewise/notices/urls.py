from __future__ import annotations

from django.urls import path

from edgewise.notices.caught import views as caught
from edgewise.notices.inbox import views as inbox
from edgewise.notices.preferences import views as preferences

app_name = "notices"
urlpatterns = [
    path("messages/", inbox.messages_page, name="inbox"),
    path("messages/read/", inbox.read, name="read"),
    path("messages/preferences/", preferences.preferences, name="preferences"),
    path("messages/off/<str:token>/", preferences.off, name="off"),
    path("messages/<int:pk>/", inbox.follow, name="follow"),
    path("demo/mail/", caught.mails, name="mails"),
    path("demo/mail/<int:pk>/", caught.mail, name="mail"),
    path("demo/mail/<int:pk>/letter/", caught.letter, name="letter"),
]
