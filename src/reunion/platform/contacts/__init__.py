"""客户 and 跟进关系: who knows whom, from the first scan to the last goodbye and back again."""
