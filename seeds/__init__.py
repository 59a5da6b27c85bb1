"""Reviewed knowledge: services, phrases, articles, regions, word vectors."""
