"""Everything that leaves the workspace for the app: events, commands and interactions."""

from sandbox.delivery.dispatcher import Delivery, Envelope
from sandbox.delivery.parcel import Answer, NoAnswer, Parcel
from sandbox.delivery.pending import NotQuiet

__all__ = ["Answer", "Delivery", "Envelope", "NoAnswer", "NotQuiet", "Parcel"]
