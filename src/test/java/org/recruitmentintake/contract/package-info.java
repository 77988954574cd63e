/**
 * What is promised to clients and consumers, held against what is done: the OpenAPI and AsyncAPI documents, their
 * examples,
 * the tables of the docs. A document that is generated is written anew with {@code -Dcontract.rewrite=true}.
 */
package org.recruitmentintake.contract;
