/// The web UI in a real browser.
@NullMarked
package dev.trefoil.verify.ui;

import org.jspecify.annotations.NullMarked;
