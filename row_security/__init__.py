"""The second line: PostgreSQL itself shows each user only the rows that are theirs to see (docs/adr/0015).

It knows tables and users by their ids and imports no app: a forgotten `visible_to` above meets it here.
"""
