"""The worst days, carried out on the program as it ships: what was promised, and what came."""
