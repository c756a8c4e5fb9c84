"""The patient's page behind the slip's QR: no app, no sign-in, one secret link, cheap to ask."""
