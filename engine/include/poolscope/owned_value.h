// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include <poolscope/codec_traits.h>

namespace poolscope {

/// What a function that returns nothing gives: there is one for each item, as Python has its None.
using None = std::monostate;

/// As what a caller gets the result of a function. For pool.h and results.h, not for users.
namespace detail {

/// A view is of the worker's memory: what comes of it owns what it shows.
template <class T>
struct OwnedAs {
    using Type = T;
};
template <class T>
using Owned = typename OwnedAs<T>::Type;
template <>
struct OwnedAs<std::string_view> {
    using Type = std::string;
};
template <>
struct OwnedAs<const char*> {
    using Type = std::string;
};
template <>
struct OwnedAs<char*> {
    using Type = std::string;
};
template <>
struct OwnedAs<std::span<const std::byte>> {
    using Type = std::vector<std::byte>;
};
template <Packable E>
struct OwnedAs<std::span<const E>> {
    using Type = std::vector<E>;
};
template <class T>
struct OwnedAs<std::optional<T>> {
    using Type = std::optional<Owned<T>>;
};
template <class A, class B>
struct OwnedAs<std::pair<A, B>> {
    using Type = std::pair<Owned<A>, Owned<B>>;
};
template <class... E>
struct OwnedAs<std::tuple<E...>> {
    using Type = std::tuple<Owned<E>...>;
};
template <class E>
struct OwnedAs<std::vector<E>> {
    using Type = std::vector<Owned<E>>;
};
template <class E, std::size_t N>
struct OwnedAs<std::array<E, N>> {
    using Type = std::array<Owned<E>, N>;
};

/// Whether a value of this type has views in it.
template <class T>
constexpr bool holds_view();
template <class T>
constexpr bool elements_hold_view() {
    if constexpr (Sized<T>) {
        // A type of a user may be a sequence of itself.
        if constexpr (!std::is_same_v<std::remove_cv_t<typename T::value_type>, T>) return holds_view<std::remove_cv_t<typename T::value_type>>();
    }
    return false;
}
template <class T>
struct ElementsHoldView : std::bool_constant<elements_hold_view<T>()> {};
template <class T>
struct ElementsHoldView<std::optional<T>> : std::bool_constant<holds_view<T>()> {};
template <class A, class B>
struct ElementsHoldView<std::pair<A, B>> : std::bool_constant<holds_view<std::remove_cv_t<A>>() || holds_view<std::remove_cv_t<B>>()> {};
template <class... E>
struct ElementsHoldView<std::tuple<E...>> : std::bool_constant<(holds_view<std::remove_cv_t<E>>() || ...)> {};
template <class T>
constexpr bool holds_view() {
    if constexpr (std::is_same_v<T, std::string_view> || std::is_same_v<T, std::span<const std::byte>>) return true;
    else return ElementsHoldView<T>::value;
}

template <class R>
struct ResultAs {
    using Type = Owned<std::decay_t<R>>;
    static_assert(!holds_view<Type>(), "this result holds a std::string_view or a std::span in a container that cannot be made to own it: return strings "
                                       "and vectors of bytes in it instead");
};
template <>
struct ResultAs<void> {
    using Type = None;
};
/// Of a function that returns R.
template <class R>
using ValueOf = typename ResultAs<R>::Type;

}  // namespace detail
}  // namespace poolscope
