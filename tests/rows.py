"""A whole database as a dump would have it, to see what one act has changed."""

from __future__ import annotations

from django.db import connection


def tables() -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table."""
    found: dict[str, list[tuple[object, ...]]] = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}" ORDER BY 1')  # noqa: S608  a name of ours
            found[table] = [
                tuple(bytes(one) if isinstance(one, memoryview) else one for one in row) for row in cursor.fetchall()
            ]
    return found
