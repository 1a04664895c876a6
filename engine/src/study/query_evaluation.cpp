// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cmath>
#include <numeric>

#include "study/query_node.h"

namespace poolscope {

namespace {

using Node = TraceQuery::Node;
using Answer = std::optional<double>;

Answer yes_or_no(bool yes) {
    return yes ? 1.0 : 0.0;
}

/// Between the two nearest values, as numpy.percentile has it by default.
Answer percentile(std::vector<double> values, double percent) {
    if (values.empty() || !(percent >= 0 && percent <= 100)) return {};
    std::sort(values.begin(), values.end());
    const double place = percent / 100 * static_cast<double>(values.size() - 1);
    const auto below = static_cast<std::size_t>(place);
    const std::size_t above = std::min(below + 1, values.size() - 1);
    return values[below] + (values[above] - values[below]) * (place - static_cast<double>(below));
}

class Evaluation {
public:
    explicit Evaluation(const FactsByVariant& variants) : variants_(variants) {}

    Answer of(const Node& node, const RunFacts& here) const {
        using Kind = Node::Kind;
        switch (node.kind) {
        case Kind::Constant: return node.number;
        case Kind::Name: return here.number(node.text);
        case Kind::Maximum:
        case Kind::Minimum:
        case Kind::Mean:
        case Kind::Sum:
        case Kind::Count:
        case Kind::Percentile: return aggregate(node, here);
        case Kind::ResultsEqual: return here.results_equal(node.text);
        case Kind::Variant: {
            const auto found = variants_.find(node.text);
            if (found == variants_.end()) return {};
            return of(*node.children.front(), found->second);
        }
        case Kind::And:
        case Kind::Or: return joined(node, here);
        default: break;
        }
        const Answer left = of(*node.children.front(), here);
        if (!left) return {};
        if (node.children.size() == 1) return of_one(node.kind, *left, here);
        const Answer right = of(*node.children.back(), here);
        if (!right) return {};
        return of_two(node.kind, *left, *right);
    }

private:
    static Answer of_one(Node::Kind kind, double x, const RunFacts& here) {
        switch (kind) {
        case Node::Kind::Not: return yes_or_no(x == 0);
        case Node::Kind::Negative: return -x;
        case Node::Kind::Absolute: return std::abs(x);
        case Node::Kind::SecondsRunning:
            if (!(x >= 0 && x < 1e6)) return {};
            return here.seconds_running(static_cast<std::size_t>(x));
        default: return {};
        }
    }

    static Answer of_two(Node::Kind kind, double x, double y) {
        switch (kind) {
        case Node::Kind::Add: return x + y;
        case Node::Kind::Subtract: return x - y;
        case Node::Kind::Multiply: return x * y;
        case Node::Kind::Divide: return y == 0 ? Answer() : Answer(x / y);
        case Node::Kind::Less: return yes_or_no(x < y);
        case Node::Kind::LessOrEqual: return yes_or_no(x <= y);
        case Node::Kind::Equal: return yes_or_no(x == y);
        case Node::Kind::NotEqual: return yes_or_no(x != y);
        default: return {};
        }
    }

    /// One side can decide alone, whatever the other will be.
    Answer joined(const Node& node, const RunFacts& here) const {
        const double decides = node.kind == Node::Kind::Or ? 1 : 0;
        bool unknown = false;
        for (const auto& child : node.children) {
            const Answer answer = of(*child, here);
            if (answer == decides) return decides;
            unknown = unknown || !answer;
        }
        return unknown ? Answer() : Answer(1 - decides);
    }

    Answer aggregate(const Node& node, const RunFacts& here) const {
        const std::vector<double>* const values = here.column(node.text);
        if (values == nullptr) return {};
        const double sum = std::accumulate(values->begin(), values->end(), 0.0);
        if (node.kind == Node::Kind::Sum) return sum;
        if (node.kind == Node::Kind::Count) return static_cast<double>(values->size());
        if (values->empty()) return {};
        switch (node.kind) {
        case Node::Kind::Maximum: return *std::max_element(values->begin(), values->end());
        case Node::Kind::Minimum: return *std::min_element(values->begin(), values->end());
        case Node::Kind::Mean: return sum / static_cast<double>(values->size());
        default: break;
        }
        const Answer percent = of(*node.children.front(), here);
        return percent ? percentile(*values, *percent) : Answer();
    }

    const FactsByVariant& variants_;
};

}  // namespace

bool TraceQuery::is_truth() const noexcept {
    return root_ != nullptr && root_->truth;
}

std::optional<double> TraceQuery::evaluate(const RunFacts& here, const FactsByVariant& variants) const {
    if (root_ == nullptr) return {};
    return Evaluation(variants).of(*root_, here);
}

bool TraceQuery::holds(const RunFacts& here, const FactsByVariant& variants) const {
    const std::optional<double> answer = is_truth() ? evaluate(here, variants) : std::nullopt;
    return answer && *answer != 0;
}

}  // namespace poolscope
