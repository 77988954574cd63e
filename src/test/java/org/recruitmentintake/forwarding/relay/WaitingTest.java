package org.recruitmentintake.forwarding.relay;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * A test that runs at the same time as others of its class, since it mostly waits for time-outs of the relay. It shares
 * nothing with them but the database server.
 */
@Test
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(value = WaitingTest.DATABASE_SERVER, mode = ResourceAccessMode.READ)
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@interface WaitingTest {

    /** A test that stops the server needs it alone. */
    String DATABASE_SERVER = "database server";
}
