/** The keys in files: reading, checking, naming them. */
package org.recruitmentintake.privacy.keys;
