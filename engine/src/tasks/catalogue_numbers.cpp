// SPDX-License-Identifier: MIT
#include <array>
#include <bit>
#include <charconv>
#include <cmath>
#include <random>

#include <poolscope/current_task.h>
#include <poolscope/function.h>

#include "tasks/catalogue_sections.h"
#include "tasks/encoded.h"
#include "tasks/number.h"
#include "tasks/primes.h"

namespace poolscope::tasks {
namespace {

std::string text_of(const Number& number) { return value_to_text(encode_value(number), 40); }

void require(bool holds, const std::string& message) {
    if (!holds) throw ValueError(message);
}

}  // namespace

Number product(const Number& a, const Number& b) {
    return std::visit(
        [&]<class A, class B>(A x, B y) -> Number {
            if constexpr (std::is_floating_point_v<A> || std::is_floating_point_v<B>) {
                return static_cast<double>(x) * static_cast<double>(y);
            } else {
                std::int64_t whole = 0;
                std::uint64_t large = 0;
                if (!__builtin_mul_overflow(x, y, &whole)) return whole;
                if (!__builtin_mul_overflow(x, y, &large)) return large;
                throw std::overflow_error("the product of " + text_of(a) + " and " + text_of(b) +
                                          " does not fit 64 bits; pass real numbers (2.0) for a rounded one");
            }
        },
        a, b);
}

namespace {

Number square(const Number& x) { return product(x, x); }
Number multiply(const Number& a, const Number& b) { return product(a, b); }
Encoded identity(Encoded x) { return x; }

std::int64_t parse_int(std::string_view text) {
    const auto invalid = [&] {
        return ValueError("invalid literal for int() with base 10: " + value_to_text(encode_value(text), 200));
    };
    constexpr std::string_view blanks = " \t\n\r\f\v";
    const auto begin = text.find_first_not_of(blanks);
    if (begin == std::string_view::npos) throw invalid();
    std::string_view rest = text.substr(begin, text.find_last_not_of(blanks) - begin + 1);
    std::string digits;
    if (rest.front() == '+' || rest.front() == '-') {
        if (rest.front() == '-') digits += '-';
        rest.remove_prefix(1);
    }
    bool after_digit = false;  // an underscore stands between two digits, as in Python's own numbers
    for (const char c : rest) {
        const bool is_digit = c >= '0' && c <= '9';
        if (!is_digit && !(c == '_' && after_digit)) throw invalid();
        if (is_digit) digits += c;
        after_digit = is_digit;
    }
    if (!after_digit) throw invalid();
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (error == std::errc::result_out_of_range) throw std::overflow_error("the number does not fit 64 bits");
    if (error != std::errc{} || end != digits.data() + digits.size()) throw invalid();
    return value;
}

bool is_prime(std::int64_t n) { return n > 1 && is_prime_number(static_cast<std::uint64_t>(n)); }

std::uint64_t fibonacci(std::int64_t n) {
    require(n >= 0, "n must not be negative");
    if (n > 93) throw std::overflow_error("fibonacci(94) and what follows do not fit 64 bits");
    std::uint64_t current = 0, next = 1;
    for (std::int64_t i = 0; i < n; ++i) {
        const std::uint64_t sum = current + next;
        current = next;
        next = sum;
    }
    return current;
}

std::int64_t random_walk(std::int64_t steps) {
    require(steps >= 0, "steps must not be negative");
    std::mt19937_64 random(item_seed());
    std::int64_t place = 0;
    std::int64_t left = steps;
    for (; left >= 64; left -= 64) place += 2 * std::popcount(std::uint64_t{random()}) - 64;
    for (std::uint64_t bits = random(); left > 0; --left, bits >>= 1) place += (bits & 1) != 0 ? 1 : -1;
    return place;
}

double monte_carlo_pi(std::int64_t samples, std::uint64_t seed) {
    require(samples >= 1, "samples must be at least 1");
    // The engine's numbers are fixed by the standard; std::uniform_real_distribution's are not.
    std::mt19937_64 random(seed);
    const auto between_zero_and_one = [&] { return static_cast<double>(random() >> 11) * 0x1p-53; };
    std::int64_t inside = 0;
    for (std::int64_t i = 0; i < samples; ++i) {
        const double x = between_zero_and_one();
        const double y = between_zero_and_one();
        if (x * x + y * y <= 1) ++inside;
    }
    return 4 * static_cast<double>(inside) / static_cast<double>(samples);
}

std::vector<std::int32_t> mandelbrot_row(std::int32_t y, std::int32_t width, std::int32_t height,
                                         std::int32_t iterations) {
    require(width >= 1 && width <= 1'000'000, "width must be from 1 to 1000000");
    require(height >= 1, "height must be at least 1");
    require(y >= 0 && y < height, "y must be from 0 to height - 1");
    require(iterations >= 1, "iterations must be at least 1");
    std::vector<std::int32_t> row(static_cast<std::size_t>(width));
    const double b = -1.25 + 2.5 * (y + 0.5) / height;
    for (std::int32_t x = 0; x < width; ++x) {
        const double a = -2 + 2.5 * (x + 0.5) / width;
        double re = 0, im = 0;
        std::int32_t steps = 0;
        while (steps < iterations && re * re + im * im <= 4) {
            const double next = re * re - im * im + a;
            im = 2 * re * im + b;
            re = next;
            ++steps;
        }
        row[static_cast<std::size_t>(x)] = steps;
    }
    return row;
}

}  // namespace

void register_number_functions() {
    register_function<&square>("square", R"(square(x)
The square of `x`: a whole number stays whole, a real one stays real.

A whole result that does not fit 64 bits is an error, not a rounded number.

Example: `square(7)` gives `49`, `square(1.5)` gives `2.25`.)");
    register_function<&multiply>("multiply", R"(multiply(a, b)
The product of two numbers, whole if both are whole.

Made for `starmap`, whose items are lists of arguments.

Example: `multiply(6, 7)` gives `42`.)");
    register_function<&identity>("identity", R"(identity(x)
Gives back what it was given, whatever it is. It costs what a call costs, and nothing more.

Example: `identity(["a", 1, null])` gives `["a", 1, null]`.)");
    register_function<&parse_int>("parse_int", R"(parse_int(text)
The whole number that a text spells in decimal, as Python's `int()` reads it: blanks around it, a sign, and
underscores between digits are allowed.

Anything else is a `ValueError`, which shows how a task's error comes back.

Example: `parse_int("42")` gives `42`; `parse_int("4x")` fails with *invalid literal for int() with base 10: '4x'*.)");
    register_function<&is_prime>("is_prime", R"(is_prime(n)
Whether `n` is a prime number. Exact for every 64-bit number.

Example: `is_prime(997)` gives `true`, `is_prime(1)` gives `false`.)");
    register_function<&fibonacci>("fibonacci", R"(fibonacci(n)
The `n`-th Fibonacci number, beginning 0, 1, 1, 2, 3; `n` from 0 to 93.

Example: `fibonacci(10)` gives `55`.)");
    register_function<&monte_carlo_pi>("monte_carlo_pi", R"(monte_carlo_pi(samples, seed)
Estimates pi: four times the share of `samples` random points of the unit square that lie in the quarter circle.

The same `seed` gives the same estimate on every machine and in every worker. A million samples take about 10 ms.

Example: `monte_carlo_pi(1000000, 1)` gives about `3.14`.)");
    register_function<&random_walk>("random_walk", R"(random_walk(steps)
Where a walk of so many random steps to the left or right, from 0, ends. Its randomness is the item's own seed.

The same run with the same seed gives the same walks again, whichever worker runs them and in whatever chunks; every item of
a batch has another one.

Example: `random_walk(10000)` gives a number like `-46`.)");
    register_function<&mandelbrot_row>("mandelbrot_row", R"(mandelbrot_row(y, width, height, iterations)
One row of a picture of the Mandelbrot set: for each of `width` points the steps until it escapes, at most `iterations`.

The picture is `height` rows high, row `y` counted from 0 at the top; it shows -2 to 0.5 across and -1.25 to 1.25 down.
Points of the set itself give `iterations`: rows through the middle take longest.

Example: `mandelbrot_row(240, 640, 480, 1000)` gives a list of 640 numbers.)");
}

}  // namespace poolscope::tasks
