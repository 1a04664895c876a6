// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <poolscope/pool_state.h>

#include "report/html_writer.h"

namespace poolscope::ui {

class ValueSource;

/// The parts of a report, in their order.
void writeFigures(HtmlWriter& html, const PoolState& state);
void writeConfiguration(HtmlWriter& html, const PoolState& state);
void writeLedger(HtmlWriter& html, const PoolState& state);
void writeBatches(HtmlWriter& html, const PoolState& state);
void writeFailures(HtmlWriter& html, const PoolState& state, const ValueSource& values);
void writeWorkers(HtmlWriter& html, const PoolState& state);
void writeEvents(HtmlWriter& html, const PoolState& state);

}  // namespace poolscope::ui
