// SPDX-License-Identifier: MIT
#include "host/batch_plan.h"

#include <algorithm>
#include <utility>

#include <nlohmann/json.hpp>

#include <poolscope/errors.h>
#include <poolscope/scenario.h>
#include <poolscope/value.h>

#include "host/batch_source.h"
#include "host/line_source.h"
#include "supervise/configuration.h"

namespace poolscope::host {

namespace {

/// Characters of an argument list in a description.
constexpr std::size_t kShownArguments = 120;

bool is_lazy(Method method) noexcept {
    return method == Method::IMap || method == Method::IMapUnordered;
}

std::string plural(std::uint64_t count, const char* noun) {
    return std::to_string(count) + " " + noun + (count == 1 ? "" : "s");
}

void refuse_what_is_wrong(const BatchSpec& batch) {
    const auto problems = check(batch);
    if (problems.empty()) return;
    std::string message;
    for (const ScenarioProblem& problem : problems) {
        message += (message.empty() ? "" : "; ") + problem.place + ": " + problem.message;
    }
    throw ValueError(message);
}

/// Items for each task: what was asked for, or what CPython would choose.
std::uint64_t chunksize_of(const BatchSpec& batch, std::uint64_t items, std::uint32_t processes) {
    if (!batch.chunksize) {
        return is_lazy(batch.method) ? 1 : std::min(supervise::default_chunksize(items, processes), kMostItemsChosen);
    }
    const auto asked = static_cast<std::uint64_t>(*batch.chunksize);
    return std::clamp<std::uint64_t>(asked, 1, kMostItemsInTask);
}

void set_size(supervise::BatchRequest& request, std::uint64_t items) {
    request.items = items;
    request.tasks = items / request.chunksize + (items % request.chunksize != 0 ? 1 : 0);
}

void plan_call(supervise::BatchRequest& request, const BatchSpec& batch, const Registry& registry) {
    auto arguments = bind_arguments(registry.get(batch.function), batch.args, batch.kwargs);
    request.description = value_to_text(arguments, kShownArguments);
    request.source = call_source(std::move(arguments));
    set_size(request, 1);
}

void plan_range(supervise::BatchRequest& request, const BatchSpec& batch, std::uint32_t processes) {
    const Range range = Range::from_json(batch.iterable.at("range"));
    request.description = range.text();
    request.chunksize = chunksize_of(batch, range.size(), processes);
    request.source = range_source(range, request.chunksize);
    set_size(request, range.size());
}

void plan_lines(supervise::BatchRequest& request, const BatchSpec& batch, std::uint32_t processes) {
    const auto& path = batch.iterable.at("lines").get_ref<const std::string&>();
    request.description = "lines of " + path;
    LineReader reader(path);
    if (is_lazy(batch.method)) {
        request.chunksize = chunksize_of(batch, 0, processes);
        request.source = line_source(std::move(reader), request.chunksize, {});
        return;
    }
    const LineCount count = count_lines(reader);
    request.chunksize = chunksize_of(batch, count.lines, processes);
    std::optional<std::uint64_t> exactly;
    if (count.kind == LineCount::Kind::Counted) {
        exactly = count.lines;
        set_size(request, count.lines);
    }
    request.source = line_source(std::move(reader), request.chunksize, exactly);
}

void plan_list(supervise::BatchRequest& request, BatchSpec& batch, std::uint32_t processes) {
    const std::uint64_t items = batch.iterable.size();
    request.description = plural(items, "item");
    request.chunksize = chunksize_of(batch, items, processes);
    request.source = list_source(std::move(batch.iterable), is_starred(batch.method) ? Items::Starred : Items::Single,
                                 request.chunksize);
    set_size(request, items);
}

}  // namespace

supervise::BatchRequest plan_batch(BatchSpec batch, std::uint32_t processes, const Registry& registry) {
    refuse_what_is_wrong(batch);
    supervise::BatchRequest request;
    request.method = to_string(batch.method);
    request.function = registry.get(batch.function).name;
    if (takes_arguments(batch.method)) {
        plan_call(request, batch, registry);
    } else if (batch.iterable.is_array()) {
        plan_list(request, batch, processes);
    } else if (batch.iterable.contains("range")) {
        plan_range(request, batch, processes);
    } else {
        plan_lines(request, batch, processes);
    }
    return request;
}

supervise::BatchRequest call_shape(Method method, const Function& function) {
    supervise::BatchRequest shape;
    shape.method = to_string(method);
    shape.function = function.name;
    set_size(shape, 1);
    return shape;
}

void describe_call(const CallLine& call, std::string& description) {
    // A whole number reads the same in JSON and in a description.
    const bool is_number = call.arguments_count == 1 && call.arguments_text.find_first_not_of("-0123456789") == std::string_view::npos;
    if (is_number) description.assign("[").append(call.arguments_text).append("]");
    else description = value_to_text(call.arguments, kShownArguments);
}

supervise::BatchRequest plan_call(CallLine call, const Function& function) {
    supervise::BatchRequest request = call_shape(call.method, function);
    describe_call(call, request.description);
    ChunkWriter(request.only.arguments).add_encoded(call.arguments);
    request.only.items = 1;
    return request;
}

}  // namespace poolscope::host
