"""Links that open a map in riding mode, each with the coordinates of its own system."""

from typing import Final
from urllib.parse import quote, urlencode

from bot.reply import Link
from bot.stations import words
from bot.stations.coordinates import System, from_wgs84
from data.stations.geodesy import Point

SOURCE: Final = "unionbot"
"""What the maps are told of who calls them."""


def links(name: str, point: Point) -> tuple[Link, ...]:
    """Links to a place (WGS-84) on 高德, 百度 and 腾讯."""
    gcj = from_wgs84(point, System.GCJ02)
    bd = from_wgs84(point, System.BD09)
    amap = {
        "to": f"{gcj[1]:.6f},{gcj[0]:.6f},{name}",
        "mode": "ride",
        "coordinate": "gaode",
        "src": SOURCE,
        "callnative": "1",
    }
    baidu = {
        "destination": f"latlng:{bd[0]:.6f},{bd[1]:.6f}|name:{name}",
        "mode": "riding",
        "coord_type": "bd09ll",
        "output": "html",
        "src": SOURCE,
    }
    tencent = {"type": "bike", "to": name, "tocoord": f"{gcj[0]:.6f},{gcj[1]:.6f}", "referer": SOURCE}
    return (
        Link(words.AMAP, _url("https://uri.amap.com/navigation", amap)),
        Link(words.BAIDU, _url("https://api.map.baidu.com/direction", baidu)),
        Link(words.TENCENT, _url("https://apis.map.qq.com/uri/v1/routeplan", tencent)),
    )


def _url(base: str, parameters: dict[str, str]) -> str:
    return f"{base}?{urlencode(parameters, quote_via=quote, safe=',:|')}"
