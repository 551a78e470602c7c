"""A file that may not come in."""


class RefusedFileError(ValueError):
    """`problem` says in Danish what is wrong with the file, `advice` what its sender can do."""

    def __init__(self, problem: str, advice: str) -> None:
        super().__init__(f"{problem} {advice}")
        self.problem = problem
        self.advice = advice
