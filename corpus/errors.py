"""
What can go wrong, as sentences a user can act on.

BulletinError                 base class; its text is Chinese and says what happened, to what, and what to do
├── UnreadableFile            a file that cannot be turned into text
├── LibraryError              a library that cannot be opened or written
│   ├── LibraryBusy           another process owns the library
│   └── EncoderMismatch       the library was made by another encoder
└── ModelMissing              a model's weights are absent, or not what they should be
"""


class BulletinError(Exception):
    """The base class; `str(error)` is the sentence to show."""


class UnreadableFile(BulletinError):
    """A file that cannot be turned into text."""


class LibraryError(BulletinError):
    """A library that cannot be opened or written."""


class LibraryBusy(LibraryError):
    """Another process owns the library."""


class EncoderMismatch(LibraryError):
    """The library was made by another encoder."""


class ModelMissing(BulletinError):
    """A model's weights are absent, or not what they should be."""
