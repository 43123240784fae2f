"""Where papers are composed and report cards written, in the admin."""
