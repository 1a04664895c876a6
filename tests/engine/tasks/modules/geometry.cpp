// SPDX-License-Identifier: MIT
// A module as a user writes one: functions, a type of its own through JSON, an error of its own.
#include <cmath>
#include <stdexcept>

#include <nlohmann/json.hpp>

#include <poolscope/function.h>
#include <poolscope/remote_error.h>

namespace geometry {

struct Point {
    double x = 0, y = 0;
};
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Point, x, y)

class Degenerate : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

double distance(const Point& a, const Point& b) {
    const double result = std::hypot(a.x - b.x, a.y - b.y);
    if (result == 0) throw Degenerate("the points are the same");
    return result;
}
Point middle(const Point& a, const Point& b) { return {(a.x + b.x) / 2, (a.y + b.y) / 2}; }

}  // namespace geometry

POOLSCOPE_FUNCTION(geometry::distance, "distance(a, b)\nHow far two points {\"x\", \"y\"} are apart.");
POOLSCOPE_FUNCTION(geometry::middle, "middle(a, b)\nThe point between two points.");
