"""Circles for many people: build greedily, repair by moving people about, keep the best of several starts.

Deterministic for a seed. The effort is counted in moves and never in seconds, so that a slow machine
gives the same circles.
"""

from __future__ import annotations

from random import Random

from edgewise.domain.matching.audit import Ground, bits
from edgewise.domain.matching.exact import FEW, best_among, circle_with

STARTS = 5
KICKS = 60  # times a person left over may take somebody's seat without any gain


class Table:
    """A working state: disjoint circles and the people left over, as masks."""

    def __init__(self, ground: Ground, people: int, rng: Random) -> None:
        self.ground, self.rng = ground, rng
        self.circles: list[int] = []
        self.left = people

    def worth(self) -> tuple[int, int]:
        """Smaller is better: the people left over, then the distance of the sizes from the target."""
        target = self.ground.rules.target
        return self.left.bit_count(), sum(abs(circle.bit_count() - target) for circle in self.circles)

    def build(self) -> None:
        """Seat those who need company first, then whoever has the fewest possible companions; fill their circle."""
        waiting, nobody = self.left, 0
        friends, declared = self.ground.friends, self.ground.declared
        while waiting:
            order = [(not declared[i], (friends[i] & waiting).bit_count(), self.rng.random(), i) for i in bits(waiting)]
            first = min(order)[-1]
            circle = self.grown(1 << first, waiting & friends[first])
            if self.ground.is_circle(circle):
                self.circles.append(circle)
                waiting &= ~circle
            else:
                waiting ^= 1 << first
                nobody |= 1 << first
        self.left = nobody

    def grown(self, circle: int, pool: int) -> int:
        rules = self.ground.rules
        while circle.bit_count() < rules.most:
            lonely = self.ground.lonely(circle)
            if circle.bit_count() >= rules.target and not lonely:
                break
            chosen = self.next_one(circle, pool, lonely)
            if chosen is None:
                break
            circle |= 1 << chosen
            pool &= self.ground.friends[chosen]
        return circle

    def next_one(self, circle: int, pool: int, lonely: int) -> int | None:
        """Whoever leaves the fewest people alone, then another function, then whoever has least choice elsewhere."""
        ground = self.ground
        here = [ground.people[i].function for i in bits(circle)]
        best: tuple[tuple[int, int, int, float], int] | None = None
        for j in bits(pool):
            if ground.get_on(circle | 1 << j):
                choice = (ground.friends[j] & pool).bit_count()
                alone = ground.lonely(circle | 1 << j).bit_count() if lonely or ground.declared[j] else 0
                rank = (alone, here.count(ground.people[j].function), choice, self.rng.random())
                if best is None or rank < best[0]:
                    best = (rank, j)
        return best[1] if best else None

    def repair(self) -> None:
        """Seat those left over one by one; where nothing helps, trade a seat and try again. Ends at the best found."""
        tired: dict[int, int] = {}
        best = (self.worth(), list(self.circles), self.left)
        for _ in range(KICKS):
            while self.left and (any(self.seat(i) for i in self.shuffled(self.left)) or self.rebuild()):
                pass
            best = min(best, (self.worth(), list(self.circles), self.left))
            if not self.left:
                break
            self.kick(tired)
        _, self.circles, self.left = best

    def shuffled(self, mask: int) -> list[int]:
        people = list(bits(mask))
        self.rng.shuffle(people)
        return people

    def seat(self, i: int) -> bool:
        return self.join(i) or self.displace(i) or self.found(i)

    def join(self, i: int, but: int = -1) -> bool:
        """A place in a circle that is not full; with company from those left over, if `i` would sit alone there."""
        open_ones = sorted(range(len(self.circles)), key=lambda index: self.circles[index].bit_count())
        for index in open_ones:
            if index == but or self.circles[index].bit_count() >= self.ground.rules.most:
                continue
            larger, _ = circle_with(self.ground, self.circles[index] | 1 << i, self.left, budget=30)
            if larger:
                self.circles[index] = larger
                self.left &= ~larger
                return True
        return False

    def displace(self, i: int) -> bool:
        """Somebody's seat, when that person fits in another circle."""
        self.left ^= 1 << i
        for index, circle in enumerate(self.circles):
            for j in bits(circle):
                swapped = circle ^ (1 << j) | 1 << i
                if self.ground.is_circle(swapped) and self.join(j, but=index):
                    self.circles[index] = swapped
                    return True
        self.left ^= 1 << i
        return False

    def found(self, i: int) -> bool:
        """A new circle with others left over and people whom their circle can spare."""
        least, is_circle = self.ground.rules.least, self.ground.is_circle
        home = {j: index for index, circle in enumerate(self.circles) for j in bits(circle)}
        spare = [j for j, at in home.items() if is_circle(self.circles[at] ^ 1 << j)]
        if self.left.bit_count() + len(spare) < least:
            return False
        self.rng.shuffle(spare)
        pool = self.left & ~(1 << i)
        for j in spare:
            pool |= 1 << j
        circle, _ = circle_with(self.ground, 1 << i, pool, budget=300)
        after = [one & ~circle for one in self.circles]
        if not circle or not all(is_circle(one) for one in after):
            return False
        self.circles = [*after, circle]
        self.left &= ~circle
        return True

    def rebuild(self) -> bool:
        """Take a few circles apart with some of those left over, and put them together in the best way."""
        pool = 1 << self.rng.choice(list(bits(self.left)))
        taken = []
        for index in self.rng.sample(range(len(self.circles)), min(len(self.circles), 4)):
            if (pool | self.circles[index]).bit_count() <= FEW:
                pool |= self.circles[index]
                taken.append(index)
        others = self.shuffled(self.left & ~pool)[: FEW - pool.bit_count()]
        pool |= sum(1 << j for j in others)
        before = (pool & ~self.left).bit_count()
        made = best_among(self.ground, pool)
        if sum(made).bit_count() <= before:
            return False
        self.circles = [circle for index, circle in enumerate(self.circles) if index not in taken] + made
        self.left = (self.left | pool) & ~sum(made)
        return True

    def kick(self, tired: dict[int, int]) -> None:
        """Break up the tie: one left over takes a seat from whoever was moved least, or a circle is dissolved."""
        i = self.rng.choice(list(bits(self.left)))
        options = [
            (tired.get(j, 0), self.rng.random(), index, j)
            for index, circle in enumerate(self.circles)
            for j in bits(circle & ~self.left)
            if self.ground.is_circle(circle ^ (1 << j) | 1 << i)
        ]
        if options:
            _, _, index, j = min(options)
            self.circles[index] ^= 1 << j | 1 << i
            self.left ^= 1 << j | 1 << i
            tired[i] = tired.get(i, 0) + 1
        elif self.circles:
            self.left |= self.circles.pop(self.rng.randrange(len(self.circles)))

    def even_out(self) -> None:
        """Move people from circles above the target to circles below it, where the rules allow."""
        moved = True
        while moved:
            moved = False
            self.circles.sort(key=int.bit_count)
            for small, low in enumerate(self.circles):
                for large in range(len(self.circles) - 1, small, -1):
                    if self.circles[large].bit_count() - low.bit_count() > 1 and self.hand_over(large, small):
                        moved = True
                        break
                if moved:
                    break

    def hand_over(self, large: int, small: int) -> bool:
        for j in bits(self.circles[large]):
            fewer, more = self.circles[large] ^ 1 << j, self.circles[small] | 1 << j
            if self.ground.is_circle(fewer) and self.ground.is_circle(more):
                self.circles[large], self.circles[small] = fewer, more
                return True
        return False


def searched(ground: Ground, people: int, hopeless: int, rng: Random) -> list[int]:
    """The circles of the best of several starts; `hopeless` are people known to fit in no circle at all."""
    best: tuple[tuple[int, int], list[int]] | None = None
    for _ in range(STARTS):
        table = Table(ground, people & ~hopeless, rng)
        table.build()
        table.repair()
        table.even_out()
        found = (table.worth(), table.circles)
        best = found if best is None else min(best, found)
        if best[0][0] == 0:
            break
    return best[1] if best else []
