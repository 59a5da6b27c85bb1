"""A runner of announcements for tests of those who start it."""


class Told:
    """A runner of announcements that remembers what it was told."""

    def __init__(self) -> None:
        self.begun: list[tuple[int, int]] = []
        self.amended: list[tuple[int, int]] = []

    async def begin(self, number: int, run: int) -> None:
        self.begun.append((number, run))

    async def amend(self, number: int, version: int) -> None:
        self.amended.append((number, version))
