"""A runner that leaves everything as it is scheduled: for a process that sends no announcements."""


class Idle:
    """`bot.announcing.records.Runner` that does nothing; what is due stays in the database for one that sends."""

    async def begin(self, number: int, run: int) -> None:
        """Does nothing."""

    async def amend(self, number: int, version: int) -> None:
        """Does nothing."""
