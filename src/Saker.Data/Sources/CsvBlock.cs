using System.Buffers;

namespace Saker.Data.Sources;

/// <summary>Whole records of a CSV file in memory that is used again when it is disposed.</summary>
/// <param name="Bytes">The records, and at least <see cref="SeparatorScan.Slack"/> bytes of anything.</param>
/// <param name="Length">Of the records.</param>
internal readonly record struct CsvBlock(byte[] Bytes, int Length) : IDisposable
{
    public void Dispose() => ArrayPool<byte>.Shared.Return(Bytes);
}
