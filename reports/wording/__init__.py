"""Every word a councillor reads about a figure: numbers, dates, verdicts, sentences. No arithmetic beyond rounding."""
