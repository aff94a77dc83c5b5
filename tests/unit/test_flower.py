"""The flower of an exemplar: what the record says can be counted in the picture, and the words agree with it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from itertools import product
from xml.etree import ElementTree as ET

import pytest

from exemplary.library import Entry, Library, load_library
from exemplary.measure.evidence import COPIED, LEVELS, measure_evidence
from exemplary.model.choices import Stage
from exemplary.render.flower import (
    LOTUS,
    MOST,
    OPENINGS,
    VARIED,
    FlowerData,
    color_word,
    count_replications,
    flower_of,
    flower_words,
    flowers_of,
)
from exemplary.render.flower_drawing import flower_cover, flower_shapes, flower_sheet, flower_svg, flower_symbol
from sites import REPO

SVG = "{http://www.w3.org/2000/svg}"
ONE = FlowerData("#b0123b", "cuộc vận động “Người tốt, việc tốt”", 5, 2, 3, 2, 1, -2, 3)
ALL = [
    FlowerData("#2e7d32", "", petals, ring, seeds, opening, turn, -turn, turn)
    for opening, petals in product(range(len(OPENINGS)), range(MOST + 1))
    for ring, seeds, turn in ((0, 0, -VARIED), (2, 5, 0), (len(LEVELS) - 1, MOST, VARIED))
]
DRAWN_AT_MOST, WITH_WORDS = 2400, 2600


SHAPES = flower_shapes(ALL)


def draw(data: FlowerData, title: str = "Hoa", description: str = "") -> str:
    return flower_svg(data, title=title, description=description, id_prefix="f")


def counted(svg: str) -> tuple[int, int, int]:
    """Count in a picture: petals, arcs of the ring, seeds."""
    root = ET.fromstring(svg)  # noqa: S314 - our own picture
    petals = sum(len(group) for group in root.iter(f"{SVG}g") if group.get("class") == "flower-petals")
    paths = {path.get("class"): path.get("d", "") for path in root.iter(f"{SVG}path")}
    return petals, paths.get("flower-ring", "").count("A"), paths.get("flower-seeds", "").count("M")


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library(REPO / "tests" / "issues" / "_base")[0]


def exemplar(library: Library, **changes: object) -> Entry:
    entry = library.of("exemplar")["ba-hoa-hien-dat"]
    return replace(entry, record=entry.record.model_copy(update=changes))


@pytest.mark.parametrize("data", ALL, ids=str)
def test_what_the_data_say_can_be_counted_in_the_picture(data: FlowerData) -> None:
    svg = draw(data)
    assert counted(svg) == (data.petals, data.ring, data.seeds)
    assert len(svg.encode()) <= DRAWN_AT_MOST


def test_same_data_same_bytes_and_different_data_another_picture() -> None:
    assert draw(ONE) == draw(replace(ONE))
    others = [
        replace(ONE, color="#00728f"), replace(ONE, achievements=6), replace(ONE, ring=3), replace(ONE, replications=4),
        replace(ONE, opening=1), replace(ONE, turn=2), replace(ONE, breadth=2), replace(ONE, curl=-3),
    ]  # fmt: skip
    assert len({draw(data) for data in (ONE, *others)}) == len(others) + 1
    assert len({draw(data) for data in ALL}) == len(ALL)


@pytest.mark.parametrize("opening", range(len(OPENINGS)))
def test_a_flower_with_its_words_stays_small(opening: int) -> None:
    data = replace(ONE, opening=opening, achievements=4)
    svg = draw(data, "Hoa của gương bà Hoa hiến 300 m² đất mở đường liên xóm", flower_words(data))
    assert len(svg.encode()) <= WITH_WORDS


def test_only_what_a_strict_policy_lets_through() -> None:
    symbols = [flower_symbol(ONE), flower_symbol(ONE, wild=True), flower_cover(ONE)]
    sheet = flower_sheet("".join(symbols), flower_shapes([ONE]))
    for svg in (draw(ONE), sheet, *symbols):
        for element in ET.fromstring(svg).iter():  # noqa: S314 - our own picture
            assert element.tag.removeprefix(SVG) in {
                "svg", "title", "desc", "defs", "g", "path", "circle", "use", "linearGradient", "stop",
            }  # fmt: skip
            for name, value in element.attrib.items():
                assert name != "style"
                assert not name.startswith("on")
                assert name != "href" or value.startswith("#")
                assert "url(" not in value or value.startswith("url(#")
        assert not re.search(r"\d\.\d{3}|e-\d|nan|inf", svg)


def test_every_reference_has_its_shape_and_every_id_is_there_once() -> None:
    alone = [draw(data) for data in ALL]
    symbols = "".join(flower_symbol(data) + flower_symbol(data, wild=True) + flower_cover(data) for data in ALL)
    garden = flower_sheet(symbols, SHAPES) + symbols
    for page in (*alone, garden):
        ids = re.findall(r' id="([^"]+)"', page)
        assert len(ids) == len(set(ids))
        assert set(re.findall(r'(?:href="|url\()#([^")]+)', page)) <= set(ids)


def test_the_sheet_holds_what_its_page_needs_and_no_more() -> None:
    assert flower_shapes(ALL) == flower_shapes(reversed(ALL))
    assert flower_sheet("<p>Không có hoa nào.</p>", SHAPES) == ""
    one, other = ALL[0], ALL[-1]
    sheet = flower_sheet(flower_symbol(one), SHAPES)
    assert sheet == flower_sheet(flower_symbol(one) * 24, SHAPES)
    assert (
        len(sheet)
        < len(flower_sheet(flower_symbol(one) + flower_symbol(other), SHAPES))
        < len("".join(SHAPES.values()))
    )
    assert flower_symbol(ONE) != flower_symbol(replace(ONE, turn=2))
    assert len(flower_symbol(ONE).encode()) <= 400


def test_a_wild_flower_has_gold_only_when_others_have_copied_it() -> None:
    told, copied = replace(ONE, ring=COPIED - 1), replace(ONE, ring=COPIED)
    assert "#h_r" in flower_symbol(told)
    assert "#h_g" in flower_symbol(told)
    assert not re.search("#h_[grs]", flower_symbol(told, wild=True))
    assert {"#h_r3", "#h_s3"} <= set(re.findall(r"#h_\w+", flower_symbol(copied, wild=True)))


def test_a_symbol_draws_what_the_picture_draws() -> None:
    for data in ALL:
        root = ET.fromstring(flower_sheet(flower_symbol(data), SHAPES))  # noqa: S314 - our own picture
        shapes = {element.get("id"): element for element in root.iter("g")}
        used = re.findall(r'<use href="#([^"]+)"', flower_symbol(data))
        inside = "".join(ET.tostring(shapes[name], encoding="unicode") for name in used)
        assert counted(f'<svg xmlns="http://www.w3.org/2000/svg">{inside}</svg>') == (
            data.petals,
            data.ring,
            data.seeds,
        )


def test_title_and_description_are_text_whatever_they_hold() -> None:
    words = 'Hợp tác xã <b>"Đồng & Bãi"</b> ]]> &lt;'
    root = ET.fromstring(draw(ONE, words, words))  # noqa: S314 - our own picture
    assert root.get("role") == "img"
    labels = [root.find(f".//*[@id='{name}']") for name in (root.get("aria-labelledby"), root.get("aria-describedby"))]
    assert [(label.tag, label.text) for label in labels if label is not None] == [
        (f"{SVG}title", words),
        (f"{SVG}desc", words),
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        {"color": "red"}, {"color": "#B0123B"}, {"color": "#b0123b\n"}, {"color": '#b0123b"'}, {"color": "#abc"},
        {"achievements": -1}, {"replications": -1}, {"ring": 5}, {"ring": -1}, {"opening": 3}, {"turn": 5},
    ],
    ids=str,
)  # fmt: skip
def test_what_cannot_be_drawn_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="no such flower"):
        replace(ONE, **wrong)  # type: ignore[arg-type]


@pytest.mark.parametrize("prefix", ["", "1a", 'a"', "a b", "A", "a\n"])
def test_a_prefix_is_a_plain_id(prefix: str) -> None:
    with pytest.raises(ValueError, match="prefix"):
        flower_svg(ONE, title="", description="", id_prefix=prefix)


def test_words_say_what_the_picture_shows() -> None:
    assert flower_words(ONE) == (
        "Hoa màu đỏ của cuộc vận động “Người tốt, việc tốt”; đã nở (đã được công nhận); "
        "5 cánh đậm: 5 thành tích có minh chứng; vòng minh chứng 2 trên 4 nấc: được cấp trên xác nhận; "
        "3 hạt: 3 lượt làm theo đang chạy hoặc đã thành công."
    )
    for data in ALL:
        petals, ring, seeds = counted(draw(data))
        words = flower_words(data)
        assert (f"; {petals} cánh đậm: " in words) == (petals > 0)
        assert f"; vòng minh chứng {ring} trên 4 nấc: {LEVELS[ring]}; " in words
        assert (f"; {seeds} hạt: " in words) == (seeds > 0)
        assert f"; {OPENINGS[data.opening]}; " in words


def test_beyond_twelve_the_picture_stops_and_the_words_tell() -> None:
    many = replace(ONE, achievements=14, replications=40)
    assert counted(draw(many)) == (MOST, 2, MOST)
    assert "; 12 cánh đậm: 14 thành tích có minh chứng, chỉ vẽ 12; " in flower_words(many)
    assert flower_words(many).endswith("; 12 hạt: 40 lượt làm theo đang chạy hoặc đã thành công, chỉ vẽ 12.")


def test_a_bare_flower_says_that_it_has_nothing_yet() -> None:
    assert flower_words(FlowerData(LOTUS, "", 0, 0, 0, 0)) == (
        "Hoa màu đỏ, chưa thuộc phong trào nào; còn là nụ (chưa được công nhận); "
        "chưa có cánh đậm vì chưa có thành tích nào kèm minh chứng; vòng minh chứng 0 trên 4 nấc: tự kể; "
        "chưa có hạt vì chưa có nơi nào làm theo."
    )


@pytest.mark.parametrize(
    ("color", "word"),
    [
        ("#b0123b", "đỏ"), ("#2e7d32", "xanh lá"), ("#07472e", "xanh lá sẫm"), ("#2447d8", "xanh dương"),
        ("#007a63", "xanh ngọc"), ("#c2410c", "cam"), ("#966000", "nâu"), ("#573a00", "nâu sẫm"), ("#5b21b6", "tím"),
        ("#d0157f", "hồng"), ("#546472", "xám"), ("#46502a", "xanh rêu"), ("#ffffff", "xám"), ("#000000", "xám sẫm"),
    ],
)  # fmt: skip
def test_colours_have_names(color: str, word: str) -> None:
    assert color_word(color) == word


def test_the_flower_of_a_record(library: Library) -> None:
    entry = exemplar(library)
    assert count_replications(library)[entry.id] == 1
    data = flower_of(entry, library, evidence=3, replications=1)
    campaign = library.get("campaign", entry.record.campaigns[0])
    assert (data.color, data.achievements, data.ring, data.replications, data.opening) == (
        campaign.color or LOTUS, 1, 3, 1, 2,
    )  # fmt: skip
    assert campaign.name in data.campaign
    assert data == flower_of(entry, library, evidence=3, replications=1)
    twin = flower_of(replace(entry, id="ong-ba-hien-dat"), library, evidence=3, replications=1)
    assert draw(twin) != draw(data)
    assert replace(twin, turn=data.turn, breadth=data.breadth, curl=data.curl) == data


def test_every_exemplar_has_its_flower(library: Library) -> None:
    evidence = measure_evidence(library, date(2026, 11, 22)).exemplars
    made = flowers_of(library, evidence)
    assert set(made) == set(library.of("exemplar"))
    assert {data.ring for data in made.values()} == {held.level for held in evidence.values()}


def test_only_achievements_with_evidence_are_petals(library: Library) -> None:
    (told,) = exemplar(library).record.achievements
    bare = told.model_copy(update={"evidence": ()})
    entry = exemplar(library, achievements=(told, bare, told), campaigns=())
    data = flower_of(entry, library, evidence=0, replications=0)
    assert (data.petals, data.color, data.campaign) == (2, LOTUS, "")


def test_only_living_copies_are_seeds(library: Library) -> None:
    copies = library.of("replication")
    (name,) = copies
    stopped = copies[name].record.model_copy(update={"history": copies[name].record.history[:1]})
    changed = library.only(replication={name: replace(copies[name], record=stopped)})
    assert count_replications(changed)["ba-hoa-hien-dat"] == 0


@pytest.mark.parametrize("stage", Stage)
def test_every_stage_has_its_opening(library: Library, stage: Stage) -> None:
    opening = flower_of(
        exemplar(library, stage=stage, stage_history=()), library, evidence=0, replications=0
    ).opening  # fmt: skip
    half, full = {Stage.DANG_BOI_DUONG}, {Stage.CONG_NHAN, Stage.TONG_KET, Stage.NHAN_RONG, Stage.LUU_TRU}
    assert opening == (2 if stage in full else 1 if stage in half else 0)


def test_a_pause_leaves_the_flower_as_it_was(library: Library) -> None:
    history = exemplar(library).record.stage_history
    pause = history[0].model_copy(update={"to": Stage.TAM_DUNG, "date": date(2026, 8, 1)})
    entry = exemplar(library, stage=Stage.TAM_DUNG, stage_history=(*history, pause))
    assert flower_of(entry, library, evidence=0, replications=0).opening == 2
