from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edgewise.vault.cipher import Cipher, KeyDestroyed, KeyRing, Undecipherable, new_key

KEY = new_key()


@given(st.binary(max_size=400), st.binary(max_size=40))
def test_what_was_sealed_opens_again(data: bytes, context: bytes) -> None:
    cipher = Cipher("circle:oak", KEY)
    assert cipher.decrypt(cipher.encrypt(data, context), context) == data


def test_the_same_words_never_look_the_same_twice() -> None:
    cipher = Cipher("circle:oak", KEY)
    assert len({cipher.encrypt(b"I will call Dana", b"v1") for _ in range(100)}) == 100


@given(st.binary(max_size=60), st.data())
def test_one_changed_bit_is_noticed(words: bytes, data: st.DataObject) -> None:
    cipher = Cipher("circle:oak", KEY)
    token = bytearray(cipher.encrypt(words, b"v1"))
    position = data.draw(st.integers(0, len(token) * 8 - 1))
    token[position // 8] ^= 1 << position % 8
    with pytest.raises(Undecipherable):
        cipher.decrypt(bytes(token), b"v1")


@pytest.mark.parametrize("length", [0, 1, 5, 13, 20, 28])
def test_a_token_cut_short_is_refused(length: int) -> None:
    cipher = Cipher("circle:oak", KEY)
    with pytest.raises(Undecipherable):
        cipher.decrypt(cipher.encrypt(b"", b"v1")[:length], b"v1")


def test_a_token_moved_to_another_place_is_refused() -> None:
    token = Cipher("circle:oak", KEY).encrypt(b"words", b"v1")
    with pytest.raises(Undecipherable):
        Cipher("circle:oak", KEY).decrypt(token, b"v2")
    with pytest.raises(Undecipherable):
        Cipher("circle:elm", KEY).decrypt(token, b"v1")
    with pytest.raises(Undecipherable):
        Cipher("circle:oak", new_key()).decrypt(token, b"v1")


def test_scope_and_context_cannot_run_together() -> None:
    token = Cipher("a", KEY).encrypt(b"words", b"b:c")
    with pytest.raises(Undecipherable):
        Cipher("a\0b:", KEY).decrypt(token, b"c")


def test_a_forgotten_cipher_is_useless_to_whoever_still_holds_it() -> None:
    cipher = Cipher("circle:oak", KEY)
    token = cipher.encrypt(b"words", b"v1")
    cipher.forget()
    with pytest.raises(KeyDestroyed):
        cipher.decrypt(token, b"v1")
    with pytest.raises(KeyDestroyed):
        cipher.encrypt(b"words", b"v1")


def test_a_ring_wraps_with_its_first_key_and_unwraps_with_any() -> None:
    old, new = new_key(), new_key()
    wrapped_before = KeyRing([old]).wrap(KEY, "circle:oak")
    ring = KeyRing([new, old])
    assert ring.unwrap(wrapped_before, "circle:oak") == KEY
    assert KeyRing([new]).unwrap(ring.wrap(KEY, "circle:oak"), "circle:oak") == KEY


def test_a_wrapped_key_does_not_open_under_another_scope() -> None:
    ring = KeyRing([new_key()])
    with pytest.raises(Undecipherable):
        ring.unwrap(ring.wrap(KEY, "circle:oak"), "circle:elm")
