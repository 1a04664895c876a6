// SPDX-License-Identifier: MIT
#include "supervised_run.h"

#include <algorithm>

#include <unistd.h>

#include <poolscope/function.h>
#include <poolscope/trace_check.h>
#include <poolscope/version.h>

#include "base/clock.h"
#include "tasks/inlined_value.h"

namespace poolscope::tests {
namespace {

class CallsSource : public supervise::ChunkSource {
public:
    CallsSource(std::vector<Call> calls, std::uint64_t chunksize) : calls_(std::move(calls)), chunksize_(chunksize) {}
    State next(supervise::Chunk& chunk) override {
        if (next_ >= calls_.size()) return State::Ended;
        chunk = {next_, 0, {}};
        ChunkWriter writer(chunk.arguments);
        for (; next_ < calls_.size() && chunk.items < chunksize_; ++next_, ++chunk.items) writer.add_encoded(calls_[next_].arguments);
        return State::Ready;
    }

private:
    std::vector<Call> calls_;
    std::uint64_t chunksize_;
    std::uint64_t next_ = 0;
};

}  // namespace

class SupervisedRun::Observer : public supervise::BatchObserver {
public:
    Observer(SupervisedRun& run, std::size_t batch) : run_(&run), batch_(batch) {}
    void item_settled(const supervise::SettledItem& item) override {
        ItemEnd& end = run_->batches_[batch_].items.at(item.item);
        end.outcome = item.outcome;
        ++end.told;
        end.value.clear();
        if (item.large == nullptr || !tasks::append_inlined(end.value, item.value, *item.large))
            end.value.assign(item.value.begin(), item.value.end());
        end.worker = item.worker;
        end.cause = item.cause;
        end.exit_code = item.exit_code;
        end.signal = item.signal;
    }
    void batch_ended(const supervise::BatchEnd&) override { run_->batches_[batch_].ended = true; }

private:
    SupervisedRun* run_;
    std::size_t batch_;
};

SupervisedRun::SupervisedRun(supervise::PoolConfiguration configuration, Tracing tracing) {
    if (tracing == Tracing::Yes) {
        writer_ = std::make_unique<trace::Writer>(folder_.filePath("run.trace").toStdString());
        writer_->append(base::now_ns(), trace::RunStarted{0, getpid(), kVersion, "test", "", ""});
    }
    supervisor_ = std::make_unique<supervise::Supervisor>(loop_, std::move(configuration), writer_.get());
    supervisor_->set_on_ended([this] { has_ended_ = true; });
    supervisor_->start();
}

std::size_t SupervisedRun::submit(std::vector<Call> calls, std::uint64_t chunksize) {
    batches_.emplace_back().items.resize(calls.size());
    supervise::BatchRequest request;
    request.method = "map_async";
    request.function = calls.front().function;
    request.chunksize = chunksize;
    request.items = calls.size();
    request.source = std::make_unique<CallsSource>(std::move(calls), chunksize);
    request.observer = std::make_shared<Observer>(*this, batches_.size() - 1);
    supervisor_->submit(std::move(request));
    return batches_.size() - 1;
}

bool SupervisedRun::finish() {
    supervisor_->close();
    return wait_until([this] { return has_ended_; });
}

std::vector<trace::Record> SupervisedRun::records() {
    std::vector<trace::Record> records;
    if (!writer_) return records;
    writer_->flush();
    trace::Reader reader(writer_->path());
    while (auto record = reader.next()) records.push_back(std::move(*record));
    return records;
}

std::string SupervisedRun::output(trace::OutputStream stream, std::optional<std::uint64_t> item) {
    std::string text;
    for (const trace::TaskOutput& output : all<trace::TaskOutput>()) {
        if (output.stream != stream || output.item != item) continue;
        text += output.text;
        if (output.omitted > 0) text += "[" + std::to_string(output.omitted) + "]";
    }
    return text;
}

std::string SupervisedRun::broken_promises() {
    if (!writer_) return {};
    writer_->flush();
    const trace::CheckReport report = trace::check_trace(writer_->path());
    return report.sound() && report.end == trace::CheckReport::End::PoolEnded ? std::string() : trace::report_text(report);
}

bool SupervisedRun::was_told(std::string_view part_of_a_message) {
    const std::vector<trace::Message> messages = all<trace::Message>();
    return std::any_of(messages.begin(), messages.end(), [part_of_a_message](const trace::Message& message) {
        return message.text.find(part_of_a_message) != std::string::npos;
    });
}

}  // namespace poolscope::tests
