"""Rows of meetings and papers to plain records; the only reader."""
