"""Judgements into cards: what was concluded becomes what is printed. No arithmetic beyond rounding for print."""
