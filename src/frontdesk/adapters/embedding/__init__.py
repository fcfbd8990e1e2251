"""Vectors by all-MiniLM-L6-v2, computed here with numpy."""

from frontdesk.adapters.embedding.embedder import MiniLmEmbedder
from frontdesk.adapters.embedding.installing import install
from frontdesk.adapters.embedding.weights import check_all, is_installed, weights_folder

__all__ = ["MiniLmEmbedder", "check_all", "install", "is_installed", "weights_folder"]
