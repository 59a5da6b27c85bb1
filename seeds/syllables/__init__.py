"""How characters are said: the file and the script that makes it."""
