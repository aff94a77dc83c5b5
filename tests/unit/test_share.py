"""Share pictures: every letter is there with its marks, no title runs over, an unchanged one costs nothing."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from exemplary.cache import Cache
from exemplary.images.lettering import Face, Typeface, read_typefaces
from exemplary.images.share import MARK, SIZE, Drawing, ShareCard, drawn, share_picture, title_setting
from sites import REPO

FACES = read_typefaces(REPO / "theme")
BASES = "aăâeêioôơuưy"
TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
LETTERS = [
    unicodedata.normalize("NFC", letter + tone)
    for letter in (*BASES, *BASES.upper())
    for tone in TONES
] + list("bcdđghklmnpqrstvxBCDĐGHKLMNPQRSTVX")  # fmt: skip
PHOTO = "anh/x-960.jpg"
NO_PHOTO: Callable[[str], bytes] = dict[str, bytes]().__getitem__
LOTUS = Drawing("lotus", lambda: MARK.format(color="#97173f"))
TITLES = [
    "Bà Hoa hiến 300 m² đất mở đường liên thôn",
    "Ở Ủy ban: “ẤM ÁP NGHĨA TÌNH”, chị Ẳng dặn dò, ẴM BỒNG ỄNH ỘP",
    "Trưởng ban công tác Mặt trận xóm Đồng Luông vận động bốn mươi hộ góp công, góp của làm cầu dân sinh trước mùa lũ",
    "Nghiêng " * 18 + "nghiêng",
]


def card(title: str, photo: str = "") -> ShareCard:
    """Return a card with that title."""
    return ShareCard(title, "Phong trào", "Bà Nguyễn Thị Hoa", "Xã Suối Hoa", "Người tốt, việc tốt", LOTUS, photo=photo)


@pytest.mark.parametrize("weight", [400, 700])
def test_every_vietnamese_letter_has_a_shape_of_its_own(weight: int) -> None:
    face = FACES[weight]
    shapes: dict[bytes, list[str]] = {}
    for letter in LETTERS:
        assert face.file_for(letter), letter
        picture = Image.new("RGB", (80, 110), "white")
        face.draw(picture, (10, 75), face.line(letter, 60), 60, "#000")
        shapes.setdefault(picture.tobytes(), []).append(letter)
    assert [held for held in shapes.values() if len(held) > 1] == []


def test_a_typeface_without_a_letter_says_so_and_writes_it_without_its_mark() -> None:
    plain = Typeface(tuple(Face(face.path, ((0x20, 0x7E),)) for face in FACES[700].faces), "plain")
    assert plain.file_for("ữ") is None
    assert plain.readable("giữ lửa") == "giu lua"
    assert (
        FACES[700].readable("giữ lửa\u00a0\u200b ấm → 北")
        == "giữ lửa ấm → 北".replace("→ 北", "→" if FACES[700].file_for("→") else "").strip()
    )


@pytest.mark.parametrize("letter", LETTERS)
def test_the_measured_ink_is_the_drawn_ink(letter: str) -> None:
    face = FACES[700]
    line = face.line(letter, 64)
    picture = Image.new("L", (160, 200), 255)
    rgb = picture.convert("RGB")
    face.draw(rgb, (40, 120), line, 64, "#000")
    box = rgb.convert("L").point([255 - value for value in range(256)]).getbbox()
    assert box
    assert 120 - line.above <= box[1]
    assert box[3] <= 120 + line.below
    assert box[1] - (120 - line.above) <= 2


@pytest.mark.parametrize("title", TITLES)
def test_a_title_keeps_its_words_within_the_picture_and_its_lines_apart(title: str) -> None:
    setting = title_setting(title, FACES)
    assert " ".join(line.text for line in setting.lines) == " ".join(title.split())
    assert all(line.width <= 644 for line in setting.lines)
    assert setting.height <= 330
    pairs = zip(setting.lines, setting.lines[1:], setting.steps[1:], strict=False)
    assert all(step > upper.below + lower.above for upper, lower, step in pairs)


def test_the_longest_title_is_not_smaller_than_can_be_read_on_a_telephone() -> None:
    assert title_setting(TITLES[2], FACES).size >= 28


def test_a_word_wider_than_the_picture_and_a_text_without_end_stay_inside() -> None:
    for title in ("x" * 300, "điển hình " * 80):
        setting = title_setting(title, FACES)
        assert all(line.width <= 644 for line in setting.lines)
        assert setting.height <= 330
        assert setting.lines[-1].text.endswith("…")


def test_a_name_is_not_parted_by_the_end_of_a_line() -> None:
    setting = title_setting("Học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh ở xã Suối Hoa", FACES)
    assert any("Hồ Chí Minh" in line.text for line in setting.lines)


def test_nothing_is_drawn_over_the_edge_of_the_text() -> None:
    for title in TITLES:
        image = drawn(card(title), FACES, None).convert("RGB")
        assert image.size == SIZE
        margin = image.crop((0, 14, 70, SIZE[1]))
        assert margin.getcolors(maxcolors=4) == [(margin.width * margin.height, (0xFB, 0xF6, 0xED))]


def test_the_same_card_has_the_same_small_file_and_is_drawn_once(tmp_path: Path) -> None:
    kept = Cache(tmp_path)
    first = share_picture(card(TITLES[0]), FACES, NO_PHOTO, kept)
    assert first == share_picture(card(TITLES[0]), FACES, NO_PHOTO, Cache(tmp_path / "other"))
    assert len(first) < 60_000
    (held,) = (tmp_path / "share").iterdir()
    kept.put_file(f"share/{held.stem}", b"kept")
    assert share_picture(card(TITLES[0]), FACES, NO_PHOTO, kept) == b"kept"
    (held,) = (tmp_path / "share").iterdir()
    held.write_bytes(b"not whole")
    assert share_picture(card(TITLES[0]), FACES, NO_PHOTO, kept) == first


def test_cards_of_one_flower_share_its_drawing_and_none_shows_that_others_came_before() -> None:
    asked: list[str] = []

    def svg() -> str:
        asked.append("")
        return MARK.format(color="#123456")

    flower = Drawing("asked for once", svg)
    cards = [
        replace(card(title), flower=flower, color=color, label=label)
        for title, color, label in zip(
            TITLES, ("#123456", "#97173f", "#123456", "#07472e"), ("", "Mẫu", "Mẫu", ""), strict=True
        )
    ]
    first = [share_picture(held, FACES, NO_PHOTO, Cache(None)) for held in cards]
    assert first[::-1] == [share_picture(held, FACES, NO_PHOTO, Cache(None)) for held in cards[::-1]]
    assert len(set(first)) == len(cards)
    assert len(asked) == 1


def test_paper_panel_and_full_ink_have_the_colours_of_the_theme() -> None:
    image = drawn(card("HHHH"), FACES, None).convert("RGB")
    colors = {color for _, color in image.getcolors(maxcolors=256) or ()}
    assert image.getpixel((20, 300)) == (0xFB, 0xF6, 0xED)
    assert image.getpixel((1190, 600)) == (0xF4, 0xEB, 0xDC)
    assert {(0x27, 0x1B, 0x17), (0x66, 0x57, 0x4D), (0x97, 0x17, 0x3F)} <= colors


def test_another_word_is_another_address() -> None:
    assert card(TITLES[0]).address(FACES) != card(TITLES[1]).address(FACES)
    assert card(TITLES[0]).address(FACES) != card(TITLES[0], photo=PHOTO).address(FACES)


def test_a_photograph_fills_the_right_side(tmp_path: Path) -> None:
    stream = io.BytesIO()
    Image.new("RGB", (900, 600), "#00ff00").save(stream, "JPEG")
    made = share_picture(card(TITLES[0], photo=PHOTO), FACES, {PHOTO: stream.getvalue()}.__getitem__, Cache(tmp_path))
    with Image.open(io.BytesIO(made)) as image:
        assert image.format == "JPEG"
        color = image.convert("RGB").getpixel((1100, 300))
        assert isinstance(color, tuple)
        assert color[1] > 200
        assert color[0] < 60
