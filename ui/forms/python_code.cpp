// SPDX-License-Identifier: GPL-3.0-or-later
#include "forms/python_code.h"

#include <QSet>

#include "forms/code_comment.h"
#include "forms/fault_words.h"
#include "forms/python_functions.h"
#include "forms/python_literal.h"

namespace poolscope::ui {

namespace {

QString text(const std::string& utf8) {
    return QString::fromStdString(utf8);
}

bool isRange(const Json& iterable) {
    return iterable.is_object() && iterable.contains("range") && iterable["range"].is_array();
}

bool isLines(const Json& iterable) {
    return iterable.is_object() && iterable.contains("lines") && iterable["lines"].is_string();
}

/// Writes one program. The parts that come first in the text are known last, so they are collected.
class PythonProgram {
public:
    PythonProgram(const Scenario& scenario, const QStringList& measured) : m_scenario(scenario), m_measured(measured) {}

    QString text() {
        collectFunctions();
        const QString main = mainBlock();
        QString program;
        program += codeComment(QStringLiteral("#"), QStringList{ui::text(m_scenario.title)} + m_measured);
        program += imports() + u'\n';
        if (!m_globals.isEmpty()) program += m_globals.join(QString()) + u'\n';
        for (const QString& definition : m_definitions) program += u'\n' + definition + u'\n';
        return program + QStringLiteral("\nif __name__ == \"__main__\":\n") + main;
    }

private:
    void collectFunctions() {
        if (m_scenario.pool.initializer) need(ui::text(*m_scenario.pool.initializer));
        for (const BatchSpec& batch : m_scenario.batches)
            if (!batch.function.empty()) need(ui::text(batch.function));
    }

    void need(const QString& name) {
        if (m_known.contains(name)) return;
        m_known.insert(name);
        const PythonFunction function = pythonFunction(name);
        if (function.definition.isEmpty()) {
            if (!m_foreign.contains(pythonName(name))) m_foreign << pythonName(name);
            return;
        }
        for (const QString& module : function.imports)
            if (!m_modules.contains(module)) m_modules << module;
        if (!function.globals.isEmpty() && !m_globals.contains(function.globals)) m_globals << function.globals;
        m_definitions << function.definition;
    }

    QString imports() {
        QStringList modules = m_modules;
        modules.sort();
        QString lines;
        for (const QString& module : modules) lines += QStringLiteral("import %1\n").arg(module);
        lines += m_scenario.pool.start_method ? QStringLiteral("from multiprocessing import get_context\n")
                                              : QStringLiteral("from multiprocessing import Pool\n");
        if (!m_foreign.isEmpty())
            lines += QStringLiteral("\n# Replace my_module by the module that has them.\nfrom my_module import %1\n")
                         .arg(m_foreign.join(QLatin1String(", ")));
        return lines;
    }

    /// What the scenario asks of the pool that CPython's has not: said, since the program runs without it.
    QString missing() const {
        const PoolSpec& pool = m_scenario.pool;
        QStringList options;
        const auto add = [&options](const char* name, const auto& value) {
            if (value) options << QStringLiteral("%1=%2").arg(QLatin1String(name), pythonLiteral(Json(*value)));
        };
        add("maxitemsperchild", pool.maxitemsperchild);
        add("max_memory_per_child", pool.max_memory_per_child);
        add("max_age_per_child", pool.max_age_per_child);
        add("task_timeout", pool.task_timeout);
        add("initializer_timeout", pool.initializer_timeout);
        add("recycling_jitter", pool.recycling_jitter);
        if (pool.restart_deaths && pool.restart_seconds)
            options << QStringLiteral("restart_budget: %1 deaths in %2 s")
                           .arg(QString::number(*pool.restart_deaths), pythonLiteral(Json(*pool.restart_seconds)));
        if (pool.worker_lost_retries)
            options << (*pool.worker_lost_retries == 0
                            ? QStringLiteral("on_worker_lost: fail (here the call waits for ever)")
                            : QStringLiteral("on_worker_lost: retry %1 (here the call waits for ever)").arg(*pool.worker_lost_retries));
        add("seed", pool.seed);
        add("capture_output", pool.capture_output);
        for (const Fault& fault : m_scenario.faults.faults)
            options << QStringLiteral("fault: %1").arg(faultSentence(fault).simplified());
        if (options.isEmpty()) return {};
        const QString deeper = QStringLiteral("\n    #   ");
        return QStringLiteral("    # multiprocessing's Pool has none of these, and this program runs without them:") + deeper +
               options.join(deeper) + u'\n';
    }

    QString poolCall() const {
        const PoolSpec& pool = m_scenario.pool;
        QStringList options;
        if (pool.processes) options << QStringLiteral("processes=%1").arg(*pool.processes);
        if (pool.initializer) options << QStringLiteral("initializer=%1").arg(pythonName(ui::text(*pool.initializer)));
        if (!pool.initargs.empty()) options << QStringLiteral("initargs=%1").arg(pythonTuple(pool.initargs));
        if (pool.maxtasksperchild) options << QStringLiteral("maxtasksperchild=%1").arg(*pool.maxtasksperchild);
        QString head = QStringLiteral("with Pool");
        if (pool.start_method)
            head = QStringLiteral("with get_context(%1).Pool").arg(pythonString(ui::text(*pool.start_method)));
        return wrappedCall(head, options, QStringLiteral(" as pool:"), 4);
    }

    /// One batch has "result"; several have "result1", "result2", ... in the scenario's order.
    QString numbered(const QString& name, std::size_t index) const {
        return m_scenario.batches.size() == 1 ? name : name + QString::number(index + 1);
    }

    QString iterable(const BatchSpec& batch, std::size_t index, qsizetype column) const {
        const Json& items = batch.iterable;
        if (isRange(items)) {
            const QString numbers = pythonLiteral(items["range"]);
            return QStringLiteral("range(%1)").arg(numbers.mid(1, numbers.size() - 2));
        }
        if (isLines(items)) return numbered(QStringLiteral("lines"), index);
        if (!is_starred(batch.method)) return pythonLiteral(items, 8, column);
        // Lists of arguments are tuples when one types them.
        QStringList tuples;
        for (const Json& item : items) tuples << (item.is_array() ? pythonTuple(item) : pythonLiteral(item));
        const QString line = u'[' + tuples.join(QLatin1String(", ")) + u']';
        if (column + line.size() <= kCodeWidth) return line;
        const QString deeper(12, u' ');
        return QLatin1String("[\n") + deeper + tuples.join(QLatin1String(",\n") + deeper) + QLatin1String(",\n        ]");
    }

    QString call(const BatchSpec& batch, std::size_t index, const QString& before, const QString& after) const {
        const QString head = before + QStringLiteral("pool.") + QLatin1String(to_string(batch.method));
        QStringList arguments;
        arguments << (batch.function.empty() ? QStringLiteral("...") : pythonName(ui::text(batch.function)));
        if (takes_arguments(batch.method)) {
            if (!batch.args.empty()) arguments << pythonTuple(batch.args);
            if (!batch.kwargs.empty())
                arguments << (batch.args.empty() ? QStringLiteral("kwds=") : QString()) + pythonLiteral(batch.kwargs);
        } else {
            arguments << iterable(batch, index, 8 + head.size() + arguments[0].size() + 3 + after.size());
            if (batch.chunksize) arguments << QStringLiteral("chunksize=%1").arg(*batch.chunksize);
        }
        return QString(8, u' ') + wrappedCall(head, arguments, after, 8) + u'\n';
    }

    QString reading() const {
        QString lines;
        for (std::size_t i = 0; i < m_scenario.batches.size(); ++i) {
            const BatchSpec& batch = m_scenario.batches[i];
            if (takes_arguments(batch.method) || !isLines(batch.iterable)) continue;
            lines += QStringLiteral("    with open(%1, encoding=\"utf-8\") as file:\n        %2 = [line.rstrip(\"\\n\") for line in file]\n")
                         .arg(pythonString(ui::text(batch.iterable["lines"].get<std::string>())),
                              numbered(QStringLiteral("lines"), i));
        }
        return lines;
    }

    QString mainBlock() const {
        QString block = reading() + missing() + QStringLiteral("    ") + poolCall() + u'\n';
        if (m_scenario.batches.empty()) return block + QStringLiteral("        pass  # no batch yet\n");
        QString later;
        const QString loop = QStringLiteral("        for value in %1:\n            print(value)\n");
        for (std::size_t i = 0; i < m_scenario.batches.size(); ++i) {
            const BatchSpec& batch = m_scenario.batches[i];
            const bool isIterator = batch.method == Method::IMap || batch.method == Method::IMapUnordered;
            if (is_blocking(batch.method)) {
                block += call(batch, i, QStringLiteral("print("), QStringLiteral(")"));
            } else if (isIterator && i + 1 == m_scenario.batches.size() && later.isEmpty()) {
                block += call(batch, i, QStringLiteral("for value in "), QStringLiteral(":")) +
                         QStringLiteral("            print(value)\n");
            } else {
                const QString name = numbered(isIterator ? QStringLiteral("values") : QStringLiteral("result"), i);
                block += call(batch, i, name + QStringLiteral(" = "), {});
                later += isIterator ? loop.arg(name) : QStringLiteral("        print(%1.get())\n").arg(name);
            }
        }
        return block + later;
    }

    const Scenario& m_scenario;
    const QStringList& m_measured;
    QSet<QString> m_known;
    QStringList m_modules;
    QStringList m_foreign;
    QStringList m_globals;
    QStringList m_definitions;
};

}  // namespace

QString pythonCode(const Scenario& scenario, const QStringList& measured) {
    return PythonProgram(scenario, measured).text();
}

}  // namespace poolscope::ui
