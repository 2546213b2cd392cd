package io.omendb.core.commit;

/**
 * What conditions ask of a key.
 *
 * @param exists whether there is a row
 * @param seq the last commit that wrote or deleted it, or may have deleted it; 0 where none did
 */
public record KeyState(boolean exists, long seq) {}
