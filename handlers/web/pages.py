"""Pages from templates: everything put into them is escaped."""

from dataclasses import dataclass
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.responses import HTMLResponse

from bot.operator import Operator
from bot.people.region_choices import RegionChoices
from handlers.web import words as wording
from handlers.web.assets import Assets


@dataclass(frozen=True, slots=True)
class Pages:
    """Draws pages; `regions` are those that a reader may choose from."""

    assets: Assets
    regions: RegionChoices
    templates: Environment

    @classmethod
    def shipped(cls, regions: RegionChoices, operator: Operator, site: str = "") -> "Pages":
        """The pages that come with the program; `operator` is whose they are, and stands on each.

        `site` is our own address without a path, empty when it is not known.
        """
        assets = Assets.shipped()
        templates = Environment(
            loader=PackageLoader("handlers.web"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        templates.globals.update(w=wording, asset=assets.address, regions=regions, operator=operator, site=site)
        return cls(assets, regions, templates)

    def page(self, name: str, status: int = 200, *, cache: str = "no-cache", **values: Any) -> HTMLResponse:
        """The page of this template."""
        text = self.templates.get_template(f"{name}.html").render(values)
        return HTMLResponse(text, status, {"Cache-Control": cache})

    def text(self, name: str, **values: Any) -> str:
        """A template that is no page: `name` with its ending."""
        return self.templates.get_template(name).render(values)
