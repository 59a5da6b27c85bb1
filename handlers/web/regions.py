"""The region that a reader chose; it is kept on the phone, not here."""

from bot.regions import Regions


def region_given(regions: Regions, given: str | None) -> str | None:
    """The region a form names; None when it names none that there is."""
    return given if given is not None and given in regions else None
