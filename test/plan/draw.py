"""Draws plans as docs/draw.md describes, with Python's standard library alone.

Reads one input a line (JSON: targets, inspectors, rules, met, seed) and writes one plan a line, in canonical JSON.
"""

import hashlib
import hmac
import json
import sys
import unicodedata

DIMENSIONS = ("class", "region", "industry")
LACKS = ("inspectors", "region", "industry", "interest", "capacity")


def key(seed, text):
    return hmac.new(seed, text.encode("utf-8"), hashlib.sha256).hexdigest()


def canonical(value):
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def comparable(text):
    text = unicodedata.normalize("NFKC", text)
    text = "".join(c for c in text if c not in "\t\n\v\f\r ")
    return "".join(chr(ord(c) + 32) if "A" <= c <= "Z" else c for c in text)


def barrier(target, rules):
    if target["closed"]:
        return "closed"
    if rules["onceForA"] and target["class"] == "A" and target["visits"] > 0:
        return "once_for_a"
    if rules["capInAll"] is not None and target["visits"] >= rules["capInAll"]:
        return "cap_in_all"
    cap = rules["capPerDepartment"]
    if cap is not None:
        for each in target["departments"]:
            if each["department"] in rules["departments"] and each["visits"] >= cap:
                return "cap_per_department"
    return None


def strata_of(targets, rules):
    used = [d for d in DIMENSIONS if d in rules["dimensions"]]
    groups = {}
    for target in targets:
        of = [target[d] for d in used]
        groups.setdefault(canonical(of).encode("utf-8"), (of, []))[1].append(target)
    strata = []
    for name in sorted(groups):
        of, everyone = groups[name]
        barred = {"closed": 0, "once_for_a": 0, "cap_in_all": 0, "cap_per_department": 0}
        eligible = []
        for target in everyone:
            why = barrier(target, rules)
            if why is None:
                eligible.append(target)
            else:
                barred[why] += 1
        fitting = None
        for i, quota in enumerate(rules["quotas"]):
            if all(quota[d] is None or quota[d] == of[k] for k, d in enumerate(used)):
                fitting = i
                break
        strata.append(
            {"of": of, "size": len(everyone) - barred["closed"], "eligible": eligible, "barred": barred, "quota": fitting, "wanted": 0}
        )
    for i, quota in enumerate(rules["quotas"]):
        own = [s for s in strata if s["quota"] == i]
        if quota["count"] is not None:
            for s in own:
                s["wanted"] = quota["count"]
            continue
        products = [s["size"] * quota["share"] for s in own]
        for s, product in zip(own, products):
            s["wanted"] = product // 10000
        left = sum(products) // 10000 - sum(s["wanted"] for s in own)
        largest = sorted(range(len(own)), key=lambda k: (-(products[k] % 10000), k))
        for k in largest[:left]:
            own[k]["wanted"] += 1
    return strata


class ByLot:
    """Items in an order by lot, made as far as it is looked at."""

    def __init__(self, items, seed, text):
        self.items, self.seed, self.text = list(items), seed, text
        self.done, self.block, self.numbers = 0, 0, []

    def number(self, below):
        even = 2**32 - 2**32 % below
        while True:
            if not self.numbers:
                key = hmac.new(self.seed, f"{self.text}\n{self.block}".encode("utf-8"), hashlib.sha256).digest()
                self.numbers = [int.from_bytes(key[i : i + 4], "big") for i in range(0, 32, 4)]
                self.block += 1
            number = self.numbers.pop(0)
            if number < even:
                return number % below

    def at(self, i):
        while self.done <= i:
            other = self.done + self.number(len(self.items) - self.done)
            self.items[self.done], self.items[other] = self.items[other], self.items[self.done]
            self.done += 1
        return self.items[i]


class Teams:
    def __init__(self, inspectors, rules, seed, met):
        self.inspectors = sorted(inspectors, key=lambda i: i["id"].encode("utf-8"))
        self.rules, self.seed = rules, seed
        self.load = {i["id"]: 0 for i in inspectors}
        self.pairs = {frozenset(pair) for pair in met}
        self.interests = {i["id"]: {self.interest(x["kind"], x["value"]) for x in i["interests"]} for i in inspectors}

    @staticmethod
    def interest(kind, value):
        return (kind, value if kind == "entity" else comparable(value))

    def able(self, target):
        rules = self.rules
        touched = {self.interest("entity", target["id"])}
        for kind in ("owner", "address"):
            if target[kind] is not None:
                touched.add(self.interest(kind, target[kind]))
        tests = {
            "inspectors": lambda i: not rules["departments"] or i["department"] in rules["departments"],
            "region": lambda i: not i["regions"] or target["region"] in i["regions"],
            "industry": lambda i: not i["industries"] or target["industry"] in i["industries"],
            "interest": lambda i: not (touched & self.interests[i["id"]]),
            "capacity": lambda i: self.load[i["id"]] < i["capacity"] * rules["days"],
        }
        able = self.inspectors
        for lack in LACKS:
            able = [i for i in able if tests[lack](i)]
            if len(able) < rules["team"]:
                return None, lack
        if any(all(i["department"] != d for i in able) for d in rules["departments"]):
            return None, "department"
        return able, None

    def team_from(self, order, start, again):
        team = []
        size = self.rules["team"]
        for place in range(start, len(order.items)):
            if len(team) == size:
                break
            inspector = order.at(place)
            there = {i["department"] for i in team} | {inspector["department"]}
            missing = [d for d in self.rules["departments"] if d not in there]
            if len(missing) > size - len(team) - 1:
                continue
            if not again and any(frozenset((i["id"], inspector["id"])) in self.pairs for i in team):
                continue
            team.append(inspector)
        return team if len(team) == size else None

    def next(self, target):
        able, lack = self.able(target)
        if able is None:
            return [], False, lack
        order = ByLot(able, self.seed, "team\n" + target["id"])
        for again in (False, True):
            for start in range(len(able) - self.rules["team"] + 1):
                team = self.team_from(order, start, again)
                if team is None:
                    continue
                for k, one in enumerate(team):
                    self.load[one["id"]] += 1
                    for other in team[k + 1 :]:
                        self.pairs.add(frozenset((one["id"], other["id"])))
                return [i["id"] for i in team], again, None
        return [], False, "department"


def draw(plan):
    rules, seed = plan["rules"], bytes.fromhex(plan["seed"])
    strata = strata_of(plan["targets"], rules)
    drawn, shortfalls = {}, []

    def turned(text):
        whole = key(seed, text)
        return whole[32:] + whole[:32]

    def take(among, n, order, by):
        first = sorted(among, key=lambda t: order(t["id"]))[:n]
        for target in first:
            drawn[target["id"]] = (key(seed, target["id"]), target, by)
        return len(first)

    counts = [take(s["eligible"], s["wanted"], lambda text: key(seed, text), "quota") for s in strata]
    floor = -(-len(drawn) * rules["floor"] // (10000 - rules["floor"]))
    left = [t for s in strata for t in s["eligible"] if t["id"] not in drawn]
    floor_drawn = take(left, floor, turned, "floor")
    if not plan["targets"]:
        shortfalls.append({"kind": "no_target"})
    for s, n in zip(strata, counts):
        if s["quota"] is None:
            shortfalls.append({"kind": "no_quota", "of": s["of"], "size": s["size"]})
        elif n < s["wanted"]:
            shortfalls.append({"kind": "short", "of": s["of"], "wanted": s["wanted"], "drawn": n, "barred": s["barred"]})
        elif s["wanted"] == 0 and s["size"] > 0:
            shortfalls.append({"kind": "too_small", "of": s["of"], "size": s["size"]})
    if floor_drawn < floor:
        shortfalls.append({"kind": "floor_short", "wanted": floor, "drawn": floor_drawn})
    teams = Teams(plan["inspectors"], rules, seed, plan["met"])
    visits = []
    for _, target, by in sorted(drawn.values(), key=lambda each: each[0]):
        inspectors, again, lack = teams.next(target)
        if lack is not None:
            shortfalls.append({"kind": "no_team", "target": target["id"], "lack": lack})
        elif again:
            shortfalls.append({"kind": "pair_again", "target": target["id"], "inspectors": inspectors})
        visits.append({"target": target["id"], "by": by, "inspectors": inspectors})
    return {
        "strata": [
            {"of": s["of"], "size": s["size"], "eligible": len(s["eligible"]), "wanted": s["wanted"], "drawn": n}
            for s, n in zip(strata, counts)
        ],
        "floor": floor,
        "visits": visits,
        "shortfalls": shortfalls,
    }


if __name__ == "__main__":
    sys.stdin.reconfigure(encoding="utf-8")
    sys.stdout.reconfigure(encoding="utf-8")
    for line in sys.stdin:
        print(canonical(draw(json.loads(line))))
