from __future__ import annotations

from functools import lru_cache

from django.apps import AppConfig
from django.utils.translation import get_language, gettext, ngettext, npgettext, pgettext

from edgewise.domain.phrases import Phrase, speak


class WebConfig(AppConfig):
    name = "edgewise.web"
    label = "web"

    def ready(self) -> None:
        speak(in_the_readers_language)


def in_the_readers_language(given: Phrase) -> str:
    """The message of a phrase in the language that is active, its values still to be filled in."""
    if not given.many:
        return _message(get_language(), given.context, given.message)
    if given.context:
        return npgettext(given.context, given.message, given.many, given.number)
    return ngettext(given.message, given.many, given.number)


@lru_cache(maxsize=8192)
def _message(language: str | None, context: str, message: str) -> str:
    """Remembered: a region of the room has dozens of phrases, and a look into the catalogue takes 15 µs."""
    return pgettext(context, message) if context else gettext(message)
