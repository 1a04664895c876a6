// SPDX-License-Identifier: MIT
// Functions of your own for the window and the command line: build this, then name the file under "modules" in a scenario.
#include <cmath>
#include <numbers>
#include <stdexcept>
#include <string>

#include <nlohmann/json.hpp>

#include <poolscope/function.h>

namespace geography {

/// A type of your own travels through nlohmann's to_json and from_json: in a scenario it is {"latitude": 52.5, "longitude": 13.4}.
struct Place {
    double latitude = 0;   ///< degrees north
    double longitude = 0;  ///< degrees east
};
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Place, latitude, longitude)

double distance(const Place& from, const Place& to) {
    constexpr double radius_km = 6371.0;
    constexpr double degree = std::numbers::pi / 180;
    for (const double latitude : {from.latitude, to.latitude})
        if (std::abs(latitude) > 90) throw std::invalid_argument("there is no latitude " + std::to_string(latitude));
    // The haversine formula, which stays exact for places that are close together.
    const double north = std::sin((to.latitude - from.latitude) * degree / 2);
    const double east = std::sin((to.longitude - from.longitude) * degree / 2);
    const double h =
        north * north + std::cos(from.latitude * degree) * std::cos(to.latitude * degree) * east * east;
    return 2 * radius_km * std::asin(std::sqrt(h));
}

Place opposite(const Place& place) {
    return {-place.latitude, place.longitude > 0 ? place.longitude - 180 : place.longitude + 180};
}

}  // namespace geography

// The first line is the signature: the names serve as keyword arguments and in messages.
POOLSCOPE_FUNCTION(geography::distance, R"(distance(from, to)
Kilometres between two places along the surface of the earth.

Example: from Berlin, `{"latitude": 52.52, "longitude": 13.40}`, to Rome,
`{"latitude": 41.90, "longitude": 12.50}`, it is about `1183`.)");
POOLSCOPE_FUNCTION(geography::opposite, R"(opposite(place)
The place on the other side of the earth.)");
