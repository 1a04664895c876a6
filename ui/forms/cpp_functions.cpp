// SPDX-License-Identifier: GPL-3.0-or-later
#include "forms/cpp_functions.h"

#include <QHash>

namespace poolscope::ui {

namespace {

using Table = QHash<QString, CppFunction>;
using Result = CppFunction::Result;

QStringList list(const char* words) {
    return QString::fromLatin1(words).split(u' ', Qt::SkipEmptyParts);
}

void add(Table& table, const char* name, const char* parameters, const char* headers, const char* definition,
         Result result = Result::Value, const char* globals = "") {
    const QString called = QString::fromLatin1(name);
    table.insert(called, {called, list(parameters), list(headers), QString::fromLatin1(globals),
                          QString::fromLatin1(definition), result});
}

void addComputing(Table& table) {
    add(table, "square", "x", "", "NUMBER square(NUMBER x) {\n    return x * x;\n}\n");
    add(table, "multiply", "a b", "", "NUMBER multiply(NUMBER a, NUMBER b) {\n    return a * b;\n}\n");
    add(table, "identity", "x", "", "poolscope::Json identity(poolscope::Json x) {\n    return x;\n}\n");
    add(table, "parse_int", "text", "string", "int parse_int(const std::string& text) {\n    return std::stoi(text);\n}\n");
    add(table, "is_prime", "n", "",
        "bool is_prime(long n) {\n"
        "    for (long d = 2; d <= n / d; ++d)\n"
        "        if (n % d == 0) return false;\n"
        "    return n > 1;\n"
        "}\n");
    add(table, "fibonacci", "n", "",
        "long fibonacci(int n) {\n"
        "    long current = 0, next = 1;\n"
        "    for (; n > 0; --n) next += std::exchange(current, next);\n"
        "    return current;\n"
        "}\n");
    table[QStringLiteral("fibonacci")].headers << QStringLiteral("utility");
    add(table, "monte_carlo_pi", "samples seed", "random",
        "double monte_carlo_pi(long samples, unsigned long seed) {\n"
        "    std::mt19937_64 random(seed);\n"
        "    std::uniform_real_distribution<double> draw;\n"
        "    long inside = 0;\n"
        "    for (long i = 0; i < samples; ++i) {\n"
        "        const double x = draw(random), y = draw(random);\n"
        "        if (x * x + y * y <= 1) ++inside;\n"
        "    }\n"
        "    return 4.0 * static_cast<double>(inside) / static_cast<double>(samples);\n"
        "}\n");
    add(table, "mandelbrot_row", "y width height iterations", "complex vector",
        "std::vector<int> mandelbrot_row(int y, int width, int height, int iterations) {\n"
        "    std::vector<int> row;\n"
        "    for (int x = 0; x < width; ++x) {\n"
        "        const std::complex<double> c(-2 + 2.5 * (x + 0.5) / width, -1.25 + 2.5 * (y + 0.5) / height);\n"
        "        std::complex<double> z = 0;\n"
        "        int steps = 0;\n"
        "        for (; steps < iterations && std::norm(z) <= 4; ++steps) z = z * z + c;\n"
        "        row.push_back(steps);\n"
        "    }\n"
        "    return row;\n"
        "}\n");
    add(table, "busy", "seconds", "chrono",
        "long busy(double seconds) {\n"
        "    const auto begin = std::chrono::steady_clock::now();\n"
        "    long rounds = 0;\n"
        "    while (std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count() < seconds) ++rounds;\n"
        "    return rounds;\n"
        "}\n");
}

void addOutside(Table& table) {
    add(table, "count_words", "path", "fstream string",
        "long count_words(const std::string& path) {\n"
        "    std::ifstream file(path);\n"
        "    long words = 0;\n"
        "    for (std::string word; file >> word;) ++words;\n"
        "    return words;\n"
        "}\n");
    add(table, "sleep", "seconds", "chrono thread",
        "void wait_seconds(double seconds) {\n"
        "    std::this_thread::sleep_for(std::chrono::duration<double>(seconds));\n"
        "}\n",
        Result::Nothing);
    table[QStringLiteral("sleep")].name = QStringLiteral("wait_seconds");
    add(table, "slow_start", "seconds", "chrono thread",
        "void slow_start(double seconds) {\n"
        "    std::this_thread::sleep_for(std::chrono::duration<double>(seconds));\n"
        "}\n",
        Result::Nothing);
    add(table, "set_nice", "level", "sys/resource.h",
        "void set_nice(int level) {\n    setpriority(PRIO_PROCESS, 0, level);\n}\n", Result::Nothing);
}

void addMisbehaving(Table& table) {
    add(table, "raise_error", "message", "stdexcept string",
        "void raise_error(const std::string& message) {\n    throw std::runtime_error(message);\n}\n", Result::Nothing);
    add(table, "fail_start", "message", "stdexcept string",
        "void fail_start(const std::string& message) {\n    throw std::runtime_error(message);\n}\n", Result::Nothing);
    add(table, "exit_with", "code", "unistd.h", "void exit_with(int code) {\n    _exit(code);\n}\n", Result::Nothing);
    add(table, "print_line", "text stream", "iostream string",
        "void print_line(const std::string& text, const std::string& stream = \"stdout\") {\n"
        "    (stream == \"stderr\" ? std::cerr : std::cout) << text << std::endl;\n}\n", Result::Nothing);
    add(table, "hang", "", "unistd.h", "void hang() {\n    for (;;) pause();\n}\n", Result::Nothing);
}

void addMemory(Table& table) {
    const char* memory = "std::map<std::string, poolscope::Json> memory;\n";
    add(table, "remember", "key value", "map string",
        "void remember(const std::string& key, const poolscope::Json& value) {\n    memory[key] = value;\n}\n",
        Result::Nothing, memory);
    add(table, "recall", "key", "map string",
        "poolscope::Json recall(const std::string& key) {\n    return memory.at(key);\n}\n", Result::Value, memory);
}

}  // namespace

CppFunction cppFunction(const QString& name) {
    static const Table table = [] {
        Table all;
        addComputing(all);
        addOutside(all);
        addMisbehaving(all);
        addMemory(all);
        return all;
    }();
    return table.value(name);
}

}  // namespace poolscope::ui
