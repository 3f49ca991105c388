"""Keeps the work of a Python program: the twin of the browser's persistence core. docs/python-client.md"""

from benchdog.client.persistence.backend_sync_manager import BackendSyncManager
from benchdog.client.persistence.local_backup_manager import LocalBackupManager
from benchdog.client.persistence.persistence_orchestrator import PersistenceOrchestrator
from benchdog.client.persistence.session_source import ContentPart, DictionarySource, SessionSource
from benchdog.client.persistence.session_state_tracker import SessionStateTracker
from benchdog.client.persistence.workbench_session_manager import WorkbenchSessionManager
from benchdog.documents.metadata import SessionDetails

__all__ = [
    "BackendSyncManager",
    "ContentPart",
    "DictionarySource",
    "LocalBackupManager",
    "PersistenceOrchestrator",
    "SessionDetails",
    "SessionSource",
    "SessionStateTracker",
    "WorkbenchSessionManager",
]
