"""From a workbook that has been read to rows of the register: recognise, compare, stage, write."""
