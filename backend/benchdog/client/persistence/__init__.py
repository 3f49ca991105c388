"""Keeps the work of a Python program: the twin of the browser's persistence core. docs/python-client.md"""

from benchdog.client.persistence.persistence_orchestrator import PersistenceOrchestrator
from benchdog.client.persistence.session_source import ContentPart, DictionarySource, SessionSource
from benchdog.client.persistence.workbench_session_manager import WorkbenchSessionManager
from benchdog.documents.metadata import SessionDetails

__all__ = [
    "ContentPart",
    "DictionarySource",
    "PersistenceOrchestrator",
    "SessionDetails",
    "SessionSource",
    "WorkbenchSessionManager",
]
