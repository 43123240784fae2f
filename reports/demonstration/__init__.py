"""Papers that demonstrations come with: told in files (`scripts`), played through the actions (`playing`).

As with rounds in progress, nothing of it is in the public data format: `fixtures/papers/README.md` explains the files.
"""
