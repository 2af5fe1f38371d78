"""How many sign-in letters leave: per address and account, so that an office behind one address is not one person.

A limit for one place and one account stops who guesses or floods, without shutting out the person it is about: they
ask from elsewhere. A limit for the account over all places ends what many places send. Signing in clears the first.
The numbers are ACCOUNT_RATE_LIMITS of the settings.
"""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from allauth.core import ratelimit
from allauth.core.exceptions import RateLimited
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDS: dict[str, Promise] = {
    "codes_a_minute": _("You asked for three codes within a minute. Wait a minute, then ask again."),
    "codes_a_day": _(
        "You asked for twelve codes in a day and used none. Ask again tomorrow, or ask the operator for a sign-in link."
    ),
    "letters_a_day": _(
        "We sent forty letters to this address in a day, and send no more. "
        "Ask again tomorrow, or ask the operator for a sign-in link."
    ),
}


def too_many_letters(request: HttpRequest, email: str) -> Promise | None:
    """Why no letter can be sent to this address at the moment; nothing is counted."""
    for action, key in _keys(request, email).items():
        if not ratelimit.consume(request, action=action, key=key, dry_run=True):
            return WORDS[action]
    return None


def count_letter(request: HttpRequest, email: str) -> None:
    """RateLimited where it is one too many; only then is nothing counted."""
    if too_many_letters(request, email):
        raise RateLimited
    for action, key in _keys(request, email).items():
        ratelimit.consume(request, action=action, key=key, raise_exception=True)


def forget_letters(request: HttpRequest, email: str) -> None:
    """They have signed in from here: what they asked for from here was theirs."""
    keys = _keys(request, email)
    for action in ("codes_a_minute", "codes_a_day"):
        ratelimit.clear(request, action=action, key=keys[action])


def _keys(request: HttpRequest, email: str) -> dict[str, str]:
    account = email.lower()
    here = f"{get_adapter().get_client_ip(request)} {account}"
    return {"codes_a_minute": here, "codes_a_day": here, "letters_a_day": account}
