"""The people that tests speak of, by their logins in the demo school."""

ANONYMOUS = ""
ADMIN = "admin"
COORDINATOR = "koordinator"
MODERATOR = "moderator"
TEACHER = "uchitel"
REVIEWER = "ekspert"
CARER = "roditel"
PUPIL = "uchenik"
COLLEAGUE = "kollega"
EVERYBODY = (ANONYMOUS, ADMIN, COORDINATOR, MODERATOR, TEACHER, REVIEWER, CARER, PUPIL, COLLEAGUE)
STAFF = (ADMIN, COORDINATOR, MODERATOR, TEACHER)
"""Those in the groups that staff pages are for (the administrator sees everything)."""
