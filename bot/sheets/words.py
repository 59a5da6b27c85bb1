"""What a cell reads that holds a value of its own kind."""

YES, NO = "是", "否"
