"""Every write of this app."""

from my_data.actions.corrections import answer_correction, ask_correction, ask_data_lead, ask_my_name
from my_data.actions.delete import ask_to_delete, take_back
from my_data.actions.erase import erase, erase_due, replay
from my_data.actions.records import (
    decide_destruction,
    lift_hold,
    place_hold,
    propose_destructions,
    read_sealed,
)

__all__ = [
    "answer_correction",
    "ask_correction",
    "ask_data_lead",
    "ask_my_name",
    "ask_to_delete",
    "decide_destruction",
    "erase",
    "erase_due",
    "lift_hold",
    "place_hold",
    "propose_destructions",
    "read_sealed",
    "replay",
    "take_back",
]
