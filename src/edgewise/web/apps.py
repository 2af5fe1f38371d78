from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext, ngettext, npgettext, pgettext

from edgewise.domain.phrases import Phrase, speak


class WebConfig(AppConfig):
    name = "edgewise.web"
    label = "web"

    def ready(self) -> None:
        speak(in_the_readers_language)


def in_the_readers_language(given: Phrase) -> str:
    """The message of a phrase in the language that is active, its values still to be filled in."""
    match bool(given.many), bool(given.context):
        case True, True:
            return npgettext(given.context, given.message, given.many, given.number)
        case True, False:
            return ngettext(given.message, given.many, given.number)
        case False, True:
            return pgettext(given.context, given.message)
        case _:
            return gettext(given.message)
