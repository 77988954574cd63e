/** The message: CloudEvent attributes, the signed and sealed envelope, the signing keys. */
package org.recruitmentintake.forwarding.message;
