package org.recruitmentintake.api.dto.view;

import java.util.List;

/** One page of the outbox. */
public record MessagePage(List<MessageView> items, String next) {}
