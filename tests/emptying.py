"""After a test with transactions of its own: what it wrote is deleted, and nothing else is touched.

Django's own way truncates every table and then writes all permissions anew, which takes longer than most of these
tests. Its content types and permissions stay here, since all migrations have made them.
"""

from __future__ import annotations

from functools import cache

from django.db import connection, transaction
from django.test import TransactionTestCase

STAY = {"django_migrations", "django_content_type", "auth_permission"}


def instead_of_flush() -> None:
    TransactionTestCase._fixture_teardown = lambda _: empty()  # type: ignore[attr-defined]


def empty() -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_which_have_rows())
        for (table,) in cursor.fetchall():  # in any order: what refers to a row is looked at in the end
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(table)}")  # noqa: S608  a name of our own


@cache
def _which_have_rows() -> str:
    with connection.cursor() as cursor:
        tables = {one.name for one in connection.introspection.get_table_list(cursor) if one.type == "t"}
    names = [(table, connection.ops.quote_name(table)) for table in sorted(tables - STAY)]
    return " UNION ALL ".join(f"SELECT '{table}' WHERE EXISTS (SELECT 1 FROM {name})" for table, name in names)  # noqa: S608
