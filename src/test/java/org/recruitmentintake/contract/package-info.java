/**
 * What is promised to clients and consumers, held against what is done: the OpenAPI and AsyncAPI documents, their
 * examples, and the tables in them.
 */
package org.recruitmentintake.contract;
