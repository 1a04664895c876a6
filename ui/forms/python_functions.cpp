// SPDX-License-Identifier: GPL-3.0-or-later
#include "forms/python_functions.h"

#include <QHash>

namespace poolscope::ui {

namespace {

using Table = QHash<QString, PythonFunction>;

void add(Table& table, const char* name, const char* imports, const char* definition, const char* globals = "") {
    const QStringList modules = QString::fromLatin1(imports).split(u',', Qt::SkipEmptyParts);
    table.insert(QString::fromLatin1(name), {modules, QString::fromLatin1(globals), QString::fromLatin1(definition)});
}

void addComputing(Table& table) {
    add(table, "square", "", "def square(x):\n    return x * x\n");
    add(table, "multiply", "", "def multiply(a, b):\n    return a * b\n");
    add(table, "identity", "", "def identity(x):\n    return x\n");
    add(table, "parse_int", "", "def parse_int(text):\n    return int(text)\n");
    add(table, "is_prime", "math",
        "def is_prime(n):\n"
        "    if n < 4:\n"
        "        return n > 1\n"
        "    if n % 2 == 0:\n"
        "        return False\n"
        "    return all(n % d for d in range(3, math.isqrt(n) + 1, 2))\n");
    add(table, "fibonacci", "",
        "def fibonacci(n):\n"
        "    current, following = 0, 1\n"
        "    for _ in range(n):\n"
        "        current, following = following, current + following\n"
        "    return current\n");
    add(table, "monte_carlo_pi", "random",
        "def monte_carlo_pi(samples, seed):\n"
        "    draw = random.Random(seed).random\n"
        "    inside = sum(draw() ** 2 + draw() ** 2 <= 1 for _ in range(samples))\n"
        "    return 4 * inside / samples\n");
    add(table, "mandelbrot_row", "",
        "def mandelbrot_row(y, width, height, iterations):\n"
        "    row = []\n"
        "    for x in range(width):\n"
        "        c = complex(-2 + 2.5 * (x + 0.5) / width, -1.25 + 2.5 * (y + 0.5) / height)\n"
        "        z, count = 0, 0\n"
        "        while abs(z) <= 2 and count < iterations:\n"
        "            z, count = z * z + c, count + 1\n"
        "        row.append(count)\n"
        "    return row\n");
    add(table, "busy", "time",
        "def busy(seconds):\n"
        "    end = time.perf_counter() + seconds\n"
        "    rounds = 0\n"
        "    while time.perf_counter() < end:\n"
        "        rounds += 1\n"
        "    return rounds\n");
    add(table, "make_bytes", "", "def make_bytes(n):\n    return bytes(i & 0xFF for i in range(n))\n");
}

void addOutside(Table& table) {
    add(table, "count_words", "",
        "def count_words(path):\n"
        "    with open(path, \"rb\") as file:\n"
        "        return sum(len(line.split()) for line in file)\n");
    add(table, "sha256_file", "hashlib",
        "def sha256_file(path):\n"
        "    digest = hashlib.sha256()\n"
        "    with open(path, \"rb\") as file:\n"
        "        while block := file.read(1 << 20):\n"
        "            digest.update(block)\n"
        "    return digest.hexdigest()\n");
    add(table, "run_command", "subprocess",
        "def run_command(argv):\n"
        "    done = subprocess.run(argv, capture_output=True, text=True)\n"
        "    return {\n"
        "        \"exit_status\": done.returncode,\n"
        "        \"stdout\": done.stdout,\n"
        "        \"stderr\": done.stderr,\n"
        "    }\n");
    add(table, "print_line", "sys",
        "def print_line(text, stream=\"stdout\"):\n"
        "    print(text, file=sys.stderr if stream == \"stderr\" else sys.stdout, flush=True)\n");
    add(table, "sleep", "time", "def sleep(seconds):\n    time.sleep(seconds)\n");
}

void addMisbehaving(Table& table) {
    add(table, "leak", "resource",
        "def leak(mebibytes):\n"
        "    kept.append(b\"x\" * (mebibytes << 20))\n"
        "    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024\n",
        "kept = []\n");
    add(table, "raise_error", "", "def raise_error(message):\n    raise RuntimeError(message)\n");
    add(table, "exit_with", "os", "def exit_with(code):\n    os._exit(code)\n");
    add(table, "crash", "os,signal as signals",
        "def crash(signal=\"SIGSEGV\"):\n"
        "    number = signal if isinstance(signal, int) else signals.Signals[signal]\n"
        "    os.kill(os.getpid(), number)\n");
    add(table, "hang", "time", "def hang():\n    while True:\n        time.sleep(3600)\n");
}

void addWorkers(Table& table) {
    const char* memory = "memory = {}\n";
    add(table, "remember", "", "def remember(key, value):\n    memory[key] = value\n", memory);
    add(table, "recall", "", "def recall(key):\n    return memory[key]\n", memory);
    add(table, "host_note", "", "def host_note():\n    return note\n",
        "note = None  # what the program puts in here before the pool starts, forked workers have\n");
    add(table, "slow_start", "time", "def slow_start(seconds):\n    time.sleep(seconds)\n");
    add(table, "fail_start", "", "def fail_start(message):\n    raise RuntimeError(message)\n");
    add(table, "set_nice", "os", "def set_nice(level):\n    os.setpriority(os.PRIO_PROCESS, 0, level)\n");
    add(table, "worker_info", "multiprocessing",
        "def worker_info():\n"
        "    process = multiprocessing.current_process()\n"
        "    method = multiprocessing.get_start_method()\n"
        "    return {\"pid\": process.pid, \"name\": process.name, \"start_method\": method}\n");
}

}  // namespace

PythonFunction pythonFunction(const QString& name) {
    static const Table table = [] {
        Table all;
        addComputing(all);
        addOutside(all);
        addMisbehaving(all);
        addWorkers(all);
        return all;
    }();
    return table.value(name);
}

}  // namespace poolscope::ui
