"""批量导入与导出: members from and to XLSX and CSV, in WeCom's own template or a plain table."""
