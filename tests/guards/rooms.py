"""Rooms: the folders of the program, and which of them import which."""

from collections.abc import Iterable, Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise
from pathlib import PurePosixPath

from tests.guards.imports import COMPOSITION, Module, ours

_COMPOSED_IN = COMPOSITION[0].replace(".", "/")


def room_of(module: Module) -> str:
    """The folder that a module stands in; what puts everything together counts as one room, wherever it stands."""
    return _COMPOSED_IN if module.name in COMPOSITION else str(PurePosixPath(module.path).parent)


def arrows(modules: Mapping[str, Module]) -> dict[str, dict[str, str]]:
    """Which room imports which, with one import of each as `module imports module`."""
    found: dict[str, dict[str, str]] = {room_of(module): {} for module in modules.values()}
    for module in modules.values():
        for name in ours(module, modules):
            here, there = room_of(module), room_of(modules[name])
            if here != there:
                found[here].setdefault(there, f"{module.name} imports {name}")
    return found


def round_about(modules: Mapping[str, Module]) -> list[str]:
    """The imports by which rooms import each other, directly or by way of others; none where all point one way."""
    between = arrows(modules)
    try:
        TopologicalSorter(between).prepare()
    except CycleError as error:
        found: list[str] = error.args[1]
        # The sorter gives the imported before the importing.
        return [between[later][earlier] for earlier, later in pairwise(found)]
    return []


def floors(modules: Mapping[str, Module], layer: str) -> dict[str, int]:
    """How many rooms of a layer stand on each other below and with each room of it."""
    inside = {room for room in arrows(modules) if PurePosixPath(room).parts[0] == layer}
    between = {room: inside & set(below) for room, below in arrows(modules).items() if room in inside}
    height: dict[str, int] = {}
    for room in TopologicalSorter(between).static_order():
        height[room] = 1 + max((height[below] for below in between[room]), default=0)
    return height


def at_the_root(paths: Iterable[str], folder: str) -> Iterator[str]:
    """The files that stand in a folder itself, in no room of it."""
    return (path for path in paths if str(PurePosixPath(path).parent) == folder)
