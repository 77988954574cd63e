package org.recruitmentintake.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.stream.Stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.SearchContext;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/**
 * A headless Chromium as a person uses it: things are found by role and name, never by their place in the markup, and only
 * axe-core runs a script in the page.
 */
final class Browser implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Map<String, String> TAGS = Map.of("button", "button", "link", "a", "textbox", "input", "radio",
            "input[type=radio]", "checkbox", "input[type=checkbox]", "combobox", "select", "heading", "h1,h2,h3");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI page;
    private final ChromeDriver driver;
    private final List<String> faults = new ArrayList<>();

    private Browser(URI page, ChromeOptions options) {
        this.page = page;
        var service = new ChromeDriverService.Builder().usingDriverExecutable(new File(program("chromedriver"))).build();
        driver = new ChromeDriver(service, options);
    }

    static Browser open(URI page) { return new Browser(page, options(1280, 1000)); }

    static Browser withoutScript(URI page) {
        var options = options(1280, 1000);
        options.setExperimentalOption("prefs", Map.of("profile.managed_default_content_settings.javascript", 2));
        return new Browser(page, options);
    }

    /** As wide as a small telephone, or as a window of 640 pixels zoomed to 200 %. */
    static Browser narrow(URI page) {
        var options = options(500, 1000);
        options.setExperimentalOption("mobileEmulation",
                Map.of("deviceMetrics", Map.of("width", 320, "height", 800, "pixelRatio", 1.0, "touch", false)));
        return new Browser(page, options);
    }

    private static ChromeOptions options(int width, int height) {
        var options = new ChromeOptions().setBinary(program("chromium")).addArguments("--headless", "--no-sandbox",
                "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--lang=en",
                "--window-size=%d,%d".formatted(width, height));
        var logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        logs.enable(LogType.PERFORMANCE, Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        return options;
    }

    private static String program(String name) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator)).map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable).findFirst().map(Path::toString)
                .orElseThrow(() -> new IllegalStateException(name + " is not installed (Debian: chromium, chromium-driver)"));
    }

    void go(String path) { driver.get(page.resolve(path).toString()); }

    String title() { return driver.getTitle(); }

    String path() { return URI.create(driver.getCurrentUrl()).getPath(); }

    String text() { return driver.findElement(By.tagName("main")).getText(); }

    String language() { return driver.findElement(By.tagName("html")).getAttribute("lang"); }

    /** Waits until the page says it. */
    void sees(String text) {
        until(() -> text().contains(text), "the page says: " + text);
    }

    WebElement find(String role, String name) { return find(driver.findElement(By.tagName("body")), role, name); }

    WebElement find(SearchContext within, String role, String name) {
        var found = new WebElement[1];
        until(() -> {
            found[0] = all(within, role).filter(element -> name.equals(element.getAccessibleName())).findFirst()
                    .orElse(null);
            return found[0] != null;
        }, role + " with the name " + name);
        return found[0];
    }

    List<String> names(String role) {
        return all(driver.findElement(By.tagName("body")), role).map(WebElement::getAccessibleName).toList();
    }

    private static Stream<WebElement> all(SearchContext within, String role) {
        return within.findElements(By.cssSelector(TAGS.get(role))).stream()
                .filter(element -> element.isDisplayed() && role.equals(element.getAriaRole()));
    }

    void click(String role, String name) { find(role, name).click(); }

    /** One answer of a group of radio buttons or check boxes. */
    void choose(String question, String answer) {
        var group = group(question);
        Stream.of("radio", "checkbox").flatMap(role -> all(group, role))
                .filter(element -> answer.equals(element.getAccessibleName())).findFirst()
                .orElseThrow(() -> new AssertionError("no answer " + answer)).click();
    }

    WebElement group(String question) {
        return driver.findElements(By.tagName("fieldset")).stream().filter(WebElement::isDisplayed)
                .filter(group -> question.equals(group.getAccessibleName())).findFirst()
                .orElseThrow(() -> new AssertionError("no question " + question));
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
            var field = find(group, "textbox", part);
            field.clear();
            field.sendKeys(text);
        });
    }

    WebElement focused() { return driver.switchTo().activeElement(); }

    void keys(CharSequence... keys) { new Actions(driver).sendKeys(keys).perform(); }

    /** Goes on with the tabulator alone until something of that name has the focus. */
    void tabTo(String name) {
        for (var pressed = 0; pressed < 150; pressed++) {
            keys(Keys.TAB);
            if (name.equals(focused().getAccessibleName())) return;
        }
        throw new AssertionError("the tabulator does not reach " + name);
    }

    void doubleClick(String role, String name) { new Actions(driver).doubleClick(find(role, name)).perform(); }

    void back() { driver.navigate().back(); }

    String newWindow(String path) {
        var before = driver.getWindowHandle();
        driver.switchTo().newWindow(org.openqa.selenium.WindowType.TAB);
        go(path);
        return before;
    }

    void closeWindow(String other) {
        driver.close();
        driver.switchTo().window(other);
    }

    List<WebElement> elements(String tag) {
        return driver.findElements(By.tagName(tag)).stream().filter(WebElement::isDisplayed).toList();
    }

    void picture(String name) {
        try {
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

    private static void until(java.util.function.BooleanSupplier holds, String what) {
        org.awaitility.Awaitility.await(what).atMost(PATIENCE).pollInterval(Duration.ofMillis(100))
                .ignoreException(StaleElementReferenceException.class)
                .ignoreException(org.openqa.selenium.NoSuchElementException.class).until(holds::getAsBoolean);
    }

    @Override
    public void close() { driver.quit(); }
}
