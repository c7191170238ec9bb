"""Assign rows to columns one to one so that the total weight is largest."""

import math
from collections.abc import Sequence


def best_assignment(weights: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """
    The (row, column) pairs of largest total weight, by row; a pair whose weight is not positive is left out.

    Kuhn's Hungarian method with potentials, O(rows² · columns): what is assigned here is one paragraph's facts.
    """
    width = max((len(row) for row in weights), default=0)
    if not width:
        return []
    if len(weights) > width:
        turned = [[row[column] for row in weights] for column in range(width)]
        return sorted((row, column) for column, row in best_assignment(turned))
    row_potentials, column_potentials = [0.0] * (len(weights) + 1), [0.0] * (width + 1)
    owners = [0] * (width + 1)  # of each column; rows and columns count from 1, 0 is none
    for row in range(1, len(weights) + 1):
        owners[0] = row
        column = 0
        slack, previous, visited = [math.inf] * (width + 1), [0] * (width + 1), [False] * (width + 1)
        while owners[column]:
            visited[column] = True
            owner, nearest, smallest = owners[column], 0, math.inf
            for candidate in range(1, width + 1):
                if visited[candidate]:
                    continue
                # The method finds the least cost; a negative weight is worth as little as no pair at all.
                cost = -max(weights[owner - 1][candidate - 1], 0.0)
                reduced = cost - row_potentials[owner] - column_potentials[candidate]
                if reduced < slack[candidate]:
                    slack[candidate], previous[candidate] = reduced, column
                if slack[candidate] < smallest:
                    smallest, nearest = slack[candidate], candidate
            for candidate in range(width + 1):
                if visited[candidate]:
                    row_potentials[owners[candidate]] += smallest
                    column_potentials[candidate] -= smallest
                else:
                    slack[candidate] -= smallest
            column = nearest
        while column:
            owners[column] = owners[previous[column]]
            column = previous[column]
    pairs = ((owner - 1, column - 1) for column, owner in enumerate(owners) if column and owner)
    return sorted((row, column) for row, column in pairs if weights[row][column] > 0)
