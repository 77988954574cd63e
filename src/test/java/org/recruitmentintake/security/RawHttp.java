package org.recruitmentintake.security;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

import io.restassured.RestAssured;

/** Sends HTTP as bytes, malformed if the test wants, from any loopback address; HTTP clients allow neither. */
public final class RawHttp {

    private RawHttp() {}

    /** Connects from a loopback address and writes; the text may be an incomplete request. */
    static Socket open(String from, String beginning) throws IOException {
        var socket = new Socket();
        socket.bind(new InetSocketAddress(InetAddress.getByName(from), 0));
        socket.connect(new InetSocketAddress("localhost", RestAssured.port), 10_000);
        socket.setSoTimeout(120_000);
        socket.getOutputStream().write(beginning.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
        return socket;
    }

    public static String exchange(String from, String requests) throws IOException {
        return rest(open(from, requests));
    }

    /** Reads until the server closes the connection. */
    static String rest(Socket connection) throws IOException {
        try (var socket = connection) {
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (SocketTimeoutException never) {
            throw new AssertionError("the connection is still open");
        } catch (SocketException reset) {
            return "";
        }
    }

    /** The status of a request without a body. */
    static int status(String from, String method, String path, String... headers) throws IOException {
        var more = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
        return statusOf(exchange(from,
                method + " " + path + " HTTP/1.1\r\nHost: x\r\n" + more + "Connection: close\r\n\r\n"));
    }

    /** The status in the first line; 0 if the connection was closed without an answer. */
    static int statusOf(String answer) {
        return answer.startsWith("HTTP/1.1 ") ? Integer.parseInt(answer.substring(9, 12)) : 0;
    }
}
