"""Money for a support plan: the first figure, the changes, the lines, the statement and the payments."""
