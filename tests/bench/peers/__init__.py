"""What the site is measured against: the same rows and questions, answered by others."""
