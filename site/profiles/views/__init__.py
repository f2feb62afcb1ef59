"""Views of the room, by what a member does."""
