// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/output_sizes.h"

#include <QCoreApplication>
#include <QStringList>

#include "format/quantity.h"

namespace poolscope::ui {

namespace {
QString say(const char* text) {
    return QCoreApplication::translate("Output", text);
}
}  // namespace

void OutputSizes::clear() {
    m_sizes.clear();
    m_seen = 0;
}

std::vector<std::uint32_t> OutputSizes::update(const PoolState& state) {
    std::vector<std::uint32_t> tasks;
    for (; m_seen < state.output_count(); ++m_seen) {
        const OutputRow row = state.output(m_seen);
        if (row.task >= state.task_count()) continue;
        Sizes& sizes = m_sizes[state.task(row.task).id];
        (row.stream == trace::OutputStream::Out ? sizes.out : sizes.err) += row.size + row.omitted;
        tasks.push_back(row.task);
    }
    return tasks;
}

std::uint64_t OutputSizes::bytes(TaskId task) const {
    const auto found = m_sizes.find(task);
    return found == m_sizes.end() ? 0 : found->second.out + found->second.err;
}

QString OutputSizes::text(TaskId task) const {
    const auto found = m_sizes.find(task);
    if (found == m_sizes.end()) return {};
    QStringList words;
    if (found->second.out) words << say("out %1").arg(bytesText(found->second.out));
    if (found->second.err) words << say("err %1").arg(bytesText(found->second.err));
    return words.join(QStringLiteral(", "));
}

}  // namespace poolscope::ui
