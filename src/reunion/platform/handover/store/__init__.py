"""SQL on handover, handover_plan and handover_share."""
