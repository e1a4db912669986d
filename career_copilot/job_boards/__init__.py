"""Job boards: one file each, one generator each that does no I/O, and this dictionary of them.

`fetching.fetch` drives the generators over the network; `recognising.recognise` reads a pasted address."""

from career_copilot.job_boards import (
    arbeitnow,
    ashby,
    greenhouse,
    lever,
    remoteok,
    smartrecruiters,
    weworkremotely,
    workday,
)
from career_copilot.job_boards.board import Board

BOARDS: dict[str, Board] = {
    module.BOARD.name: module.BOARD
    for module in (greenhouse, lever, ashby, smartrecruiters, workday, remoteok, arbeitnow, weworkremotely)
}
