"""A cheap USB key pad that calls patients while another program has the focus (`luot pad`).

`reading` takes the pad away from everybody else and reads its keys, `keymap` says what they mean,
`link` asks the server, `hand` decides what a press may do, `command` puts them together.
"""
