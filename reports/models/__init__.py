"""Rows of meetings, papers and their locked versions. They know nothing of how they are used."""
