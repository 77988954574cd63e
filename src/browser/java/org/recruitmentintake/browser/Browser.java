package org.recruitmentintake.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.NoSuchElementException;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.SearchContext;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.recruitmentintake.Waiting;
import org.recruitmentintake.tools.Programs;

/**
 * A headless Chromium as a person uses it: elements are found by role and name, never by their place in the markup, and
 * only axe-core runs a script in the page.
 */
final class Browser implements AutoCloseable {

    private static final Map<String, String> TAGS = Map.of("button", "button", "link", "a", "textbox", "input", "radio",
            "input[type=radio]", "checkbox", "input[type=checkbox]", "combobox", "select", "heading", "h1,h2,h3");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ChromeDriver driver;
    private final List<String> faults = new ArrayList<>();
    private URI page;

    private Browser(ChromeOptions options) {
        var service = new ChromeDriverService.Builder().usingDriverExecutable(new File(program("chromedriver")))
                .build();
        driver = new ChromeDriver(service, options);
    }

    static Browser open() { return new Browser(options()); }

    static Browser withoutScript() {
        var options = options();
        options.setExperimentalOption("prefs", Map.of("profile.managed_default_content_settings.javascript", 2));
        return new Browser(options);
    }

    /** For a small telephone 320 pixels at zoom 1; for a window of 1280 pixels at 200 % 640 pixels at zoom 2. */
    static Browser narrow(int width, double zoom) {
        var options = options();
        options.setExperimentalOption("mobileEmulation",
                Map.of("deviceMetrics", Map.of("width", width, "height", 800, "pixelRatio", zoom, "touch", false)));
        return new Browser(options);
    }

    /** A new person at this page: no cookie, nothing in the console, nothing requested yet. */
    Browser begin(URI page) {
        this.page = page;
        // A page that names its icon: for another document Chromium would request /favicon.ico.
        go("/");
        driver.manage().deleteAllCookies();
        driver.manage().window().setSize(new Dimension(1280, 1000));
        driver.manage().logs().get(LogType.BROWSER);
        driver.manage().logs().get(LogType.PERFORMANCE);
        faults.clear();
        return this;
    }

    private static ChromeOptions options() {
        var options = new ChromeOptions().setBinary(program("chromium")).addArguments("--headless", "--no-sandbox",
                "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--hide-scrollbars",
                "--lang=en");
        var logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        logs.enable(LogType.PERFORMANCE, Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        return options;
    }

    private static String program(String name) {
        return Programs.find(name).map(Path::toString).orElseThrow(() -> new IllegalStateException(
                name + " is not installed (Debian: chromium, chromium-driver)"));
    }

    void go(String path) { driver.get(page.resolve(path).toString()); }

    String title() { return driver.getTitle(); }

    String path() { return URI.create(driver.getCurrentUrl()).getPath(); }

    String text() { return driver.findElement(By.tagName("main")).getText(); }

    String language() { return driver.findElement(By.tagName("html")).getAttribute("lang"); }

    /** Waits until the page contains the text. */
    void sees(String text) {
        until(() -> text().contains(text), "the page says: " + text);
    }

    WebElement find(String role, String name) { return first(() -> named(driver, role, name), role + " " + name); }

    List<String> names(String role) { return all(driver, role).map(WebElement::getAccessibleName).toList(); }

    private static Stream<WebElement> named(SearchContext within, String role, String name) {
        return all(within, role).filter(element -> name.equals(element.getAccessibleName()));
    }

    private static Stream<WebElement> all(SearchContext within, String role) {
        return within.findElements(By.cssSelector(TAGS.get(role))).stream()
                .filter(element -> element.isDisplayed() && role.equals(element.getAriaRole()));
    }

    /** Clicks a link or a button that leads to another document, and waits until the browser has that one. */
    void click(String role, String name) {
        follow(() -> named(driver, role, name), role + " " + name);
    }

    /** Clicks the first element of that name below the heading; otherwise as without a heading. */
    void click(String role, String name, String heading) {
        follow(() -> driver.findElements(By.cssSelector("h2," + TAGS.get(role))).stream()
                .dropWhile(element -> !heading.equals(element.getText()))
                .filter(element -> name.equals(element.getAccessibleName()) && role.equals(element.getAriaRole())),
                role + " " + name + " below " + heading);
    }

    private void follow(Supplier<Stream<WebElement>> links, String what) {
        var document = driver.findElement(By.tagName("html"));
        click(links, what);
        until(() -> isReplaced(document), what + " leads to another document");
    }

    private static boolean isReplaced(WebElement document) {
        try {
            document.getTagName();
            return false;
        } catch (StaleElementReferenceException gone) {
            return true;
        }
    }

    /** An element that changes the document, or the place in it, and leads to no other one. */
    void select(String role, String name) {
        click(() -> named(driver, role, name), role + " " + name);
    }

    /** One answer of a group of radio buttons or check boxes. */
    void choose(String question, String answer) {
        click(() -> groups(question).flatMap(group -> Stream.of("radio", "checkbox")
                .flatMap(role -> named(group, role, answer))), answer + " of " + question);
    }

    WebElement group(String question) { return first(() -> groups(question), "question " + question); }

    private Stream<WebElement> groups(String question) {
        return driver.findElements(By.tagName("fieldset")).stream().filter(WebElement::isDisplayed)
                .filter(group -> question.equals(group.getAccessibleName()));
    }

    /** Opens each closed part of the page whose line begins with this text. */
    void unfold(String line) {
        driver.findElements(By.tagName("details")).stream()
                .filter(details -> details.getAttribute("open") == null)
                .map(details -> details.findElement(By.tagName("summary")))
                .filter(summary -> summary.getText().startsWith(line)).forEach(WebElement::click);
    }

    /** What a screen reader reads after the name: the hint, the error. */
    String described(WebElement element) {
        return Stream.of(String.valueOf(element.getAttribute("aria-describedby")).split(" "))
                .map(id -> driver.findElement(By.id(id)).getText()).collect(Collectors.joining(" "));
    }

    void fill(String name, String text) {
        var field = find("textbox", name);
        field.clear();
        field.sendKeys(text);
    }

    void pick(String name, String option) { find("combobox", name).sendKeys(option); }

    void date(String question, String day, String month, String year) {
        var group = group(question);
        Map.of("Day", day, "Month", month, "Year", year).forEach((part, text) -> {
            var field = named(group, "textbox", part).findFirst().orElseThrow();
            field.clear();
            field.sendKeys(text);
        });
    }

    /** In pixels, with the part that is visible only after scrolling. */
    int contentWidth() {
        return Integer.parseInt(driver.findElement(By.tagName("html")).getDomProperty("scrollWidth"));
    }

    WebElement focused() { return driver.switchTo().activeElement(); }

    void keys(CharSequence... keys) { new Actions(driver).sendKeys(keys).perform(); }

    /** Presses the tabulator until an element of that name has the focus. */
    void tabTo(String name) {
        for (var pressed = 0; pressed < 150; pressed++) {
            keys(Keys.TAB);
            if (name.equals(focused().getAccessibleName())) return;
        }
        throw new AssertionError("the tabulator does not reach " + name);
    }

    void doubleClick(String role, String name) { new Actions(driver).doubleClick(find(role, name)).perform(); }

    void back() { driver.navigate().back(); }

    /** Opens the page in a new window, and returns the handle of the previous one. */
    String newWindow(String path) {
        var before = driver.getWindowHandle();
        driver.switchTo().newWindow(WindowType.TAB);
        go(path);
        return before;
    }

    /** Closes the window and goes back to the other one. */
    void closeWindow(String other) {
        driver.close();
        driver.switchTo().window(other);
    }

    List<WebElement> elements(String tag) {
        return driver.findElements(By.tagName(tag)).stream().filter(WebElement::isDisplayed).toList();
    }

    /** Saves a picture of the page in a window of this size. */
    void picture(String name, int width, int height) {
        try {
            driver.manage().window().setSize(new Dimension(width, height));
            var folder = Files.createDirectories(Path.of(System.getProperty("pictures", "target/pictures")));
            Files.write(folder.resolve(name), driver.getScreenshotAs(OutputType.BYTES));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Every rule of WCAG 2.2 A and AA, and the best practices, that axe-core can check. */
    void checkAccessibility() {
        driver.executeScript(axe());
        @SuppressWarnings("unchecked")
        var violations = (List<String>) driver.executeAsyncScript("""
                const done = arguments[arguments.length - 1];
                axe.run({resultTypes: ['violations']}).then(result => done(result.violations.flatMap(
                    rule => rule.nodes.map(node => rule.id + ': ' + node.html + ' ' + node.failureSummary))));
                """);
        violations.forEach(violation -> faults.add(path() + " " + violation));
    }

    private static String axe() {
        try (var script = Browser.class.getResourceAsStream("/axe.min.js")) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Nothing in the console, no request to another host, no violation of an accessibility rule. */
    void checkFaults(String... expected) {
        driver.manage().logs().get(LogType.BROWSER).forEach(entry -> {
            if (Stream.of(expected).noneMatch(entry.getMessage()::contains)) faults.add(entry.getMessage());
        });
        for (var entry : driver.manage().logs().get(LogType.PERFORMANCE)) {
            try {
                var message = JSON.readTree(entry.getMessage()).path("message");
                var url = message.path("params").path("request").path("url").asText();
                if (message.path("method").asText().equals("Network.requestWillBeSent") && url.startsWith("http")
                        && !url.startsWith(page.toString())) faults.add("request to another host: " + url);
            } catch (JsonProcessingException unreadable) {
                faults.add(unreadable.getMessage());
            }
        }
        assertEquals(List.of(), faults);
    }

    private static void click(Supplier<Stream<WebElement>> elements, String what) {
        until(() -> {
            var element = elements.get().findFirst();
            element.ifPresent(WebElement::click);
            return element.isPresent();
        }, what);
    }

    private static WebElement first(Supplier<Stream<WebElement>> elements, String what) {
        var found = new WebElement[1];
        until(() -> {
            found[0] = elements.get().findFirst().orElse(null);
            return found[0] != null;
        }, what);
        return found[0];
    }

    /** Each look begins at the document that the browser has by then: an element of the one before is stale for ever. */
    private static void until(BooleanSupplier holds, String what) {
        Waiting.await().alias(what)
                // A second call of ignoreException would replace the first.
                .ignoreExceptionsMatching(failure -> failure instanceof StaleElementReferenceException
                        || failure instanceof NoSuchElementException)
                .until(holds::getAsBoolean);
    }

    @Override
    public void close() { driver.quit(); }
}
