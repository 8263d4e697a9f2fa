"""Files for what people reach machines with, read as they stand: inventories, first starts."""

from .inventory import Inventories
from .start import FirstStarts

READERS = (Inventories(), FirstStarts())
