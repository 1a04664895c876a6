// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <cstddef>
#include <cstring>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <typeinfo>
#include <utility>
#include <vector>

#include <poolscope/array.h>
#include <poolscope/errors.h>
#include <poolscope/json.h>
#include <poolscope/number_row.h>
#include <poolscope/value.h>

namespace poolscope {

/// A function that workers can call by name. Made by POOLSCOPE_FUNCTION.
struct Function {
    using Invoker = void (*)(const Function&, ValueReader&, ValueWriter&);

    std::string name;       ///< "square", "my::fn"
    std::string docstring;  ///< its first line is the signature: "square(x)"; may be empty
    std::vector<std::string> parameter_names;  ///< from the signature, else "arg1", "arg2", ...
    std::vector<std::string> parameter_types;  ///< in Python's words: "int", "list[str]", "any", ...
    std::string result_type;
    std::size_t required_parameters = 0;  ///< those before the std::optional ones at the end
    bool is_initializer = false;          ///< meant for Options::initializer; any function may be used as one
    const void* address = nullptr;
    std::string module;  ///< path of the shared object that registered it; empty: the program itself
    Invoker invoker = nullptr;
    detail::NumberInvoker numbers{};

    /// Reads one list of arguments, calls the function and appends its encoded result (nothing: null).
    /// Throws TypeError in CPython's words for a wrong number or kind of arguments, ValueError for a number out of
    /// range, DecodingError for damaged bytes, UnsendableResult when the result has no encoding (the writer is as before
    /// then), and what the function throws, unchanged.
    void invoke(ValueReader& arguments, ValueWriter& result) const { invoker(*this, arguments, result); }
};

/// The function returned, but its result cannot be encoded; what() is CPython's message of MaybeEncodingError.
class UnsendableResult : public EncodingError {
public:
    using EncodingError::EncodingError;
};

/// The functions that this process knows. Readers take no lock, so that a worker forked while another thread registered
/// functions never waits for a lock that nobody will open.
class Registry {
public:
    /// The process's own. There is one since functions register themselves while programs and modules are loaded, before
    /// anybody could pass an object to them; everything else takes a Registry as it takes any other object.
    [[nodiscard]] static Registry& of_process();

    Registry();
    Registry(const Registry&) = delete;
    Registry& operator=(const Registry&) = delete;
    ~Registry();

    /// Null when unknown. The function lives as long as the registry.
    [[nodiscard]] const Function* find(std::string_view name) const noexcept;
    /// One that is registered under several names: the one that came first.
    [[nodiscard]] const Function* find_address(const void* address) const noexcept;
    /// As find, but throws TypeError that names the function and the closest known names.
    [[nodiscard]] const Function& get(std::string_view name) const;
    /// Sorted by name.
    [[nodiscard]] std::vector<const Function*> all() const;

    /// Throws ValueError when another function has this name; the same one again is ignored.
    void add(Function function);
    /// All or none, as add.
    void add(std::vector<Function> functions);

private:
    struct Snapshot {  // never changed once published
        std::vector<const Function*> by_name, by_address;
    };

    std::mutex writing_;
    std::deque<std::unique_ptr<const Function>> functions_;
    std::deque<std::unique_ptr<const Snapshot>> snapshots_;  // old ones are kept for readers that still look at them
    std::atomic<const Snapshot*> current_;
};

/// "unknown function 'sqare'; did you mean 'square'?", or with what is known when nothing is close.
[[nodiscard]] std::string unknown_function_message(std::string_view name, const Registry& registry);

/// The encoded list of positional arguments for a call that JSON describes: `args` is an array, `kwargs` an object of
/// arguments by parameter name. Throws TypeError in CPython's words: too many, missing, unexpected, given twice. Kinds
/// are checked when the function is invoked.
[[nodiscard]] std::vector<std::byte> bind_arguments(const Function& function, const Json& args, const Json& kwargs);
/// The encoded list of one positional argument, for map and its kin; with `starred` calls use bind_arguments.
[[nodiscard]] std::vector<std::byte> bind_item(const Json& item);

namespace detail {

enum class Role { Task, Initializer };

/// Puts a function into the process's registry, or hands it to the load_module() that is running on this thread.
void announce(Function function);
[[nodiscard]] Function describe(std::string_view name, std::string_view docstring, Role role, const void* address,
                                std::vector<std::string> parameter_types, std::string result_type,
                                std::size_t required_parameters, Function::Invoker invoker);
[[noreturn]] void throw_argument_count(const Function& function, std::size_t given);
[[noreturn]] void throw_argument(const Function& function, std::size_t index, const DecodingError& error);
[[noreturn]] void throw_unsendable(const char* result_type, const char* reason);

/// What holds a parameter while the function runs: a text for a const char*, an Array for a view of numbers.
template <class P>
struct StoredAs {
    using Type = P;
};
template <>
struct StoredAs<const char*> {
    using Type = std::string;
};
template <Packable T>
struct StoredAs<std::span<const T>> {
    using Type = Array<T>;
};
template <class P>
using Stored = typename StoredAs<std::decay_t<P>>::Type;

template <class P>
decltype(auto) pass(Stored<P>& stored) {
    if constexpr (std::is_same_v<std::decay_t<P>, const char*>) return stored.c_str();
    else if constexpr (std::is_lvalue_reference_v<P>) return static_cast<Stored<P>&>(stored);
    else return static_cast<Stored<P>&&>(stored);
}

template <class T>
inline constexpr bool kIsOptional = false;
template <class T>
inline constexpr bool kIsOptional<std::optional<T>> = true;

template <class... P>
consteval std::size_t required_count() {
    std::size_t index = 0, required = 0;
    ((++index, required = kIsOptional<Stored<P>> ? required : index), ...);
    return required;
}

/// The next argument; an optional one at the end that was not given is empty.
template <class T>
T next_argument(ValueReader& reader, std::size_t& index, std::size_t given) {
    if constexpr (kIsOptional<T>) {
        if (index >= given) return T{};
    }
    T value = ValueCodec<T>::read(reader);
    ++index;
    return value;
}

template <auto Fn, class R, class... P>
void invoke(const Function& self, ValueReader& reader, ValueWriter& writer) {
    std::size_t index = 0;
    auto arguments = [&] {
        try {
            const std::size_t given = reader.begin_list();
            if (given > sizeof...(P) || given < required_count<P...>()) throw_argument_count(self, given);
            return std::tuple<Stored<P>...>{next_argument<Stored<P>>(reader, index, given)...};
        } catch (const DecodingError& error) {
            throw_argument(self, index, error);
        }
    }();
    const auto run = [&]<std::size_t... I>(std::index_sequence<I...>) -> R {
        return Fn(pass<P>(std::get<I>(arguments))...);
    };
    if constexpr (std::is_void_v<R>) {
        run(std::index_sequence_for<P...>{});
        writer.null();
    } else {
        auto&& result = run(std::index_sequence_for<P...>{});
        using Result = std::decay_t<R>;
        const std::size_t before = writer.out().size();
        try {
            ValueCodec<Result>::write(writer, result);
        } catch (const EncodingError& error) {
            writer.out().resize(before);
            throw_unsendable(typeid(Result).name(), error.what());
        }
    }
}

template <auto Fn, class R, class P>
void invoke_numbers(NumberCalls& row) {
    using Result = std::decay_t<R>;
    for (; row.made < row.calls; ++row.made) {
        Stored<P> argument;
        std::memcpy(&argument, row.arguments + row.made * sizeof argument, sizeof argument);
        const Result result = Fn(pass<P>(argument));
        std::memcpy(row.results + row.made * sizeof result, &result, sizeof result);
        // release: the result before the word that it is there.
        row.told->store(row.state += row.step, std::memory_order_release);
        ++*row.item;
    }
}
template <auto Fn, class R, class... P>
constexpr NumberInvoker number_invoker() {
    if constexpr (sizeof...(P) == 1 && Packable<std::decay_t<R>> && (Packable<Stored<P>> && ...))
        return {&invoke_numbers<Fn, R, P...>, packed_kind<Stored<P>>..., packed_kind<std::decay_t<R>>};
    else return {};
}

template <auto Fn, class R, class... P>
void register_as(std::string_view name, std::string_view docstring, Role role, R (*)(P...)) {
    std::string result_type = "None";
    if constexpr (!std::is_void_v<R>) result_type = ValueCodec<std::decay_t<R>>::name();
    Function function = describe(name, docstring, role, reinterpret_cast<const void*>(Fn), {ValueCodec<Stored<P>>::name()...},
                                 std::move(result_type), required_count<P...>(), &invoke<Fn, R, P...>);
    function.numbers = number_invoker<Fn, R, P...>();
    announce(std::move(function));
}

/// What the macro makes: building it at start-up registers the function. The closing null is the macro's (see there).
struct Registration {};
template <auto Fn>
Registration registered(std::string_view name, std::string_view docstring, std::nullptr_t) {
    register_as<Fn>(name, docstring, Role::Task, Fn);
    return {};
}
template <auto Fn>
Registration registered(std::string_view name, std::nullptr_t end) {
    return registered<Fn>(name, {}, end);
}

}  // namespace detail

/// What POOLSCOPE_FUNCTION does, for a function that is to be registered at another time than start-up.
template <auto Fn>
void register_function(std::string_view name, std::string_view docstring = {}) {
    detail::register_as<Fn>(name, docstring, detail::Role::Task, Fn);
}
/// The same for one that is shown as an initializer.
template <auto Fn>
void register_initializer(std::string_view name, std::string_view docstring = {}) {
    detail::register_as<Fn>(name, docstring, detail::Role::Initializer, Fn);
}

}  // namespace poolscope

/// Registers a function under its name as written, so that every worker of this program knows it:
///     POOLSCOPE_FUNCTION(square);
///     POOLSCOPE_FUNCTION(my::area, "area(width, height)\nThe area in square metres.");
/// At namespace scope, in a source file. The first line of the text is the signature: its names serve kwargs and messages.
/// std::optional parameters at the end may be left out by the caller. An overloaded function needs a wrapper.
#define POOLSCOPE_FUNCTION(...)                                                                                        \
    [[maybe_unused]] static const ::poolscope::detail::Registration POOLSCOPE_DETAIL_JOIN(poolscope_registration_,     \
                                                                                          __LINE__) =                  \
        ::poolscope::detail::registered<&POOLSCOPE_DETAIL_FIRST(__VA_ARGS__, )>(                                       \
            POOLSCOPE_DETAIL_NAMED(__VA_ARGS__, ))
#define POOLSCOPE_DETAIL_FIRST(first, ...) first
// The empty last argument keeps the variadic part from being absent, which clang 14 warns of; the null ends its comma.
#define POOLSCOPE_DETAIL_NAMED(first, ...) #first, __VA_ARGS__ nullptr
#define POOLSCOPE_DETAIL_JOIN(a, b) POOLSCOPE_DETAIL_JOIN2(a, b)
#define POOLSCOPE_DETAIL_JOIN2(a, b) a##b
