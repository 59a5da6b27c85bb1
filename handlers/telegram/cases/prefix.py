"""How the ids of buttons about cases begin: the staff's, those of matters and accounts, and the one under an answer."""

from typing import Final

PREFIX: Final = "cs:"
MATTERS: Final = "cm:"
ACCOUNT: Final = "ca:"
HAND_OVER: Final = "cr:new"
