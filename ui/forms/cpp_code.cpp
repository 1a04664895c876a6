// SPDX-License-Identifier: GPL-3.0-or-later
#include "forms/cpp_code.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include <QSet>

#include "forms/code_comment.h"
#include "forms/cpp_functions.h"
#include "forms/cpp_limits.h"
#include "forms/cpp_literal.h"
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

bool hasReal(const Json& value) {
    if (!value.is_structured()) return value.is_number_float();
    for (const Json& element : value)
        if (hasReal(element)) return true;
    return false;
}

/// Writes one program. The parts that come first in the text are known last, so they are collected.
class CppProgram {
public:
    CppProgram(const Scenario& scenario, const QStringList& measured) : m_scenario(scenario), m_measured(measured) {}

    QString text() {
        collectFunctions();
        const QString main = mainBlock();
        QString program;
        program += codeComment(QStringLiteral("//"), QStringList{ui::text(m_scenario.title)} + m_measured);
        program += includes() + u'\n';
        if (!m_globals.isEmpty()) program += m_globals.join(QString()) + u'\n';
        if (!m_definitions.isEmpty()) program += m_definitions.join(u'\n') + u'\n';
        for (const QString& name : m_registered) program += QStringLiteral("POOLSCOPE_FUNCTION(%1);\n").arg(name);
        if (!m_registered.isEmpty()) program += u'\n';
        return program + main;
    }

private:
    void collectFunctions() {
        const QString beyond = cppLimits(m_scenario.pool).join(QString()) + cppFaults(m_scenario.faults);
        if (beyond.contains(QLatin1String("std::chrono"))) header(QStringLiteral("chrono"));
        if (beyond.contains(QLatin1String(".error_number"))) header(QStringLiteral("cerrno"));
        for (const BatchSpec& batch : m_scenario.batches) {
            const bool calculates = cppFunction(ui::text(batch.function)).definition.contains(QLatin1String("NUMBER"));
            const bool isReal = hasReal(batch.args) || hasReal(batch.kwargs) || hasReal(batch.iterable);
            if (calculates && isReal) m_number = QStringLiteral("double");
        }
        if (m_scenario.pool.initializer) need(ui::text(*m_scenario.pool.initializer), m_scenario.pool.initargs.size());
        for (const BatchSpec& batch : m_scenario.batches) {
            if (!batch.function.empty()) need(ui::text(batch.function), argumentCount(batch));
            if (!takes_arguments(batch.method) && isLines(batch.iterable)) needLines();
            if (!takes_arguments(batch.method) && isRange(batch.iterable)) header(QStringLiteral("ranges"));
        }
    }

    void header(const QString& name) {
        if (!m_headers.contains(name)) m_headers << name;
    }

    static std::size_t argumentCount(const BatchSpec& batch) {
        if (takes_arguments(batch.method)) return batch.args.size() + batch.kwargs.size();
        const bool isList = is_starred(batch.method) && batch.iterable.is_array() && !batch.iterable.empty();
        return isList ? batch.iterable.front().size() : 1;
    }

    void need(const QString& name, std::size_t arguments) {
        if (m_known.contains(name)) return;
        m_known.insert(name);
        const CppFunction function = cppFunction(name);
        m_registered << calledName(name);
        if (function.definition.isEmpty()) {
            QStringList parameters;
            for (std::size_t i = 0; i < arguments; ++i)
                parameters << QStringLiteral("poolscope::Json x%1").arg(arguments == 1 ? QString() : QString::number(i + 1));
            m_definitions << QStringLiteral("// Defined elsewhere, with types of your own.\npoolscope::Json %1(%2);\n")
                                 .arg(calledName(name), parameters.join(QLatin1String(", ")));
            return;
        }
        for (const QString& needed : function.headers) header(needed);
        if (!function.globals.isEmpty() && !m_globals.contains(function.globals)) m_globals << function.globals;
        m_definitions << QString(function.definition).replace(QLatin1String("NUMBER"), m_number);
    }

    void needLines() {
        const QString definition = QStringLiteral("std::vector<std::string> lines_of(const char* path) {\n"
                                                  "    std::ifstream file(path);\n"
                                                  "    std::vector<std::string> lines;\n"
                                                  "    for (std::string line; std::getline(file, line);) lines.push_back(line);\n"
                                                  "    return lines;\n"
                                                  "}\n");
        if (m_definitions.contains(definition)) return;
        m_definitions << definition;
        for (const char* name : {"fstream", "string", "vector"}) header(QLatin1String(name));
    }

    static QString calledName(const QString& name) {
        const CppFunction function = cppFunction(name);
        return function.definition.isEmpty() ? cppName(name) : function.name;
    }

    QString includes() {
        if (m_prints) {
            header(QStringLiteral("iostream"));
            m_globals << QStringLiteral("void print(const poolscope::Json& value) { std::cout << value << '\\n'; }\n");
        }
        m_headers.sort();
        QString lines;
        for (const QString& name : m_headers) lines += QStringLiteral("#include <%1>\n").arg(name);
        if (!lines.isEmpty()) lines += u'\n';
        return lines + QStringLiteral("#include <nlohmann/json.hpp>\n#include <poolscope/pool.h>\n");
    }

    QString poolLine() const {
        const PoolSpec& pool = m_scenario.pool;
        QStringList options;
        if (pool.processes) options << QStringLiteral(".processes = %1").arg(*pool.processes);
        if (pool.initializer) {
            QStringList arguments{calledName(ui::text(*pool.initializer))};
            for (const Json& argument : pool.initargs) arguments << cppArgument(argument);
            options << QStringLiteral(".initializer = poolscope::call(%1)").arg(arguments.join(QLatin1String(", ")));
        }
        if (pool.maxtasksperchild) options << QStringLiteral(".maxtasksperchild = %1").arg(*pool.maxtasksperchild);
        if (pool.start_method)
            options << QStringLiteral(".context = poolscope::get_context(\"%1\")").arg(ui::text(*pool.start_method));
        options << cppLimits(pool);
        if (const QString faults = cppFaults(m_scenario.faults); !faults.isEmpty()) options << faults;
        if (options.isEmpty()) return QStringLiteral("    poolscope::Pool pool;\n");
        const QString line = QStringLiteral("    poolscope::Pool pool({%1});\n");
        const QString oneLine = line.arg(options.join(QLatin1String(", ")));
        if (oneLine.size() <= kCodeWidth + 1) return oneLine;
        return line.arg(options.join(QLatin1String(",\n") + QString(26, u' ')));
    }

    QString items(const BatchSpec& batch) {
        const Json& iterable = batch.iterable;
        if (isLines(iterable))
            return QStringLiteral("lines_of(%1)").arg(cppLiteral(iterable["lines"], QStringLiteral("std::string")));
        if (isRange(iterable)) return range(iterable["range"]);
        header(QStringLiteral("vector"));
        if (is_starred(batch.method)) return tuples(iterable);
        const QString type = cppTypeOf(iterable);
        QStringList elements;
        for (const Json& element : iterable) elements << cppLiteral(element, type);
        if (type.contains(QLatin1String("string"))) header(QStringLiteral("string"));
        return QStringLiteral("std::vector<%1>").arg(type) + braces(elements);
    }

    static QString range(const Json& numbers) {
        const auto at = [&numbers](std::size_t i) { return cppLiteral(numbers[i], {}); };
        const bool hasStart = numbers.size() > 1;
        const QString start = hasStart ? at(0) : QStringLiteral("0");
        const QString stop = numbers.empty() ? QStringLiteral("0") : at(hasStart ? 1 : 0);
        const QString type = cppTypeOf(numbers);
        const QString first = type == QLatin1String("int") ? start : QStringLiteral("%1{%2}").arg(type, start);
        const QString last = type == QLatin1String("int") ? stop : QStringLiteral("%1{%2}").arg(type, stop);
        if (numbers.size() < 3 || numbers[2] == 1) return QStringLiteral("std::views::iota(%1, %2)").arg(first, last);
        // C++20 has no view with a step.
        const Json length = stepsOf(numbers);
        const QString count = cppLiteral(length, {});
        return QStringLiteral("std::views::iota(%1, %2) | std::views::transform([](%3 i) { return %4 + i * %5; })")
            .arg(type == QLatin1String("int") ? QStringLiteral("0") : type + QStringLiteral("{0}"), count, type, start, at(2));
    }

    static Json stepsOf(const Json& numbers) {
        for (const Json& number : numbers)
            if (!number.is_number_integer()) return 0;
        const auto start = numbers[0].get<double>();
        const auto stop = numbers[1].get<double>();
        const auto step = numbers[2].get<double>();
        return step == 0 || (stop - start) / step <= 0 ? 0 : static_cast<std::int64_t>(std::ceil((stop - start) / step));
    }

    QString tuples(const Json& iterable) {
        header(QStringLiteral("tuple"));
        // What is being typed need not be lists yet.
        std::vector<Json> lists;
        for (const Json& item : iterable) lists.push_back(item.is_array() ? item : Json::array({item}));
        // One type for each place in the lists.
        const std::size_t width = lists.empty() ? 1 : lists.front().size();
        std::vector<Json> columns(width, Json::array());
        for (const Json& item : lists)
            for (std::size_t i = 0; i < std::min(width, item.size()); ++i) columns[i].push_back(item[i]);
        QStringList types;
        for (const Json& column : columns) types << cppTypeOf(column);
        QStringList elements;
        for (const Json& item : lists) {
            QStringList parts;
            for (std::size_t i = 0; i < item.size(); ++i)
                parts << cppLiteral(item[i], i < width ? types[static_cast<qsizetype>(i)] : QString());
            elements << u'{' + parts.join(QLatin1String(", ")) + u'}';
        }
        if (types.join(QString()).contains(QLatin1String("string"))) header(QStringLiteral("string"));
        return QStringLiteral("std::vector<std::tuple<%1>>").arg(types.join(QLatin1String(", "))) + braces(elements);
    }

    static QString braces(const QStringList& elements) {
        constexpr qsizetype kShort = 60;
        const QString line = elements.join(QLatin1String(", "));
        if (line.size() <= kShort) return u'{' + line + u'}';
        QString lines = QStringLiteral("{\n        ");
        qsizetype column = 8;
        for (const QString& element : elements) {
            if (column > 8 && column + element.size() + 1 > kCodeWidth) {
                lines += QStringLiteral("\n        ");
                column = 8;
            }
            lines += element + QStringLiteral(", ");
            column += element.size() + 2;
        }
        return lines.replace(QLatin1String(", \n"), QLatin1String(",\n")).chopped(2) + u'}';
    }

    /// C++ has no arguments by name: they are put where the function wants them.
    static QStringList callArguments(const BatchSpec& batch) {
        QStringList arguments;
        for (const Json& argument : batch.args) arguments << cppArgument(argument);
        for (const QString& parameter : cppFunction(ui::text(batch.function)).parameters)
            if (const auto found = batch.kwargs.find(parameter.toStdString()); found != batch.kwargs.end())
                arguments << cppArgument(*found);
        if (cppFunction(ui::text(batch.function)).definition.isEmpty())
            for (const auto& [name, value] : batch.kwargs.items())
                arguments << QStringLiteral("/*%1=*/").arg(ui::text(name)) + cppArgument(value);
        return arguments;
    }

    QString call(const BatchSpec& batch) {
        QStringList arguments{batch.function.empty() ? QStringLiteral("...") : calledName(ui::text(batch.function))};
        if (takes_arguments(batch.method)) {
            arguments << callArguments(batch);
        } else {
            arguments << items(batch);
            const bool isAsync = batch.method == Method::MapAsync || batch.method == Method::StarMapAsync;
            const QString chunksize = isAsync ? QStringLiteral("{.chunksize = %1}") : QStringLiteral("%1");
            if (batch.chunksize) arguments << chunksize.arg(*batch.chunksize);
        }
        const QString method = QLatin1String(to_string(batch.method));
        const QString line = QStringLiteral("pool.%1(%2)").arg(method, arguments.join(QLatin1String(", ")));
        // 24: what stands around it, such as "    auto result10 = ".
        if (line.size() + 24 <= kCodeWidth || line.contains(u'\n') || arguments.size() < 2) return line;
        const QString first = arguments.takeFirst();
        return QStringLiteral("pool.%1(%2,\n%3%4)").arg(method, first, QString(12, u' '), arguments.join(QLatin1String(", ")));
    }

    QString mainBlock() {
        QString block = QStringLiteral("int main(int argc, char** argv) {\n    poolscope::run_worker_if_asked(argc, argv);\n") +
                        poolLine();
        QString later;
        const bool isAlone = m_scenario.batches.size() == 1;
        for (std::size_t i = 0; i < m_scenario.batches.size(); ++i) {
            const BatchSpec& batch = m_scenario.batches[i];
            const bool isIterator = batch.method == Method::IMap || batch.method == Method::IMapUnordered;
            const bool hasResult = cppFunction(ui::text(batch.function)).result == CppFunction::Result::Value;
            const QString name = (isIterator ? QStringLiteral("values") : QStringLiteral("result")) +
                                 (isAlone ? QString() : QString::number(i + 1));
            m_prints = m_prints || hasResult;
            const QString shown = hasResult ? QStringLiteral("print(%1)") : QStringLiteral("%1");
            if (is_blocking(batch.method)) {
                block += QStringLiteral("    ") + shown.arg(call(batch)) + QStringLiteral(";\n");
                continue;
            }
            block += QStringLiteral("    auto %1 = ").arg(name) + call(batch) + QStringLiteral(";\n");
            if (!isIterator) later += QStringLiteral("    ") + shown.arg(name + QStringLiteral(".get()")) + QStringLiteral(";\n");
            else if (hasResult) later += QStringLiteral("    for (const auto& value : %1) print(value);\n").arg(name);
            else later += QStringLiteral("    for ([[maybe_unused]] const auto& done : %1) {\n    }\n").arg(name);
        }
        return block + later + QStringLiteral("}\n");
    }

    const Scenario& m_scenario;
    const QStringList& m_measured;
    QString m_number = QStringLiteral("long");
    QSet<QString> m_known;
    QStringList m_headers;
    QStringList m_globals;
    QStringList m_definitions;
    QStringList m_registered;
    bool m_prints = false;
};

}  // namespace

QString cppCode(const Scenario& scenario, const QStringList& measured) {
    return CppProgram(scenario, measured).text();
}

}  // namespace poolscope::ui
