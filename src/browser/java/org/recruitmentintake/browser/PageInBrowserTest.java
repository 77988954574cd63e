package org.recruitmentintake.browser;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.recruitmentintake.Cases;
import org.recruitmentintake.RealParts;
import org.recruitmentintake.Waiting;
import org.recruitmentintake.tools.environment.EmbeddedDatabase;
import org.recruitmentintake.tools.page.Page;

/** The form, each desk, the queue and the tour, as a person works with them. */
@QuarkusTest
@WithTestResource(RealParts.class)
class PageInBrowserTest {

    @TestHTTPResource
    URL service;

    /** One Chromium for all tests that need none of their own. */
    private static Browser shared;

    /** The bodies that the browser has sent for pre-checks. */
    private final List<String> preChecks = new CopyOnWriteArrayList<>();
    private LossyProxy proxy;
    private HttpServer server;
    private ExecutorService threads;
    private URI page;
    private Browser browser;

    @BeforeAll
    static void openBrowser() {
        shared = Browser.open();
    }

    @AfterAll
    static void closeBrowser() {
        shared.close();
    }

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        threads = Executors.newCachedThreadPool();
        server.setExecutor(threads);
        proxy = new LossyProxy(URI.create(service.toString()));
        var handler = new Page(proxy.address(), URI.create("http://localhost:" + RealParts.issuer().port()),
                RealParts.keys(), RealParts.broker().port());
        server.createContext("/", exchange -> {
            if (exchange.getRequestURI().getPath().endsWith("/check")) {
                var body = exchange.getRequestBody().readAllBytes();
                preChecks.add(new String(body, UTF_8));
                exchange.setStreams(new ByteArrayInputStream(body), null);
            }
            handler.handle(exchange);
        });
        server.start();
        page = URI.create("http://localhost:" + server.getAddress().getPort());
        browser = shared.begin(page);
    }

    @AfterEach
    void stop() {
        if (browser != shared) browser.close();
        server.stop(0);
        proxy.close();
        threads.shutdown();
    }

    /** The page calls public paths only: the API, and the keys that verify messages. */
    @AfterEach
    void pageCallsPublicApiOnly() {
        assertTrue(Set.of("v1", ".well-known").containsAll(proxy.paths()), proxy.paths().toString());
    }

    @Test
    void applicationIsFilledInByKeyboardAlone() {
        browser.go("/apply");
        browser.checkAccessibility();
        browser.tabTo("Abroad: I apply through an embassy of Ukraine");
        browser.keys(Keys.ARROW_DOWN);
        assertEquals("Lawfully in Ukraine", browser.focused().getAccessibleName());
        browser.keys(Keys.TAB, Keys.ENTER);
        browser.sees("Your consents");
        browser.tabTo("Ground Forces");
        browser.keys(Keys.SPACE);
        browser.tabTo("Private");
        browser.keys(Keys.SPACE);
        browser.tabTo("Full name");
        browser.keys("Test Beta", Keys.TAB, "28", Keys.TAB, "2", Keys.TAB, "1994", Keys.TAB, "Canada");
        browser.tabTo("Passport for foreign travel");
        browser.keys(Keys.SPACE, Keys.TAB, "Canada", Keys.TAB, number());
        answerByKeyboard("Do you agree that your personal data is processed?");
        answerByKeyboard("Do you agree that what you state is verified?");
        browser.tabTo("Send the application");
        browser.keys(Keys.ENTER);
        browser.sees("Your application is stored.");
        browser.checkAccessibility();
        browser.checkFaults();
    }

    @Test
    void everyViolationIsShownAtItsField() {
        browser.go("/apply/embassy");
        browser.date("Date of birth", "30", "2", "1990");
        browser.fill("E-mail address (optional)", "nobody");
        browser.click("button", "Send the application");
        browser.sees("There is a problem");
        assertTrue(browser.title().startsWith("Error: "), browser.title());
        browser.checkAccessibility();

        var summary = browser.names("link").stream().filter(name -> name.contains(": ")).toList();
        for (var question : List.of("In which branch do you want to serve?", "Full name", "Date of birth",
                "E-mail address (optional)", "Kind of document", "Country that issued it", "Number of the document",
                "Do you agree that your personal data is processed?")) {
            assertTrue(summary.stream().anyMatch(link -> link.startsWith(question + ": ")),
                    question + " in " + summary);
        }
        // The first of them has the focus, and a screen reader reads its error.
        assertEquals("Which embassy do you turn to?", browser.focused().getAccessibleName());
        assertEquals("Please fill in this field.", browser.described(browser.focused()));
        var branch = browser.group("In which branch do you want to serve?");
        assertEquals("Please fill in this field.", browser.described(branch));
        browser.select("link", summary.stream().filter(link -> link.startsWith("Full name")).findFirst().orElseThrow());
        assertEquals("Full name", browser.focused().getAccessibleName());
        assertEquals("true", browser.focused().getAttribute("aria-invalid"));
        assertEquals("As in your identity document, in any script. Please fill in this field.",
                browser.described(browser.focused()));
        assertEquals("nobody", browser.find("textbox", "E-mail address (optional)").getAttribute("value"));
        browser.checkFaults("status of 400");
    }

    @Test
    void preCheckFollowsTheFormAndSendsNoIdentity() {
        browser.go("/apply/in-country");
        browser.fill("Full name", "Test Gamma");
        browser.date("Date of birth", "17", "5", "2015");
        browser.choose("In which rank category?", "Private");
        browser.sees("You are not eighteen yet.");
        assertTrue(preChecks.stream().anyMatch(body -> body.contains("2015")), preChecks.toString());
        assertTrue(preChecks.stream().noneMatch(body -> body.contains("Gamma")), preChecks.toString());
        browser.checkAccessibility();
        browser.checkFaults();
    }

    @Test
    void doubleSubmissionMakesOneApplication() {
        browser.go("/apply/in-country?example=yes");
        browser.doubleClick("button", "Send the application");
        browser.sees("Your application is stored.");
        var stored = browser.path();
        // Goes back to the form, as after a lost answer, and sends it again.
        browser.back();
        browser.click("button", "Send the application");
        browser.sees("Your application is stored.");
        assertEquals(stored, browser.path());
        browser.go("/mine");
        assertEquals(1, listedCases().size());
        browser.checkFaults();
    }

    @Test
    void lostAnswersMakeOneApplication() {
        browser.go("/apply/in-country?example=yes");
        // The portal repeats it by itself, then tells the person, who sends it once more.
        proxy.loseAnswers(3);
        browser.click("button", "Send the application");
        browser.sees("No answer came.");
        browser.checkAccessibility();
        browser.click("button", "Send the application");
        browser.sees("Your application is stored.");
        browser.go("/mine");
        assertEquals(1, listedCases().size());
        browser.go("/desks/reviewer/" + listedCases().get(0));
        browser.sees("What the applicant stated");
        assertFalse(browser.text().contains("Other cases of the document"));
        browser.checkFaults("status of 503");
    }

    @Test
    void formThatWasSentIsNotSentWithOtherAnswers() {
        posted("/apply/in-country?example=yes");
        browser.back();
        browser.fill("Full name", "Test Delta");
        browser.click("button", "Send the application");
        browser.sees("This form was sent before, with other answers.");
        browser.checkAccessibility();
        browser.checkFaults("status of 422");
    }

    @Test
    void formIsPostedInEveryLanguageOnBothRoutes() {
        for (var language : List.of("en", "es", "fr", "pt", "uk")) {
            browser.go("/?lang=" + language);
            for (var route : List.of("embassy", "in-country")) {
                browser.go("/apply/" + route + "?example=yes");
                assertEquals(language, browser.language());
                browser.click("button", text(language, "send"));
                browser.sees(text(language, "posted"));
            }
        }
        browser.checkFaults();
    }

    @Test
    void formIsShownInUkrainian() {
        browser.go("/apply/in-country?example=yes");
        browser.click("link", "Українська");
        browser.sees("Ваші згоди");
        assertEquals("uk", browser.language());
        browser.fill("Повне ім’я", "Тест Альфа");
        browser.checkAccessibility();
        browser.click("button", "Надіслати заявку");
        browser.sees("Вашу заявку збережено.");
        assertEquals("Ваша справа", browser.elements("h1").get(0).getText());
        browser.checkAccessibility();
        browser.checkFaults();
    }

    @Test
    void amendmentOfChangedCaseKeepsWhatWasTyped() {
        var id = posted("/apply/in-country?example=yes");
        browser.picture("case.png", 1040, 1300);
        browser.click("link", "Change answers");
        browser.fill("Which unit do you prefer? (optional)", "4th Example Brigade");
        var here = browser.newWindow("/desks/centre/" + id);
        attest("Date of birth");
        browser.closeWindow(here);
        browser.click("button", "Save the changes");
        browser.sees("Your case has changed since you opened this page.");
        browser.checkAccessibility();
        assertEquals("4th Example Brigade",
                browser.find("textbox", "Which unit do you prefer? (optional)").getAttribute("value"));
        browser.click("button", "Save the changes");
        browser.sees("Your changes are stored.");
        browser.checkFaults("status of 412");
    }

    @Test
    void casePageFollowsTheCaseByItself() {
        var id = posted("/apply/in-country?example=yes");
        var here = browser.newWindow("/desks/centre/" + id);
        attest("Identity document", "Date of birth", "Convictions", "Lawful presence in Ukraine",
                "Fitness for service");
        browser.closeWindow(here);
        browser.sees("Hand-over: Handed over");
        browser.checkAccessibility();
        browser.checkFaults();
    }

    @Test
    void withdrawalIsConfirmedFirst() {
        posted("/apply/embassy?example=yes");
        browser.click("link", "Withdraw");
        browser.sees("this cannot be undone");
        browser.checkAccessibility();
        browser.click("button", "Withdraw");
        browser.sees("The application was withdrawn.");
        assertFalse(browser.names("link").contains("Change answers") || browser.names("link").contains("Withdraw"));
        browser.checkFaults();
    }

    @Test
    void embassyRecordsStepsAndAttests() {
        var id = posted("/apply/embassy?example=yes");
        browser.go("/desks/embassy");
        browser.checkAccessibility();
        browser.go("/desks/embassy/" + id);
        browser.checkAccessibility();
        browser.click("button", "Record");
        browser.sees("The step is recorded.");
        browser.sees("by attache-1");
        browser.choose("Which step?", "Have the interview with the defence attaché at the embassy.");
        browser.click("button", "Record");
        browser.sees("There is a problem");
        browser.go("/desks/embassy/" + id);
        attest("Identity document");
        browser.checkFaults("status of 409");
    }

    @Test
    void centrePostsWhatItHasSeenAndTheBranchOpensIt() {
        browser.go("/desks/centre");
        browser.checkAccessibility();
        browser.click("link", "New application, seen here");
        browser.click("link", "Fill in an example");
        browser.fill("Full name", "اختبار ألف");
        for (var paper : List.of("Identity document", "Date of birth", "Convictions", "Lawful presence in Ukraine",
                "Fitness for service")) {
            browser.choose("Which papers have you seen?", paper);
        }
        browser.checkAccessibility();
        browser.click("button", "Send the application");
        browser.sees("What the applicant stated");
        browser.sees("اختبار ألف");
        var name = browser.elements("dd").stream().filter(value -> value.getText().equals("اختبار ألف"))
                .findFirst();
        assertEquals("rtl", name.orElseThrow().getCssValue("direction"));
        browser.checkAccessibility();
        var id = browser.path().substring("/desks/centre/".length());
        eventually("/queue?subject=" + id, "Signature good");
        browser.sees("\"name\" : \"اختبار ألف\"");
        browser.checkAccessibility();
        browser.picture("queue.png", 1160, 1050);
        browser.checkFaults();
    }

    @Test
    void tourLeadsFromTheFormToTheOpenedMessage() {
        browser.go("/");
        browser.checkAccessibility();
        browser.click("link", "Tour");
        browser.checkAccessibility();
        browser.click("link", "Open the form");
        browser.choose("Have you been convicted of a crime?", "Spent conviction");
        browser.click("button", "Send the application");
        browser.sees("Your application is stored.");
        var id = browser.path().substring("/mine/".length());
        browser.click("link", "Tour");
        browser.click("link", "Open it at the recruiting centre");
        attest("Identity document", "Date of birth", "Convictions", "Lawful presence in Ukraine",
                "Fitness for service");
        browser.click("link", "Tour");
        browser.click("link", "Open it at the reviewer");
        browser.checkAccessibility();
        browser.choose("You have not been convicted of a crime.", "Satisfied: The conviction is no obstacle");
        browser.click("button", "Show what would follow");
        browser.sees("What would follow");
        browser.checkAccessibility();
        browser.click("button", "Rule");
        browser.sees("The ruling is recorded.");
        browser.fill("Day, for example 2024-02-20", "2024-02-20");
        browser.click("button", "Replay");
        browser.sees("Under the rules of 2024-02-20");
        eventually("/mine/" + id, "Handed over");
        browser.click("link", "Tour");
        assertEquals(6, browser.elements("strong").stream().filter(tag -> tag.getText().equals("done")).count());
        browser.click("link", "Open the queue");
        browser.sees("Signature good");
        browser.checkFaults();
    }

    @Test
    void privacyFindsHandsOutAndErases() {
        browser.go("/apply/in-country?example=yes");
        var number = browser.find("textbox", "Number of the document").getAttribute("value");
        browser.click("button", "Send the application");
        browser.sees("Your application is stored.");
        var id = browser.path().substring("/mine/".length());
        browser.go("/desks/privacy");
        browser.checkAccessibility();
        browser.pick("Country that issued the document", "Canada");
        browser.fill("Number of the document", number);
        browser.click("button", "Find");
        browser.click("link", id);
        browser.sees("The journal");
        browser.checkAccessibility();
        browser.click("link", "Українська", "Hand out");
        browser.sees(number);
        browser.checkAccessibility();
        browser.back();
        browser.click("button", "Erase");
        browser.sees("Everything personal is erased.");
        browser.checkFaults();
    }

    @Test
    void operatorSendsDeadMessageAgainAndTriesQueue() throws SQLException {
        var id = caseWithDeadMessage();
        browser.go("/desks/operator");
        browser.sees("8 attempts, amqp:decode-error");
        browser.checkAccessibility();
        browser.click("button", "Send again");
        browser.sees("It is on its way again.");
        assertFalse(browser.names("button").contains("Send again"));
        eventually("/queue?subject=" + id, "Signature good");
        browser.go("/desks/operator");
        browser.click("button", "Send a test message");
        browser.sees("The broker answered: accepted");
        browser.go("/desks");
        browser.checkAccessibility();
        browser.checkFaults();
    }

    @Test
    void formWorksWithoutScript() {
        browser = Browser.withoutScript().begin(page);
        browser.go("/apply/in-country");
        browser.date("Date of birth", "17", "5", "2015");
        browser.click("button", "Check my answers");
        browser.sees("You are not eighteen yet.");
        browser.click("button", "Send the application");
        browser.sees("There is a problem");
        assertEquals("radio", browser.focused().getAriaRole());
        browser.click("link", "Fill in an example");
        browser.click("button", "Send the application");
        browser.sees("Your application is stored.");
    }

    @ParameterizedTest
    @CsvSource({"320, 1", "640, 2"})
    void nothingIsWiderThanNarrowWindow(int width, double zoom) {
        browser = Browser.narrow(width, zoom).begin(page);
        var id = posted("/apply/in-country?example=yes");
        for (var path : List.of("/", "/apply", "/apply/embassy", "/apply/in-country", "/mine", "/mine/" + id,
                "/mine/" + id + "/amendment", "/desks", "/desks/embassy", "/desks/centre", "/desks/centre/" + id,
                "/desks/reviewer", "/desks/privacy/" + id, "/desks/operator", "/queue", "/tour")) {
            browser.go(path);
            assertEquals(width, browser.contentWidth(), path);
        }
    }

    @Test
    void pagesForbidInlineCode() throws IOException, InterruptedException {
        for (var path : List.of("/", "/apply", "/desks", "/queue", "/style.css", "/nothing")) {
            var answer = HttpClient.newHttpClient().send(HttpRequest.newBuilder(page.resolve(path)).build(),
                    BodyHandlers.ofString());
            var policy = answer.headers().firstValue("Content-Security-Policy").orElse("");
            assertTrue(policy.startsWith("default-src 'none';") && !policy.contains("unsafe"), path + " " + policy);
            assertFalse(answer.body().contains("<script>") || answer.body().contains(" style=\""), path);
        }
    }

    /** A case whose message the broker has refused too often. */
    private static String caseWithDeadMessage() throws SQLException {
        RealParts.broker().stop();
        try (var connection = DriverManager.getConnection(
                "jdbc:postgresql://localhost:" + RealParts.database().port() + "/intake", "intake_owner",
                EmbeddedDatabase.PASSWORD); var statement = connection.createStatement()) {
            var id = Cases.post(Cases.centre(), Cases.example("in-country")).statusCode(201).extract().path("id")
                    .toString();
            statement.execute("UPDATE outbox SET state = 'DEAD', claim = NULL, attempts = 8, "
                    + "last_failure = 'amqp:decode-error' WHERE application_id = '" + id + "'");
            return id;
        } finally {
            RealParts.broker().start();
        }
    }

    /** A text of the page. */
    private static String text(String language, String key) {
        try (var file = Page.class.getResourceAsStream("texts/" + language + ".properties")) {
            var texts = new Properties();
            texts.load(new InputStreamReader(file, UTF_8));
            return texts.getProperty(key);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The ids of the cases on the page /mine. */
    private List<String> listedCases() {
        return browser.names("link").stream().filter(name -> name.matches("[0-9a-f-]{36}")).toList();
    }

    private String posted(String form) {
        browser.go(form);
        browser.click("button", "Send the application");
        browser.sees("Your application is stored.");
        return browser.path().substring("/mine/".length());
    }

    private void attest(String... evidence) {
        for (var one : evidence) {
            browser.unfold(one);
            browser.select("checkbox", "I have seen this: " + one);
        }
        browser.click("button", "Attest");
        browser.sees("It is attested.");
    }

    /** Loads the page again until it has the text: the relay needs some time to send a message. */
    private void eventually(String path, String text) {
        Waiting.await().alias(text).until(() -> {
            browser.go(path);
            return browser.text().contains(text);
        });
    }

    private void answerByKeyboard(String question) {
        var yes = browser.group(question).findElements(By.tagName("input")).get(0);
        for (var pressed = 0; !browser.focused().equals(yes); pressed++) {
            assertTrue(pressed < 150, question);
            browser.keys(Keys.TAB);
        }
        browser.keys(Keys.SPACE);
    }

    private static String number() { return "TEST" + UUID.randomUUID().toString().substring(0, 8).toUpperCase(); }
}
