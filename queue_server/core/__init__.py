"""The rules of the house: no clock, no chance, no files, no network, no web; values in, values or a Refusal out."""
