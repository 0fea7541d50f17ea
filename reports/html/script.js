// The page without this is whole, only longer: every step is shown.
const root = document.documentElement;
root.classList.add('js');

/** Light, dark, or what the system prefers until somebody switches. */
function switchTheme() {
  const dark = root.dataset.theme
    ? root.dataset.theme === 'dark'
    : matchMedia('(prefers-color-scheme: dark)').matches;
  root.dataset.theme = dark ? 'light' : 'dark';
  showTheme();
}

const themeSwitch = document.querySelector('[data-theme-switch]');
const system = matchMedia('(prefers-color-scheme: dark)');

function showTheme() {
  const dark = root.dataset.theme ? root.dataset.theme === 'dark' : system.matches;
  themeSwitch.setAttribute('aria-pressed', String(dark));
}

themeSwitch.addEventListener('click', switchTheme);
system.addEventListener('change', showTheme);
showTheme();

/** The page has the drawing of the statechart once. */
const drawing = document.querySelector('#statechart .scroll');
const home = drawing?.parentElement;

/** The sources that the page brings along. */
const files = [...document.querySelectorAll('#sources [data-file]')];

/** One run: its rows in the lanes, its steps, and the step that is looked at. */
class Run {
  constructor(element) {
    this.element = element;
    this.place = element.dataset.run;
    this.lanes = element.querySelector('.lanes');
    this.now = element.querySelector('.now');
    this.steps = [...element.querySelectorAll('.steps > li')];
    this.rows = [...element.querySelectorAll('tbody tr')];
    this.chart = element.querySelector('.chart');
    this.room = element.querySelector('.drawing');
    this.room?.addEventListener('toggle', () => this.draw());
    this.broken = this.steps.findIndex((step) => step.querySelector('.law'));
    this.at = 0;
    this.range = element.querySelector('[type=range]');
    this.range.style.setProperty('--steps', this.steps.length);
    this.range.addEventListener('input', () => this.show(Number(this.range.value)));
    this.search = element.querySelector('[type=search]');
    this.found = element.querySelector('.found');
    this.boxes = [...element.querySelectorAll('.filter [type=checkbox]')];
    for (const box of this.boxes) box.addEventListener('change', () => this.filter());
    this.search.addEventListener('input', () => this.filter());
    this.search.addEventListener('keydown', (event) => {
      if (event.key === 'Enter') this.toNextFound(event.shiftKey ? -1 : 1);
    });
    element
      .querySelector('tbody')
      .addEventListener('mouseover', (event) => this.name(event.target));
    this.markLoop();
    this.source = element.querySelector('.source-room');
    this.link = element.querySelector('.go-on');
    this.base = this.link?.getAttribute('href').replace(/&turns=[^&]*$/, '');
    for (const button of element.querySelectorAll('[data-go]')) {
      button.disabled = button.dataset.go === 'broken' && this.broken < 0;
      button.addEventListener('click', () => this.go(button.dataset.go));
    }
    element.querySelector('tbody').addEventListener('click', (event) => {
      const row = event.target.closest('tr[data-step]');
      if (!row || event.target.closest('a') || String(getSelection())) return;
      this.show(this.indexOf(row.dataset.step));
    });
  }

  indexOf(step) {
    return this.steps.findIndex((one) => one.dataset.step === step);
  }

  go(where) {
    const last = this.steps.length - 1;
    const to = {
      first: this.seen(0, 1),
      previous: this.seen(this.at - 1, -1),
      next: this.seen(this.at + 1, 1),
      last: this.seen(last, -1),
      broken: this.broken,
    }[where];
    this.show(this.steps[to] ? to : this.at);
  }

  /** The first step from there on that is not filtered away. */
  seen(from, by) {
    let at = from;
    while (this.steps[at] && this.rowOf(this.steps[at].dataset.step).hidden) at += by;
    return at;
  }

  rowOf(step) {
    return this.rows.find((row) => row.dataset.step === step);
  }

  /** What stands between the beginning and the end of a loop. */
  markLoop() {
    const [from, to] = this.rows.filter((row) => row.classList.contains('loop'));
    if (!to) return;
    const body = this.rows.slice(this.rows.indexOf(from) + 1, this.rows.indexOf(to));
    for (const row of body) row.classList.add('in-loop');
  }

  /** Shows the rows of the tasks and kinds that are asked for, and marks what is searched for. */
  filter() {
    const off = this.boxes.filter((box) => !box.checked);
    const lanes = off.map((box) => box.dataset.lane).filter((lane) => lane !== undefined);
    const hides = (kind) => off.some((box) => box.dataset.show === kind);
    const text = this.search.value.trim().toLowerCase();
    for (const row of this.rows) {
      const own = row.querySelector('td.own');
      const lane = own && String([...row.querySelectorAll('td.lane')].indexOf(own));
      const { classList } = row;
      row.hidden =
        lanes.includes(lane) ||
        (hides('facts') && classList.contains('note') && !classList.contains('broke')) ||
        (hides('loop') && classList.contains('in-loop') && !classList.contains('broke'));
      const isFound = text !== '' && !row.hidden && row.textContent.toLowerCase().includes(text);
      classList.toggle('found', isFound);
    }
    const found = this.rows.filter((row) => row.classList.contains('found')).length;
    this.found.textContent = text === '' ? '' : `${found} found`;
  }

  /** The next step, round and round, that has a row in which the text is found. */
  toNextFound(by) {
    const found = this.rows
      .filter((row) => row.classList.contains('found') && row.dataset.step !== undefined)
      .map((row) => this.indexOf(row.dataset.step));
    const order = [...new Set(found)].sort((a, b) => (a - b) * by);
    const next = order.find((index) => (index - this.at) * by > 0) ?? order[0];
    if (next !== undefined) this.show(next);
  }

  /** Says of a stripe what it is, since when it is held, and who waits, as the step does. */
  name(target) {
    if (!target.matches('.gutter i') || target.className === '') return;
    const step = this.steps[this.indexOf(target.closest('tr').dataset.step)];
    const lane = [...target.closest('tr').querySelectorAll('td.lane')].indexOf(
      target.closest('td'),
    );
    const at = [...target.parentElement.children].indexOf(target);
    const sign = this.lanes.querySelectorAll('thead .lane')[lane].querySelectorAll('i')[at];
    const locks = step?.querySelectorAll('.held dd')[lane]?.querySelectorAll('.lock') ?? [];
    const lock = [...locks].find(
      (one) => one.querySelector('.swatch').textContent === sign.textContent,
    );
    target.title = lock?.textContent ?? '';
  }

  /** Shows a step; the address says which, unless the page has only been opened. */
  show(index, remember = true) {
    const step = this.steps[index];
    if (!step) return;
    current = this;
    this.at = index;
    for (const one of this.steps) one.classList.toggle('current', one === step);
    for (const row of this.rows) {
      const own = row.dataset.step === step.dataset.step;
      row.classList.toggle('current', own);
      const link = row.querySelector('th a');
      if (!link) continue;
      link.tabIndex = own ? 0 : -1;
      if (own) link.setAttribute('aria-current', 'step');
      else link.removeAttribute('aria-current');
    }
    this.light(step.querySelector('.state')?.textContent);
    this.readAt(step.querySelector('.origin .at')?.textContent);
    const title = step.querySelector('h4').textContent;
    this.now.textContent = `${title.trim()} · ${index + 1} of ${this.steps.length}`;
    this.range.value = index;
    this.leadOn(Number(step.dataset.step) + 1);
    this.range.setAttribute('aria-valuetext', this.now.textContent);
    this.scrollTo(step.dataset.step);
    if (remember) history.replaceState(null, '', `#${this.place}/step-${step.dataset.step}`);
  }

  /** Shows the file around the line of a step; a step without one leaves what is shown. */
  readAt(place) {
    const at = place?.lastIndexOf(':') ?? -1;
    const file = files.find((one) => one.dataset.file === place?.slice(0, at));
    if (!file) return;
    this.source.hidden = false;
    if (this.source.firstChild?.dataset.file !== file.dataset.file)
      this.source.replaceChildren(file.cloneNode(true));
    for (const line of this.source.querySelectorAll('li')) {
      const isHere = line.dataset.line === place.slice(at + 1);
      if (isHere) line.setAttribute('aria-current', 'location');
      else line.removeAttribute('aria-current');
      if (isHere) this.source.scrollTop = line.offsetTop - this.source.clientHeight / 2;
    }
  }

  /** Has the link into the explorer lead to after so many steps. */
  leadOn(steps) {
    if (!this.link) return;
    let left = steps;
    const turns = this.link.dataset.turns.split(',').flatMap((turn) => {
      const at = turn.lastIndexOf('*');
      const taken = Math.min(left, Number(turn.slice(at + 1)));
      left -= taken;
      return taken > 0 ? [`${turn.slice(0, at)}*${taken}`] : [];
    });
    this.link.href = `${this.base}&turns=${encodeURIComponent(turns.join(','))}`;
  }

  /** Lights the states that a step names, and those at rest of the regions that it does not. */
  light(named) {
    if (!this.chart) return;
    this.chart.hidden = named === undefined;
    const words = named?.split(' ') ?? [];
    const region = (state) => state.slice(0, state.indexOf('.') + 1);
    const rest = this.chart.dataset.rest.split(' ');
    const lit = [
      ...words,
      ...rest.filter((state) => !words.some((word) => word.startsWith(region(state)))),
    ];
    const states = [this.chart, drawing].flatMap((one) => [
      ...(one?.querySelectorAll('[data-state]') ?? []),
    ]);
    for (const state of states) {
      const isLit = named !== undefined && lit.includes(state.dataset.state);
      state.classList.toggle('lit', isLit);
      if (isLit) state.setAttribute('aria-current', 'true');
      else state.removeAttribute('aria-current');
    }
    this.toLit();
  }

  /** Scrolls the drawing, where it stands beside this run, to the states that are lit. */
  toLit() {
    if (!this.room?.open) return;
    const frame = drawing.getBoundingClientRect();
    const all = [...drawing.querySelectorAll('.lit')].map((one) => one.getBoundingClientRect());
    if (all.length === 0) return;
    const left = Math.min(...all.map((one) => one.left));
    const top = Math.min(...all.map((one) => one.top));
    drawing.scrollBy(left - frame.left - 40, top - frame.top - 40);
  }

  /** The drawing stands beside the run in which it was opened last, else at its own place. */
  draw() {
    if (this.room.open) {
      for (const run of runs) if (run !== this && run.room) run.room.open = false;
      this.room.append(drawing);
      this.show(this.at, false);
    } else if (drawing.parentElement === this.room) {
      home.append(drawing);
    }
  }

  /** Scrolls the lanes, never the page. */
  scrollTo(step) {
    const row = this.rowOf(step);
    const top = row.offsetTop - this.lanes.clientHeight / 2;
    this.lanes.scrollTop = Math.max(0, top);
  }
}

let current;
const runs = [...document.querySelectorAll('.run')].map((element) => new Run(element));
for (const run of [...runs].reverse()) run.show(Math.max(0, run.broken), false);

/** Follows `#violation-2/step-7`. */
function follow() {
  const [place, step] = decodeURIComponent(location.hash.slice(1)).split('/step-');
  const run = runs.find((one) => one.place === place);
  if (!run) return;
  run.show(step === undefined ? Math.max(0, run.broken) : run.indexOf(step), false);
  const folded = run.element.closest('details');
  if (folded) folded.open = true;
  const target = step === undefined ? document.getElementById(place) : run.element;
  target.scrollIntoView({ block: 'start' });
}

for (const scroll of document.querySelectorAll('.sides .scroll')) {
  const row = scroll.querySelector('.parts');
  if (row) scroll.scrollTop = row.offsetTop - (scroll.clientHeight - row.offsetHeight) / 2;
}

/** What is to be pasted, for the clipboard; selected where the browser does not let us at it. */
async function copy(button) {
  const code = button.parentElement.querySelector('code');
  try {
    await navigator.clipboard.writeText(code.textContent);
    button.textContent = 'Copied';
    setTimeout(() => (button.textContent = 'Copy'), 2000);
  } catch {
    getSelection().selectAllChildren(code);
  }
}
for (const button of document.querySelectorAll('[data-copy]'))
  button.addEventListener('click', () => copy(button));

addEventListener('hashchange', follow);
// The browser goes to the address by itself when all is loaded.
addEventListener('load', follow);

const KEYS = { ArrowLeft: 'previous', ArrowRight: 'next', b: 'broken' };
/** These scroll the page, unless the lanes are what the reader is in. */
const LANE_KEYS = { ArrowUp: 'previous', ArrowDown: 'next', Home: 'first', End: 'last' };

addEventListener('keydown', (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  const run = runs.find((one) => one.element.contains(event.target)) ?? current;
  if (event.target.matches('[type=search]')) return;
  if (event.key === '/' && run) {
    event.preventDefault();
    run.search.focus();
    return;
  }
  const inLanes = run?.element.contains(event.target);
  const where = KEYS[event.key] ?? (inLanes ? LANE_KEYS[event.key] : undefined);
  if (!where) return;
  event.preventDefault();
  run.go(where);
  if (event.target.closest?.('tbody'))
    run.rows
      .find((row) => row.matches('.current'))
      ?.querySelector('a')
      .focus({ preventScroll: true });
});
