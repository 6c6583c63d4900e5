namespace Saker.Client;

/// <summary>A model before or after it was compressed: bytes of the file and packed by gzip, stored numbers, median latencies in microseconds, and the score.</summary>
public sealed record CompressionSideInfo(long Bytes, long PackedBytes, long ElementCount, double RowMicroseconds, double BatchMicroseconds, double? Score);
