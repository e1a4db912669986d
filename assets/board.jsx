/* The board of applications (career_copilot/ui/board.py): columns of cards, moved by mouse, by touch, by keyboard or by menu.

What the server said last, with the moves it has not answered yet played over it: a card stays where it was dropped, and
the answer corrects it. `settled` is the number of the last move that was answered. */
import { memo, useCallback, useDeferredValue, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { Link } from "react-router";
import { DragDropContext, Draggable, Droppable } from "@hello-pangea/dnd";

const NARROWEST = 188; // px of a column in which a card can be read
const STACK = 140;
const IN_SIGHT = 12; // cards of a column that can be moved as soon as they are drawn
const MEMORY = "applications.collapsed";
const PHONE = "(max-width: 767px)";
const HOW = `Arrow keys go from card to card. Space picks a card up: arrow keys then move it within and between columns, Space
drops it, Escape puts it back. Enter opens it, M shows its menu.`;

/* ---- what the server said ---- */

/* A column comes whole: its cards that say what they said stay the objects they were, and are not drawn again. */
function useUnchanged(cards) {
  const known = useRef(cards);
  return useMemo(() => {
    const before = new Map(Object.values(known.current).flat().map((card) => [card.id, card]));
    const same = (card) => (JSON.stringify(before.get(card.id)) === JSON.stringify(card) ? before.get(card.id) : card);
    const keep = ([stage, column]) => [stage, column === known.current[stage] ? column : column.map(same)];
    known.current = Object.fromEntries(Object.entries(cards).map(keep));
    return known.current;
  }, Object.values(cards));
}

/* ---- moves that wait for their answer ---- */

function moved(cards, { id, stage, step, below }) {
  const from = Object.keys(cards).find((name) => cards[name].some((card) => card.id === id));
  if (!from || !cards[stage]) return cards;
  const card = { ...cards[from].find((each) => each.id === id), step };
  if (from !== stage) card.since = "today";
  const result = { ...cards, [from]: cards[from].filter((each) => each.id !== id) };
  const target = [...result[stage]];
  const above = target.findIndex((each) => each.id === below);
  const at = below === null ? (from === stage ? cards[from].findIndex((each) => each.id === id) : 0) : above + 1;
  target.splice(at, 0, card);
  result[stage] = target;
  return result;
}

function usePending(cards, settled) {
  const [pending, setPending] = useState([]);
  const waiting = pending.filter((move) => move.serial > settled);
  useEffect(() => {
    if (waiting.length !== pending.length) setPending(waiting);
  });
  const shown = useMemo(() => waiting.reduce(moved, cards), [cards, pending, settled]);
  const play = useCallback((move) => setPending((before) => [...before, move]), []);
  return [shown, play];
}

/* ---- what is remembered and measured ---- */

function useCollapsed(columns) {
  const [collapsed, setCollapsed] = useState(() => {
    const kept = localStorage.getItem(MEMORY);
    return kept === null ? columns.filter((column) => column.closed).map((column) => column.stage) : kept.split(",");
  });
  const toggle = useCallback((stage) => {
    setCollapsed((before) => {
      const after = before.includes(stage) ? before.filter((name) => name !== stage) : [...before, stage];
      localStorage.setItem(MEMORY, after.join(","));
      return after;
    });
  }, []);
  return [collapsed, toggle];
}

function usePhone() {
  const [phone, setPhone] = useState(() => matchMedia(PHONE).matches);
  useEffect(() => {
    const query = matchMedia(PHONE);
    const follow = () => setPhone(query.matches);
    query.addEventListener("change", follow);
    return () => query.removeEventListener("change", follow);
  }, []);
  return phone;
}

/* Columns scroll one by one where all fit; else the board scrolls sideways, and the page down: one drag, one scroller. */
function useFits(board, needed) {
  const [fits, setFits] = useState(true);
  useLayoutEffect(() => {
    const measure = () => setFits(board.current.clientWidth >= needed);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(board.current);
    return () => observer.disconnect();
  }, [needed]);
  return fits;
}

/* A card is dropped on what it covers, and it covers several of the low boxes in the stack: there the pointer decides. */
function usePointedAt(dragging) {
  const [stage, setStage] = useState(null);
  useEffect(() => {
    if (!dragging) return undefined;
    const follow = (event) => {
      const { clientX: x, clientY: y } = event.touches?.[0] ?? event;
      const box = [...document.querySelectorAll("[data-strip]")].find((each) => {
        const at = each.getBoundingClientRect();
        return at.left <= x && x <= at.right && at.top <= y && y <= at.bottom;
      });
      setStage(box ? box.dataset.stage : null);
    };
    addEventListener("mousemove", follow, { capture: true, passive: true });
    addEventListener("touchmove", follow, { capture: true, passive: true });
    return () => {
      removeEventListener("mousemove", follow, { capture: true });
      removeEventListener("touchmove", follow, { capture: true });
      setStage(null);
    };
  }, [dragging]);
  return stage;
}

/* ---- a card ---- */

function neighbour(card, key) {
  const column = card.closest("[data-stage]");
  const cards = [...column.querySelectorAll(".board-card")];
  const at = cards.indexOf(card);
  if (key === "ArrowDown" || key === "ArrowUp") return cards[at + (key === "ArrowDown" ? 1 : -1)];
  const columns = [...column.closest(".board").children].filter((each) => each.querySelector(".board-card"));
  const beside = columns[columns.indexOf(column) + (key === "ArrowRight" ? 1 : -1)];
  const there = beside ? [...beside.querySelectorAll(".board-card")] : [];
  return there[Math.min(at, there.length - 1)];
}

function Score({ value }) {
  if (value < 0) return null;
  return <span className="card-score" title={`Score ${value} of 100`}><span className="visually-hidden">Score </span>{value}</span>;
}

const Content = memo(function Content({ card, stage, onMenu }) {
  const menu = (event) => onMenu(event.currentTarget, card, stage);
  return (
    <>
      <div className="card-head">
        <Link className="card-name" to={`/applications/${card.id}`} tabIndex={-1} draggable={false}>{card.title}</Link>
        <button type="button" className="card-more" tabIndex={-1} aria-label={`Move or change ${card.title}`}
          aria-haspopup="menu" onClick={menu}>⋯</button>
      </div>
      {card.company && <div className="card-company">{card.company}</div>}
      {(card.step || card.badges.length > 0 || card.tags.length > 0) && (
        <div className="card-marks">
          {card.step && (
            <button type="button" className="badge accent card-step" tabIndex={-1} aria-haspopup="menu"
              aria-label={`Step: ${card.step_name}. Change`} onClick={menu}>{card.step_name}</button>
          )}
          {card.badges.map((badge) => <span key={badge.text} className={`badge ${badge.colour}`}>{badge.text}</span>)}
          {card.tags.map((tag) => <span key={tag} className="card-tag">{tag}</span>)}
        </div>
      )}
      {card.next && (
        <div className="card-next" title={card.next_exact}>
          <span className="card-next-what">{card.next}</span> <span className="card-next-when">{card.next_when}</span>
        </div>
      )}
      <div className="card-foot-line">
        <span title={card.since_exact}>{card.since}</span>
        <Score value={card.score} />
      </div>
    </>
  );
});

/* What moves a card stands beside it and draws nothing: it costs as much as the card, and may come a moment later. It says
what the card's element must have; that the card then draws itself again must not reach it. */
function Held({ provided, dragging, element, hold }) {
  useLayoutEffect(() => {
    provided.innerRef(element.current);
    hold({ ...provided.draggableProps, ...provided.dragHandleProps, "data-dragging": dragging || undefined });
  }, [provided, dragging]);
  return null;
}

const Mover = memo(function Mover({ id, index, element, hold }) {
  return (
    <Draggable draggableId={String(id)} index={index}>
      {(provided, snapshot) => <Held provided={provided} dragging={snapshot.isDragging} element={element} hold={hold} />}
    </Draggable>
  );
});

const Card = memo(function Card({ card, stage, label, index, movable, onMenu }) {
  const element = useRef(null);
  const [held, hold] = useState(null);
  const keys = (event) => {
    const other = event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey;
    if (other || held?.["data-dragging"]) return;
    if (event.key === "Enter") event.currentTarget.querySelector(".card-name").click();
    else if (event.key === "m" || event.key === "ContextMenu") onMenu(event.currentTarget.querySelector(".card-more"), card, stage);
    else if (event.key.startsWith("Arrow")) neighbour(event.currentTarget, event.key)?.focus();
    else return;
    event.preventDefault();
  };
  return (
    <>
      <div
        ref={element}
        {...held}
        tabIndex={index === 0 ? 0 : -1}
        role="group"
        aria-roledescription="card"
        aria-label={[card.title, card.company, label, `${card.next} ${card.next_when}`.trim()].filter(Boolean).join(", ")}
        className="board-card"
        data-id={card.id}
        onKeyDown={keys}
      >
        <Content card={card} stage={stage} onMenu={onMenu} />
      </div>
      {movable && <Mover id={card.id} index={index} element={element} hold={hold} />}
    </>
  );
});

/* ---- a column ---- */

const Cards = memo(function Cards({ cards, stage, label, movable, onMenu }) {
  return cards.map((card, index) => (
    <Card key={card.id} card={card} stage={stage} label={label} index={index} movable={movable || index < IN_SIGHT} onMenu={onMenu} />
  ));
});

function Column({ column, cards, count, strip, own, closed, movable, fixed, onMenu, onToggle, onMore }) {
  const heading = `column-${column.stage}`;
  return (
    <section className="board-column" data-stage={column.stage} data-strip={strip || undefined} aria-labelledby={heading}>
      <h2 className="column-head" id={heading}>
        <button type="button" className="column-toggle" aria-expanded={!strip} disabled={fixed} onClick={() => onToggle(column.stage)}
          title={fixed ? undefined : strip ? `Widen ${column.name}` : `Collapse ${column.name}`}>
          <span className="column-name">{column.name}</span> <span className="column-count">{count}</span>
        </button>
      </h2>
      <Droppable droppableId={column.stage} isDropDisabled={closed}>
        {(provided, snapshot) => (
          <div ref={provided.innerRef} {...provided.droppableProps} className="column-cards"
            data-over={snapshot.isDraggingOver || undefined} data-own={own || strip || undefined}>
            {!strip && <Cards cards={cards} stage={column.stage} label={column.name} movable={movable} onMenu={onMenu} />}
            {!strip && cards.length === 0 && !snapshot.isDraggingOver && <p className="column-empty">None</p>}
            {provided.placeholder}
            {!strip && count > cards.length && (
              <button type="button" className="button quiet small column-more" onClick={() => onMore(column.stage)}>
                Show more ({count - cards.length})
              </button>
            )}
          </div>
        )}
      </Droppable>
    </section>
  );
}

/* ---- the menu of a card: every move without dragging ---- */

function Menu({ menu, columns, steps, chosen, onChoose }) {
  const items = (event) => {
    const all = [...event.currentTarget.querySelectorAll("[role^=menuitem]")];
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!by) return;
    event.preventDefault();
    all[(all.indexOf(document.activeElement) + by + all.length) % all.length].focus();
  };
  const item = (key, text, on, current) => (
    <button key={key} type="button" role={current === undefined ? "menuitem" : "menuitemradio"}
      aria-checked={current} className="menu-item" onClick={() => onChoose(on)}>{text}</button>
  );
  return (
    <div ref={menu} popover="auto" className="menu board-menu" role="menu" aria-label={chosen ? chosen.card.title : "Card"}
      onKeyDown={items}>
      {chosen && <>
        <div role="group" aria-label="Move to">
          <p className="menu-title" aria-hidden="true">Move to …</p>
          {columns.map((column) => item(column.stage, column.name, { stage: column.stage, step: "" }, column.stage === chosen.stage))}
        </div>
        {chosen.stage === "interview" && (
          <div role="group" aria-label="Step of the interview" className="menu-part">
            <p className="menu-title" aria-hidden="true">Step of the interview</p>
            {steps.map(([step, name]) => item(step, name, { stage: "interview", step }, step === chosen.card.step))}
          </div>
        )}
        <div role="group" aria-label="More" className="menu-part">
          {item("archive", chosen.card.archived ? "Bring back" : "Archive", { action: "archive" })}
          {item("delete", "Delete", { action: "delete" })}
        </div>
      </>}
    </div>
  );
}

function place(menu, button) {
  const at = button.getBoundingClientRect();
  menu.showPopover();
  const left = Math.max(8, Math.min(at.right - menu.offsetWidth, innerWidth - menu.offsetWidth - 8));
  const top = Math.max(8, Math.min(at.bottom + 4, innerHeight - menu.offsetHeight - 8));
  Object.assign(menu.style, { left: `${left}px`, top: `${top}px` });
  menu.querySelector("[role^=menuitem]").focus();
}

/* ---- stage tabs of a phone ---- */

function Tabs({ board, columns, counts }) {
  const [at, setAt] = useState(0);
  const tabs = useRef(null);
  useEffect(() => {
    const pane = board.current;
    const follow = () => setAt(Math.round(pane.scrollLeft / Math.max(1, pane.clientWidth)));
    pane.addEventListener("scroll", follow, { passive: true });
    return () => pane.removeEventListener("scroll", follow);
  }, []);
  useEffect(() => {
    const tab = tabs.current.children[at];
    if (tab) tabs.current.scrollTo({ left: tab.offsetLeft - (tabs.current.clientWidth - tab.offsetWidth) / 2 });
  }, [at]);
  const show = (index) => board.current.scrollTo({ left: index * board.current.clientWidth, behavior: "smooth" });
  return (
    <div className="board-tabs" ref={tabs} role="group" aria-label="Stages">
      {columns.map((column, index) => (
        <button key={column.stage} type="button" className="board-tab" aria-current={index === at ? "true" : undefined}
          onClick={() => show(index)}>{column.name} <span className="column-count">{counts[column.stage]}</span></button>
      ))}
    </div>
  );
}

/* ---- the board ---- */

function useAnnouncements(shown, names) {
  const where = (place) => `position ${place.index + 1} of ${names[place.droppableId]}`;
  const title = (id) => Object.values(shown).flat().find((card) => String(card.id) === id)?.title ?? "The card";
  return {
    picked: (start, { announce }) => announce(`Picked up ${title(start.draggableId)}, ${where(start.source)}.`),
    passed: (update, { announce }) => announce(update.destination ? `Over ${where(update.destination)}.` : "Not over a column."),
    dropped: (result, { announce }) => announce(
      result.destination
        ? `Dropped ${title(result.draggableId)} at ${where(result.destination)}.`
        : `${title(result.draggableId)} is back where it was.`,
    ),
  };
}

function useMenu(act) {
  const menu = useRef(null);
  const asked = useRef(null);
  const [chosen, setChosen] = useState(null);
  const open = useCallback((button, card, stage) => {
    asked.current = button;
    setChosen({ card, stage });
  }, []);
  useLayoutEffect(() => {
    if (chosen) place(menu.current, asked.current);
  }, [chosen]);
  const choose = (on) => {
    const card = asked.current.closest(".board-card");
    menu.current.hidePopover();
    card?.focus();
    act(on, chosen);
  };
  return { menu, chosen, open, choose };
}

export function Board({ columns, cards: said, steps, settled, onMove, onMore, onAct }) {
  const board = useRef(null);
  const cards = useUnchanged(said);
  const movable = useDeferredValue(true, false); // the rest of the cards, once the first drawing is on the screen
  const phone = usePhone();
  const [collapsed, toggle] = useCollapsed(columns);
  const [shown, play] = usePending(cards, settled);
  const serial = useRef(Date.now());
  const names = useMemo(() => Object.fromEntries(columns.map((column) => [column.stage, column.name])), [columns]);
  const counts = Object.fromEntries(
    columns.map(({ stage, count }) => [stage, count + shown[stage].length - cards[stage].length]),
  );
  const send = (id, stage, step, below) => {
    serial.current = Math.max(serial.current + 1, Date.now());
    play({ id, stage, step, below, serial: serial.current });
    onMove(id, stage, step, below, serial.current);
  };
  const { menu, chosen, open, choose } = useMenu((on, { card, stage }) => {
    if (on.action) onAct(card.id, on.action);
    else if (on.stage !== stage || on.step !== card.step) send(card.id, on.stage, on.step, null);
  });
  const [dragging, setDragging] = useState(false); // by a pointer
  const pointed = usePointedAt(dragging);
  const announce = useAnnouncements(shown, names);
  const picked = (start, provided) => {
    setDragging(start.mode === "FLUID");
    announce.picked(start, provided);
  };
  const dropped = (result, provided) => {
    setDragging(false);
    board.current.removeAttribute("data-measured"); // cards have their sizes: `auto` remembers them
    announce.dropped(result, provided);
    const { source, destination, draggableId } = result;
    if (!destination || (source.droppableId === destination.droppableId && source.index === destination.index)) return;
    const card = shown[source.droppableId].find((each) => String(each.id) === draggableId);
    const rest = shown[destination.droppableId].filter((each) => each.id !== card.id);
    const strip = strips.some(({ stage }) => stage === destination.droppableId);
    const below = strip || destination.index === 0 ? 0 : rest[destination.index - 1].id;
    send(card.id, destination.droppableId, destination.droppableId === source.droppableId ? card.step : "", below);
  };
  const asked = columns.filter((column) => !column.hidden); // a card can be moved to a stage that the filters hide
  const fixed = asked.length < columns.length; // whoever chose stages wants to see them
  const strips = phone || fixed ? [] : columns.filter(({ stage }) => collapsed.includes(stage));
  const wide = asked.filter((column) => !strips.includes(column));
  const fits = useFits(board, wide.length * NARROWEST + (strips.length ? STACK : 0));
  const draw = (column, strip) => (
    <Column key={column.stage} column={column} cards={shown[column.stage]} count={counts[column.stage]} strip={strip}
      own={fits && !phone} closed={strip && dragging && column.stage !== pointed} movable={movable} fixed={fixed} onMenu={open} onToggle={toggle} onMore={onMore} />
  );
  return (
    <DragDropContext onBeforeCapture={() => board.current.toggleAttribute("data-measured", true)} onDragStart={picked} onDragUpdate={announce.passed} onDragEnd={dropped}
      dragHandleUsageInstructions={HOW}>
      {phone && <Tabs board={board} columns={asked} counts={counts} />}
      <div className="board" ref={board} data-fits={fits && !phone}>
        {wide.map((column) => draw(column, false))}
        {strips.length > 0 && <div className="board-stack">{strips.map((column) => draw(column, true))}</div>}
      </div>
      <Menu menu={menu} columns={columns} steps={steps} chosen={chosen} onChoose={choose} />
    </DragDropContext>
  );
}
