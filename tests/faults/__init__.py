"""Faults made on purpose: a save sent many times at once, a server killed before it answers. No word is lost."""
