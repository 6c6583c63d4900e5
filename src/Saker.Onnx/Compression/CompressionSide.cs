namespace Saker.Onnx.Compression;

/// <summary>What was measured of a model before or after it was compressed.</summary>
/// <param name="Bytes">Its size as a file.</param>
/// <param name="PackedBytes">Its size packed by gzip, as it may travel: there zeros count.</param>
/// <param name="ElementCount">Stored numbers.</param>
/// <param name="RowLatency">How long an answer to one row takes, the median of repetitions.</param>
/// <param name="BatchLatency">How long an answer to a batch takes, the median of repetitions.</param>
/// <param name="Score">Its score, larger is better; null where none was asked for.</param>
public sealed record CompressionSide(long Bytes, long PackedBytes, long ElementCount, TimeSpan RowLatency, TimeSpan BatchLatency, double? Score = null);
