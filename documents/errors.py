"""What goes wrong, in words that can be shown beside the field or kept for those who run the system."""


class KindError(ValueError):
    """Bad input from a person. Its text is translated, plain and ready to be shown."""


class NoRoomError(KindError):
    """The store is full. Nothing that was kept is lost, and the same thing can be sent again later."""


class PiecesMissingError(KindError):
    """Not all of an upload has arrived; `have` are the numbers of the pieces that did."""

    def __init__(self, words: str, have: list[int]) -> None:
        super().__init__(words)
        self.have = have


class RefusedAddressError(Exception):
    """A print asked for something outside of its own files. Nothing was fetched and no PDF was made."""


class PrintError(Exception):
    """A print cannot be made as asked, such as one without a title."""
