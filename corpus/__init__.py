"""From a file to a bulletin of numbered paragraphs; knows nothing of indexes or questions."""
