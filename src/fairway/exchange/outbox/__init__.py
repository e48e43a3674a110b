"""The outbox: what a CRM is asked to hold for us. One entry a task, kept until the CRM has said what became of it."""
