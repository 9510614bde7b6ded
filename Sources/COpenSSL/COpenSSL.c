// All wrappers are inline, in the header; a C target needs a source.
#include "COpenSSL.h"
