"""The flower of an exemplar, drawn from its record alone: colour, petals, ring, seeds and opening; nothing is random.

`flower_svg` draws one flower that stands alone. For a page with many, `flower_sheet` holds every shape once and
`flower_symbol` is a flower made of references to it. A campaign's colour has a contrast of 4.5 with white (checks), so
white edges part the petals, and on a dark ground the edges and the pale feet of the petals carry the shape.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import Final
from xml.sax.saxutils import escape

MOST: Final = 12
_GOLD: Final = "#b07d1f"
_LEAF: Final = "#4f8a5b"
_PALE: Final = "#fff1dc"

@dataclass(frozen=True)
class FlowerData:
    color: str
    campaign: str
    achievements: int
    ring: int
    replications: int
    opening: int
    turn: int = 0
    breadth: int = 0
    curl: int = 0

    @property
    def petals(self) -> int:
        return min(self.achievements, MOST)

    @property
    def seeds(self) -> int:
        return min(self.replications, MOST)


def _list(*values: float) -> str:
    """Write numbers as a path wants them: two decimals, no zero too many, no space before a minus."""
    made = [re.sub(r"^(-?)0\.", r"\1.", f"{value:.2f}".rstrip("0").rstrip(".")) for value in values]
    return " ".join("0" if text == "-0" else text for text in made).replace(" -", "-")


def _at(radius: float, degrees: float) -> str:
    """Write the point at `radius` in the direction of `degrees`, clockwise from the top."""
    angle = math.radians(degrees)
    return _list(radius * math.sin(angle), -radius * math.cos(angle))


def _mix(color: str, other: str, share: float) -> str:
    pairs = ((int(color[i : i + 2], 16), int(other[i : i + 2], 16)) for i in (1, 3, 5))
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def _petal(data: FlowerData) -> str:
    """One petal, foot at the origin, tip up: its outline, the shade of its fold, three veins."""
    n = data.petals
    if data.opening == 2:
        long, wide = 36.0, max(7.5, min(14.5, 29 * math.tan(math.pi / max(n, 3))))
    elif data.opening == 1:
        long, wide = 54.0, max(9.5, 15 - n * 0.5)
    else:
        long, wide = 55.0, 12.0-n*.1
    w, c = wide * (1 + 0.025 * data.breadth), 0.6 * data.curl
    fold = f"{_list(c-.12*w, -.88*long, c, -long)}"
    half = f"C{_list(c + .12*w, -.88*long, w, -.86*long, w, -.6*long)}S{_list(.45*w, -.12*long, 0, 0)}"
    left = f"M0 0C{_list(-.45*w, -.12*long, -w, -.34*long, -w, -.6*long)}S{fold}"
    spine = f"Q{_list(0,-.55*long,0,0)}"
    veins = f"M{_list(-.2*w, -.34*long)}Q{_list(-.62*w, -.55*long, c-.34*w, -.8*long)}M{_list(.2*w, -.34*long)}Q{_list(.62*w, -.55*long, c+.34*w, -.8*long)}"
    return (
        f'<path d="{left}{half}z"/><path d="M{_list(c,-long)}{half}{_list()}Q{_list(-.06*w,-.5*long,c,-long)}" fill="#000" fill-opacity=".09" stroke="none"/>'
        f'<path d="{veins}" fill="none" stroke-opacity=".3" stroke-width=".45"/>'
    )


def _places(data: FlowerData) -> list[tuple[bool, float, float]]:
    """Where the petals stand, from the hindmost: in front or not, angle, size."""
    n = data.petals
    if data.opening == 2:
        ranks = [abs(i - (n-1)/2) for i in range(n)]
        made = [(bool((i if n%2==0 else int(r)) % 2), (i if n%2==0 else i-(n-1)/2)*360/n, r) for i, r in enumerate(ranks)]
        made.sort(key=lambda t:(t[0],-t[2]))
        return [(f,a,1-.14*f*(n>5)) for f,a,_ in made]
    if data.opening == 1:
        b=22;R=36
        out=[]
        for i in range(n):
            r=abs(i-(n-1)/2)
            spread=min(156,36*(n-1))
            a=0 if n==1 else (i/(n-1)-.5)*spread
            t=b*math.cos(math.radians(a))+math.sqrt(R*R-(b*math.sin(math.radians(a)))**2)
            f=bool(int(r)%2)
            out.append((f,a,min(t/54,1)*(1-.17*f),r))
        out.sort(key=lambda t:(t[0],-t[3]))
        return [t[:3] for t in out]
    out=[]
    for k in range(n):
        side=(k+1)//2*(1 if k%2 else -1)
        step=min(7,30/(n/2+.5))
        out.append((False, side*step, 1-.045*k if n<9 else 1-.04*k))
    return out


def _shapes(data: FlowerData, p: str) -> dict[str, str]:
    d = data
    shapes = {}
    key=f"{d.opening}{d.petals}"
    shapes["g"] = f'<g id="{p}-g"><circle r="37" fill-opacity=".13"/><circle r="41.5" fill="none" stroke="{_GOLD}" stroke-opacity=".5" stroke-width=".5"/></g>'
    if d.ring:
        arcs = "".join(f"M{_at(41.5, 90*k+4)}A41.5 41.5 0 0 1 {_at(41.5, 90*k+86)}" for k in range(d.ring))
        shapes[f"r{d.ring}"] = f'<g id="{p}-r{d.ring}" fill="none" stroke="{_GOLD}" stroke-linecap="round"><path id="{p}-a{d.ring}" d="{arcs}" stroke-width="1.7"/></g>'
    if d.seeds:
        dots = "".join(f"M{_at(46.8, 360*k/d.seeds)}h0" for k in range(d.seeds))
        shapes[f"s{d.seeds}"] = f'<path id="{p}-s{d.seeds}" d="{dots}" stroke="{_GOLD}" stroke-width="4.2" stroke-linecap="round"/>'
    shapes["p"+key] = f'<g id="{p}-p{key}">{_petal(d)}</g>' if d.petals else ""
    def uses(front):
        return "".join(f'<use href="#{p}-p{key}" transform="rotate({_list(a)})' + (f"scale({_list(s)})" if _list(s)!="1" else "") + '"/>' for f,a,s in _places(d) if f==front)
    low = "" if d.opening==2 else ' transform="translate(0 23)"'
    stem = "" if d.opening==2 else f'<path d="M0-2Q-1 8 0 14.5" fill="none" stroke="{_LEAF}" stroke-width="2"/>'
    calyx = "" if d.opening==2 else f'<path d="M0 2C-10 0-13-7-12.5-15C-6-12-2-8 0-2C2-8 6-12 12.5-15C13-7 10 0 0 2z" fill="{_LEAF}" stroke="none"/>'
    if d.opening==2:
        pre=""
        post=f'<g stroke="#e8b94f" fill="none"><circle r="10.6" stroke-width="4.4" stroke-dasharray=".8 1.05"/><circle r="13.4" stroke-width="1.3" stroke-linecap="round" stroke-dasharray="0 2.8"/><circle r="7.8" fill="#f0c765" stroke="#8a5a12" stroke-width=".7"/><path d="M0 0h0M4.7 0h0M2.35 4.07h0M-2.35 4.07h0M-4.7 0h0M-2.35-4.07h0M2.35-4.07h0" stroke="#8a5a12" stroke-width="1.7" stroke-linecap="round"/></g>'
    elif d.opening==1:
        pre=f'<g stroke="#e8b94f"><path d="M-11-24Q0-30 11-24" fill="none" stroke-width="8" stroke-dasharray=".8 1.1"/><path d="M-12.5-28Q0-35 12.5-28" fill="none" stroke-width="1.5" stroke-linecap="round" stroke-dasharray="0 2.9"/><path d="M0-2C-3-10-8-16-8-21Q0-26 8-21C8-16 3-10 0-2z" fill="#f0c765" stroke="#8a5a12" stroke-width=".6"/></g>'
        post=calyx
    else:
        pre=""
        post=calyx
        if not d.petals: post+=f'<path d="M0 0C-10-6-9-18 0-28C9-18 10-6 0 0z" fill="{_LEAF}"/>'
    rim='stroke="#fff" stroke-opacity=".55" stroke-width=".6"'
    shapes["b"+key]=f'<g id="{p}-b{key}"{low} {rim}>{stem.replace("stroke=","stroke-opacity=\"1\" stroke=")}{uses(False)}</g>'
    shapes["f"+key]=f'<g id="{p}-f{key}"{low} {rim}>{pre.replace("stroke=","stroke-opacity=\"1\" stroke=",1)}{uses(True)}{post.replace("<g ","<g stroke-opacity=\"1\" ",1)}</g>'
    c=d.color
    h=c[1:]
    shapes[h]=(f'<linearGradient id="{p}-{h}" x1="0" y1="1" x2="0" y2="0"><stop offset=".12" stop-color="{_mix(c,_PALE,.8)}"/><stop offset=".62" stop-color="{_mix(c,"#ffffff",.1)}"/><stop offset="1" stop-color="{c}"/></linearGradient>'
      f'<linearGradient id="{p}-f{h}" href="#{p}-{h}" y2="-.4"/>')
    return shapes

def _body(d,p):
    key=f"{d.opening}{d.petals}"; h=d.color[1:]
    s=f'<use href="#{p}-g" fill="{_mix(d.color,"#ffffff",.3)}"/>'
    if d.ring: s+=f'<use href="#{p}-r{d.ring}"/>'
    if d.seeds: s+=f'<use href="#{p}-s{d.seeds}"/>'
    t=f"rotate({d.turn*2})" if d.opening==2 else f"rotate({d.turn} 0 23)"
    return s+f'<g transform="{t}"><use href="#{p}-b{key}" fill="url(#{p}-{h})"/><use href="#{p}-f{key}" fill="url(#{p}-f{h})"/></g>'

def flower_svg(data, *, title, description, id_prefix):
    p = id_prefix
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-50 -50 100 100" role="img" aria-labelledby="{p}-t {p}-d"><title id="{p}-t">{escape(title)}</title><desc id="{p}-d">{escape(description)}</desc>'
      f'<defs>{"".join(_shapes(data,p).values())}</defs>{_body(data,p)}</svg>')
