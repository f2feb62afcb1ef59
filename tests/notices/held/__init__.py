"""A room with one regular task that takes as long as a test wishes; workers of tests alone have it."""
