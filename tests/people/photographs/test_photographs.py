from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from edgewise.people.models import Person, Photograph
from edgewise.people.photographs.actions import SIDE, NoPicture, keep_photograph, small_square
from edgewise.people.photographs.queries import picture_of
from tests import make

SignIn = Callable[[Person], Client]
CANARY = b"taken at 59.91N 10.75E by Amara"


def picture(form: str = "JPEG", size: tuple[int, int] = (400, 300), colour: str = "navy", **more: object) -> bytes:
    said = BytesIO()
    Image.new("RGB", size, colour).save(said, form, **more)
    return said.getvalue()


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_whatever_the_format_a_small_square_is_kept(form: str) -> None:
    kept = Image.open(BytesIO(small_square(BytesIO(picture(form)))))
    assert (kept.format, kept.size) == ("WEBP", (SIDE, SIDE))


def test_what_is_hidden_in_the_file_is_left_out() -> None:
    exif = Image.Exif()
    exif[0x010E] = CANARY.decode()  # ImageDescription
    upload = picture("JPEG", exif=exif.tobytes(), comment=CANARY)
    kept = small_square(BytesIO(upload))
    assert (upload.count(CANARY), kept.count(CANARY)) == (2, 0)
    assert dict(Image.open(BytesIO(kept)).getexif()) == {}


def test_a_picture_that_a_camera_laid_on_its_side_stands_upright() -> None:
    camera = Image.new("RGB", (300, 300), "white")
    camera.paste("black", (0, 0, 300, 150))  # dark above, as the sensor had it
    exif = Image.Exif()
    exif[0x0112] = 6  # turn by 90 degrees to the right
    said = BytesIO()
    camera.save(said, "PNG", exif=exif.tobytes())
    kept = Image.open(BytesIO(small_square(said))).convert("L")
    left, right = kept.getpixel((20, SIDE // 2)), kept.getpixel((SIDE - 20, SIDE // 2))
    assert (left > 200, right < 50) == (True, True)  # type: ignore[operator]


def test_what_is_seen_through_is_white() -> None:
    said = BytesIO()
    Image.new("RGBA", (50, 50), (0, 0, 0, 0)).save(said, "PNG")
    assert min(Image.open(BytesIO(small_square(said))).convert("RGB").getpixel((90, 90))) > 250  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "upload",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"GIF89a" + bytes(200),
        picture("JPEG")[:200],
        picture("PNG", (8000, 8000), optimize=True),  # small in the file, 64 megapixels on the table
    ],
    ids=["empty", "svg", "gif", "cut off", "bomb"],
)
def test_what_is_no_picture_or_a_bomb_is_refused(upload: bytes) -> None:
    with pytest.raises(NoPicture):
        small_square(BytesIO(upload))


@pytest.mark.django_db
class TestMine:
    def send(self, client: Client, data: bytes) -> int:
        return client.post("/me/photograph/", {"photograph": SimpleUploadedFile("me.jpg", data)}).status_code

    def test_it_is_kept_sealed_shown_and_deleted(self, sign_in: SignIn) -> None:
        amara = make.membership("Amara").person
        client = sign_in(amara)
        assert self.send(client, picture()) == 302
        row = Photograph.objects.get(person=amara)
        assert picture_of(row)[8:12] == b"WEBP"
        assert b"WEBP" not in bytes(row.sealed)
        assert f"/photographs/{row.code}/" in client.get("/me/").content.decode()
        assert client.post("/me/photograph/remove/").status_code == 302
        assert (Photograph.objects.count(), Person.objects.get(pk=amara.pk).photograph_code) == (0, "")
        assert "/photographs/" not in client.get("/me/").content.decode()

    def test_another_takes_its_place_under_another_address(self) -> None:
        amara = make.membership("Amara").person
        first = keep_photograph(amara, b"one").code
        second = keep_photograph(amara, b"two").code
        assert (first != second, [row.code for row in Photograph.objects.all()]) == (True, [second])
        assert Person.objects.get(pk=amara.pk).photograph_code == second

    def test_a_file_that_is_no_picture_says_what_to_do(self, sign_in: SignIn) -> None:
        client = sign_in(make.membership("Amara").person)
        answer = client.post("/me/photograph/", {"photograph": SimpleUploadedFile("me.jpg", b"no picture")})
        assert "Choose a JPEG, PNG or WebP" in answer.content.decode()
        assert Photograph.objects.count() == 0

    def test_it_goes_with_its_person(self) -> None:
        lena = make.person("Lena")
        keep_photograph(lena, b"one")
        lena.delete()
        assert Photograph.objects.count() == 0
