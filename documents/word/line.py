"""How the house and the limited process speak: lengths first, then a pickle there and JSON and bytes back."""

import struct
from typing import Any

HEAD = struct.Struct(">IQ")
LENGTH = struct.Struct(">Q")
IDLE_SECONDS = 300
NOT_HERE = "unknown"
Answer = tuple[dict[str, Any], bytes]
