"""Beginning many supervisions in one act: what stops some, the letters, the worker's part, and the result."""
