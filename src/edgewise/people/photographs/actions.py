"""A person's own photograph: a small square is made of what was uploaded, and nothing else is kept."""

from __future__ import annotations

import secrets
import warnings
from io import BytesIO
from typing import BinaryIO

from django.db import transaction
from django.utils import timezone
from PIL import Image, ImageOps, UnidentifiedImageError

from edgewise.people.models import Person, Photograph
from edgewise.people.photographs.queries import SCOPE, photograph_context
from edgewise.vault.actions import open_cipher

FORMATS = ("JPEG", "PNG", "WEBP")
MOST_PIXELS = 40_000_000  # of an upload: looked at before it is unpacked
SIDE = 192  # pixels of the square that is kept; the largest face is drawn at 96
QUALITY = 82


class NoPicture(Exception):
    """It is none of the formats, damaged, or far too large."""


def small_square(file: BinaryIO) -> bytes:
    """The middle of a picture as WebP, SIDE x SIDE, upright; no metadata of the upload is in it. Raises NoPicture."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(file, formats=FORMATS) as picture:
                if picture.width * picture.height > MOST_PIXELS:
                    raise NoPicture
                picture.draft("RGB", (2 * SIDE, 2 * SIDE))  # a large JPEG is read at a fraction of its size
                upright = ImageOps.exif_transpose(picture).convert("RGBA")
    except (UnidentifiedImageError, Image.DecompressionBombError, Image.DecompressionBombWarning) as problem:
        raise NoPicture from problem
    except (OSError, SyntaxError, ValueError) as problem:  # Pillow's words for a damaged file
        raise NoPicture from problem
    square = Image.new("RGB", (SIDE, SIDE), "white")
    fitted = ImageOps.fit(upright, (SIDE, SIDE), Image.Resampling.LANCZOS)
    square.paste(fitted, mask=fitted.getchannel("A"))
    kept = BytesIO()
    square.save(kept, "WEBP", quality=QUALITY)
    return kept.getvalue()


@transaction.atomic
def keep_photograph(person: Person, picture: bytes) -> Photograph:
    """In place of the one before, under another address: no browser shows an old one."""
    Photograph.objects.filter(person=person).delete()
    code = secrets.token_urlsafe(16)
    sealed = open_cipher(SCOPE).encrypt(picture, photograph_context(code))
    found = Photograph.objects.create(person=person, code=code, sealed=sealed, made_at=timezone.now())
    _show(person, code)
    return found


@transaction.atomic
def remove_photograph(person: Person) -> bool:
    """False if there was none."""
    gone, _ = Photograph.objects.filter(person=person).delete()
    _show(person, "")
    return gone > 0


def _show(person: Person, code: str) -> None:
    person.photograph_code = code
    person.save(update_fields=["photograph_code"])
