"""`kg`: Ukrainian news as a knowledge graph of who said, denied and refused to say what about whom."""

__version__ = "0.1.0"
