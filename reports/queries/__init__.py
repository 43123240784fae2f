"""Rows of meetings and papers to plain records; the only reader. A fixed number of queries each."""
