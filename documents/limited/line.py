"""How the house gives a task to a limited process: pieces, each with its length before it."""

import struct

LENGTH = struct.Struct(">Q")
