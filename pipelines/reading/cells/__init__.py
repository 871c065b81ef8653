"""Cells: the cells of a row of JSON lines, CSV or Parquet, each with its place.

Belongs here: which cell is the text, how cells are escaped, cells that hold markup. Does not belong here: where rows
begin and end (`containers`), the document made of one (`row_documents`).
"""
