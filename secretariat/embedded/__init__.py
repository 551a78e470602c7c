"""PostgreSQL and Valkey inside the installation, for the demo, for development and for tests.

Standard library only: `bin/up` uses this package before anything is installed. Production never
starts these servers; it is given the addresses of its own.
"""
