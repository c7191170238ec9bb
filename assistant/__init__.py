"""From a question to a checked answer, and the pages that show it."""
