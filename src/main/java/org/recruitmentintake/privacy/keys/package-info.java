/** Keys in files: reads, checks and names them. */
package org.recruitmentintake.privacy.keys;
