// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include <poolscope/function.h>

namespace poolscope {

/// A registered function and the arguments to call it with in another process, as Options::initializer takes it.
struct Call {
    std::string function;
    std::vector<std::byte> arguments;  ///< one encoded list
};

namespace detail {

/// Throws TypeError that begins with `what`, says to register the function and names what is known.
[[nodiscard]] const Function& registered_function(const void* address, const char* what);

/// What a parameter type can be written from without a copy of its own.
template <class T>
struct Viewed {
    using Type = T;
};
template <class T>
struct Viewed<Array<T>> {
    using Type = std::span<const T>;
};

/// An Array for a parameter that is a vector of the same: both are written alike.
template <class A, class To>
inline constexpr bool kIsArrayFor = false;
template <class T>
inline constexpr bool kIsArrayFor<Array<T>, std::vector<T>> = true;

template <class... P>
struct Parameters {
    /// Encodes arguments as the parameters' own types, so that call(f, 1) for f(double) sends a real number.
    template <class... A>
    static void encode_as(ValueWriter& writer, A&&... arguments) {
        static_assert(sizeof...(A) <= sizeof...(P), "more arguments than the function has parameters");
        static_assert(sizeof...(A) >= required_count<P...>(), "fewer arguments than the function needs");
        [&]<std::size_t... I>(std::index_sequence<I...>) {
            using All = std::tuple<Stored<P>...>;
            encode_arguments(writer, convert<std::tuple_element_t<I, All>>(std::forward<A>(arguments))...);
        }(std::index_sequence_for<A...>{});
    }

    /// The only parameter's number that an item is called with.
    template <class A>
    static auto number_of(A&& item) {
        static_assert(sizeof...(P) == 1);
        return convert<Stored<P>...>(std::forward<A>(item));
    }

private:
    template <class To, class A>
    static decltype(auto) convert(A&& argument) {
        using Seen = typename Viewed<To>::Type;
        constexpr bool is_array_of_it = kIsArrayFor<std::remove_cvref_t<A>, To>;
        static_assert(std::is_convertible_v<A&&, To> || std::is_convertible_v<A&&, Seen> || is_array_of_it,
                      "an argument does not convert to the parameter's type");
        if constexpr (std::is_same_v<std::remove_cvref_t<A>, To> || is_array_of_it) return (argument);
        else if constexpr (!std::is_same_v<Seen, To> && std::is_convertible_v<A&&, Seen>) return Seen(argument);
        else return static_cast<To>(std::forward<A>(argument));
    }
};

}  // namespace detail

/// What is known of a function. Throws TypeError when it was not registered with POOLSCOPE_FUNCTION.
template <class R, class... P>
[[nodiscard]] const Function& registered(R (*function)(P...)) {
    return detail::registered_function(reinterpret_cast<const void*>(function), "func must be a callable");
}

/// Names a call: converts the arguments to the function's parameter types (a compile error when they do not) and encodes
/// them. Throws TypeError when the function was not registered with POOLSCOPE_FUNCTION.
template <class R, class... P, class... A>
[[nodiscard]] Call call(R (*function)(P...), A&&... arguments) {
    const void* address = reinterpret_cast<const void*>(function);
    Call result{detail::registered_function(address, "initializer must be a callable").name, {}};
    ValueWriter writer(result.arguments);
    detail::Parameters<P...>::encode_as(writer, std::forward<A>(arguments)...);
    return result;
}

}  // namespace poolscope
