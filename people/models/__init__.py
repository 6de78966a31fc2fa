"""One noun a file."""

from people.models.authority import RecordedAuthority
from people.models.circle import Circle, CircleRule, Connection, Invitation, NotAskedAgain
from people.models.help import HelpSession
from people.models.letters import Letter, LocalLetter, StoppedLetters
from people.models.organisation import Assignment, Organisation, StaffRole
from people.models.person import CommunicationNeed, Person
from people.models.session import Session
from people.models.slip import Slip
from people.models.user import User

__all__ = [
    "Assignment",
    "Circle",
    "CircleRule",
    "CommunicationNeed",
    "Connection",
    "HelpSession",
    "Invitation",
    "Letter",
    "LocalLetter",
    "NotAskedAgain",
    "Organisation",
    "Person",
    "RecordedAuthority",
    "Session",
    "Slip",
    "StaffRole",
    "StoppedLetters",
    "User",
]
