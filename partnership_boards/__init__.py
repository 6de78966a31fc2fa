"""Partnership boards: what they may learn about lives, without learning about anybody."""
