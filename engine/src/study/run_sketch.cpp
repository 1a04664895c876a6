// SPDX-License-Identifier: MIT
#include <algorithm>
#include <string_view>
#include <utility>

#include <nlohmann/json.hpp>

#include <poolscope/run_sketch.h>

namespace poolscope {

namespace {

constexpr std::string_view kLetters = " SI.CRrFfBOX";
constexpr std::size_t kMostLanes = 256;
constexpr std::size_t kMostColumns = 4096;

char letter_of(const Span& span, bool odd) {
    switch (span.activity) {
    case WorkerActivity::Starting: return 'S';
    case WorkerActivity::Initializing: return 'I';
    case WorkerActivity::Idle: return '.';
    case WorkerActivity::Transport: return 'C';
    case WorkerActivity::Running: return span.failed ? (odd ? 'f' : 'F') : (odd ? 'r' : 'R');
    case WorkerActivity::Stopped: return 'B';
    case WorkerActivity::Retiring: return 'O';
    case WorkerActivity::Crashed: return 'X';
    case WorkerActivity::Ended: break;
    }
    return ' ';
}

/// What a lane did longest in each column.
class Lane {
public:
    Lane(std::size_t columns, Time begin, Time end) : best_(columns, 0), text_(columns, ' '), begin_(begin), end_(end) {}

    void draw(const Span& span, bool odd) {
        const char letter = letter_of(span, odd);
        if (letter == 'X') {
            if (span.begin < begin_ || span.begin > end_) return;
            const std::size_t at = std::min(column(span.begin), text_.size() - 1);
            text_[at] = letter;
            best_[at] = kAlways;
            return;
        }
        const Time from = std::max(span.begin, begin_);
        const Time to = std::min(span.end, end_);
        if (letter == ' ' || from >= to) return;
        for (std::size_t i = column(from); i < text_.size() && edge(i) < to; ++i) {
            const double part = static_cast<double>(std::min(to, edge(i + 1)) - std::max(from, edge(i)));
            if (part <= best_[i]) continue;
            best_[i] = part;
            text_[i] = letter;
        }
    }
    [[nodiscard]] std::string text() && { return std::move(text_); }

private:
    static constexpr double kAlways = 1e300;
    [[nodiscard]] std::size_t column(Time time) const {
        return static_cast<std::size_t>(static_cast<double>(time - begin_) / static_cast<double>(end_ - begin_) *
                                        static_cast<double>(text_.size()));
    }
    [[nodiscard]] Time edge(std::size_t column) const {
        return begin_ + static_cast<Time>(static_cast<double>(end_ - begin_) * static_cast<double>(column) /
                                          static_cast<double>(text_.size()));
    }
    std::vector<double> best_;
    std::string text_;
    Time begin_;
    Time end_;
};

}  // namespace

RunSketch sketch_of(const PoolState& state, std::size_t columns) {
    RunSketch sketch;
    if (state.batches().empty() || columns == 0) return sketch;
    const Time now = state.summary().ended.value_or(state.summary().last);
    Time begin = now;
    Time end = state.summary().origin;
    for (const BatchInfo& batch : state.batches()) {
        begin = std::min(begin, batch.submitted);
        end = std::max(end, batch.ended.value_or(now));
    }
    if (end <= begin) return sketch;
    sketch.seconds = static_cast<double>(end - begin) / 1e9;
    const std::size_t slots = std::min(state.slot_count(), kMostLanes);
    for (std::size_t slot = 0; slot < slots; ++slot) {
        Lane lane(std::min(columns, kMostColumns), begin, end);
        bool odd = false;
        for (std::size_t i = 0; i < state.span_count(slot); ++i) {
            const Span span = state.span(slot, i);
            if (span.activity == WorkerActivity::Running) odd = !odd;
            lane.draw(span, odd);
        }
        sketch.lanes.push_back(std::move(lane).text());
    }
    return sketch;
}

Json to_json(const RunSketch& sketch) {
    return {{"seconds", sketch.seconds}, {"lanes", sketch.lanes}};
}

std::optional<RunSketch> sketch_from_json(const Json& json) {
    if (!json.is_object() || !json.contains("seconds") || !json.contains("lanes")) return {};
    const Json& seconds = json["seconds"];
    const Json& lanes = json["lanes"];
    if (!seconds.is_number() || !lanes.is_array() || lanes.size() > kMostLanes) return {};
    RunSketch sketch;
    sketch.seconds = seconds.get<double>();
    for (const Json& lane : lanes) {
        if (!lane.is_string()) return {};
        sketch.lanes.push_back(lane.get<std::string>());
        const std::string& text = sketch.lanes.back();
        if (text.size() != sketch.columns() || text.size() > kMostColumns || text.find_first_not_of(kLetters) != std::string::npos) return {};
    }
    return sketch;
}

}  // namespace poolscope
