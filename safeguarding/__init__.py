"""Telling somebody that a person may not be safe, and the agreement about a risk that a person wants to take."""
