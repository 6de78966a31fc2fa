"""Runs the whole product on one machine: PostgreSQL, Valkey, worker, beat and web, with nothing installed by hand.

The apps know nothing of this package. It speaks to them as an administrator would: through the environment and
`manage.py`. It needs Linux.
"""
