"""A person's photo: small, without what cameras write beside it, theirs alone."""

import io

import pytest
from PIL import Image

from career_copilot.errors import DocumentError
from career_copilot.services import photos, resume_files

pytestmark = pytest.mark.usefixtures("servers")
ALICE, BOB = 900_001, 900_002


def picture(width: int = 800, height: int = 600) -> bytes:
    made, exif = io.BytesIO(), Image.Exif()
    exif[0x010E] = "taken at home"
    Image.new("RGB", (width, height), "teal").save(made, "JPEG", exif=exif)
    return made.getvalue()


def test_it_is_kept_small_and_tells_nothing_but_the_picture() -> None:
    photos.keep(ALICE, picture())
    kept = photos.stored(ALICE)
    assert kept is not None
    assert b"taken at home" not in kept
    with Image.open(io.BytesIO(kept)) as shown:
        assert (shown.format, shown.size) == ("JPEG", (420, 540))
    assert photos.stored(BOB) is None
    place = resume_files.path(f"{ALICE}/{photos.NAME}")
    assert place.stat().st_mode & 0o077 == 0


def test_another_takes_its_place_and_it_goes_for_good() -> None:
    photos.keep(ALICE, picture())
    photos.keep(ALICE, picture(300, 900))
    assert [path.name for path in resume_files.path(str(ALICE)).iterdir()] == [photos.NAME]
    photos.remove(ALICE)
    photos.remove(ALICE)
    assert photos.stored(ALICE) is None


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"\xff\xd8\xff broken", b"<svg/>"])
def test_what_is_no_picture_is_refused_and_the_one_before_stays(data: bytes) -> None:
    photos.keep(BOB, picture())
    before = photos.stored(BOB)
    with pytest.raises(DocumentError):
        photos.keep(BOB, data)
    assert photos.stored(BOB) == before
    photos.remove(BOB)
