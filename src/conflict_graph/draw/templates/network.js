"use strict";
(function () {
  var data = JSON.parse(document.getElementById("network-data").textContent);
  var panel = document.getElementById("evidence");
  if (!data.nodes.length) { return; }

  function tone(name) {
    return getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim();
  }

  function dressedNode(node) {
    var ink = tone("ink"), paper = tone("paper");
    return Object.assign({}, node, {
      color: { background: node.color, border: tone("soft"), highlight: { background: node.color, border: ink },
               hover: { background: node.color, border: ink } },
      font: { color: ink, strokeColor: paper, strokeWidth: 4, size: 15, face: "system-ui, sans-serif" }
    });
  }

  // the colour of a line says what it is: a chosen line keeps it, and gets a halo
  function halo(values, id, selected) {
    values.width += selected ? 2 : 1;
    values.shadow = true;
    values.shadowColor = tone("ink");
    values.shadowSize = 6;
    values.shadowX = values.shadowY = 0;
  }

  function dressedEdge(edge) {
    return Object.assign({}, edge, { color: { color: tone(edge.tone), inherit: false }, chosen: { edge: halo } });
  }

  var nodes = new vis.DataSet(data.nodes.map(dressedNode));
  var edges = new vis.DataSet(data.edges.map(dressedEdge));
  var network = new vis.Network(document.getElementById("mynetwork"), { nodes: nodes, edges: edges }, data.options);

  function dress() {
    nodes.update(data.nodes.map(dressedNode));
    edges.update(data.edges.map(dressedEdge));
  }
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", dress);

  // as high as the places are, so that a wide picture leaves no empty bands above and below
  function fit() {
    var frame = document.querySelector(".picture"), box = data.box;
    var wanted = frame.clientWidth * (box.height + 160) / (box.width + 240);
    frame.style.height = Math.max(320, Math.min(wanted, 0.8 * innerHeight)) + "px";
    network.setSize("100%", "100%");
    network.redraw();
    network.fit({ animation: false, maxZoomLevel: 1.2 });
  }
  fit();
  addEventListener("resize", fit);

  function add(parent, tag, text, className) {
    var element = document.createElement(tag);
    element.textContent = text;
    if (className) { element.className = className; }
    parent.appendChild(element);
    return element;
  }

  function tell(heading, words, claims) {
    panel.replaceChildren();
    add(panel, "h2", heading);
    add(panel, "p", words);
    claims.forEach(function (number) {
      var claim = data.claims[number], article = add(panel, "article", "");
      add(article, "p", claim.sentence);
      claim.quotes.forEach(function (quote) {
        add(article, "blockquote", "“" + quote.text + "”");
        add(article, "p", quote.source, "firmness");
      });
      add(article, "p", claim.words, "firmness");
    });
  }

  network.on("click", function (at) {
    if (at.nodes.length) {
      var node = data.nodes[at.nodes[0].slice(1)], seen = new Set();
      data.edges.forEach(function (edge) {
        if (edge.from === node.id || edge.to === node.id) { edge.claims.forEach(seen.add, seen); }
      });
      tell(node.name, node.words, Array.from(seen));
    } else if (at.edges.length) {
      var edge = data.edges[at.edges[0].slice(1)];
      tell(edge.name, edge.words, edge.claims);
    }
  });
})();
