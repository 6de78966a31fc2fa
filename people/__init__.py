"""Users and sign-in, organisations and roles, the person, their circle, authority to act, and sharing."""
