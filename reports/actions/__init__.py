"""The only writers of papers: keyword-only, atomic, by whom and why."""
