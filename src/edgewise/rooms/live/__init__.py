"""The live session on the wire: a plain ASGI application beside Django, over the same rules and rows."""
