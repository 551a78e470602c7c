"""»Vores systemer og aftaler«: what several rooms know of a municipality's systems, on its own site."""
