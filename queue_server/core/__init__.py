"""The rules of the house: no clock, chance, files or network; values in, values or Refusal out."""
