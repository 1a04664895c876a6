// SPDX-License-Identifier: MIT
#include "tasks/worker_facts.h"

namespace poolscope::tasks {

WorkerFacts& worker_facts() noexcept {
    static WorkerFacts facts;
    return facts;
}

}  // namespace poolscope::tasks
