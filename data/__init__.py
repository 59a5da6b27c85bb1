"""Tables, queries, migrations, and the reviewed seed files; knows no channel and no wording."""
