"""The directory of stations: what is in it, how it is filled, and who is told which station is near and open."""
