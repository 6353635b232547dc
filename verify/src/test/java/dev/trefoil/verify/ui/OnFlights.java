package dev.trefoil.verify.ui;

import com.microsoft.playwright.Page;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// Each test has a server of the flights project and a tab of its own.
abstract class OnFlights extends InChrome {
    FakeServer fake;
    Chrome.Tab tab;

    @BeforeEach
    void openTab() {
        fake = FakeServer.of("flights");
        tab = chrome.tab(Chrome.Look.DESK);
    }

    @AfterEach
    void closeTab() {
        tab.close();
        fake.close();
    }

    /// To another address without loading the page anew.
    void go(String address) {
        tab.page()
                .evaluate(
                        "(to) => { history.pushState(null, '', to); dispatchEvent(new CustomEvent('trefoil-moved')); }",
                        address);
    }

    /// The page at this address, visited.
    Page page(String address) {
        PagesTest.visit(tab, fake.url(address));
        return tab.page();
    }
}
