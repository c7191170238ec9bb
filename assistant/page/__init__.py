"""The pages: a chat with evidence beside it, and each source document as a page of its own."""

from os import environ

# Gradio reads this when it is imported and otherwise calls its makers' servers; this package is the only door to it.
environ["GRADIO_ANALYTICS_ENABLED"] = "False"
