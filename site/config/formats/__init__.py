"""Where Django looks for how dates are written."""
