// Puts the sections of expectations that failed or crashed right after the overview, in their order, and marks them in red
// there and in the table of contents; Great Expectations sorts by column name alone.
document.addEventListener("DOMContentLoaded", function () {
  function mark(element) {
    element.classList.add("gouji-failed");
    return element;
  }
  function moveAfter(first, elements) {
    elements.reverse().forEach(function (element) {
      first.parentNode.insertBefore(element, first.nextSibling);
    });
  }
  var sections = Array.from(document.querySelectorAll(".ge-section"));
  var failed = sections.slice(1).filter(function (section) {
    return section.querySelector(".fa-times, .fa-exclamation-triangle");
  });
  if (failed.length === 0) {
    return;
  }
  var entries = failed.map(function (section) {
    return document.querySelector('.ge-navigation-sidebar-content a[href="#' + section.id + '"]').closest("li");
  });
  moveAfter(sections[0], failed.map(mark));
  moveAfter(document.querySelector(".ge-navigation-sidebar-content li"), entries.map(mark));
});
