"""Reading a file that may be made to do harm in a process of its own: the house's side and the process's."""
