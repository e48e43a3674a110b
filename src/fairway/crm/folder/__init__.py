"""The CRM folder: one CSV or Parquet file per table, as docs/reference/crm-folder.md describes it."""
