// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>
#include <vector>

#include <poolscope/trace_query.h>

namespace poolscope {

/// A piece of a query. Children: as many as the kind has operands.
struct TraceQuery::Node {
    enum class Kind : std::uint8_t {
        Constant,        ///< `number`
        Name,            ///< `text`: a number or a truth
        Maximum,         ///< of the column `text`, like the next ones
        Minimum,
        Mean,
        Sum,
        Count,
        Percentile,      ///< child 0: which
        SecondsRunning,  ///< child 0: how many workers
        ResultsEqual,    ///< `text`: JSON
        Absolute,
        Variant,         ///< child 0, in the run of variant `text`
        Negative, Add, Subtract, Multiply, Divide,
        Less, LessOrEqual, Equal, NotEqual,
        And, Or, Not,
    };
    Kind kind = Kind::Constant;
    bool truth = false;  ///< answers yes or no
    double number = 0;
    std::string text;
    std::vector<std::shared_ptr<const Node>> children;
};

}  // namespace poolscope
