// SPDX-License-Identifier: GPL-3.0-or-later
#include "manual.h"

namespace poolscope::app {

namespace {

constexpr const char* kHead = R"(.\" Printed by: poolscope manual
.TH POOLSCOPE 1 "" "Poolscope )" POOLSCOPE_VERSION R"(" "User commands"
.SH NAME
poolscope \- configure, feed and watch a pool of worker processes
.SH SYNOPSIS
.B poolscope
.RI [ options ]
.RI [ FILE ]
.br
.B poolscope
.I command
.RI [ options ]
.SH DESCRIPTION
Poolscope runs a pool of worker processes with the words of Python's
.BR multiprocessing.Pool :
processes, initializer, maxtasksperchild, start method, map, imap, apply_async.
Its window sets a pool up, submits batches, and shows each worker live: started, initialised, busy, replaced, killed.
.PP
.I FILE
is a scenario (JSON, usually
.IR *.poolscope.json )
or the trace of a run
.RI ( *.trace ).
Without a command the window opens; without a display the scenario runs in the terminal.
)";

constexpr const char* kTail = R"(.SH ENVIRONMENT
.TP
.BR DISPLAY ", " WAYLAND_DISPLAY
Where the window opens. When neither is set,
.B QT_QPA_PLATFORM
may name another platform of Qt.
.TP
.B TMPDIR
Where runs without a window keep what they need until they end; default:
.IR /tmp .
.TP
.BR XDG_CONFIG_HOME ", " XDG_STATE_HOME
Where the window's settings and runs are; see FILES.
.SH FILES
.TP
.I ~/.config/poolscope/window.ini
The window's settings.
.TP
.I ~/.local/state/poolscope/runs
A folder for each run: its scenario, its trace, its results.
.PP
.B \-\-config
.I FOLDER
puts both elsewhere.
.SH EXAMPLES
.TP
.B poolscope run primes \-\-processes 4 \-\-json
Runs a scenario that came with the program and prints one JSON document.
.TP
.B poolscope run mine.poolscope.json \-\-trace mine.trace && poolscope mine.trace
Runs a scenario of your own, keeps the trace, and opens it in the window.
.TP
.B poolscope trace export mine.trace \-\-format chrome \-\-output mine.json
Writes a trace for ui.perfetto.dev.
.TP
.B poolscope completion bash > ~/.local/share/bash\-completion/completions/poolscope
Teaches bash the arguments; a package of Poolscope brings this along.
.SH SEE ALSO
.BR poolscope\-host (1)
)";

/// Text as roff takes it literally.
std::string plain(const std::string& text) {
    std::string out;
    for (const char c : text) {
        const bool starts_a_line = out.empty() || out.back() == '\n';
        if (starts_a_line && (c == '.' || c == '\'')) out += "\\&";
        if (c == '\\')
            out += "\\e";
        else if (c == '-')
            out += "\\-";
        else
            out += c;
    }
    return out;
}

/// Lines that stay lines: the list of exit statuses below a command.
std::string in_lines(const std::string& text) {
    return ".nf\n" + plain(text) + (text.ends_with('\n') ? "" : "\n") + ".fi\n";
}

void add_option(const OptionFacts& option, std::string& out) {
    out += ".TP\n";
    std::string names;
    for (const std::string& name : option.names) names += (names.empty() ? "" : ", ") + ("\\fB" + plain(name) + "\\fR");
    out += names;
    if (!option.value.empty()) out += (names.empty() ? "" : " ") + ("\\fI" + plain(option.value) + "\\fR");
    out += "\n" + plain(option.description);
    for (std::size_t i = 0; i < option.choices.size(); ++i)
        out += (i == 0 ? (option.description.ends_with('}') ? " " : ": ") : ", ") + plain(option.choices[i]);
    out += "\n";
}

void add_options(const CommandFacts& command, std::string& out) {
    for (const OptionFacts& argument : command.arguments) add_option(argument, out);
    std::string group;
    for (const OptionFacts& option : command.options) {
        if (option.group != group && option.group != "Options") out += ".PP\n" + plain(option.group) + ":\n";
        group = option.group;
        add_option(option, out);
    }
}

void add_commands(const CommandFacts& program, const std::string& path, std::string& out) {
    for (const CommandFacts& command : program.commands) {
        const std::string words = path + command.name;
        if (command.commands.empty()) {
            out += ".SS " + plain("poolscope " + words) + "\n" + plain(command.description) + ".\n";
            add_options(command, out);
            if (!command.footer.empty()) out += ".PP\n" + in_lines(command.footer);
        }
        add_commands(command, words + " ", out);
    }
}

}  // namespace

std::string manual_page(const CommandFacts& program) {
    std::string out = kHead;
    out += ".SH OPTIONS\n";
    add_options(program, out);
    out += ".SH COMMANDS\n";
    add_commands(program, "", out);
    return out + kTail;
}

}  // namespace poolscope::app
