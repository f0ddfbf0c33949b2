"""One year in the shop: who looks for what, and what ends in the basket.

A session is a chain of steps. Each step first chooses what kind of thing to look for,

    V(u,k,t) = b_intent p_u(t) . kind_k + b_appeal appeal_k + season - owned,    k by softmax

(or keeps looking for the same; ``owned`` lowers durable kinds bought before), then one product
of a slate of 24, by the utility of ``worlds.taste`` with, as context,

    + wanted             where the product is of the kind looked for
    - price   sensitivity_u price_position_i
    - owned              where it is of another, durable kind that they have bought before
    - viewed, - bought   where the customer has viewed or bought it before

With s = a + 0.3 quality - price and z a fresh normal number, a viewed product goes into the cart
where s + 0.7 z > threshold, and six carts in ten are bought at once; a durable kind bought before
passes one time in 25 only. Who buys a kind with complements soon buys each of them with the
probability in ``words/complements.txt``: half of the time in the same session, else within days.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np

from worlds.customers import Customers
from worlds.dice import Dice
from worlds.shop_catalogue import Range
from worlds.shop_words import ASPECTS, CONSUMABLES, GIFTS, REVIEWS, SEASONS, USES, read_complements
from worlds.taste import DAYS, exponential, inner, position_appeal, taste_on, to_whole

CONSTANTS = MappingProxyType(
    {
        "owned": -3.0,
        "buys_again": 0.04,
        "keeps_looking": 0.45,
        "intent": 1.45,
        "kind_appeal": 1.0,
        "affinity": 1.35,
        "quality": 1.25,
        "position": 1.0,
        "wanted": 1.5,
        "price": [0.1, 0.5, 1.0],
        "viewed": -2.0,
        "bought": -6.0,
        "bought_consumable": 0.5,
        "interest_quality": 0.3,
        "interest_noise": 0.7,
        "cart_threshold": 4.9,
        "buy_now": 0.6,
        "buy_later": 0.15,
        "complement_now": 0.5,
        "complement_within_days": 6,
        "complement_bought": 0.95,
        "reorder_chance": 0.3,
        "review_chance": 0.35,
        "star_thresholds": [2.4, 3.9, 4.8, 6.1],
        "search_chance": 0.14,
        "popularity_exponent": 1.15,
        "gift_season_pull": 2.0,
    }
)
#: Where each place of a slate comes from: w wanted kind, p popular, n new, r random.
SLATE = "wwpwwrwpwwnwwpwrwwpwwrnp"
HOURS = (7, 8, 9, 10, 11, 12, 12, 13, 14, 15, 16, 17, 18, 19, 19, 20, 20, 20, 21, 21, 22)
ANY_KIND = -1
ANY_PRODUCT = -1
FRESH_DAYS = 45

Event = tuple[int, int, int, str, str, str, str, str, str, str]


@dataclass(frozen=True)
class Errand:
    """Something a customer has set out to do: buy a kind, buy one product, or review it."""

    kind: int
    product: int = ANY_PRODUCT
    review: str = ""
    stars: int = 0


@dataclass(eq=False)
class _Session:
    customer: int
    name: str
    second: int
    device: str
    steps: int
    errands: list[Errand]
    wanted: int = ANY_KIND


@dataclass(eq=False)
class ShopYear:
    """Runs the year day by day; ``events`` are (second, customer, product, event, value, ...)."""

    range: Range
    customers: Customers
    dice: Dice
    events: list[Event] = field(default_factory=list)

    def __post_init__(self) -> None:
        n_customers, n_products = len(self.customers.joined), len(self.range.products)
        self.viewed = np.zeros((n_customers, n_products), dtype=bool)
        self.bought = np.zeros((n_customers, n_products), dtype=bool)
        self.owned = np.zeros((n_customers, len(self.range.kinds)), dtype=bool)
        self.visits = np.zeros(n_customers, dtype=np.int64)
        self.kind = self.range.kind
        self.complements = read_complements(self.range.kinds)
        self.errands: dict[int, dict[int, list[Errand]]] = {}
        luck = self.dice.normal(n_products)
        strength = self.range.quality + luck
        appeal = exponential(CONSTANTS["popularity_exponent"] * strength)
        self.appeal = to_whole(1000 * appeal)
        kinds = self.range.kinds
        self.kind_appeal = CONSTANTS["kind_appeal"] * np.array([kind.appeal for kind in kinds])
        self.consumable = np.array([kind.name in CONSUMABLES for kind in kinds])[self.kind]
        self.durable = np.array(
            [kind.name not in CONSUMABLES and kind.department != "Books" for kind in kinds]
        )
        self.gift = np.array([kind.name in GIFTS for kind in kinds])
        self.gift_buyer = np.array([name == "gift buyer" for name in self.customers.segment])
        self.season = np.array([SEASONS[kind.department] for kind in kinds])
        self.price = np.array(CONSTANTS["price"])[self.customers.sensitivity]

    def run(self) -> list[Event]:
        """Simulate all days; events in the order of time, then customer."""
        for day in range(DAYS):
            self._day(day)
        self.events.sort(key=lambda event: (event[0], event[1]))
        return self.events

    def _plan(self, customer: int, day: int, errand: Errand) -> None:
        self.errands.setdefault(day, {}).setdefault(customer, []).append(errand)

    def _day(self, day: int) -> None:
        people, dice, added = self.customers, self.dice, self.range.added
        self.today = day
        month = min(day // 31, 11)
        self.here = added < day
        self.available = np.flatnonzero(self.here)
        self.fresh = np.flatnonzero(self.here & (added >= day - FRESH_DAYS))
        self.by_kind = [
            np.flatnonzero(self.here & (self.kind == k)) for k in range(len(self.range.kinds))
        ]
        self.taste = taste_on(day, people.start, people.end, people.change_day)
        busy = np.where(self.gift_buyer & (month >= 10), 4.0, 1.1 if month >= 10 else 1.0)
        comes = dice.uniform(len(people.joined)) < people.daily_rate * busy
        comes &= (people.joined <= day) & (self.visits < people.budget)
        errands = self.errands.pop(day, {})
        comes[sorted(errands)] = True
        sessions = [
            self._open(int(who), errands.get(int(who), [])) for who in np.flatnonzero(comes)
        ]
        pull = self.season[:, month] + self.kind_appeal
        gifts = CONSTANTS["gift_season_pull"] * self.gift * (month >= 10)
        while sessions:
            self._step(sessions, pull, gifts)
            sessions = [session for session in sessions if session.steps > 0]

    def _open(self, customer: int, errands: list[Errand]) -> _Session:
        dice = self.dice
        self.visits[customer] += 1
        second = self.today * 86400 + dice.pick(HOURS) * 3600 + dice.whole(0, 3599)
        device = self.customers.device[customer]
        device = device if dice.chance(0.8) else dice.pick(("phone", "laptop", "tablet"))
        session = _Session(customer, str(self.visits[customer]), second, device, 0, [])
        for errand in errands:
            if errand.review:
                self._note(
                    session, errand.product, "review", value=str(errand.stars), text=errand.review
                )
                session.second += dice.whole(20, 200)
            else:
                session.errands.append(errand)
        session.steps = len(session.errands)
        if not errands or dice.chance(0.3):
            session.steps += 1
            while session.steps < 9 and dice.chance(0.66):
                session.steps += 1
        return session

    def _step(self, sessions: list[_Session], pull: np.ndarray, gifts: np.ndarray) -> None:
        """Every open session looks at one product."""
        sessions = [session for session in sessions if session.steps > 0]
        if not sessions:
            return
        dice = self.dice
        people = np.array([session.customer for session in sessions])
        tasks = [session.errands.pop(0) if session.errands else None for session in sessions]
        wanted = self._intents(sessions, tasks, pull, gifts)
        slates = self._slates(wanted)
        affinity = inner(self.taste[people][:, None, :], self.range.vectors[slates])
        cost = self.price[people][:, None] * self.range.price_position[slates]
        elsewhere = self.kind[slates] != wanted[:, None]
        utility = (
            CONSTANTS["affinity"] * affinity
            + CONSTANTS["quality"] * self.range.quality[slates]
            + CONSTANTS["position"] * position_appeal(len(SLATE))
            + CONSTANTS["wanted"] * (self.kind[slates] == wanted[:, None])
            + CONSTANTS["owned"] * self.owned[people[:, None], self.kind[slates]] * elsewhere
            - cost
            + CONSTANTS["viewed"] * self.viewed[people[:, None], slates]
            + CONSTANTS["bought"]
            * self.bought[people[:, None], slates]
            * np.where(self.consumable[slates], CONSTANTS["bought_consumable"], 1.0)
        )
        must = np.array([task is not None for task in tasks])
        utility += 50.0 * (must[:, None] & (self.kind[slates] == wanted[:, None]))
        choice = np.argmax(utility + dice.gumbel(utility.shape), axis=1)
        rows = np.arange(len(people))
        interest = (
            affinity[rows, choice]
            + CONSTANTS["interest_quality"] * self.range.quality[slates[rows, choice]]
            - cost[rows, choice]
        )
        luck = CONSTANTS["interest_noise"] * dice.normal((len(people), 2))
        drawn_to = interest + luck[:, 0]
        pleased = interest + luck[:, 1]
        for row, session in enumerate(sessions):
            session.steps -= 1
            product, place = int(slates[row, choice[row]]), int(choice[row]) + 1
            feelings = float(drawn_to[row]), float(pleased[row])
            self._look(session, product, place, tasks[row], feelings)

    def _intents(
        self,
        sessions: list[_Session],
        tasks: list[Errand | None],
        pull: np.ndarray,
        gifts: np.ndarray,
    ) -> np.ndarray:
        """The kind of thing that each session looks for next."""
        people = np.array([session.customer for session in sessions])
        liking = inner(self.taste[people][:, None, :], self.range.kind_vectors)
        worth = CONSTANTS["intent"] * liking + pull + gifts * self.gift_buyer[people][:, None]
        worth = worth + CONSTANTS["owned"] * self.owned[people]
        new = np.argmax(worth + self.dice.gumbel(worth.shape), axis=1)
        keeps = self.dice.uniform(len(sessions)) < CONSTANTS["keeps_looking"]
        for row, (session, task) in enumerate(zip(sessions, tasks, strict=True)):
            if task is not None:
                session.wanted = task.kind
            elif session.wanted == ANY_KIND or not keeps[row]:
                session.wanted = int(new[row])
        return np.array([session.wanted for session in sessions])

    def _slates(self, wanted: np.ndarray) -> np.ndarray:
        dice, size = self.dice, (len(wanted), len(SLATE))
        slates = self.available[dice.below(len(self.available), size)]
        source = np.array(list(SLATE))
        popular, new, same = source == "p", source == "n", source == "w"
        weights = self.appeal * self.here
        slates[:, popular] = dice.weighted(weights, (len(wanted), int(popular.sum())))
        if len(self.fresh):
            picks = dice.below(len(self.fresh), (len(wanted), int(new.sum())))
            slates[:, new] = self.fresh[picks]
        luck = dice.uniform((len(wanted), int(same.sum())))
        for row, kind in enumerate(wanted.tolist()):
            shelf = self.by_kind[kind]
            slates[row, same] = shelf[(luck[row] * len(shelf)).astype(np.int64)]
        return slates

    def _look(
        self,
        session: _Session,
        product: int,
        place: int,
        task: Errand | None,
        feelings: tuple[float, float],
    ) -> None:
        dice, customer = self.dice, session.customer
        drawn_to, pleased = feelings
        if task is not None and task.product != ANY_PRODUCT:
            product = task.product
        if dice.chance(CONSTANTS["search_chance"]):
            self._note(session, -1, "search", query=self._query(product))
            session.second += dice.whole(5, 40)
            place = dice.whole(1, 4)
        self._note(session, product, "view", position=str(place))
        self.viewed[customer, product] = True
        session.second += dice.whole(15, 240)
        if task is not None:
            if dice.chance(CONSTANTS["complement_bought"]):
                self._cart(session, product)
                self._buy(session, product, pleased)
        elif drawn_to > CONSTANTS["cart_threshold"] and self._has_use(customer, product):
            self._cart(session, product)
            if dice.chance(CONSTANTS["buy_now"]):
                self._buy(session, product, pleased)
            elif dice.chance(CONSTANTS["buy_later"] / (1 - CONSTANTS["buy_now"])):
                day = self.today + dice.whole(1, 3)
                self._plan(customer, day, Errand(int(self.kind[product]), product))

    def _has_use(self, customer: int, product: int) -> bool:
        """Whether somebody who owns a durable thing of this kind would buy another."""
        owned = bool(self.owned[customer, self.kind[product]])
        return not owned or self.dice.chance(CONSTANTS["buys_again"])

    def _cart(self, session: _Session, product: int) -> None:
        self._note(session, product, "cart")
        session.second += self.dice.whole(5, 120)

    def _buy(self, session: _Session, product: int, pleased: float) -> None:
        dice, customer, kind = self.dice, session.customer, int(self.kind[product])
        several = self.consumable[product] and dice.chance(0.4)
        self._note(session, product, "purchase", value=str(dice.whole(2, 3) if several else 1))
        session.second += dice.whole(10, 60)
        self.bought[customer, product] = True
        self.owned[customer, kind] = self.durable[kind]
        for other, probability in self.complements.get(kind, []):
            if not dice.chance(probability):
                continue
            if dice.chance(CONSTANTS["complement_now"]):
                session.errands.append(Errand(other))
                session.steps += 1
            else:
                day = self.today + dice.whole(1, CONSTANTS["complement_within_days"])
                self._plan(customer, day, Errand(other))
        if self.consumable[product] and dice.chance(CONSTANTS["reorder_chance"]):
            self._plan(customer, self.today + dice.whole(24, 45), Errand(kind, product))
        if dice.chance(CONSTANTS["review_chance"]):
            day = self.today + dice.whole(5, 21)
            stars = 1 + sum(pleased > limit for limit in CONSTANTS["star_thresholds"])
            self._plan(customer, day, Errand(kind, product, self._opinion(product, stars), stars))

    def _opinion(self, product: int, stars: int) -> str:
        item = self.range.products[product]
        department = self.range.kinds[item.kind].department
        return self.dice.pick(REVIEWS[stars]).format(
            aspect=self.dice.pick(ASPECTS[department]),
            noun=item.noun,
            use=self.dice.pick(USES[department]),
        )

    def _query(self, product: int) -> str:
        """What somebody types who is looking for a product like this one."""
        item = self.range.products[product]
        kind = self.range.kinds[item.kind].name
        typed = [kind, item.noun, f"{self.dice.pick(item.tags)} {item.noun}", item.brand]
        return self.dice.pick(typed).lower()

    def _note(
        self,
        session: _Session,
        product: int,
        event: str,
        *,
        value: str = "",
        position: str = "",
        query: str = "",
        text: str = "",
    ) -> None:
        session.second += 1
        self.events.append(
            (
                session.second,
                session.customer,
                product,
                event,
                value,
                session.name,
                position,
                session.device,
                query,
                text,
            )
        )
