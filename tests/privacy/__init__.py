"""What is held about people, how they get it, and how it goes."""
