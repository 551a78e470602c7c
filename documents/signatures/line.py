"""How the house gives a task to the limited process: pieces, each with its length before it."""

import struct

LENGTH = struct.Struct(">Q")
LONGEST_ANSWER = 20_000_000
