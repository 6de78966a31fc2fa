"""What is held about somebody: to read, to take, to put right, to delete; and how long the law keeps what."""
