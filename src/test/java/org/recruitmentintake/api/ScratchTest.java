package org.recruitmentintake.api;

import static io.restassured.RestAssured.given;

import java.util.Map;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.Test;
import org.recruitmentintake.RealParts;

@QuarkusTest
@WithTestResource(RealParts.class)
class ScratchTest {
    void show(String what, RequestSpecification s, String method, String path) {
        try {
            var r = s.urlEncodingEnabled(false).when().request(method, path);
            System.out.println("=== " + what + " " + method + " " + path + "\n" + r.statusLine() + "\n" + r.headers() + "\n" + r.asString());
        } catch (Exception e) { System.out.println("=== " + what + " " + e); }
    }

    void raw(String what, byte[]... parts) throws Exception {
        System.out.println("=== RAW " + what);
        try (var socket = new java.net.Socket("localhost", io.restassured.RestAssured.port)) {
            socket.setSoTimeout(4000);
            try { for (var p : parts) { socket.getOutputStream().write(p); socket.getOutputStream().flush(); } } catch (Exception e) { System.out.println("write: " + e); }
            var buf = new java.io.ByteArrayOutputStream();
            try { int b; while ((b = socket.getInputStream().read()) >= 0) buf.write(b); System.out.println("[closed]"); } catch (Exception e) { System.out.println("read: " + e); }
            System.out.println(buf.toString("UTF-8"));
        }
    }
    static byte[] b(String s) { return s.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1); }
    @Test
    void raws() throws Exception {
        raw("%zz", b("GET /probe/%zz HTTP/1.1\r\nHost: x\r\n\r\n"));
        raw("%zz2", b("GET /probe/forms/%c0%ae HTTP/1.1\r\nHost: x\r\n\r\n"));
        raw("nohost", b("GET /probe/text HTTP/1.1\r\n\r\n"));
        raw("star", b("GET * HTTP/1.1\r\nHost: x\r\n\r\n"));
        raw("noslash", b("GET probe HTTP/1.1\r\nHost: x\r\n\r\n"));
        raw("garbage", b("hello\r\n\r\n"));
        raw("badheader", b("GET /probe/text HTTP/1.1\r\nHost: x\r\nA B: c\r\n\r\n"));
        raw("bigheader", b("GET /probe/text HTTP/1.1\r\nHost: x\r\nA: " + "c".repeat(20000) + "\r\n\r\n"));
        raw("longuri", b("GET /" + "c".repeat(20000) + " HTTP/1.1\r\nHost: x\r\n\r\n"));
        raw("badlength", b("POST /probe/forms HTTP/1.1\r\nHost: x\r\nContent-Length: abc\r\n\r\n"));
        raw("neglength", b("POST /probe/forms HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n"));
        raw("hugelength", b("POST /probe/forms HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999999999\r\n\r\n"));
        raw("expect", b("POST /probe/forms HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nExpect: 100-continue\r\nContent-Length: 70000\r\n\r\n"));
        raw("expect2", b("POST /probe/forms HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n"), b("{}"));
        raw("expect3", b("POST /probe/forms HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nExpect: xyz\r\nContent-Length: 2\r\n\r\n"), b("{}"));
        for (int n : new int[]{70_000, 1_000_000, 20_000_000}) raw("length " + n, b("POST /probe/forms HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: " + n + "\r\n\r\n"), b(" ".repeat(n)));
        for (int n : new int[]{60_000, 70_000, 1_000_000, 20_000_000}) raw("chunked " + n, b("POST /probe/forms HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n" + Integer.toHexString(n) + "\r\n"), b(" ".repeat(n)), b("\r\n0\r\n\r\n"));
        raw("short body", b("POST /probe/forms HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 20\r\n\r\n{"));
        raw("ctype", b("POST /probe/forms HTTP/1.1\r\nHost: x\r\nContent-Type: foo\r\nContent-Length: 2\r\n\r\n{}"));
        raw("noctype", b("POST /probe/forms HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}"));
        raw("accept", b("GET /probe/text HTTP/1.1\r\nHost: x\r\nAccept: ;;;\r\n\r\n"));
        raw("method", b("BREW /probe/text HTTP/1.1\r\nHost: x\r\n\r\n"));
        raw("connect", b("CONNECT /probe/text HTTP/1.1\r\nHost: x\r\n\r\n"));
        raw("trace", b("TRACE /probe/text HTTP/1.1\r\nHost: x\r\n\r\n"));
        raw("http2", b("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"));
        raw("openapi", b("GET /openapi HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"));
        raw("openapi", b("GET /openapi?format=json HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"));
        raw("swagger", b("GET /q/swagger-ui HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"));
        raw("auth", b("GET /probe/caller HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer\r\nConnection: close\r\n\r\n"));
        raw("auth", b("GET /probe/caller HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer a b\r\nConnection: close\r\n\r\n"));
        raw("query", b("GET /probe/forms/0f7c1f66-54b1-4c4d-9a8d-0c5ae6a3a2c1?on=%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"));
        raw("query", b("GET /probe/forms/0f7c1f66-54b1-4c4d-9a8d-0c5ae6a3a2c1?on=%ff HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"));
    }
}
