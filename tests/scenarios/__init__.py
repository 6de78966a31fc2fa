"""The example world: one builder for the demo, the tests and the screenshots. Everybody in it is invented."""

from tests.scenarios.people import World, build_people

__all__ = ["World", "build_people"]
