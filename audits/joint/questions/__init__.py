"""What questions and answers are, whoever asks and whoever answers: types, conditions, what is left."""
