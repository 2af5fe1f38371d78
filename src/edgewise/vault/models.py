"""Keys and who opened what. Nothing here knows what a key protects beyond the scope's name."""

from __future__ import annotations

from django.db import models


class DataKey(models.Model):
    """The key of one scope (a circle, a person), wrapped by the installation key."""

    scope = models.CharField(max_length=60, unique=True)  # "circle:<code>", "membership:<id>"
    wrapped = models.BinaryField()  # empty once destroyed
    created_at = models.DateTimeField(auto_now_add=True)
    destroyed_at = models.DateTimeField(null=True)
    cleared_at = models.DateTimeField(null=True)  # when no file of the database had its old copy any more


class Opening(models.Model):
    """One line of the access log that a circle's members can read."""

    scope = models.CharField(max_length=60)
    person_id = models.BigIntegerField(null=True)
    who = models.CharField(max_length=200)  # the name at the time
    what = models.CharField(max_length=200)  # "record of 12 May", never content
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["scope", "at"])]
