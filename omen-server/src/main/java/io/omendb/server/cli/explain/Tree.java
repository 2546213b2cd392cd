package io.omendb.server.cli.explain;

import java.util.ArrayList;
import java.util.List;

/** Lines under lines, drawn with branches. For one thread. */
final class Tree {
  private final String text;
  private final List<Tree> children = new ArrayList<>();

  Tree(String text) {
    this.text = text;
  }

  /** Adds a line under this one; returns it. */
  Tree add(String line) {
    Tree child = new Tree(line);
    children.add(child);
    return child;
  }

  /** The lines from here down. */
  List<String> lines() {
    List<String> lines = new ArrayList<>(List.of(text));
    for (int i = 0; i < children.size(); i++) {
      boolean last = i == children.size() - 1;
      List<String> below = children.get(i).lines();
      for (int line = 0; line < below.size(); line++) {
        String branch = line == 0 ? (last ? "└─ " : "├─ ") : (last ? "   " : "│  ");
        lines.add(branch + below.get(line));
      }
    }
    return lines;
  }
}
