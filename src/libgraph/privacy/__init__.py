"""Taking back sources, forgetting people, and telling people what is held about them."""
