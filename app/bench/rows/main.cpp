// SPDX-License-Identifier: GPL-3.0-or-later
#include <iostream>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include <poolscope/worker_entry.h>

#include "row.h"

namespace {

using poolscope::bench::Row;
using poolscope::bench::RowOptions;
using poolscope::bench::Rows;

Rows all_rows() {
    Rows rows;
    poolscope::bench::add_throughput_rows(rows);
    poolscope::bench::add_latency_rows(rows);
    poolscope::bench::add_payload_rows(rows);
    poolscope::bench::add_start_rows(rows);
    poolscope::bench::add_standing_rows(rows);
    poolscope::bench::add_trace_rows(rows);
    poolscope::bench::add_host_rows(rows);
    poolscope::bench::add_program_rows(rows);
    return rows;
}

/// Does what a line says and gives the reply.
class Conversation {
public:
    std::string reply_to(const std::string& line) {
        std::istringstream stream(line);
        std::vector<std::string> words;
        for (std::string word; stream >> word;) words.push_back(word);
        if (words.empty()) return "error an empty line";
        if (words[0] == "prepare" && words.size() >= 2) return prepare(words);
        if (words[0] == "sample") return sample();
        if (words[0] == "finish") {
            row_.reset();
            return "ok";
        }
        return "error not understood: " + line;
    }

private:
    std::string prepare(const std::vector<std::string>& words) {
        row_.reset();
        const auto found = rows_.find(words[1]);
        if (found == rows_.end()) return "none";
        row_ = found->second(RowOptions({words.begin() + 2, words.end()}));
        return "ok";
    }
    std::string sample() {
        if (!row_) return "error nothing is prepared";
        std::ostringstream text;
        text.precision(12);
        text << "ok " << row_->sample();
        return text.str();
    }

    Rows rows_ = all_rows();
    std::unique_ptr<Row> row_;
};

}  // namespace

/// Poolscope's side of the rows of `poolscope bench`, a line a request:
///   prepare ROW [KEY=VALUE ...]   makes the pool and warms it: "ok", or "none" for a row that this side does not have
///   sample                        measures once: "ok NUMBER", in the row's unit
///   finish                        ends the pool: "ok"
/// What goes wrong is answered with "error WHAT". The end of the input ends the program.
int main(int argc, char** argv) {
    poolscope::run_worker_if_asked(argc, argv);
    Conversation conversation;
    for (std::string line; std::getline(std::cin, line);) {
        std::string reply;
        try {
            reply = conversation.reply_to(line);
        } catch (const std::exception& error) {
            reply = std::string("error ") + error.what();
            for (char& c : reply) c = c == '\n' ? ' ' : c;
        }
        std::cout << reply << std::endl;
    }
}
