// SPDX-License-Identifier: MIT
#include <poolscope/catalogue.h>

#include "tasks/catalogue_sections.h"

namespace poolscope {

void register_catalogue() {
    tasks::register_number_functions();
    tasks::register_file_functions();
    tasks::register_process_functions();
    tasks::register_loops();
    tasks::register_misbehaviour();
    tasks::register_introspection();
}

}  // namespace poolscope
