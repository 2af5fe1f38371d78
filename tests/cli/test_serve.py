"""Starting the server."""

from __future__ import annotations

import socket

import click
import pytest

from edgewise.cli.serve import require_free


def test_a_port_that_is_taken_is_said_in_one_line() -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        port = listener.getsockname()[1]
        with pytest.raises(click.ClickException) as said:
            require_free("127.0.0.1", port)
    assert said.value.message == f"Port {port} is taken. Choose another with --port, such as 8765."


def test_a_port_is_free_again_once_its_server_has_gone() -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    require_free("127.0.0.1", port)
