/* Documents and lists that are put in order (career_copilot/ui/paper.py, career_copilot/ui/ordering.py). */
import { useEffect, useRef, useState } from "react";

const SETTLES = 350; // ms without another change until a page is asked for

/* A page as a picture. The last one stays until the next is there, in a box of the paper's shape: nothing jumps. */
export function Paper({ src, alt, paper, onShown }) {
  const [shown, setShown] = useState("");
  const [failed, setFailed] = useState(false);
  const told = useRef(onShown);
  told.current = onShown;
  useEffect(() => {
    if (!src) return undefined;
    const picture = new Image();
    const timer = setTimeout(() => {
      picture.onload = () => {
        setShown(src);
        setFailed(false);
        told.current?.();
      };
      picture.onerror = () => setFailed(true);
      picture.src = src;
    }, shown ? SETTLES : 0);
    return () => {
      clearTimeout(timer);
      picture.onload = picture.onerror = null;
    };
  }, [src]);
  return (
    <div className="paper" data-paper={paper} data-stale={shown !== src || undefined}>
      {shown && <img src={shown} alt={alt} />}
      {failed && (
        <p className="paper-note" role="status">
          This page could not be drawn. What you changed is safe; change something or load the page again to try anew.
        </p>
      )}
    </div>
  );
}

/* Rows with `data-path`, `data-holder` and `data-rank` can be dragged within their holder by what is `draggable` in them, and
moved with Alt and the arrow keys from anywhere in them. `onPut` gets the path and the new rank. */
export function Ordering({ children, onPut }) {
  const held = useRef(null);
  const over = useRef(null);
  const row = (event) => event.target.closest?.("[data-path][data-rank]");
  /* A row that moves loses the focus: give it back once the row has its new place. */
  const follow = (id, path, rank, frames = 300) => {
    const moved = document.querySelector(`[data-path="${path}"]`);
    if (moved && Number(moved.dataset.rank) === rank) document.getElementById(id)?.focus();
    else if (frames > 0) requestAnimationFrame(() => follow(id, path, rank, frames - 1));
  };
  const unmark = () => {
    over.current?.removeAttribute("data-drop");
    over.current = null;
  };
  const start = (event) => {
    held.current = event.target.closest?.("[draggable]") ? row(event) : null;
    if (!held.current) return;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", held.current.dataset.path);
    event.dataTransfer.setDragImage(held.current, 12, 12);
  };
  const drag = (event) => {
    const target = row(event);
    if (target !== over.current) unmark();
    if (!held.current || !target || target === held.current) return;
    if (target.dataset.holder !== held.current.dataset.holder) return;
    event.preventDefault();
    over.current = target;
    target.dataset.drop = Number(target.dataset.rank) > Number(held.current.dataset.rank) ? "below" : "above";
  };
  const drop = (event) => {
    const target = over.current;
    if (target) {
      event.preventDefault();
      onPut(held.current.dataset.path, Number(target.dataset.rank));
    }
    unmark();
    held.current = null;
  };
  const press = (event) => {
    const target = row(event);
    if (!event.altKey || !target || !["ArrowUp", "ArrowDown"].includes(event.key)) return;
    if (event.target.matches("input, textarea, select")) return;
    event.preventDefault();
    const rank = Number(target.dataset.rank) + (event.key === "ArrowUp" ? -1 : 1);
    if (rank < 0 || rank >= Number(target.dataset.count)) return;
    onPut(target.dataset.path, rank);
    if (event.target.id) follow(event.target.id, target.dataset.path, rank);
  };
  return (
    <div onDragStart={start} onDragOver={drag} onDrop={drop} onDragEnd={unmark} onKeyDown={press}>
      {children}
    </div>
  );
}
