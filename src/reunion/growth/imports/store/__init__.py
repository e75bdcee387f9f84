"""All SQL of 导入: files (files.py) and what is wrong with their rows (faults.py)."""
