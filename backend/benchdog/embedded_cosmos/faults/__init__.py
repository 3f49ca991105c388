"""Making the engine fail on command: for whoever tests what stands on it."""

from benchdog.embedded_cosmos.faults.disk import FaultyDisk
from benchdog.embedded_cosmos.faults.disk_recording import DiskRecording, Survival
from benchdog.embedded_cosmos.faults.machine_faults import FullDisk, ProcessEnd
from benchdog.embedded_cosmos.faults.operations import EVERY_OPERATION, READS, WRITES
from benchdog.embedded_cosmos.faults.plan import FaultPlan
from benchdog.embedded_cosmos.faults.plan_file import FaultPlanInvalid
from benchdog.embedded_cosmos.faults.request_faults import Delay, Disconnection, Refusal
from benchdog.embedded_cosmos.faults.rule import ArmedRule, FaultRule
from benchdog.embedded_cosmos.faults.short_page import ShortPage

__all__ = [
    "EVERY_OPERATION",
    "READS",
    "WRITES",
    "ArmedRule",
    "Delay",
    "Disconnection",
    "DiskRecording",
    "FaultPlan",
    "FaultPlanInvalid",
    "FaultRule",
    "FaultyDisk",
    "FullDisk",
    "ProcessEnd",
    "Refusal",
    "ShortPage",
    "Survival",
]
