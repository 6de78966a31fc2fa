"""Sound and film: looked at and made anew in a process of their own, with little memory and little time."""
