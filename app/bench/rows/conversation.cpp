// SPDX-License-Identifier: GPL-3.0-or-later
#include "conversation.h"

#include <iostream>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

namespace poolscope::bench {

namespace {

/// Does what a line says and gives the reply.
class Conversation {
public:
    explicit Conversation(const Rows& rows) : rows_(rows) {}
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
        try {
            row_ = found->second(RowOptions({words.begin() + 2, words.end()}));
        } catch (const CannotMeasure& reason) {
            return std::string("none ") + reason.what();
        }
        return row_ ? "ok" : "none";
    }
    std::string sample() {
        if (!row_) return "error nothing is prepared";
        std::ostringstream text;
        text.precision(12);
        text << "ok " << row_->sample();
        return text.str();
    }

    const Rows& rows_;
    std::unique_ptr<Row> row_;
};

}  // namespace

int converse(const Rows& rows) {
    Conversation conversation(rows);
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
    return 0;
}

}  // namespace poolscope::bench
