"""Who did or opened what, about whom, and why: a record that can only grow."""
