"""recengine: recommendations with reasons, from any interaction file."""

__version__ = "0.1.0"
