"""Readers of spreadsheets: .xlsx, .xls, .et, Excel 2003 XML, .ods."""
