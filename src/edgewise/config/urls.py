from __future__ import annotations

from allauth.account import views as account
from django.urls import include, path

from edgewise.web.views import home

handler400 = "edgewise.config.answers.refused"
handler500 = "edgewise.config.answers.failed"

# Only these of allauth's pages: no passwords and no open sign-up: the pages for both lead to the code.
DOORS = [
    *(
        path("accounts/login/", account.request_login_code, name=name)
        for name in ("account_signup", "account_request_login_code", "account_login")
    ),
    path("accounts/login/code/", account.confirm_login_code, name="account_confirm_login_code"),
    path("accounts/logout/", account.logout, name="account_logout"),
    path("accounts/inactive/", account.account_inactive, name="account_inactive"),
]

urlpatterns = [
    path("", home, name="home"),
    path("", include("edgewise.web.urls")),
    *DOORS,
    path("", include("edgewise.people.urls")),
    path("", include("edgewise.notices.urls")),
    path("", include("edgewise.rooms.urls")),
    path("", include("edgewise.programmes.urls")),
    path("", include("edgewise.desk.urls")),
    path("", include("edgewise.growth.urls")),
    path("", include("edgewise.leaders.urls")),
    path("", include("edgewise.pulse.urls")),
]
