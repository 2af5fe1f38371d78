from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps.registry import Apps
from django.db import migrations, models

from edgewise.vault.actions import open_cipher
from edgewise.vault.cipher import Cipher, KeyDestroyed


def seal_with_the_key_of_two(apps: Apps, _: Any) -> None:
    for row, of_circle, of_two in _between_two(apps):
        _seal_anew(row, of_circle, of_two)
        row.key_scope = of_two.scope
        row.save(update_fields=["words", "key_scope"])


def seal_with_the_key_of_the_circle(apps: Apps, _: Any) -> None:
    for row, of_circle, of_two in _between_two(apps):
        if row.key_scope:
            _seal_anew(row, of_two, of_circle)
            row.save(update_fields=["words"])


def _between_two(apps: Apps) -> Iterator[tuple[Any, Cipher, Cipher]]:
    """What was promised in pair hours, with the two keys; where they are destroyed, nobody reads it any more."""
    rows = apps.get_model("growth", "Commitment").objects.filter(between_two=True).select_related("circle")
    for row in rows.prefetch_related("check_ins").order_by("pk"):
        try:
            yield row, open_cipher(f"circle:{row.circle.code}"), open_cipher(f"pair:{row.session_code}")
        except KeyDestroyed:
            continue


def _seal_anew(row: Any, old: Cipher, new: Cipher) -> None:
    """Its words, the answers and the small steps. Contexts as in commitments.queries and steps.queries."""
    row.words = _again(old, new, row.words, f"commitment:{row.code}")
    for entry in row.check_ins.all():
        entry.learnt = _again(old, new, entry.learnt, f"check-in:{row.code}:{entry.key}")
        entry.save(update_fields=["learnt"])
    for step in row.steps.all():
        step.words = _again(old, new, step.words, f"step:{step.code}")
        step.save(update_fields=["words"])


def _again(old: Cipher, new: Cipher, token: bytes, context: str) -> bytes:
    return new.encrypt(old.decrypt(bytes(token), context.encode()), context.encode())


class Migration(migrations.Migration):
    dependencies = [("growth", "0005_tallies"), ("programmes", "0016_pair_requests"), ("vault", "0001_initial")]

    operations = [
        migrations.AddField(
            "commitment", "key_scope", models.CharField(blank=True, db_default="", default="", max_length=60)
        ),
        migrations.RunPython(seal_with_the_key_of_two, seal_with_the_key_of_the_circle),
    ]
