// SPDX-License-Identifier: MIT
// The shortest ways to say it.
#include <iostream>
#include <string>
#include <string_view>

#include <poolscope/pool.h>

int square(int x) { return x * x; }
int add(int a, int b) { return a + b; }
std::string_view weekday(int number) { return number % 7 < 5 ? "a working day, long as it is" : "weekend"; }
POOLSCOPE_FUNCTION(square);
POOLSCOPE_FUNCTION(add);
POOLSCOPE_FUNCTION(weekday);

int main(int argc, char** argv) {
    poolscope::run_worker_if_asked(argc, argv);
    poolscope::Pool pool(2);
    for (const int value : pool.map(square, {1, 2, 3})) std::cout << value << ' ';
    for (const int value : pool.starmap(add, {{1, 2}, {3, 4}})) std::cout << value << ' ';
    for (const int value : pool.imap(square, {4, 5})) std::cout << value << ' ';
    std::cout << pool.apply_async(square, poolscope::args(7)).get() << ' ';
    const std::string day = pool.apply(weekday, 3);  // what a view showed is the caller's own
    std::cout << day << '\n';
}
