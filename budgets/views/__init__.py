"""The money pages: the person's, the facilitator's and the finance officer's."""
