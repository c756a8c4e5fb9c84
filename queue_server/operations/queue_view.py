"""What staff look at: the room's screen, the reception screen, a patient found by number."""

from queue_server.operations.cards import find, visit_card
from queue_server.operations.reception_picture import reception_view
from queue_server.operations.room_picture import room_view

__all__ = ["find", "reception_view", "room_view", "visit_card"]
