"""Who speaks here: the office that runs the assistant, or nobody's demonstration."""

import re
from dataclasses import dataclass
from typing import Final

from bot import words

_FIELDS: Final = (words.NAME, words.PHONE, words.HOURS, words.REGISTRATION, words.KIND)
_KINDS: Final = (words.OFFICIAL, words.DEMONSTRATION)
_PHONE: Final = re.compile(r"[\d][\d\- ]{2,19}")
_LONGEST: Final = 60


class WrongOperator(ValueError):
    """The text names no operator; it says what to write."""


@dataclass(frozen=True, slots=True)
class Operator:
    """Who runs the assistant: name, telephone, office hours, ICP registration; each empty where it was not given.

    `official`: it is the union's own, said so by whoever set it up.
    """

    name: str = ""
    phone: str = ""
    hours: str = ""
    registration: str = ""
    official: bool = False

    @property
    def line(self) -> str:
        """One line that tells whose this is."""
        if not self.name:
            return words.NOBODYS
        return (words.RUN_BY if self.official else words.DEMONSTRATED_BY).format(name=self.name)

    @property
    def reach(self) -> str:
        """How the operator is reached, in one line; empty where no telephone was given."""
        if not self.phone:
            return ""
        return (words.REACH if self.hours else words.REACH_AT).format(phone=self.phone, hours=self.hours)


def read_operator(text: str) -> Operator:
    """The operator of `名称=…；电话=…；时间=…；备案号=…；性质=官方|演示`; only the name must be there.

    Raises:
        WrongOperator: it cannot be read so.
    """
    if not text.strip():
        return Operator()
    given: dict[str, str] = {}
    for part in filter(None, (part.strip() for part in re.split("[;；]", text))):
        key, equals, value = part.partition("=")
        if key.strip() not in _FIELDS or not equals or len(value) > _LONGEST or key.strip() in given:
            raise WrongOperator(f"write {words.OPERATOR_FORM} (not {part[:20]!r})")
        given[key.strip()] = value.strip()
    if not given.get(words.NAME):
        raise WrongOperator(f"{words.NAME}=… is missing")
    if given.get(words.KIND, words.DEMONSTRATION) not in _KINDS:
        raise WrongOperator(f"{words.KIND} is {words.OFFICIAL} or {words.DEMONSTRATION}")
    phone = given.get(words.PHONE, "")
    if phone and _PHONE.fullmatch(phone) is None:
        raise WrongOperator(f"{words.PHONE} is a telephone number: digits and hyphens")
    return Operator(
        given[words.NAME],
        phone,
        given.get(words.HOURS, ""),
        given.get(words.REGISTRATION, ""),
        given.get(words.KIND) == words.OFFICIAL,
    )
