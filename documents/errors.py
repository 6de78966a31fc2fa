"""What goes wrong, in words that can be shown beside the field or kept for those who run the system."""


class KindError(ValueError):
    """Bad input from a person. Its text is translated, plain and ready to be shown."""


class RefusedAddressError(Exception):
    """A print asked for something outside of its own files. Nothing was fetched and no PDF was made."""


class PrintError(Exception):
    """A print cannot be made as asked, such as one without a title."""
