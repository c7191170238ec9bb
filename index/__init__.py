"""Keep bulletins and find them again: catalogue, full text, vectors, ingestion, hybrid search."""
