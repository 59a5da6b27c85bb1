"""Static word vectors: the file and the script that makes it."""
