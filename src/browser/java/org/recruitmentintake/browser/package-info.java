/** The page of development in a real browser. Compiled by the profile {@code browser} only. */
package org.recruitmentintake.browser;
