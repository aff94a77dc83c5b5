"""Our drawings as pixels: shapes, paints and places are those of SVG, and what is not ours is refused."""

from __future__ import annotations

import math

import pytest
from PIL import Image

from exemplary.images.vector import draw_svg, outline
from exemplary.render.flower import FlowerData
from exemplary.render.flower_drawing import flower_svg

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">'


def drawn(inner: str) -> Image.Image:
    """Draw the inside of an SVG on white, 100 pixels wide and high."""
    layer = draw_svg(f"{HEAD}{inner}</svg>", (100, 100))
    ground = Image.new("RGB", layer.size, "white")
    ground.paste(layer, mask=layer)
    return ground


def at(image: Image.Image, x: int, y: int) -> tuple[int, int, int]:
    """Return the colour of a pixel."""
    red, green, blue = image.crop((x, y, x + 1, y + 1)).tobytes()
    return red, green, blue


def test_lines_and_curves_end_where_they_should() -> None:
    ((points, closed),) = outline("M10-20h5v.5l-1 1.5Q0 0 1 1c1 1 2 2 3 3s1 1 2 2z")
    assert closed
    assert points[:4] == [(10.0, -20.0), (15.0, -20.0), (15.0, -19.5), (14.0, -18.0)]
    assert points[-1] == (6.0, 6.0)
    assert any(math.dist(point, (4, 4)) < 1e-9 for point in points)


@pytest.mark.parametrize(("flags", "far"), [("0 1", (50, 10)), ("0 0", (50, 90))])
def test_half_a_circle_bulges_to_the_right_side(flags: str, far: tuple[float, float]) -> None:
    ((points, _),) = outline(f"M10 50A40 40 0 {flags} 90 50")
    assert min(math.dist(point, far) for point in points) < 1
    assert all(abs(math.dist(point, (50, 50)) - 40) < 0.01 for point in points)


def test_the_opacity_of_a_group_counts_once_where_its_shapes_overlap() -> None:
    image = drawn('<g opacity=".5" fill="#000"><circle cx="40" cy="50" r="30"/><circle cx="60" cy="50" r="30"/></g>')
    assert at(image, 20, 50) == at(image, 50, 50)
    assert abs(at(image, 50, 50)[0] - 127) < 3


def test_a_gradient_runs_through_the_box_of_its_shape_and_turns_with_it() -> None:
    defs = (
        '<defs><linearGradient id="a" y1="1" x2="0"><stop offset="0" stop-color="#fff"/>'
        '<stop offset="1" stop-color="#000"/></linearGradient><g id="p"><path d="M0 0V-40H20V0z"/></g></defs>'
    )
    upright = drawn(f'{defs}<g fill="url(#a)"><use href="#p" transform="translate(40 90)"/></g>')
    for place, shade in ((87, 236), (70, 128), (53, 19)):
        assert abs(at(upright, 50, place)[0] - shade) < 12
    turned = drawn(f'{defs}<g fill="url(#a)"><use href="#p" transform="translate(20 40)rotate(90)"/></g>')
    for place, shade in ((23, 236), (40, 128), (57, 19)):
        assert abs(at(turned, place, 50)[0] - shade) < 12


def test_dashes_leave_gaps_and_dots_are_round() -> None:
    image = drawn('<path d="M10 50H90" fill="none" stroke="#000" stroke-width="4" stroke-dasharray="10 10"/>')
    assert [at(image, x, 50)[0] < 128 for x in (15, 25, 35, 45)] == [True, False, True, False]
    dot = drawn('<path d="M50 50h0" fill="none" stroke="#000" stroke-width="20" stroke-linecap="round"/>')
    assert at(dot, 57, 50) == (0, 0, 0)
    assert at(dot, 59, 59) == (255, 255, 255)


@pytest.mark.parametrize(
    "inner", ["<rect width='9' height='9'/>", "<g transform='skewX(9)'/>", "<path d='M0 0h9v9z' fill='red'/>"]
)
def test_what_our_drawings_do_not_use_is_refused(inner: str) -> None:
    with pytest.raises(ValueError, match="no such"):
        drawn(inner)


def test_the_same_flower_has_the_same_pixels() -> None:
    data = FlowerData("#b0123b", "", 5, 2, 3, 2, 1, -2, 3)
    first, second = (
        draw_svg(flower_svg(data, title="", description="", id_prefix=prefix), (200, 200)) for prefix in ("a", "b")
    )
    assert first.tobytes() == second.tobytes()


def test_a_group_that_was_drawn_before_takes_the_paints_and_shapes_of_its_own_drawing() -> None:
    def flower(paint: str, width: int, place: str) -> Image.Image:
        shape = f'<defs><g id="p"><path d="M0 0h{width}v20h-{width}z" fill="{paint}"/></g></defs>'
        return drawn(f'{shape}<g transform="translate({place})"><use href="#p"/></g>')

    assert at(flower("#ff0000", 20, "10 10"), 20, 20) == (255, 0, 0)
    assert at(flower("#0000ff", 20, "10 10"), 20, 20) == (0, 0, 255)
    assert at(flower("#ff0000", 20, "10 10"), 40, 20) == (255, 255, 255)
    assert at(flower("#ff0000", 60, "10 10"), 40, 20) == (255, 0, 0)
    assert at(flower("#ff0000", 20, "50 50"), 20, 20) == (255, 255, 255)
    assert at(flower("#ff0000", 20, "50 50"), 60, 60) == (255, 0, 0)
