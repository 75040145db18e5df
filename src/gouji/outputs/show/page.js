
"use strict";
(() => {
  const get = (id) => document.getElementById(id);
  const words = (element, name) => (element.dataset[name] || "").split(" ").filter(Boolean);
  const doubts = [...document.querySelectorAll("#doubts .to")];
  let at = -1;

  const clear = () => {
    for (const name of ["chosen", "near"]) {
      for (const element of document.querySelectorAll("." + name)) element.classList.remove(name);
    }
  };
  const reveal = (element) => element && element.scrollIntoView({ block: "center", inline: "nearest" });

  const tell = (title, lines) => {
    get("chosen").textContent = title;
    get("lines").replaceChildren(...lines.map((line) => {
      const span = document.createElement("span");
      span.textContent = line;
      return span;
    }));
  };

  const choose = (cells, spots, title, lines) => {
    clear();
    for (const element of [...cells, ...spots]) element.classList.add("chosen");
    at = doubts.findIndex((one) => cells.some((cell) => words(one, "to").includes(cell.id)) || (one.dataset.spots && words(one, "spots").some((name) => spots.includes(get(name)))));
    if (at >= 0) doubts[at].classList.add("chosen");
    tell(title, lines);
  };

  const chooseCell = (cell) => {
    const spots = words(cell, "spots").map(get);
    choose([cell], spots, cell.dataset.label, cell.dataset.detail.split("\n"));
    beside(cell, spots);
  };

  const beside = (cell, spots) => {
    const near = cell.dataset.near ? get(cell.dataset.near) : null;
    if (near) near.classList.add("near");
    reveal(spots[0] || near);
  };

  const chooseSpot = (spot) => {
    const cells = words(spot, "cells").map(get);
    const button = doubts.find((one) => words(one, "spots").includes(spot.id));
    if (cells.length) {
      choose(cells, [spot], cells[0].dataset.label, cells[0].dataset.detail.split("\n"));
      reveal(cells[0]);
    } else if (button) {
      choose([], [spot], button.textContent, []);
      reveal(button);
    }
  };

  const chooseDoubt = (button) => {
    if (button.dataset.to) {
      const cells = words(button, "to").map(get);
      const spots = cells.flatMap((cell) => words(cell, "spots")).map(get);
      const title = (cells.length > 1 ? button : cells[0]).dataset.label;
      choose(cells, spots, title, cells[0].dataset.detail.split("\n"));
      beside(cells[0], spots);
      return;
    }
    const spots = words(button, "spots").map(get);
    choose([], spots, button.textContent, []);
    at = doubts.indexOf(button);
    button.classList.add("chosen");
    reveal(spots[0]);
  };

  const step = (by) => {
    if (!doubts.length) return;
    const next = at < 0 ? (by > 0 ? 0 : doubts.length - 1) : (at + by + doubts.length) % doubts.length;
    chooseDoubt(doubts[next]);
    reveal(doubts[next]);
  };

  const act = (target) => {
    const element = target.closest(".to, .cell, .spot");
    if (!element) return false;
    if (element.classList.contains("to")) chooseDoubt(element);
    else if (element.classList.contains("cell")) chooseCell(element);
    else chooseSpot(element);
    return true;
  };

  document.addEventListener("click", (event) => act(event.target));
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Enter" && event.target.classList.contains("cell")) act(event.target);
    if (event.key === "n" || event.key === "N") step(1);
    if (event.key === "p" || event.key === "P") step(-1);
  });
  get("next").addEventListener("click", () => step(1));
  get("previous").addEventListener("click", () => step(-1));

  const fromAddress = () => {
    const named = get(decodeURIComponent(location.hash.slice(1)));
    if (named && named.classList.contains("cell")) {
      chooseCell(named);
      reveal(named);
    } else if (named) {
      reveal(named);
    } else if (doubts.length) {
      chooseDoubt(doubts[0]);
    } else {
      reveal(document.querySelector("#source .spot"));
    }
  };
  window.addEventListener("hashchange", fromAddress);
  fromAddress();
})();
