"""Sets of people in memory: who carries which tag, who is there, and what is asked of them."""
