#include "queries/weights.h"

Weights weights = {
#define X(name, value, least, most) .name = value,
    WEIGHTS(X)
#undef X
};
