/*
** The checksum of PNG's chunks (ISO 3309, also of zip and gzip).
*/
#ifndef BOXSCORE_BASE_CHECKSUM_H
#define BOXSCORE_BASE_CHECKSUM_H

#include <stddef.h>
#include <stdint.h>

uint32_t checksum_crc32(const uint8_t *bytes, size_t count);

#endif
