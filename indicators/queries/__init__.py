"""Rows into plain domain records: the only reader of the store, a fixed number of queries each. It never writes."""
