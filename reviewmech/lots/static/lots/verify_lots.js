// Verify a transcript of the drawing of lots, without a network and without anything but this file:
//
//     verifyLots(bytes)    a Uint8Array; returns {ok, hash, kind, line, code, parameters} and throws nothing
//
// It does what verify_lots.py does, in the same order, and comes to the same codes and lines: that file has the
// sentences for the codes, and says at its beginning what is verified. `line` counts from 1, and is 0 where the
// file as a whole cannot be read. The section numbers are those of "The procedure of the drawing of lots, exactly".
"use strict";

(() => {
  const FORMAT = "untoc-lots/1";
  const MOST_BYTES = 64 * 1024 * 1024;
  const MOST_LEVELS = 200; // of objects and lists inside each other
  const INSTRUMENTS = ["UNTOC", "TIP", "SOM", "FA"];
  const PLACES = ["home", "home+", "other", "other+"];
  const SIDES = ["home", "other"];
  const SWITCH = [1, 0];
  const NUMBERS = Array.from({ length: 501 }, (_, number) => number);
  const RULES = {
    package: ["first", "literal"],
    not_itself: SWITCH,
    home: ["same", "any"],
    other: ["different", "any"],
    two_different_reviewers: SWITCH,
    no_mutual_reviews: SWITCH,
    party_to_instruments: SWITCH,
    most_reviewers: [4, 3, 2],
    most_reviews: NUMBERS,
    fewest_reviews: NUMBERS,
    fewest_reviews_first: SWITCH,
    outside_groups: null, // a table of codes and groups
  };
  const HEAD_KEYS = [
    "format", "kind", "rules", "rules_hash", "input", "input_hash", "additional", "as_at", "source", "engine",
  ];
  const PROOF_LINE_KEYS = ["ball", "proof", "step"];
  const MOVES_KEYS = ["moves", "step"];
  const STEP_KEYS = ["step", "slot", "tier", "bowl", "set_aside", "winner"];
  const RESULT_KEYS = ["state", "home", "other", "extra", "start_group"];

  // What is wrong with the line that is being looked at.
  class WrongError extends Error {
    constructor(code, parameters = {}) {
      super(code);
      this.code = code;
      this.parameters = parameters;
    }
  }

  function verify(data) {
    const failed = (line, code, parameters = {}) => ({ ok: false, hash: "", kind: "", line, code, parameters });
    if (!data.length) return failed(0, "empty");
    if (data.length > MOST_BYTES) return failed(0, "too_big");
    const lines = new Lines(data);
    try {
      const [kind, hash] = checkTranscript(lines);
      return { ok: true, hash, kind, line: 0, code: "", parameters: {} };
    } catch (error) {
      if (!(error instanceof WrongError)) throw error;
      if (lines.number === 1 && !hasObject(data)) return failed(0, "no_object");
      return failed(lines.number, error.code, error.parameters);
    }
  }

  // --- Lines (sections 1 and 8): their form, and the chain of their hashes ---------------------------------------

  class Lines {
    constructor(data) {
      this.rest = split(data);
      this.endsWithLineBreak = data[data.length - 1] === 10;
      this.following = this.rest.next().value;
      this.number = 0; // that of the line that is being looked at
      this.hash = "0".repeat(64);
      this.ahead = null;
    }

    // The next line, without its hash, which is checked.
    peek() {
      if (this.ahead === null) {
        this.number += 1;
        this.ahead = this.parse();
      }
      return this.ahead;
    }

    // The next line, which must have these keys beside its hash.
    read(keys) {
      const line = this.peek();
      if (!hasKeys(line, keys)) throw new WrongError("keys", { keys: [...keys, "hash"].sort().join(", ") });
      this.ahead = null;
      return line;
    }

    parse() {
      const raw = this.following;
      this.following = this.rest.next().value;
      if (raw === undefined) throw new WrongError("cut_short");
      if (this.following === undefined && !this.endsWithLineBreak) throw new WrongError("no_line_break");
      const line = parseCanonical(raw);
      const claimed = line.hash;
      delete line.hash;
      this.hash = sha256(`${this.hash}\n${canonical(line)}`);
      if (claimed !== this.hash) throw new WrongError("hash");
      return line;
    }

    // Make sure that no line follows.
    end() {
      if (this.following !== undefined) {
        this.number += 1;
        throw new WrongError("after_end");
      }
    }
  }

  // The lines without their line breaks; after the last line break there is no further line.
  function* split(data) {
    let start = 0;
    while (start < data.length) {
      let end = data.indexOf(10, start);
      if (end < 0) end = data.length;
      yield data.subarray(start, end);
      start = end + 1;
    }
  }

  function decode(raw) {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(raw);
  }

  // The object that a line is. What is left in it are objects, lists, strings and integers.
  function parseCanonical(raw) {
    let text;
    try {
      text = decode(raw);
    } catch {
      throw new WrongError("not_utf8");
    }
    if (!isPlain(text) || text.normalize("NFC") !== text) throw new WrongError("not_canonical");
    let value;
    try {
      value = JSON.parse(text);
    } catch {
      throw new WrongError("not_canonical");
    }
    if (!isObject(value) || isDeep(value, MOST_LEVELS) || canonical(value) !== text) {
      throw new WrongError("not_canonical");
    }
    return value;
  }

  // Whether a line consists of what canonical JSON consists of: strings without control characters, in which only
  // quotes and backslashes are escaped; and between them no literals, fractions, spaces, numbers of 16 digits.
  function isPlain(text) {
    let inString = false;
    let digits = 0;
    for (let at = 0; at < text.length; at += 1) {
      const character = text.charCodeAt(at);
      digits = !inString && character >= 48 && character <= 57 ? digits + 1 : 0;
      if (character === 34) inString = !inString;
      else if (inString && character === 92) {
        at += 1;
        if (text[at] !== '"' && text[at] !== "\\") return false;
      } else if (inString) {
        if (character < 32 || (character >= 127 && character <= 159)) return false;
      } else if (digits > 15 || (!digits && !"[]{},:-".includes(text[at]))) return false;
    }
    return true;
  }

  // Whether any line is a JSON object at all, in whatever form.
  function hasObject(data) {
    for (const raw of split(data)) {
      try {
        const value = JSON.parse(decode(raw));
        if (isObject(value) && !isDeep(value, MOST_LEVELS)) return true;
      } catch {
        // This one is none.
      }
    }
    return false;
  }

  function isObject(value) {
    return typeof value === "object" && value !== null && !Array.isArray(value);
  }

  // Whether more than so many objects and lists stand inside each other.
  function isDeep(value, levels) {
    if (typeof value !== "object" || value === null) return false;
    return levels === 0 || Object.values(value).some((each) => isDeep(each, levels - 1));
  }

  function canonical(value) {
    if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
    if (!isObject(value)) return JSON.stringify(value);
    const pairs = Object.keys(value).sort(byCodePoint);
    return `{${pairs.map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join(",")}}`;
  }

  // The order of strings in Python and in the procedure; JavaScript's own is another beyond U+FFFF.
  function byCodePoint(one, other) {
    const [a, b] = [Array.from(one), Array.from(other)];
    const at = a.findIndex((character, place) => character !== b[place]);
    if (at < 0) return a.length - b.length;
    return at < b.length ? a[at].codePointAt(0) - b[at].codePointAt(0) : 1;
  }

  function same(one, other) {
    return canonical(one) === canonical(other);
  }

  function hasKeys(value, keys) {
    return isObject(value) && same(Object.keys(value).sort(), [...keys].sort());
  }

  function isText(value, fewest, most) {
    if (typeof value !== "string" || value.length > 2 * most) return false;
    const length = Array.from(value).length;
    return fewest <= length && length <= most;
  }

  // Whether something can stand between two | of what a ticket is the hash of.
  function isName(value, most) {
    return isText(value, 1, most) && !value.includes("|");
  }

  function isCode(value) {
    return typeof value === "string" && /^[A-Z0-9_-]{1,16}$/.test(value);
  }

  // --- The transcript as a whole ---------------------------------------------------------------------------------

  // A State is its number in the input. A slot is a number too: four times that of its State, and the number of its
  // place in PLACES. A *set of States* is one BigInt: its bit 0 stands for the first State of the input, and so on.
  const stateOf = (slot) => slot >> 2;
  const placeOf = (slot) => PLACES[slot & 3];
  const sideOf = (slot) => SIDES[(slot & 2) / 2];
  const isAdditional = (slot) => (slot & 1) === 1;
  const bit = (state) => 1n << BigInt(state);
  const has = (states, state) => (states & bit(state)) !== 0n;

  // Returns the kind and the hash of the draw.
  function checkTranscript(lines) {
    const head = lines.read(HEAD_KEYS);
    checkHead(head);
    const board = new Board(head.rules, head.input);
    checkAdditional(head.additional, board);
    const { seed } = lines.read(["seed"]);
    if (!isName(seed, 200)) throw new WrongError("value", { key: "seed" });
    const tickets = new Tickets(seed, board.codes);
    const steps = checkSteps(lines, board, tickets);
    checkResult(lines.read(["result"]).result, board.after(steps), tickets);
    const drawHash = lines.hash;
    const proofLines = checkProofs(lines, board, tickets, steps);
    checkEnd(lines, proofLines);
    return [head.kind, drawHash];
  }

  function checkEnd(lines, proofLines) {
    if (!hasKeys(lines.peek(), ["end"])) throw new WrongError("end_expected");
    if (lines.read(["end"]).end !== proofLines) throw new WrongError("end_count", { lines: proofLines });
    lines.end();
  }

  // The only source of chance (section 1): "by ticket" is in the order of hashes of the seed.
  class Tickets {
    constructor(seed, codes) {
      this.seed = seed;
      this.codes = codes;
    }

    of(label, code) {
      return sha256(`${FORMAT}|${this.seed}|${label}|${code}`);
    }

    sorted(label, states) {
      return sortedBy(states, (state) => this.of(label, this.codes[state]));
    }
  }

  function sortedBy(values, key) {
    const keyed = values.map((value) => [key(value), value]);
    keyed.sort(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0));
    return keyed.map(([, value]) => value);
  }

  // --- The head: rules, input, additional lots (sections 2, 3 and 5) ---------------------------------------------

  function checkHead(head) {
    const possible = {
      format: head.format === FORMAT,
      kind: ["official", "simulation"].includes(head.kind),
      as_at: isText(head.as_at, 0, 200),
      source: isText(head.source, 0, 200),
      engine: typeof head.engine === "string" && /^[0-9a-f]{64}$/.test(head.engine),
    };
    for (const key of Object.keys(possible)) if (!possible[key]) throw new WrongError("value", { key });
    checkRules(head.rules);
    checkInput(head.input);
    for (const key of ["rules", "input"]) {
      const isRight = head[`${key}_hash`] === sha256(canonical(head[key]));
      if (!isRight) throw new WrongError("content_hash", { key: `${key}_hash` });
    }
  }

  function checkRules(rules) {
    const keys = Object.keys(RULES);
    if (!hasKeys(rules, keys)) throw new WrongError("rule_keys", { keys: keys.sort().join(", ") });
    for (const [rule, values] of Object.entries(RULES)) {
      const isPossible = values === null ? isTable(rules[rule]) : values.includes(rules[rule]);
      if (!isPossible) throw new WrongError("rule_value", { rule });
    }
    if (rules.most_reviews && rules.fewest_reviews > rules.most_reviews) throw new WrongError("fewest_above_most");
  }

  // Whether something can be the rule outside_groups.
  function isTable(value) {
    const isPossible = ([code, group]) => isCode(code) && (group === "" || isName(group, 100));
    return isObject(value) && Object.entries(value).every(isPossible);
  }

  function checkInput(states) {
    if (!Array.isArray(states) || states.length < 3 || states.length > 500) throw new WrongError("state_count");
    let before = "";
    states.forEach((state, at) => {
      if (!isState(state)) throw new WrongError("state", { position: at + 1 });
      if (state.code <= before) throw new WrongError("state_order", { position: at + 1 });
      before = state.code;
    });
  }

  function isState(value) {
    return (
      hasKeys(value, ["code", "group", "instruments"]) &&
      isCode(value.code) &&
      isName(value.group, 100) &&
      Array.isArray(value.instruments) &&
      same(value.instruments, INSTRUMENTS.filter((each) => value.instruments.includes(each))) &&
      value.instruments.includes("UNTOC")
    );
  }

  // Give the board the additional lots of `first`: see the beginning of verify_lots.py.
  function checkAdditional(claimed, board) {
    const slots = [];
    board.codes.forEach((_, state) => {
      if (!board.literal && !board.coverable(state, "home")) slots.push(4 * state + 1);
      if (!board.literal && !board.coverable(state, "other")) slots.push(4 * state + 3);
    });
    const names = slots.map((slot) => board.name(slot));
    if (!same(claimed, names)) throw new WrongError("additional", { slots: names.join(", ") || "-" });
    board.additional = new Set(slots);
    const most = board.rules.most_reviewers;
    board.codes.forEach((state, number) => {
      const reviewers = 2 + slots.filter((slot) => stateOf(slot) === number).length;
      if (reviewers > most) throw new WrongError("too_many_reviewers", { state, reviewers, most });
    });
  }

  // --- The board: what is drawn, and whom the rules admit (section 5) --------------------------------------------

  // What has been drawn so far, and who may serve in a slot by each of the rules.
  class Board {
    constructor(rules, states) {
      this.rules = rules;
      this.literal = rules.package === "literal";
      this.codes = states.map((state) => state.code);
      this.numbers = new Map(this.codes.map((code, number) => [code, number]));
      this.groups = states.map((state) => state.group);
      this.packages = states.map((state) => state.instruments);
      this.everybody = bit(states.length) - 1n;
      this.members = new Map(); // by group: the set of its States
      this.parties = new Map(INSTRUMENTS.map((each) => [each, 0n])); // by instrument: the set of its parties
      states.forEach((state, number) => {
        this.members.set(state.group, (this.members.get(state.group) || 0n) | bit(number));
        for (const each of state.instruments) this.parties.set(each, this.parties.get(each) | bit(number));
      });
      this.covering = this.packages.map((instruments) => this.partyTo(instruments));
      this.additional = new Set();
      this.drawn = new Map(); // by slot: the reviewer
      this.reviewers = states.map(() => 0n); // by State: the set of those that review it
      this.reviewing = states.map(() => 0n); // by State: the set of those that it reviews
      this.reviews = states.map(() => 0); // by State: how many reviews it makes
      this.full = 0n; // the set of States that make the most reviews already
    }

    name(slot) {
      return `${this.codes[stateOf(slot)]}/${placeOf(slot)}`;
    }

    // The number of the State with this code.
    state(code, key) {
      if (!this.numbers.has(code)) throw new WrongError("no_state", { key });
      return this.numbers.get(code);
    }

    membersOf(states) {
      return this.codes.map((_, state) => state).filter((state) => has(states, state));
    }

    // The slots known before the draw, in the order in which they are drawn (section 4).
    slots(tickets) {
      const underReview = tickets.sorted("sur", this.codes.map((_, state) => state));
      const every = underReview.flatMap((state) => PLACES.map((_, place) => 4 * state + place));
      return every.filter((slot) => !isAdditional(slot) || this.additional.has(slot));
    }

    draw(slot, reviewer) {
      const state = stateOf(slot);
      this.drawn.set(slot, reviewer);
      this.reviewers[state] |= bit(reviewer);
      this.reviewing[reviewer] |= bit(state);
      this.reviews[reviewer] += 1;
      if (this.reviews[reviewer] === this.rules.most_reviews) this.full |= bit(reviewer);
    }

    undraw(slot) {
      const state = stateOf(slot);
      const reviewer = this.drawn.get(slot);
      this.drawn.delete(slot);
      const others = PLACES.map((_, place) => 4 * state + place).filter((each) => this.drawn.has(each));
      this.reviewers[state] = setOf(others.map((each) => this.drawn.get(each)));
      if (!has(this.reviewers[state], reviewer)) this.reviewing[reviewer] &= ~bit(state);
      this.reviews[reviewer] -= 1;
      this.full &= ~bit(reviewer);
    }

    // A copy on which these steps are drawn too.
    after(steps) {
      const board = Object.assign(Object.create(Board.prototype), this);
      board.drawn = new Map(this.drawn);
      board.reviewers = [...this.reviewers];
      board.reviewing = [...this.reviewing];
      board.reviews = [...this.reviews];
      for (const step of steps) board.draw(step.slot, step.winner);
      return board;
    }

    // The States that are party to all of these; all States, if the rule is off.
    partyTo(instruments) {
      if (!this.rules.party_to_instruments) return this.everybody;
      return instruments.reduce((found, each) => found & this.parties.get(each), this.everybody);
    }

    // The instruments of a State to which the drawn reviewer in a base slot is not party.
    missing(base) {
      const reviewer = this.drawn.get(base);
      return this.packages[stateOf(base)].filter((each) => !this.packages[reviewer].includes(each));
    }

    // The States that the rule `home` or `other` refuses.
    ofOtherSide(state, side) {
      const members = this.members.get(this.groups[state]);
      return { same: this.everybody & ~members, different: members, any: 0n }[this.rules[side]];
    }

    // Whether anybody covers the package whom 1 and 2 of section 5 admit.
    coverable(state, side) {
      const refused = this.ofOtherSide(state, side) | (this.rules.not_itself ? bit(state) : 0n);
      return (this.covering[state] & ~refused) !== 0n;
    }

    // The rules of section 5 that are on, in their order, each with the States that it refuses in a slot.
    // `remains`: the slot is not the one being drawn, it is one of those that remain (section 6).
    refused(slot, remains = false) {
      const state = stateOf(slot);
      const side = sideOf(slot);
      const isOpen = remains || this.hasPlace(slot);
      const found = [
        ["not_itself", bit(state)],
        [side, this.ofOtherSide(state, side)],
        ["two_different_reviewers", this.reviewers[state]],
        ["no_mutual_reviews", this.reviewing[state] & ~bit(state)],
        ["most_reviews", this.full],
        ["party_to_instruments", this.everybody & ~this.partyEnough(slot, remains)],
        ["most_reviewers", isOpen ? 0n : this.everybody & ~this.covering[state]],
      ];
      return found.filter(([rule]) => this.rules[rule]);
    }

    // The first rule that refuses a State in a slot, or undefined.
    refusal(slot, state, remains = false) {
      const found = this.refused(slot, remains).find(([, states]) => has(states, state));
      return found && found[0];
    }

    // The States that every rule admits in a slot.
    admitted(slot, remains = false) {
      return this.refused(slot, remains).reduce((found, [, states]) => found & ~states, this.everybody);
    }

    // 6 of section 5: the States that are party to what they would review in this slot.
    partyEnough(slot, remains) {
      if (isAdditional(slot)) {
        // Its base slot may still be to be drawn: then nothing is known to be missing (section 9).
        return this.drawn.has(slot - 1) ? this.partyTo(this.missing(slot - 1)) : this.everybody;
      }
      const isFree = this.literal ? !remains : this.additional.has(slot + 1);
      return isFree ? this.everybody : this.covering[stateOf(slot)];
    }

    // 7 of section 5: whether there may be an additional reviewer after this slot (`literal`).
    hasPlace(slot) {
      if (!this.literal || isAdditional(slot)) return true;
      const before = PLACES.map((_, place) => 4 * stateOf(slot) + place).filter((each) => each < slot);
      const soFar = before.filter((each) => this.drawn.has(each)).length;
      const still = sideOf(slot) === "home" ? 1 : 0;
      return soFar + 1 + 1 + still <= this.rules.most_reviewers;
    }

    // The slots that remain after one: under `literal` its additional lot may follow at once.
    following(slot, reviewer, rest) {
      const isCovered = isAdditional(slot) || has(this.covering[stateOf(slot)], reviewer);
      return this.literal && !isCovered ? [slot + 1, ...rest] : rest;
    }

    // Make sure that every State makes the fewest reviews, or more.
    checkFewest(code) {
      const fewest = this.rules.fewest_reviews;
      const at = this.reviews.findIndex((reviews) => reviews < fewest);
      if (at >= 0) throw new WrongError(code, { state: this.codes[at], reviews: this.reviews[at], fewest });
    }
  }

  // --- The steps (section 6) -------------------------------------------------------------------------------------

  function checkSteps(lines, start, tickets) {
    const board = start.after([]);
    const steps = [];
    let rest = board.slots(tickets);
    while (rest.length) {
      const slot = rest[0];
      const line = lines.read(STEP_KEYS);
      if (line.step !== steps.length + 1) throw new WrongError("step", { step: steps.length + 1 });
      const step = checkStep(line, slot, board, tickets);
      board.draw(slot, step.winner);
      steps.push(step);
      rest = board.following(slot, step.winner, rest.slice(1));
    }
    return steps;
  }

  function checkStep(line, slot, board, tickets) {
    const name = board.name(slot);
    if (line.slot !== name) throw new WrongError("slot", { slot: name });
    const winner = board.state(line.winner, "winner");
    const code = board.codes[winner];
    const rule = board.refusal(slot, winner);
    if (rule) throw new WrongError("not_admitted", { state: code, slot: name, rule });
    let bowl = board.membersOf(board.admitted(slot));
    if (line.bowl !== bowl.length) throw new WrongError("bowl", { slot: name, bowl: bowl.length });
    const tier = board.reviews[winner];
    if (line.tier !== tier) throw new WrongError("tier", { state: code, tier });
    bowl = tickets.sorted(`${placeOf(slot)}/${board.codes[stateOf(slot)]}`, bowl);
    if (board.rules.fewest_reviews_first) {
      bowl = sortedBy(bowl, (state) => board.reviews[state]); // where equal, they stay in the order of tickets
    }
    const setAside = bowl.slice(0, bowl.indexOf(winner));
    const balls = setAside.map((state) => board.codes[state]);
    if (!same(line.set_aside, balls)) {
      throw new WrongError("set_aside", { state: code, balls: balls.join(", ") || "-" });
    }
    return { slot, winner, setAside };
  }

  // --- The result, with the start groups (sections 7 and 8) ------------------------------------------------------

  // `board`: with everything drawn.
  function checkResult(result, board, tickets) {
    const expected = resultOf(board, tickets);
    if (!Array.isArray(result) || result.length !== expected.length) {
      throw new WrongError("result_length", { states: expected.length });
    }
    expected.forEach((right, at) => {
      const [entry, position] = [result[at], at + 1];
      if (!hasKeys(entry, RESULT_KEYS)) {
        throw new WrongError("result_keys", { position, keys: [...RESULT_KEYS].sort().join(", ") });
      }
      for (const key of RESULT_KEYS) {
        if (!same(entry[key], right[key])) {
          throw new WrongError("result", { position, key, expected: canonical(right[key]) });
        }
      }
    });
    board.checkFewest("too_few_reviews");
  }

  function resultOf(board, tickets) {
    const startGroups = startGroupsOf(board, tickets);
    const drawn = (slot) => board.codes[board.drawn.get(slot)];
    return board.codes.map((code, state) => ({
      state: code,
      home: drawn(4 * state),
      other: drawn(4 * state + 2),
      extra: [4 * state + 1, 4 * state + 3]
        .filter((slot) => board.drawn.has(slot))
        .map((slot) => ({ reviewer: drawn(slot), side: sideOf(slot), instruments: board.missing(slot - 1) })),
      start_group: startGroups.get(state),
    }));
  }

  // Dealt 1, 2, 3, 1, 2, 3, and so on, through the groups by ticket and inside each by ticket.
  function startGroupsOf(board, tickets) {
    const row = [];
    for (const group of sortedBy([...board.members.keys()], (each) => tickets.of("groups", each))) {
      const members = board.codes.map((_, state) => state).filter((state) => board.groups[state] === group);
      row.push(...tickets.sorted(`start/${group}`, members));
    }
    return new Map(row.map((state, place) => [state, (place % 3) + 1]));
  }

  // --- The proofs and the assignments, step by step (sections 8 to 10) -------------------------------------------

  // Returns the number of lines.
  function checkProofs(lines, start, tickets, steps) {
    const board = start.after([]);
    let rest = start.slots(tickets);
    const assignment = new Assignment(start);
    let counted = board.literal ? assignment.check(lines, 0, rest) : 0;
    steps.forEach((step, at) => {
      const following = board.following(step.slot, step.winner, rest.slice(1));
      if (board.literal) counted += assignment.check(lines, at + 1, following, step);
      for (const ball of step.setAside) {
        const proof = readProof(lines, at + 1, board.codes[ball]);
        const withBall = board.after([{ slot: step.slot, winner: ball }]);
        const remaining = board.following(step.slot, ball, rest.slice(1));
        const open = new Map(remaining.map((slot) => [slot, withBall.admitted(slot, true)]));
        new Case(withBall, open).check(proof);
        counted += 1;
      }
      board.draw(step.slot, step.winner);
      rest = following;
    });
    return counted;
  }

  function readProof(lines, step, ball) {
    const line = lines.peek();
    if (!hasKeys(line, PROOF_LINE_KEYS) || line.step !== step || line.ball !== ball) {
      throw new WrongError("proof_expected", { step, ball });
    }
    return lines.read(PROOF_LINE_KEYS).proof;
  }

  // Who could serve in each remaining slot: shows that the winners were completable (section 10).
  class Assignment {
    constructor(start) {
      this.board = start.after([]); // with everything drawn, and the assignment too
    }

    // Check it after a step, or before the first. Returns the number of lines.
    check(lines, number, remaining, step) {
      const line = lines.peek();
      const hasLine = hasKeys(line, MOVES_KEYS) && line.step === number;
      const moves = hasLine ? this.moves(lines.read(MOVES_KEYS).moves, remaining) : new Map();
      const isOther = step && this.board.drawn.get(step.slot) !== step.winner;
      this.change(isOther ? [[step.slot, step.winner]] : [], moves);
      const open = remaining.find((slot) => !this.board.drawn.has(slot));
      if (open !== undefined) throw new WrongError("move_missing", { slot: this.board.name(open) });
      this.board.checkFewest("move_too_few");
      return hasLine ? 1 : 0;
    }

    moves(moves, remaining) {
      if (!isObject(moves) || !Object.keys(moves).length) throw new WrongError("value", { key: "moves" });
      const byName = new Map(remaining.map((slot) => [this.board.name(slot), slot]));
      const found = new Map();
      for (const name of Object.keys(moves).sort(byCodePoint)) {
        if (!byName.has(name)) throw new WrongError("move_slot");
        const [slot, state] = [byName.get(name), this.board.state(moves[name], "moves")];
        found.set(slot, state);
        if (this.board.drawn.get(slot) === state) throw new WrongError("move_same", { slot: name });
      }
      return found;
    }

    // Change what changes, under every rule; all the rest was checked before.
    change(winner, moves) {
      const { board } = this;
      const changed = [...winner, ...moves];
      for (const [slot] of changed) if (board.drawn.has(slot)) board.undraw(slot);
      for (const [slot, state] of changed) {
        const rule = board.refusal(slot, state, moves.has(slot));
        const names = { state: board.codes[state], slot: board.name(slot) };
        if (rule) throw new WrongError("move_not_admitted", { ...names, rule });
        board.draw(slot, state);
      }
    }
  }

  // The keys of a proof, by the value of its first key (section 9).
  const PROOF_KEYS = new Map([
    ["places", ["cut", "states", "tasks", "places"]],
    ["tasks", ["cut", "states", "needs", "tasks"]],
    ["pairs", ["cut", "states", "slots", "places", "pairs"]],
    ["mutual", ["either", "states", "first", "second"]],
    ["twice", ["either", "state", "slots", "first", "second"]],
    ["instrument", ["either", "instrument", "slot", "first", "second"]],
  ]);

  // One case of a proof: `open` has for each slot that remains the States that could serve in it.
  class Case {
    constructor(board, open) {
      this.board = board;
      this.open = open;
    }

    // Make sure that no result is left in this case.
    check(proof) {
      const form = isObject(proof) ? ("cut" in proof ? proof.cut : proof.either) : "";
      if (!PROOF_KEYS.has(form) || !hasKeys(proof, PROOF_KEYS.get(form))) throw new WrongError("proof_form");
      if (["mutual", "twice", "instrument"].includes(form)) {
        const [first, second] = this[form](proof);
        this.without(first).check(proof.first);
        this.without(second).check(proof.second);
      } else this[form](proof);
    }

    // The cuts, which are counted.

    // More slots can be served by these States alone than these States have places for.
    places(proof) {
      const states = this.statesOf(proof.states);
      const inside = setOf(states);
      const tasks = sum([...this.open.values()], (open) => ((open & ~inside) === 0n ? 1 : 0));
      const places = this.placesOf(states);
      this.count(proof, { tasks, places });
      this.compare(tasks, places);
    }

    // These States need more reviews than there are slots in which any of them could serve.
    tasks(proof) {
      const states = this.statesOf(proof.states);
      const inside = setOf(states);
      const fewest = this.board.rules.fewest_reviews;
      const needs = sum(states, (state) => Math.max(0, fewest - this.board.reviews[state]));
      const tasks = sum([...this.open.values()], (open) => ((open & inside) !== 0n ? 1 : 0));
      this.count(proof, { needs, tasks });
      this.compare(needs, tasks);
    }

    // There are more slots than places of these States and pairs of others, which can serve but once.
    pairs(proof) {
      this.relyOn("no_mutual_reviews");
      this.relyOn("two_different_reviewers");
      const slots = this.slotsOf(proof.slots);
      const states = this.statesOf(proof.states);
      if (slots.some((slot, at) => at > 0 && slots[at - 1] >= slot)) throw new WrongError("proof_slots");
      const inside = setOf(states);
      const places = this.placesOf(states);
      const found = new Set();
      for (const slot of slots) {
        for (const reviewer of this.board.membersOf(this.open.get(slot) & ~inside)) {
          const [one, other] = [Math.min(stateOf(slot), reviewer), Math.max(stateOf(slot), reviewer)];
          found.add(one * this.board.codes.length + other);
        }
      }
      this.count(proof, { places, pairs: found.size });
      this.compare(slots.length, places + found.size);
    }

    placesOf(states) {
      const most = this.board.rules.most_reviews;
      return sum(states, (state) => (most ? most - this.board.reviews[state] : this.open.size));
    }

    count(proof, counts) {
      for (const [key, counted] of Object.entries(counts)) {
        if (proof[key] !== counted) throw new WrongError("proof_count", { key, counted });
      }
    }

    compare(more, less) {
      if (more <= less) throw new WrongError("proof_fails", { more, less });
    }

    // The cases that are distinguished: either these States are taken from these slots, or those from those.

    // Either A does not review B, or B does not review A.
    mutual(proof) {
      this.relyOn("no_mutual_reviews");
      const states = this.statesOf(proof.states);
      if (states.length !== 2) throw new WrongError("proof_states");
      const [a, b] = states;
      const slotsOf = (state) => [...this.open.keys()].filter((slot) => stateOf(slot) === state);
      return [
        new Map(slotsOf(b).map((slot) => [slot, bit(a)])),
        new Map(slotsOf(a).map((slot) => [slot, bit(b)])),
      ];
    }

    // Either A does not serve in the one slot of a State, or not in the other.
    twice(proof) {
      this.relyOn("two_different_reviewers");
      const state = this.board.state(proof.state, "state");
      const slots = this.slotsOf(proof.slots);
      const [one, other] = slots;
      if (slots.length !== 2 || one === other || stateOf(one) !== stateOf(other)) {
        throw new WrongError("proof_slots");
      }
      return [new Map([[one, bit(state)]]), new Map([[other, bit(state)]])];
    }

    // Either the base reviewer is party to an instrument, or the additional one is.
    instrument(proof) {
      const { board } = this;
      const [base] = this.slotsOf([proof.slot]);
      if (isAdditional(base) || !board.additional.has(base + 1)) throw new WrongError("proof_slots");
      if (!board.packages[stateOf(base)].includes(proof.instrument)) throw new WrongError("proof_instrument");
      const notParty = board.everybody & ~board.parties.get(proof.instrument);
      return [new Map([[base, notParty]]), new Map([[base + 1, notParty]])];
    }

    without(excluded) {
      const left = ([slot, states]) => [slot, states & ~(excluded.get(slot) || 0n)];
      return new Case(this.board, new Map([...this.open].map(left)));
    }

    relyOn(rule) {
      if (!this.board.rules[rule]) throw new WrongError("proof_rule", { rule });
    }

    // The slots of a list, all of which must remain.
    slotsOf(names) {
      const byName = new Map([...this.open.keys()].map((slot) => [this.board.name(slot), slot]));
      if (!Array.isArray(names) || !names.every((name) => byName.has(name))) throw new WrongError("proof_slots");
      return names.map((name) => byName.get(name));
    }

    // The States of a list, which must be in order.
    statesOf(codes) {
      const { numbers } = this.board;
      const isInOrder = (code, at) => numbers.has(code) && (at === 0 || codes[at - 1] < code);
      if (!Array.isArray(codes) || !codes.every(isInOrder)) throw new WrongError("proof_states");
      return codes.map((code) => numbers.get(code));
    }
  }

  function setOf(states) {
    return states.reduce((found, state) => found | bit(state), 0n);
  }

  function sum(values, term) {
    return values.reduce((total, value) => total + term(value), 0);
  }

  // --- SHA-256 (FIPS 180-4) of a text in UTF-8, in hexadecimal ----------------------------------------------------

  // Its constants: the first 32 bits of the fractional parts of the square and cube roots of the first primes.
  const PRIMES = [];
  for (let number = 2; PRIMES.length < 64; number += 1) {
    if (PRIMES.every((prime) => number % prime)) PRIMES.push(number);
  }
  const ROUNDS = Int32Array.from(PRIMES, (prime) => fraction(Math.cbrt(prime)));
  const START = Int32Array.from(PRIMES.slice(0, 8), (prime) => fraction(Math.sqrt(prime)));

  function fraction(number) {
    return Math.floor((number - Math.floor(number)) * 2 ** 32);
  }

  function sha256(text) {
    const bytes = new TextEncoder().encode(text);
    const padded = new Uint8Array((((bytes.length + 8) >> 6) + 1) << 6);
    padded.set(bytes);
    padded[bytes.length] = 0x80;
    const view = new DataView(padded.buffer);
    view.setUint32(padded.length - 8, Math.floor(bytes.length / 2 ** 29));
    view.setUint32(padded.length - 4, bytes.length << 3);
    const state = Int32Array.from(START);
    for (let at = 0; at < padded.length; at += 64) mix(state, view, at);
    return Array.from(state, (word) => (word >>> 0).toString(16).padStart(8, "0")).join("");
  }

  const SCHEDULE = new Int32Array(64);

  function turn(word, by) {
    return (word >>> by) | (word << (32 - by));
  }

  function mix(state, view, start) {
    const w = SCHEDULE;
    for (let i = 0; i < 16; i += 1) w[i] = view.getInt32(start + 4 * i);
    for (let i = 16; i < 64; i += 1) {
      const s0 = turn(w[i - 15], 7) ^ turn(w[i - 15], 18) ^ (w[i - 15] >>> 3);
      const s1 = turn(w[i - 2], 17) ^ turn(w[i - 2], 19) ^ (w[i - 2] >>> 10);
      w[i] = w[i - 16] + s0 + w[i - 7] + s1;
    }
    let [a, b, c, d, e, f, g, h] = state;
    for (let i = 0; i < 64; i += 1) {
      const one = h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + ROUNDS[i] + w[i];
      const two = (turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
      [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0];
    }
    [a, b, c, d, e, f, g, h].forEach((word, at) => {
      state[at] += word;
    });
  }

  globalThis.verifyLots = verify;
})();
