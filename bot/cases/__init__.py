"""Cases: what riders hand over to the union, with a promise and a clock that both sides see."""
