/** Compares the service with its contract: the OpenAPI and AsyncAPI documents, their examples and tables. */
package org.recruitmentintake.contract;
