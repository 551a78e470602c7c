"""Reading a workbook of system uses: pure Python, knows neither Django nor the database."""
