"""Every rule about who may do what with sessions, snapshots and access logs."""
