"""What each drawing shows, worked out from a part's answers: one module a drawing, its template beside the others.

The templates in `templates/plans/drawings` draw it. A drawing never says more than the list beside it, and never
counts: scales stay level however much is on them.
"""
