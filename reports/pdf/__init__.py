"""Documents as accessible PDF (PDF/UA-1 and PDF/A-2a), set by Typst in a process of its own."""
