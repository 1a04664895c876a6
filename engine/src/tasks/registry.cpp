// SPDX-License-Identifier: MIT
#include <algorithm>
#include <functional>

#include <poolscope/call.h>
#include <poolscope/function.h>

namespace poolscope {
namespace {

bool named_before(const Function* function, std::string_view name) { return function->name < name; }
bool placed_before(const Function* function, const void* address) { return std::less<>()(function->address, address); }

std::string origin_of(const Function& function) {
    return function.module.empty() ? "this program" : "module " + function.module;
}

}  // namespace

Registry& Registry::of_process() {
    static Registry registry;
    return registry;
}

Registry::Registry() : current_(nullptr) {
    snapshots_.push_back(std::make_unique<const Snapshot>());
    current_.store(snapshots_.back().get(), std::memory_order_release);
}

Registry::~Registry() = default;

// Acquire pairs with the release in add(): who sees a snapshot sees the functions it points to.
const Function* Registry::find(std::string_view name) const noexcept {
    const auto& known = current_.load(std::memory_order_acquire)->by_name;
    const auto place = std::lower_bound(known.begin(), known.end(), name, named_before);
    return place != known.end() && (*place)->name == name ? *place : nullptr;
}

const Function* Registry::find_address(const void* address) const noexcept {
    const auto& known = current_.load(std::memory_order_acquire)->by_address;
    const auto place = std::lower_bound(known.begin(), known.end(), address, placed_before);
    return place != known.end() && (*place)->address == address ? *place : nullptr;
}

const Function& Registry::get(std::string_view name) const {
    if (const Function* function = find(name)) return *function;
    throw TypeError(unknown_function_message(name, *this));
}

std::vector<const Function*> Registry::all() const { return current_.load(std::memory_order_acquire)->by_name; }

void Registry::add(Function function) {
    std::vector<Function> one;
    one.push_back(std::move(function));
    add(std::move(one));
}

void Registry::add(std::vector<Function> functions) {
    const std::lock_guard lock(writing_);
    auto next = std::make_unique<Snapshot>(*current_.load(std::memory_order_relaxed));  // only writers store, under the lock
    std::vector<std::unique_ptr<const Function>> fresh;
    for (Function& function : functions) {
        auto& named = next->by_name;
        const auto place = std::lower_bound(named.begin(), named.end(), std::string_view(function.name), named_before);
        if (place != named.end() && (*place)->name == function.name) {
            if ((*place)->address == function.address) continue;
            throw ValueError("function '" + function.name + "' of " + origin_of(function) +
                             " has the name of another function of " + origin_of(**place) +
                             "; register it under another name");
        }
        const void* const address = function.address;
        fresh.push_back(std::make_unique<const Function>(std::move(function)));
        named.insert(place, fresh.back().get());
        auto& placed = next->by_address;
        const auto after = std::find_if(std::lower_bound(placed.begin(), placed.end(), address, placed_before), placed.end(),
                                        [&](const Function* other) { return other->address != address; });
        placed.insert(after, fresh.back().get());  // behind those with the same address: the first one is found
    }
    if (fresh.empty()) return;
    for (auto& function : fresh) functions_.push_back(std::move(function));
    snapshots_.push_back(std::move(next));
    current_.store(snapshots_.back().get(), std::memory_order_release);
}

namespace detail {

const Function& registered_function(const void* address, const char* what) {
    if (const Function* function = Registry::of_process().find_address(address)) return *function;
    std::string known;
    for (const Function* function : Registry::of_process().all()) known += (known.empty() ? "" : ", ") + function->name;
    throw TypeError(std::string(what) + " that workers know by name: add POOLSCOPE_FUNCTION(its_name) beside its "
                    "definition (known: " + (known.empty() ? "nothing yet" : known) + ")");
}

}  // namespace detail
}  // namespace poolscope
